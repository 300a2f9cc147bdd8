// Stateless decisions of the edge against an empty Rust worker, on the same workerd, one after the other and again.
// Prints the requests per second of both as JSON.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Agent, request } from "node:http";
import { join } from "node:path";

import { makeCases } from "../support/cases.mjs";
import { policy } from "../support/policies.mjs";
import { ROOT, startWorkerd } from "../support/workerd.mjs";

const POLICY = "mentougou-2022";
const CONNECTIONS = 8;
const REQUESTS = 4_000;
const ROUNDS = 5;

const { manifest } = await policy(POLICY);
const bodies = makeCases(manifest, { count: 200 }).map(({ facts }) => JSON.stringify({ policy: POLICY, facts }));

const edge = await startWorkerd();
const empty = await startEmpty();
try {
  const sides = [
    { name: "edge", url: `${edge.url}/v1/decisions`, rates: [] },
    { name: "empty", url: `${empty.url}/`, rates: [] },
  ];
  for (const side of sides) await load(side.url, REQUESTS);
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of sides) side.rates.push(await load(side.url, REQUESTS));
  }
  console.log(JSON.stringify(Object.fromEntries(sides.map(({ name, rates }) => [name, median(rates)]))));
} finally {
  empty.process.kill();
  await edge.stop();
}

/** Sends requests over a few connections; requests per second. */
async function load(url, count) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < count) await post(agent, url, bodies[next++ % bodies.length]);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return count / seconds;
}

function post(agent, url, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().on("end", resolve).on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function startEmpty() {
  const program = createRequire(join(ROOT, "tests/package.json"))("workerd").default;
  const config = join(ROOT, "tests/bench/empty-worker/workerd.capnp");
  const process_ = spawn(program, ["serve", config, "config", "--control-fd=3"], { stdio: ["ignore", "inherit", "inherit", "pipe"] });
  const [report] = await once(process_.stdio[3].setEncoding("utf8"), "data");
  return { process: process_, url: `http://127.0.0.1:${JSON.parse(report.split("\n")[0]).port}` };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
