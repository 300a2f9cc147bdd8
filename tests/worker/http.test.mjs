// The edge over HTTP: every route, and whatever a hostile or careless client may send to it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";

import { FACTS, POLICY, get, newClaim, post } from "../support/claims.mjs";
import { policy } from "../support/policies.mjs";
import { startWorkerd } from "../support/workerd.mjs";

let edge;
let app;
before(async () => {
  app = await mkdtemp(join(tmpdir(), "nuanze-app-"));
  await writeFile(join(app, "index.html"), "<!doctype html><title>暖则</title>");
  await writeFile(join(app, "sw.js"), "// the service worker");
  await writeFile(join(app, "manifest.webmanifest"), "{}");
  await mkdir(join(app, "icons"));
  await writeFile(join(app, "icons", "icon.png"), "png");
  await writeFile(join(app, ".secret.txt"), "secret");
  const script = "console.log('a script that is long enough')";
  await writeFile(join(app, "app-3f9c21d0ab.js"), script);
  await writeFile(join(app, "app-3f9c21d0ab.js.br"), brotliCompressSync(script));
  await writeFile(join(app, "app-3f9c21d0ab.js.gz"), gzipSync(script));
  edge = await startWorkerd({ app });
});
after(async () => {
  await edge?.stop();
  await rm(app, { recursive: true, force: true });
});

function isProblem(answer, status, kind) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.equal(answer.body.status, status);
  if (kind) assert.equal(answer.body.type, `urn:nuanze:problem:${kind}`);
  assert.match(answer.body.detail_zh, /\p{Script=Han}/u);
}

/** A request as it is, without fetch's manners: `{ status, headers, bytes }`. */
function raw(path, { method = "GET", headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(edge.url + path, { method, headers }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(pieces) }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Sends a body without a length, as fast as it is taken, until the connection ends or so many bytes are sent. */
function pour(path, most) {
  const piece = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65536, 32), Buffer.from("\r\n")]);
  return new Promise((resolve) => {
    const { hostname, port } = new URL(edge.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    let sent = 0;
    const more = () => {
      let taken = true;
      while (taken && !socket.destroyed && sent < most) {
        taken = socket.write(piece);
        sent += 65536;
      }
      if (sent >= most) socket.destroy();
    };
    socket.on("connect", () => {
      socket.write(`POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`);
      more();
    });
    socket.on("drain", more);
    socket.on("data", (data) => (answer += data));
    // The other side may close while this one still sends.
    socket.on("error", () => {});
    socket.on("close", () => resolve({ answer, sent }));
  });
}

test("policies are listed with their modules, and the modules' bytes have their hashes", async () => {
  const { status, body, headers } = await get(edge, "/v1/policies");
  assert.equal(status, 200);
  const listed = body.policies.find(({ id }) => id === POLICY);
  assert.equal(listed.jurisdiction, "110109");
  assert.deepEqual((await get(edge, `/v1/policies/${POLICY}`)).body, listed);
  assert.equal((await raw("/v1/policies", { headers: { "if-none-match": headers.get("etag") } })).status, 304);

  const module = await raw(listed.url);
  assert.equal(module.headers["content-type"], "application/wasm");
  assert.match(module.headers["cache-control"], /immutable/);
  assert.equal(createHash("sha256").update(module.bytes).digest("hex"), listed.module);
  assert.deepEqual(module.bytes, (await policy(POLICY)).bytes);
  const compressed = await raw(`/v1/policies/${POLICY}/module`, { headers: { "accept-encoding": "gzip" } });
  assert.equal(compressed.headers["content-encoding"], "gzip");
  assert.equal(compressed.headers["cache-control"], "no-cache");
  assert.deepEqual(gunzipSync(compressed.bytes), module.bytes);
});

test("what is not there is a problem", async () => {
  for (const path of [
    "/v1",
    "/v1/",
    "/v1/nothing",
    "/v1/policies/nowhere-1999",
    "/v1/policies/nowhere-1999/module",
    `/v1/policies/${POLICY}/module?sha256=${"0".repeat(64)}`,
    `/v1/policies/${POLICY}/module?sha256=index`,
    "/v1/policies/__proto__",
    "/v1/receipts/110109-00000000000000000000000000",
    "/v1/receipts/%00",
    "/.well-known/other.json",
    "/missing.js",
    "/.secret.txt",
    "/icons/..%2f.secret.txt",
    "/app-3f9c21d0ab.js.br",
  ]) {
    isProblem(await get(edge, path), 404, "not-found");
  }
});

