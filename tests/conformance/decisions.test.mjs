// The same facts give the same decision, byte for byte, wherever the module runs: wasmtime (the command line), Node and
// a browser (the npm package), workerd (the edge).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { text } from "node:stream/consumers";

import { openPhone, startBrowser } from "../support/browser.mjs";
import { makeCases } from "../support/cases.mjs";
import { policies, policy } from "../support/policies.mjs";
import { ROOT, startWorkerd } from "../support/workerd.mjs";

const CASES = 60;
const NUANZE = process.env.NUANZE_BIN ?? join(ROOT, "target/debug/nuanze");

const { Policy } = await import(join(ROOT, "pkg/nuanze/index.js"));

let edge, browser, page;
before(async () => {
  // The edge also hands out the npm package and the modules, for the page.
  [edge, browser] = await Promise.all([startWorkerd({ app: join(ROOT, "pkg") }), startBrowser()]);
  ({ page } = await openPhone(browser, edge.url));
  await page.goto("/policies/index.json");
});
after(async () => {
  await browser?.close();
  await edge?.stop();
});

for (const { id, file } of await policies()) {
  test(`${id}: ${CASES} cases, four hosts, one decision each`, async () => {
    const { manifest, bytes, sha256 } = await policy(id);
    const cases = makeCases(manifest, { count: CASES, gaps: true, readings: true });

    const node = await Policy.load(bytes);
    assert.equal(node.sha256, sha256);
    const inNode = cases.map(({ facts, readings }) => JSON.stringify(node.explain(facts, { readings })));

    const inBrowser = await page.evaluate(explainAll, { address: `/policies/${file}`, cases });
    const atTheEdge = await Promise.all(cases.map((one) => decideAtTheEdge(id, one)));
    const inWasmtime = await Promise.all(cases.map((one) => decideInWasmtime(file, one)));

    cases.forEach((one, index) => {
      const told = JSON.stringify(one);
      assert.equal(inBrowser[index], inNode[index], `browser and Node: ${told}`);
      assert.equal(atTheEdge[index], inNode[index], `workerd and Node: ${told}`);
      assert.equal(inWasmtime[index], inNode[index], `wasmtime and Node: ${told}`);
    });
  });

  test(`${id}: the short answer says what the whole decision says`, async () => {
    const { manifest, bytes } = await policy(id);
    const node = await Policy.load(bytes);
    for (const { facts } of makeCases(manifest, { count: 500, gaps: true })) {
      const { outcomes } = node.decide(facts);
      const whole = node.explain(facts).outcomes;
      for (const [name, { status, value, unit, needs }] of Object.entries(whole)) {
        assert.deepEqual(
          { status: outcomes[name].status, value: outcomes[name].value, unit: outcomes[name].unit, needs: outcomes[name].needs },
          { status, value, unit, needs },
          `${name} of ${JSON.stringify(facts)}`,
        );
      }
    }
  });
}

/** Runs in the page. */
async function explainAll({ address, cases }) {
  const { Policy } = await import("/nuanze/index.js");
  const bytes = await (await fetch(address)).arrayBuffer();
  const policy = await Policy.load(bytes);
  return cases.map(({ facts, readings }) => JSON.stringify(policy.explain(facts, { readings })));
}

async function decideAtTheEdge(id, { facts, readings }) {
  const response = await fetch(`${edge.url}/v1/decisions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ policy: id, facts, readings }),
  });
  const body = await response.text();
  assert.equal(response.status, 200, body);
  return body;
}

/** At most so many at once: each is a process of its own. */
const AT_ONCE = 4;
let running = 0;
const waiting = [];

async function decideInWasmtime(file, { facts, readings }) {
  if (running >= AT_ONCE) await new Promise((resolve) => waiting.push(resolve));
  running += 1;
  try {
    const chosen = Object.entries(readings).flatMap(([name, alternative]) => ["--reading", `${name}=${alternative}`]);
    const child = spawn(NUANZE, ["decide", join(ROOT, "pkg/policies", file), "--facts", "-", "--json", ...chosen]);
    child.stdin.end(JSON.stringify(facts));
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assert.equal(errors, "");
    // The command line breaks its JSON into lines for people; the order of its keys is the order of the bytes.
    return JSON.stringify(JSON.parse(out));
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
