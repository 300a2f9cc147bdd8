// The award of mentougou-2022.md for json-rules-engine, with its named conditions, as its documentation advises.

import { Engine } from "json-rules-engine";

const is = (fact, value) => ({ fact, operator: "equal", value });
const isNot = (fact, value) => ({ fact, operator: "notEqual", value });
const yes = (fact) => is(fact, true);
const all = (...conditions) => ({ all: conditions });
const any = (...conditions) => ({ any: conditions });
const not = (condition) => ({ not: condition });
const named = (condition) => ({ condition });

const CONDITIONS = {
  before_deadline: any(
    all(is("deadline_event", "purchase"), { fact: "purchased", operator: "onOrBefore", value: "2023-03-31" }),
    all(is("deadline_event", "conversion"), { fact: "installed", operator: "onOrBefore", value: "2023-03-31" }),
  ),
  in_time: any(
    all(is("relocation_village", false), named("before_deadline")),
    all(
      yes("relocation_village"),
      is("installed_after_verification", false),
      any(named("before_deadline"), is("relocation_deadline", "verification_only")),
    ),
  ),
  eligible: all(
    { fact: "village", operator: "notIn", value: ["other_unconverted", "other_converted"] },
    yes("power_ready"),
    yes("separate_meter"),
    yes("climate_suits"),
    yes("self_chosen"),
    yes("standards_met"),
    yes("legal_building"),
    yes("well_insulated"),
    yes("planning_ok"),
    named("in_time"),
    yes("pledge_signed"),
    any(is("registration", "house_and_register"), yes("counts_as_one_household")),
    any(is("prior_award", "none"), all(is("prior_award", "same_house"), is("repeat_scope", "other_house_only"))),
    yes("coal_cleared"),
    yes("papers_ready"),
  ),
  shut_out: any(
    is("in_use", false),
    is("device_origin", "reused_expired"),
    all(is("other_heating", "coal"), is("partly_clean", "clean_only")),
    all(is("device", "water_pump"), is("water_pump_gate", "no_award"), is("annex_1_met", false)),
  ),
  counts_as_water_pump: all(
    is("device", "water_pump"),
    any(is("device_origin", "new_this_season"), is("reused_water_pump", "first_level")),
    any(is("water_pump_gate", "advisory"), yes("annex_1_met")),
    isNot("other_heating", "coal"),
    any(isNot("other_heating", "lower_grade"), is("mixed_water_pump", "still_first")),
  ),
  counts_as_grade_1: all(
    is("device_origin", "new_this_season"),
    yes("device_grade_1"),
    any(is("other_heating", "none"), is("other_heating", "all_grade_1")),
    any(isNot("device", "gas_boiler"), is("gas_grade_1", "included")),
    any(isNot("device", "water_pump"), is("water_pump_gate", "advisory"), yes("annex_1_met")),
  ),
  first_level: all(
    named("counts_as_water_pump"),
    any(is("both_levels", "first_level"), not(named("counts_as_grade_1"))),
  ),
  large: all({ fact: "heated_area", operator: "greaterThanInclusive", value: 45 }),
};

const open = [named("eligible"), not(named("shut_out"))];
const other = [...open, not(named("first_level"))];
const LEVELS = [
  [12000, all(...open, named("first_level"), named("large"))],
  [3000, all(...open, named("first_level"), not(named("large")))],
  [6000, all(...other, named("counts_as_grade_1"), named("large"))],
  [3000, all(...other, named("counts_as_grade_1"), not(named("large")))],
  [3000, all(...other, not(named("counts_as_grade_1")))],
];

/** An engine whose `run(facts)` emits the award, unless there is none. */
export function jsonRulesEngine() {
  const engine = new Engine();
  engine.addOperator("onOrBefore", (day, last) => day <= last);
  for (const [name, conditions] of Object.entries(CONDITIONS)) engine.setCondition(name, conditions);
  for (const [amount, conditions] of LEVELS) engine.addRule({ conditions, event: { type: "award", params: { amount } } });
  return async (facts) => {
    const { events } = await engine.run(facts);
    return events[0]?.params.amount ?? 0;
  };
}
