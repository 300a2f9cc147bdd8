// Claims: stored once, answered again on a retry, refused with the reason, and opened by their secret alone.

import assert from "node:assert/strict";
import { createHash, createPublicKey, randomBytes, randomUUID, verify } from "node:crypto";
import { after, before, test } from "node:test";

import { DISTRICT, FACTS, audit, get, newClaim, newIdNumber, submit, view } from "../support/claims.mjs";
import { startWorkerd } from "../support/workerd.mjs";

let edge;
before(async () => (edge = await startWorkerd()));
after(() => edge?.stop());

/** The pointers and codes of a problem's errors. */
const errors = (response) => response.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

/** Checks that a response is a problem of this status, in both languages. */
function isProblem(response, status) {
  assert.equal(response.status, status, response.text);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(response.body.status, status);
  for (const text of [response.body, ...(response.body.errors ?? [])]) {
    assert.match(text.detail, /\w/);
    assert.match(text.detail_zh, /\p{Script=Han}/u);
  }
}

test("a claim is stored, and its receipt verifies with the published keys", async () => {
  const claim = await newClaim(edge);
  const { status, body } = await submit(edge, claim);
  assert.equal(status, 201);
  assert.match(body.id, new RegExp(`^${DISTRICT}-[0-9A-Z]{26}$`));
  assert.equal(body.status, "submitted");
  assert.deepEqual(body.outcomes, claim.decision.outcomes);

  const [header, payload, signature] = body.receipt.split(".");
  const { kid, alg } = JSON.parse(Buffer.from(header, "base64url"));
  const { keys } = (await get(edge, "/.well-known/jwks.json")).body;
  const jwk = keys.find((key) => key.kid === kid);
  assert.equal(alg, "EdDSA");
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const signed = Buffer.from(`${header}.${payload}`);
  assert.ok(verify(null, signed, key, Buffer.from(signature, "base64url")));
  assert.ok(!verify(null, Buffer.from(`${header}.${payload}x`), key, Buffer.from(signature, "base64url")));

  const receipt = JSON.parse(Buffer.from(payload, "base64url"));
  assert.equal(receipt.claim, body.id);
  assert.equal(receipt.module, claim.module);
  assert.equal(receipt.outcomes.award.value, "12000");
  // The receipt commits to the facts and shows none.
  assert.equal(receipt.facts_sha256, createHash("sha256").update(canonical(body.disclosure)).digest("hex"));
  assert.ok(!JSON.stringify(receipt).includes("liuliqu"));

  const public_ = await get(edge, `/v1/receipts/${body.id}`);
  assert.deepEqual(public_.body, { receipt: body.receipt, payload: receipt });
});

test("the claimant sees the claim masked; a wrong secret and an unknown claim look alike", async () => {
  const claim = await newClaim(edge);
  const { id } = (await submit(edge, claim)).body;
  const seen = await view(edge, id, claim.secret);
  assert.equal(seen.status, 200);
  assert.deepEqual(seen.body.applicant, {
    name: `阿${"*".repeat(7)}`,
    phone: "138****5678",
    id_number: `${claim.applicant.id_number.slice(0, 2)}${"*".repeat(14)}${claim.applicant.id_number.slice(-2)}`,
  });
  assert.deepEqual(seen.body.disclosure.facts, FACTS);
  assert.equal(seen.headers.get("cache-control"), "no-store");

  const unknown = `${DISTRICT}-${"0".repeat(26)}`;
  const answers = [
    await view(edge, id, randomBytes(32).toString("base64url")),
    await view(edge, unknown, claim.secret),
    await view(edge, "999999-00000000000000000000000000", claim.secret),
    await view(edge, "x'; DROP TABLE claims; --", claim.secret),
    await get(edge, `/v1/claims/${id}`),
    await get(edge, `/v1/claims/${id}`, { authorization: "Basic eA==" }),
  ];
  for (const answer of answers) {
    isProblem(answer, 404);
    assert.equal(answer.text, answers[0].text);
  }
});

test("a retry gets the first answer again and stores nothing", async () => {
  const claim = await newClaim(edge);
  const key = randomUUID();
  const first = await submit(edge, claim, key);
  const { entries } = await audit(edge);
  // The same claim, written in another order.
  const again = await submit(edge, Object.fromEntries(Object.entries(claim).reverse()), key);
  assert.equal(again.status, 201);
  assert.equal(again.text, first.text);
  assert.equal(first.headers.get("idempotency-replayed"), null);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.equal((await audit(edge)).entries, entries);
});

