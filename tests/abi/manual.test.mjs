// The manual of modules, `rules/ABI.md`: its programs are run as they stand there, and must print what stands below them.
// `BLESS=1` writes what they print into the manual.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const MANUAL = new URL("../../rules/ABI.md", import.meta.url);
const manual = await readFile(MANUAL, "utf8");

/** The fenced blocks of the manual: what stands behind the fence, the text, and where it begins. */
function* blocks(markdown) {
  const fences = /^(`{3,})([^`\n]*)\n([^]*?)^\1 *$/gm;
  for (const { 1: fence, 2: info, 3: text, index } of markdown.matchAll(fences)) {
    yield { info, text, start: index + fence.length + info.length + 1 };
  }
}

/** A call as it stands behind `$ `: nuanze, python3 or node. */
async function call(line, folder) {
  const [program, ...words] = line.split(" ");
  const programs = { nuanze: process.env.NUANZE_BIN, python3: process.env.NUANZE_PYTHON ?? "python3", node: process.execPath };
  assert.ok(programs[program], `\`${program}\` is not run here`);
  const env = { ...process.env, LANG: "en_US.UTF-8", PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" };
  try {
    const { stdout, stderr } = await run(programs[program], words, { cwd: folder, env });
    return stdout + stderr;
  } catch (error) {
    assert.fail(explained(program, error));
  }
}

/** Why a program did not run, and what is missing if that is why. */
function explained(program, error) {
  const said = `${error.message}\n${error.stdout ?? ""}${error.stderr ?? ""}`;
  if (program === "python3" && error.code === "ENOENT") return `Python 3 is missing on this machine: install python3\n${said}`;
  if (said.includes("No module named 'wasmtime'")) {
    return `the Python package wasmtime is missing: run this with \`cargo xtask test --only abi\`\n${said}`;
  }
  return said;
}

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nuanze-abi-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const printed = [];
for (const { info, text, start } of blocks(manual)) {
  const file = / file=(\S+)/.exec(info)?.[1];
  if (file) {
    test(`${file} is written`, () => writeFile(join(folder, file), text));
  } else if (info === "sh") {
    // What is printed depends on the compiler: only that it works counts.
    test(text.trim(), () => call(text.trim(), folder));
  } else if (info === "console") {
    const calls = text.split("\n").filter((line) => line.startsWith("$ "));
    test(calls.join("; "), async () => {
      let shown = "";
      for (const line of calls) shown += `${line}\n${await call(line.slice(2), folder)}`;
      if (process.env.BLESS) printed.push({ start, text, shown });
      else assert.equal(shown, text);
    });
  }
}

if (process.env.BLESS) {
  after(async () => {
    let blessed = manual;
    for (const { start, text, shown } of printed.reverse()) {
      blessed = blessed.slice(0, start) + shown + blessed.slice(start + text.length);
    }
    await writeFile(MANUAL, blessed);
  });
}
