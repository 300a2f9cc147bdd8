// Decisions per second in Node: the npm package, json-rules-engine, json-logic-js. The same rule, the same cases, each
// called as its own users call it; the results are compared before anything is measured. Prints the rates as JSON.

import assert from "node:assert/strict";
import { join } from "node:path";

import { makeCases } from "../../support/cases.mjs";
import { policy } from "../../support/policies.mjs";
import { ROOT } from "../../support/workerd.mjs";
import { jsonLogicAward } from "./json-logic.mjs";
import { jsonRulesEngine } from "./json-rules.mjs";

const ROUNDS = 9;

const { Policy } = await import(join(ROOT, "pkg/nuanze/index.js"));
const { bytes, manifest } = await policy("mentougou-2022");
const nuanze = await Policy.load(bytes);
const jsonRules = jsonRulesEngine();

// The other two know no readings: theirs are facts like the others, at what is the default here.
const defaults = Object.fromEntries(manifest.readings.map(({ name, alternatives, default: index }) => [name, alternatives[index].name]));
const cases = makeCases(manifest, { count: 2_000 }).map(({ facts }) => facts);
// They compare numbers, not decimal strings.
const plain = cases.map((facts) => ({ ...facts, ...defaults, heated_area: Number(facts.heated_area) }));

const award = (facts) => Number(nuanze.decide(facts).outcomes.award.value);
for (let index = 0; index < cases.length; index++) {
  const expected = award(cases[index]);
  assert.equal(jsonLogicAward(plain[index]), expected, `json-logic-js: ${JSON.stringify(cases[index])}`);
  assert.equal(await jsonRules(plain[index]), expected, `json-rules-engine: ${JSON.stringify(cases[index])}`);
}

const engines = {
  nuanze: { list: cases, decide: (facts) => nuanze.decide(facts), times: 50 },
  explain: { list: cases, decide: (facts) => nuanze.explain(facts), times: 1 },
  "json-rules-engine": { list: plain, decide: jsonRules, awaits: true, times: 0.25 },
  "json-logic-js": { list: plain, decide: jsonLogicAward, times: 10 },
};
const rates = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
for (const name of Object.keys(engines)) await rate(engines[name]);
for (let round = 0; round < ROUNDS; round++) {
  for (const name of Object.keys(engines)) rates[name].push(await rate(engines[name]));
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(rates).map(([name, list]) => [name, median(list)]))));

/** Decisions per second over the cases, so many times. */
async function rate({ list, decide, awaits, times }) {
  const count = Math.round(list.length * times);
  let last;
  const started = performance.now();
  if (awaits) for (let i = 0; i < count; i++) last = await decide(list[i % list.length]);
  else for (let i = 0; i < count; i++) last = decide(list[i % list.length]);
  const seconds = (performance.now() - started) / 1000;
  assert.notEqual(last, undefined);
  return count / seconds;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