test("a wrong method is told the right ones", async () => {
  for (const [method, path, allow] of [
    ["DELETE", "/v1/claims", "POST"],
    ["GET", "/v1/claims", "POST"],
    ["PROPFIND", "/v1/policies", "GET, HEAD"],
    ["PUT", "/v1/claims/110109-00000000000000000000000000", "GET, HEAD"],
    ["POST", "/index.html", "GET, HEAD"],
    ["OPTIONS", "/v1/decisions", "POST"],
  ]) {
    const answer = await raw(path, { method });
    assert.equal(answer.status, 405, `${method} ${path}`);
    assert.equal(answer.headers.allow, allow);
  }
});

test("HEAD says what GET says, without the body", async () => {
  for (const path of ["/", "/v1/policies", "/v1/health", "/v1/openapi.json", "/app-3f9c21d0ab.js", "/nothing.js"]) {
    const head = await raw(path, { method: "HEAD" });
    const whole = await raw(path);
    assert.equal(head.status, whole.status);
    assert.equal(head.headers["content-type"], whole.headers["content-type"]);
    assert.equal(head.bytes.length, 0);
  }
});

test("the OpenAPI document is served, and describes every route", async () => {
  const { body } = await get(edge, "/v1/openapi.json");
  assert.match(body.openapi, /^3\.1/);
  assert.deepEqual(Object.keys(body.paths).sort(), [
    "/.well-known/jwks.json",
    "/v1/claims",
    "/v1/claims/{id}",
    "/v1/decisions",
    "/v1/districts/{district}/audit",
    "/v1/health",
    "/v1/policies",
    "/v1/policies/{id}",
    "/v1/policies/{id}/module",
    "/v1/receipts/{id}",
  ]);
});

test("one case is decided, and wrong facts are pointed at, all at once", async () => {
  const decided = await post(edge, "/v1/decisions", { policy: POLICY, facts: FACTS });
  assert.equal(decided.status, 200);
  assert.equal(decided.body.outcomes.award.value, "12000");
  const wrong = await post(edge, "/v1/decisions", { policy: POLICY, facts: { heated_area: -1, device: "teapot", x: 1 } });
  isProblem(wrong, 422, "invalid-request");
  assert.deepEqual(wrong.body.errors.map(({ pointer }) => pointer).sort(), ["/facts/device", "/facts/heated_area", "/facts/x"]);
});

test("a batch is decided case by case; one's wrong facts leave the others be", async () => {
  const cases = [{ facts: FACTS }, { facts: { heated_area: "much" } }, { facts: { ...FACTS, heated_area: 44.99 } }, { facts: {} }];
  const { status, body } = await post(edge, "/v1/decisions", { policy: POLICY, cases });
  assert.equal(status, 200);
  assert.deepEqual(body.results.map((result) => result.decision?.outcomes.award.value ?? result.decision?.outcomes.award.status), ["12000", undefined, "3000", "unknown"]);
  assert.deepEqual(body.results[1].errors.map(({ pointer }) => pointer), ["/cases/1/facts/heated_area"]);
  const full = await post(edge, "/v1/decisions", { policy: POLICY, cases: Array(1000).fill({ facts: FACTS }) });
  assert.equal(full.body.results.length, 1000);
});

test("requests that say too little, too much or two things are refused", async () => {
  for (const [body, pointer, code] of [
    [{ policy: POLICY }, "", "facts_missing"],
    [{ policy: POLICY, facts: {}, cases: [] }, "", "facts_and_cases"],
    [{ policy: POLICY, cases: [] }, "/cases", "case_count"],
    [{ policy: POLICY, cases: Array(1001).fill({ facts: {} }) }, "/cases", "case_count"],
    [{ policy: POLICY, facts: {}, debug: true }, "/debug", "unknown_field"],
    [{ policy: POLICY, facts: "all" }, "/facts", "wrong_type"],
    [{ policy: 7, facts: {} }, "/policy", "wrong_type"],
    [{ policy: "../etc", facts: {} }, "/policy", "policy_id"],
    [{ policy: "nowhere-1999", facts: {} }, "/policy", "unknown_policy"],
    [{ policy: POLICY, module: "X", facts: {} }, "/module", "module_hash"],
    [{ policy: POLICY, module: "0".repeat(64), facts: {} }, "/module", "unknown_module"],
    [[POLICY, null, {}], "", "wrong_type"],
    [{ policy: POLICY, cases: [[{}]] }, "/cases/0", "wrong_type"],
  ]) {
    const answer = await post(edge, "/v1/decisions", body);
    isProblem(answer, 422, "invalid-request");
    assert.deepEqual([answer.body.errors[0].pointer, answer.body.errors[0].code], [pointer, code]);
  }
});

