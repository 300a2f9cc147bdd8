// Records, lists, days and times in Node: the documents that show them decide here what they decide on the command line.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { CaseError, Policy } from "../../../../pkg/nuanze/index.js";
import { makeCases, nested } from "../../../../tests/support/cases.mjs";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const NUANZE = process.env.NUANZE_BIN ?? join(ROOT, "target/debug/nuanze");
const GOOD = join(ROOT, "tests/policies/good");
const MONTHS = join(ROOT, "tests/bench/months.md");
const CASES = 400;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nuanze-documents-"));
});
after(() => rm(folder, { recursive: true }));

/** The policy of a document, compiled. */
async function compiled(document, id) {
  const out = join(folder, id);
  await promisify(execFile)(NUANZE, ["build", document, "--out", out], { cwd: ROOT });
  const [{ file }] = JSON.parse(await readFile(join(out, "index.json"), "utf8"));
  return Policy.load(await readFile(join(out, file)));
}

const short = ({ status, value, unit, needs }) => JSON.parse(JSON.stringify({ status, value, unit, needs }));

const shortly = (outcomes) =>
  Object.fromEntries(Object.entries(outcomes).map(([name, outcome]) => [name, short(outcome)]));

const documents = (await readdir(GOOD)).filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3));

for (const id of documents) {
  test(`${id}: its examples decide what they decide on the command line`, async () => {
    const policy = await compiled(join(GOOD, `${id}.md`), id);
    const { examples } = JSON.parse(await readFile(join(GOOD, `${id}.expected.json`), "utf8"));
    assert.ok(examples.length > 0);
    for (const { title, facts, readings, outcomes, needs } of examples) {
      const options = readings && { readings };
      // Each value by the way to it, and as the records and lists that people write.
      for (const written of [facts, nested(policy.manifest, facts)]) {
        assert.deepEqual(policy.decide(written, options).outcomes, shortly(outcomes), title);
        const whole = policy.explain(written, options);
        assert.deepEqual(whole.outcomes, outcomes, title);
        assert.deepEqual(whole.needs, needs, title);
      }
    }
  });
}

for (const [id, document] of [...documents.map((id) => [id, join(GOOD, `${id}.md`)]), ["bench-months", MONTHS]]) {
  test(`${id}: the short answer says what the whole decision says`, async () => {
    const policy = await compiled(document, `${id}-again`);
    for (const { facts } of makeCases(policy.manifest, { count: CASES, gaps: true })) {
      assert.deepEqual(policy.decide(facts).outcomes, shortly(policy.explain(facts).outcomes), JSON.stringify(facts));
    }
  });
}

test("twelve months are added up, as far as they are known", async () => {
  const policy = await compiled(MONTHS, "months");
  const month = { valley: "100.5", counted: true };
  const year = Array.from({ length: 12 }, () => month);
  assert.deepEqual(policy.decide({ months: year }).outcomes, {
    within: { status: "known", value: true },
    subsidy: { status: "known", value: "241.2", unit: "CNY" },
  });
  const open = [...year.slice(0, 11), { valley: "100.5" }];
  assert.deepEqual(policy.decide({ months: open }).outcomes, {
    within: { status: "unknown", needs: ["months[12].counted"] },
    subsidy: { status: "unknown", needs: ["months[12].counted"], unit: "CNY" },
  });
  const { outcomes } = policy.explain({ months: open });
  assert.deepEqual([outcomes.subsidy.min, outcomes.subsidy.max], ["221.1", "241.2"]);
  assert.deepEqual(policy.decide({ months: [] }).outcomes.subsidy, { status: "known", value: "0", unit: "CNY" });
});

/** The errors of facts, the same by both ways. */
function errors(policy, facts) {
  const of = (work) => {
    try {
      work();
    } catch (error) {
      assert.ok(error instanceof CaseError, String(error));
      return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
    }
    return [];
  };
  const told = of(() => policy.decide(facts));
  assert.deepEqual(
    told,
    of(() => policy.explain(facts)),
  );
  return told;
}

test("what is wrong inside a list is told by its place", async () => {
  const policy = await compiled(MONTHS, "wrong-months");
  const month = { valley: 1, counted: true };
  assert.deepEqual(errors(policy, { months: [month, { valley: "x", counted: "yes", peak: 1 }] }), [
    "/months/1/valley not_a_number",
    "/months/1/counted wrong_type",
    "/months/1/peak unknown_fact",
  ]);
  assert.deepEqual(errors(policy, { months: Array.from({ length: 13 }, () => month) }), ["/months wrong_length"]);
  assert.deepEqual(errors(policy, { months: { 0: month } }), ["/months wrong_type"]);
});

test("times and moments are taken as they are written, and no others", async () => {
  const policy = await compiled(join(GOOD, "moments-of-every-kind.md"), "moments");
  assert.deepEqual(errors(policy, { starts: "23:59", visit: "2024-02-29T00:00" }), []);
  for (const starts of ["24:00", "7:30", "07:60", "07:30:00", 730]) {
    assert.equal(errors(policy, { starts }).length, 1, String(starts));
  }
  for (const visit of ["2023-02-29T00:00", "2024-02-29 00:00", "2024-02-29", "2025-01-01T00:00"]) {
    assert.equal(errors(policy, { visit }).length, 1, visit);
  }
});
