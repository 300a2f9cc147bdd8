// Policies of several years side by side: older modules decide on, and a household gets one award in all of them.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { POLICY, decide, get, newClaim, submit, view } from "../support/claims.mjs";
import { policies, policy } from "../support/policies.mjs";
import { ROOT, startWorkerd } from "../support/workerd.mjs";

const NEXT = "mentougou-2023";

let folder;
let edge;
let older;
let next;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nuanze-years-"));
  const present = (await policy(POLICY)).bytes;
  // Last year's build of the same policy: the same rules, other bytes.
  older = Buffer.concat([present, Buffer.from([0, 6, 5]), Buffer.from("older")]);
  // Next year's policy of the same district.
  next = Buffer.from(present.toString("latin1").replaceAll(POLICY, NEXT), "latin1");
  const entry = (await policies()).find(({ id }) => id === POLICY);
  const index = [entry, { ...entry, id: NEXT, module: sha256(next), file: `${NEXT}.wasm` }];
  await mkdir(join(folder, "policies"));
  for (const [file, bytes] of [[entry.file, present], ["older.wasm", older], [`${NEXT}.wasm`, next]]) {
    await writeFile(join(folder, "policies", file), bytes);
  }
  await assemble(index);
  edge = await startWorkerd({ worker: join(folder, "worker") });
});
after(async () => {
  await edge?.stop();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

async function assemble(index, out = "worker") {
  await writeFile(join(folder, "policies", "index.json"), JSON.stringify(index));
  await promisify(execFile)(process.execPath, [
    join(ROOT, "worker/assemble.mjs"),
    ...["--build", join(ROOT, "pkg/worker"), "--policies", join(folder, "policies"), "--out", join(folder, out)],
  ]);
}

test("a module that is no longer listed still decides, and takes claims", async () => {
  const module = sha256(older);
  const listed = (await get(edge, "/v1/policies")).body.policies.map((policy) => policy.module);
  assert.ok(!listed.includes(module));
  assert.equal((await decide(edge, { module })).module, module);
  const answer = await fetch(`${edge.url}/v1/policies/${POLICY}/module?sha256=${module}`);
  assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), module);

  const claim = await newClaim(edge, { module });
  const { status, body } = await submit(edge, claim);
  assert.equal(status, 201);
  assert.equal((await view(edge, body.id, claim.secret)).body.module, module);
});

test("a household that has this year's award gets none next year", async () => {
  const claim = await newClaim(edge);
  assert.equal((await submit(edge, claim)).status, 201);
  const again = await newClaim(edge, { policy: NEXT, applicant: claim.applicant });
  assert.equal((await submit(edge, again)).status, 409);
  assert.equal((await submit(edge, await newClaim(edge, { policy: NEXT }))).status, 201);
});

test("a policy does not decide with another's module", async () => {
  const claim = await newClaim(edge, { policy: NEXT });
  const { status, body } = await submit(edge, { ...claim, policy: POLICY });
  assert.equal(status, 422);
  assert.equal(body.errors[0].code, "unknown_module");
});

test("a list that names a module which is not there is not built", async () => {
  const [entry] = await policies();
  await assert.rejects(assemble([{ ...entry, module: "0".repeat(64) }], "broken"), /no file has this hash/);
});
