// The short way and the whole explanation agree: on thousands of cases drawn from each policy's own facts.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

import { Policy } from "../../../../pkg/nuanze/index.js";
import { decimal, days, isoDate, isoMoment, isoTime, rawDecimal } from "../../../../pkg/nuanze/values.js";

const POLICIES = new URL("../../../../pkg/policies/", import.meta.url);
const CASES = 1500;

/** The same numbers in every run (mulberry32). */
function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, pick: (list) => list[Math.floor(next() * list.length)], below: (n) => Math.floor(next() * n) };
}

/** A value of a fact: often near where it tips a decision, and in every way it may be written. */
function value(fact, manifest, { next, pick, below }) {
  const near = (step) => {
    const around = pick([fact.min, fact.max, ...(fact.breakpoints ?? [])]) + (below(3) - 1) * step;
    const anywhere = fact.min + Math.floor(next() * ((fact.max - fact.min) / step + 1)) * step;
    const raw = next() < 0.6 ? Math.round(around / step) * step : anywhere;
    return Math.min(Math.max(raw, fact.min), fact.max);
  };
  switch (fact.type) {
    case "bool":
      return next() < 0.8;
    case "enum":
      return pick(manifest.enums[fact.index].values).name;
    case "date":
      return isoDate(near(1));
    case "time":
      return isoTime(near(1));
    case "date_time":
      return isoMoment(near(1));
    default: {
      const text = decimal(near(fact.step), fact.scale);
      return pick([text, Number(text), `${text}${text.includes(".") ? "0" : ".0"}`]);
    }
  }
}

const short = ({ status, value, unit, needs }) => JSON.parse(JSON.stringify({ status, value, unit, needs }));

for (const file of (await readdir(POLICIES)).filter((name) => name.endsWith(".wasm")).sort()) {
  test(`${file}: decide says what explain says`, async () => {
    const policy = await Policy.load(await readFile(new URL(file, POLICIES)));
    const source = random(2022);
    for (let n = 0; n < CASES; n += 1) {
      const known = source.pick([0.5, 0.9, 1]);
      const facts = {};
      for (const fact of policy.manifest.facts) {
        if (source.next() < known) facts[fact.name] = value(fact, policy.manifest, source);
      }
      // An item that its list does not reach is no fact.
      for (const { name, within = [] } of policy.manifest.facts) {
        const beyond = ([list, number]) => Number(facts[policy.manifest.facts[list].name] ?? number) < number;
        if (within.some(beyond)) delete facts[name];
      }
      const explained = Object.entries(policy.explain(facts).outcomes);
      const expected = Object.fromEntries(explained.map(([name, outcome]) => [name, short(outcome)]));
      assert.deepEqual(policy.decide(facts).outcomes, expected, JSON.stringify(facts));
    }
  });
}

test("days are read as they are written, and no others", () => {
  for (let day = -719162; day <= 2932896; day += 13) assert.equal(days(isoDate(day).padStart(10, "0")), day);
  for (const text of ["2023-02-29", "1900-02-29", "2023-13-01", "2023-04-31", "0000-01-01", "2023-4-010", "20x3-01-01"]) {
    assert.equal(days(text), undefined, text);
  }
});

test("amounts come to a scale without loss, or not at all", () => {
  assert.equal(rawDecimal(44.2, 2, 100), 4420);
  assert.equal(rawDecimal(1.15, 2, 100), 115);
  assert.equal(rawDecimal(0.1 + 0.2, 2, 100), undefined);
  assert.equal(rawDecimal("-0.05", 2, 100), -5);
  assert.equal(rawDecimal("1.5", 0, 1), undefined);
  assert.equal(Object.is(rawDecimal(-0, 2, 100), 0), true);
  for (const text of ["", "-", ".", "1.2.3", "1e3", "١"]) assert.equal(rawDecimal(text, 2, 100), undefined, text);
});
