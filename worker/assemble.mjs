// Puts the compiled worker and every policy module into one folder that workerd and wrangler run alike.
//
//   node worker/assemble.mjs --build <worker-build's output> --policies pkg/policies --out pkg/worker
//
// Modules are named by their SHA-256. One that index.json no longer names stays available to those who decided with it,
// as long as its file stays in the policies' folder.

import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: folders } = parseArgs({
  options: { build: { type: "string" }, policies: { type: "string" }, out: { type: "string" } },
});
for (const name of ["build", "policies", "out"]) {
  if (!folders[name]) throw new Error(`--${name} is missing`);
}

const index = JSON.parse(await readFile(join(folders.policies, "index.json"), "utf8"));
const modules = new Map();
for (const file of (await readdir(folders.policies)).filter((name) => name.endsWith(".wasm")).sort()) {
  const bytes = await readFile(join(folders.policies, file));
  modules.set(createHash("sha256").update(bytes).digest("hex"), bytes);
}
for (const policy of index) {
  if (!modules.has(policy.module)) {
    throw new Error(`index.json names module \`${policy.module}\` of \`${policy.id}\`, but no file has this hash`);
  }
}
const hashes = [...modules.keys()].sort();

// The module itself, to be instantiated, and its bytes, to be handed out: one file under two names, since a module's
// name decides what an import of it gives.
const entry = `// Generated: the worker, and the policy modules that it decides with.
${hashes.map((hash, i) => `import module${i} from "./policies/${hash}.wasm";\nimport bytes${i} from "./policies/${hash}.bin";`).join("\n")}

globalThis.nuanzePolicies = {
  index: ${JSON.stringify(JSON.stringify(index))},
  modules: {
${hashes.map((hash, i) => `    "${hash}": { module: module${i}, bytes: bytes${i} },`).join("\n")}
  },
};

export { default, District } from "./index.js";
`;

const list = [
  `(name = "entry.js", esModule = embed "entry.js")`,
  `(name = "index.js", esModule = embed "index.js")`,
  `(name = "index_bg.wasm", wasm = embed "index_bg.wasm")`,
  ...hashes.flatMap((hash) => [
    `(name = "policies/${hash}.wasm", wasm = embed "policies/${hash}.wasm")`,
    `(name = "policies/${hash}.bin", data = embed "policies/${hash}.bin")`,
  ]),
];
const capnp = `# Generated: the files of the worker, for worker/workerd.capnp.
using Workerd = import "/workerd/workerd.capnp";

const modules :List(Workerd.Worker.Module) = [
${list.map((line) => `  ${line},`).join("\n")}
];
`;

// Written beside its place first: a half-written folder is never served.
const fresh = `${folders.out}.new`;
await rm(fresh, { recursive: true, force: true });
await mkdir(join(fresh, "policies"), { recursive: true });
for (const file of ["index.js", "index_bg.wasm"]) {
  await cp(join(folders.build, file), join(fresh, file));
}
for (const [hash, bytes] of modules) {
  await writeFile(join(fresh, "policies", `${hash}.wasm`), bytes);
  await writeFile(join(fresh, "policies", `${hash}.bin`), bytes);
}
await writeFile(join(fresh, "entry.js"), entry);
await writeFile(join(fresh, "modules.capnp"), capnp);
await rm(folders.out, { recursive: true, force: true });
await rename(fresh, folders.out);