test("many retries at once store one claim", async () => {
  const claim = await newClaim(edge);
  const key = randomUUID();
  const before = await audit(edge);
  const answers = await Promise.all(Array.from({ length: 8 }, () => submit(edge, claim, key)));
  assert.deepEqual(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(answers.filter(({ headers }) => !headers.has("idempotency-replayed")).length, 1);
  assert.equal((await audit(edge)).entries, before.entries + 1);
});

test("the same key with another claim is refused, and the first answer stays", async () => {
  const claim = await newClaim(edge);
  const key = randomUUID();
  const first = await submit(edge, claim, key);
  const other = { ...claim, applicant: { ...claim.applicant, phone: "13900000000" } };
  const refused = await submit(edge, other, key);
  isProblem(refused, 422);
  assert.equal(refused.body.type, "urn:nuanze:problem:idempotency-key-reused");
  // Also where the other claim could not be taken by itself.
  isProblem(await submit(edge, { ...claim, pledge: [] }, key), 422);
  assert.equal((await submit(edge, claim, key)).text, first.text);
});

test("another person's key reveals nothing", async () => {
  const key = randomUUID();
  const mine = await submit(edge, await newClaim(edge), key);
  const theirs = await submit(edge, await newClaim(edge), key);
  assert.equal(mine.status, 201);
  assert.equal(theirs.status, 201);
  assert.notEqual(theirs.body.id, mine.body.id);
  assert.equal(theirs.headers.get("idempotency-replayed"), null);
});

test("of two claims of one household at the same moment, one is stored", async () => {
  const one = await newClaim(edge);
  const id_number = one.applicant.id_number.replace("X", "x");
  const two = await newClaim(edge, { applicant: { ...one.applicant, name: "王芳", id_number: ` ${id_number}` } });
  const before = await audit(edge);
  const answers = await Promise.all([submit(edge, one), submit(edge, two)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
  isProblem(answers.find(({ status }) => status === 409), 409);
  assert.equal((await audit(edge)).entries, before.entries + 1);
});

test("a refusal for the household is kept for its retries", async () => {
  const claim = await newClaim(edge);
  await submit(edge, claim);
  const key = randomUUID();
  const second = { ...claim, secret: randomBytes(32).toString("base64url") };
  const refused = await submit(edge, second, key);
  const again = await submit(edge, second, key);
  isProblem(again, 409);
  assert.equal(again.text, refused.text);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
});

test("nobody can ask all day whether a household has an award", async () => {
  const claim = await newClaim(edge);
  await submit(edge, claim);
  let answer;
  for (let i = 0; i <= 20; i++) answer = await submit(edge, claim);
  isProblem(answer, 429);
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
});

test("a tampered decision is refused, naming the clause on which they part", async () => {
  const before = await audit(edge);
  const claim = await newClaim(edge);
  const raised = structuredClone(claim);
  raised.decision.outcomes.award.value = "99999";
  const answer = await submit(edge, raised);
  isProblem(answer, 422);
  assert.equal(answer.body.type, "urn:nuanze:problem:decision-differs");
  assert.deepEqual(errors(answer), ["/decision/outcomes/award decision_differs"]);
  assert.match(answer.body.detail, /`award` \(clause “.+”\) is `12000 CNY` here, and `99999 CNY` in the claim/);

  // Facts that were altered after the decision: the first condition on which they part.
  const smaller = { ...claim, facts: { ...claim.facts, legal_building: false } };
  const parted = await submit(edge, smaller);
  isProblem(parted, 422);
  assert.match(parted.body.errors[0].pointer, /^\/decision\/states\/eligible\./);
  assert.match(parted.body.detail_zh, /条款/);
  assert.equal((await audit(edge)).entries, before.entries);
});

test("a claim lacks nothing", async () => {
  const claim = await newClaim(edge);
  const refused = async (changes, expected) => {
    const answer = await submit(edge, { ...claim, ...changes });
    isProblem(answer, 422);
    assert.deepEqual(errors(answer).sort(), [expected].flat().sort());
  };
  await refused({ pledge: claim.pledge.slice(1) }, "/pledge promise_missing");
  await refused({ pledge: [...claim.pledge, "promises.more"] }, `/pledge/${claim.pledge.length} unknown_promise`);
  await refused({ pledge: [...claim.pledge, claim.pledge[0]] }, "/pledge promise_name");
  await refused({ evidence: claim.evidence.filter(({ kind }) => kind !== "bank_card") }, "/evidence evidence_missing");
  await refused({ outcome: "bonus" }, "/outcome unknown_outcome");
  await refused({ outcome: "quality_coal" }, ["/outcome nothing_to_claim", ...claim.pledge.map((_, i) => `/pledge/${i} unknown_promise`)]);
  await refused({ policy: "nowhere-1999" }, "/policy unknown_policy");
  await refused({ module: "0".repeat(64) }, "/module unknown_module");
  await refused({ secret: "short" }, "/secret claim_secret");
  await refused(
    { applicant: { name: "王", phone: "12345", id_number: "11010519491231002X".replace("X", "1") } },
    ["/applicant/id_number id_number_checksum", "/applicant/name name_length", "/applicant/phone mobile_number"],
  );
  await refused({ applicant: { name: "王芳", phone: "13812345678", id_number: newIdNumber(), bank: "1" } }, "/applicant/bank unknown_field");
});

test("what gives nothing, or is not decided yet, cannot be claimed", async () => {
  const nothing = await newClaim(edge, { facts: { ...FACTS, in_use: false } });
  const answer = await submit(edge, nothing);
  isProblem(answer, 422);
  assert.ok(errors(answer).includes("/outcome nothing_to_claim"));
  const { heated_area, ...rest } = FACTS;
  const open = await submit(edge, await newClaim(edge, { facts: rest }));
  isProblem(open, 422);
  assert.ok(errors(open).includes("/outcome outcome_open"));
});

test("facts and readings are checked like anything else", async () => {
  const claim = await newClaim(edge);
  const facts = { ...claim.facts, heated_area: "2000.001", device: "teapot", boiler: 1, in_use: "yes", purchased: "2022-02-30" };
  const answer = await submit(edge, { ...claim, facts, readings: { gate: "x" } });
  isProblem(answer, 422);
  assert.deepEqual(
    answer.body.errors.map(({ pointer }) => pointer).sort(),
    ["/facts/boiler", "/facts/device", "/facts/heated_area", "/facts/in_use", "/facts/purchased", "/readings/gate"],
  );
});

test("a claim needs its Idempotency-Key", async () => {
  const claim = await newClaim(edge);
  for (const key of ["", "short", "with a space in it, and long"]) {
    const answer = await submit(edge, claim, key);
    isProblem(answer, 400);
    assert.equal(answer.body.type, "urn:nuanze:problem:bad-header");
  }
});

test("the log of changes is unbroken, and grows by one for each claim", async () => {
  const before = await audit(edge);
  await submit(edge, await newClaim(edge));
  const state = await audit(edge);
  assert.equal(state.intact, true);
  assert.equal(state.entries, before.entries + 1);
  assert.notEqual(state.head, before.head);
  assert.equal((await get(edge, "/v1/districts/999999/audit")).status, 404);
});

test("nothing personal reaches the log, and nothing readable the disk", async () => {
  const claim = await newClaim(edge);
  await submit(edge, claim);
  await submit(edge, { ...claim, applicant: { ...claim.applicant, phone: "1" } });
  const personal = [claim.applicant.name, claim.applicant.phone, claim.applicant.id_number, claim.secret];
  const { readFile, readdir } = await import("node:fs/promises");
  const files = await readdir(edge.districts, { recursive: true, withFileTypes: true });
  let bytes = Buffer.from(edge.log);
  for (const file of files.filter((entry) => entry.isFile())) {
    bytes = Buffer.concat([bytes, await readFile(`${file.parentPath ?? file.path}/${file.name}`)]);
  }
  assert.ok(bytes.includes("claim_submitted"), "the database is read");
  for (const value of personal) assert.ok(!bytes.includes(value));
});

test("the state survives a restart", async () => {
  const claim = await newClaim(edge);
  const key = randomUUID();
  const first = await submit(edge, claim, key);
  const before = await audit(edge);
  await edge.kill();
  await edge.restart();
  assert.deepEqual(await audit(edge), before);
  const again = await submit(edge, claim, key);
  assert.equal(again.text, first.text);
  assert.equal((await view(edge, first.body.id, claim.secret)).status, 200);
});

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`;
}