test("what is not JSON is shown its place", async () => {
  for (const path of ["/v1/decisions", "/v1/claims"]) {
    for (const [body, detail] of [
      ["", /it is empty/],
      ["{", /ends too early at line 1, column 1/],
      ['{\n  "policy": x\n}', /not JSON at line 2, column 13/],
      ['{"a":1,"a":2}', /same key stands twice/],
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /not UTF-8 at line 1, column 3/],
      ["[".repeat(50_000), /nested more than 16 deep at line 1, column 17/],
      ['{"facts":{"heated_area":45.000000000000000001}}', /more than 15 digits; write it as a string/],
      ['{"facts":{"heated_area":1e999}}', /not JSON/],
    ]) {
      const answer = await post(edge, path, body, { "idempotency-key": "a-key-that-is-long-enough" });
      isProblem(answer, 400, "malformed-json");
      assert.match(answer.body.detail, detail);
    }
  }
});

test("only JSON is read, and no more of it than is taken", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""]) {
    isProblem(await post(edge, "/v1/decisions", "{}", { "content-type": type }), 415, "unsupported-media-type");
  }
  isProblem(await post(edge, "/v1/decisions", gzipSync("{}"), { "content-encoding": "gzip" }), 415);
  isProblem(await post(edge, "/v1/claims", " ".repeat(65 * 1024), { "idempotency-key": "a-key-that-is-long-enough" }), 413, "too-large");

  // Without an announced length it is counted while it is read, and an endless body is cut off.
  const { answer, sent } = await pour("/v1/decisions", 256 * 1024 * 1024);
  // The connection may be gone before the answer is read.
  assert.match(answer, /^(HTTP\/1\.1 413 |$)/);
  assert.ok(sent < 64 * 1024 * 1024, `${sent} bytes were taken`);
  assert.equal((await get(edge, "/v1/health")).status, 200);
});

test("the app's page answers for its own paths and is asked for again", async () => {
  const page = await raw("/");
  assert.equal(page.status, 200);
  assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(page.headers["cache-control"], "no-cache");
  assert.match(page.headers["content-security-policy"], /script-src 'self' 'wasm-unsafe-eval'/);
  assert.match(page.headers["content-security-policy"], /frame-ancestors 'none'/);
  assert.deepEqual((await raw("/policy/mentougou-2022")).bytes, page.bytes);
  assert.equal((await raw("/", { headers: { "if-none-match": page.headers.etag } })).status, 304);
  for (const [path, type] of [["/sw.js", "text/javascript; charset=utf-8"], ["/manifest.webmanifest", "application/manifest+json"], ["/icons/icon.png", "image/png"]]) {
    const file = await raw(path);
    assert.equal(file.headers["content-type"], type);
    assert.equal(file.headers["cache-control"], "no-cache");
    assert.ok(file.headers.etag);
  }
  // A folder is no file.
  assert.deepEqual((await raw("/icons")).bytes, page.bytes);
});

test("hashed files come compressed as they were built, and are kept for good", async () => {
  const plain = await raw("/app-3f9c21d0ab.js");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.match(plain.headers["cache-control"], /immutable/);
  for (const [accept, encoding, decompress] of [["gzip, br", "br", brotliDecompressSync], ["gzip", "gzip", gunzipSync]]) {
    const file = await raw("/app-3f9c21d0ab.js", { headers: { "accept-encoding": accept } });
    assert.equal(file.headers["content-encoding"], encoding);
    assert.equal(file.headers.vary, "Accept-Encoding");
    assert.deepEqual(decompress(file.bytes), plain.bytes);
  }
});

test("without keys, policies and decisions work and claims answer 503", async () => {
  const bare = await startWorkerd({ app, keys: { NUANZE_SIGNING_KEY: "c2hvcnQ" } });
  try {
    assert.deepEqual((await get(bare, "/v1/health")).body.claims, false);
    assert.equal((await post(bare, "/v1/decisions", { policy: POLICY, facts: FACTS })).status, 200);
    const claim = await newClaim(bare);
    const answer = await post(bare, "/v1/claims", claim, { "idempotency-key": "a-key-that-is-long-enough" });
    isProblem(answer, 503, "unavailable");
    isProblem(await get(bare, "/.well-known/jwks.json"), 503);
    assert.match(bare.log, /claims cannot be taken: `NUANZE_SIGNING_KEY` is not 32 bytes of base64url/);
    assert.ok(!bare.log.includes("c2hvcnQ"));
  } finally {
    await bare.stop();
  }
});
