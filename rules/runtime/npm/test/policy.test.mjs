// The package as its users call it: loading, deciding, explaining, suggesting, and every kind of error.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { CaseError, ModuleError, Policy } from "../../../../pkg/nuanze/index.js";

const bytes = await readFile(new URL("../../../../pkg/policies/mentougou-2022.wasm", import.meta.url));
const policy = await Policy.load(bytes);

const HOUSE = {
  village: "liuliqu",
  power_ready: true,
  separate_meter: true,
  climate_suits: true,
  self_chosen: true,
  standards_met: true,
  legal_building: true,
  well_insulated: true,
  planning_ok: true,
  purchased: "2022-11-01",
  relocation_village: false,
  pledge_signed: true,
  registration: "house_and_register",
  prior_award: "none",
  coal_cleared: true,
  papers_ready: true,
  device: "water_pump",
  device_origin: "new_this_season",
  in_use: true,
  heated_area: "45",
  device_grade_1: true,
  other_heating: "none",
};

function errorsOf(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof CaseError, String(error));
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
  return assert.fail("nothing was wrong");
}

test("a water pump for 45 m² is awarded 12,000", () => {
  assert.deepEqual(policy.decide(HOUSE).outcomes.award, { status: "known", value: "12000", unit: "CNY" });
  assert.deepEqual(policy.decide({ ...HOUSE, heated_area: 44.99 }).outcomes.award.value, "3000");
});

test("what is missing is named", () => {
  const { in_use, ...rest } = HOUSE;
  assert.deepEqual(policy.decide(rest).outcomes.award, { status: "unknown", needs: ["in_use"], unit: "CNY" });
  assert.deepEqual(policy.decide({ ...rest, in_use: null }), policy.decide(rest));
  assert.deepEqual(policy.decide({ ...rest, in_use: undefined }), policy.decide(rest));
});

test("nothing of an earlier case is left in a later one", () => {
  policy.decide(HOUSE);
  assert.equal(policy.decide({}).outcomes.award.status, "unknown");
  policy.decide(HOUSE);
  assert.throws(() => policy.decide({ ...HOUSE, heated_area: "much" }));
  assert.equal(policy.decide({ device: "water_pump" }).outcomes.award.status, "unknown");
  assert.equal(policy.decide(HOUSE).outcomes.award.value, "12000");
});

test("the order of the facts does not matter", () => {
  const turned = Object.fromEntries(Object.entries(HOUSE).reverse());
  assert.deepEqual(policy.decide(turned), policy.decide(HOUSE));
});

test("an explanation carries the trace, the readings and what to bring", () => {
  const decision = policy.explain({ ...HOUSE, heated_area: "44.2", annex_1_met: false });
  assert.equal(decision.policy, "mentougou-2022");
  assert.equal(decision.module, policy.sha256);
  const row = decision.trace.find((step) => step.node === "award[3]");
  assert.deepEqual(row.margins, [{ of: "heated_area", value: "44.2", threshold: "45", margin: "-0.8", unit: "m²" }]);
  assert.ok(decision.readings.some((reading) => reading.reading === "water_pump_gate"));
  assert.ok(decision.evidence.some((line) => line.any_of.includes("heating_plan")));
});

test("a reading can be chosen", () => {
  const facts = { ...HOUSE, annex_1_met: false };
  const options = { readings: { water_pump_gate: "no_award" } };
  assert.equal(policy.decide(facts, options).outcomes.award.value, "0");
  assert.equal(policy.explain(facts, options).outcomes.award.value, "0");
});

test("a small change that gives more is suggested", () => {
  const [first] = policy.suggest({ ...HOUSE, heated_area: "44.2" }, "award");
  assert.deepEqual(first, {
    outcome: "award",
    changes: [{ fact: "heated_area", from: "44.2", to: "45", by: "0.8", unit: "m²" }],
    now: "3000",
    gives: "12000",
    more: "9000",
    unit: "CNY",
  });
});

test("all that is wrong is told at once, by both ways alike", () => {
  const facts = { heated_area: "3000", devise: "x", purchased: "2023-02-30", device: "water", village: 12, in_use: "yes" };
  const wrong = [
    "/village wrong_type",
    "/purchased not_a_date",
    "/device unknown_value",
    "/in_use wrong_type",
    "/heated_area out_of_range",
    "/devise unknown_fact",
  ];
  assert.deepEqual(errorsOf(() => policy.decide(facts)), wrong);
  assert.deepEqual(errorsOf(() => policy.explain(facts)), wrong);
});

test("numbers that are none, or that the step does not have, are refused", () => {
  for (const [value, code] of [
    [NaN, "not_a_number"],
    [Infinity, "not_a_number"],
    ["1,000", "not_a_number"],
    ["45 m²", "not_a_number"],
    ["", "not_a_number"],
    [44.235, "off_step"],
    ["44.235", "off_step"],
    [0.1 + 0.2, "off_step"],
    [-1, "out_of_range"],
    [2000.01, "out_of_range"],
    [1e300, "not_a_number"],
    [[45], "wrong_type"],
    [{}, "wrong_type"],
    [true, "wrong_type"],
  ]) {
    assert.deepEqual(errorsOf(() => policy.decide({ heated_area: value })), [`/heated_area ${code}`], String(value));
  }
});

test("unusual but right values are taken", () => {
  for (const value of ["45", "45.0", "45.000000000000000000", " 45 ", "+45", "4.5e1", 45, 4.5e1, 45n]) {
    assert.equal(policy.decide({ ...HOUSE, heated_area: value }).outcomes.award.value, "12000", String(value));
  }
});

test("names that every object has are unknown facts", () => {
  assert.deepEqual(errorsOf(() => policy.decide({ toString: true, constructor: "x" })), [
    "/constructor unknown_fact",
    "/toString unknown_fact",
  ]);
});

test("facts must be an object", () => {
  for (const facts of [undefined, null, 3, "facts", [HOUSE]]) {
    assert.throws(() => policy.decide(facts), { name: "TypeError", message: "the facts must be an object" });
  }
});

test("a broken module is refused with its reason", async () => {
  const refused = (broken, message) => assert.rejects(Policy.load(broken), (error) => {
    assert.ok(error instanceof ModuleError);
    assert.match(error.message, message);
    return true;
  });
  await refused(bytes.subarray(0, 1000), /ends too early/);
  await refused(Buffer.from("hello"), /not a WebAssembly module/);
  await refused(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0), /has no `nuanze.manifest` section/);
  const other = Buffer.from(bytes);
  other[other.indexOf('"abi":1') + 6] = 57;
  await refused(other, /layout version 9/);
  await assert.rejects(Policy.load("mentougou-2022.wasm"), { name: "TypeError" });
});
