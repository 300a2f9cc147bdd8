// The award of mentougou-2022.md for json-logic-js: one rule, applied to the facts.

import jsonLogic from "json-logic-js";

const v = (name) => ({ var: name });
const is = (name, value) => ({ "===": [v(name), value] });
const isNot = (name, value) => ({ "!==": [v(name), value] });
const and = (...list) => ({ and: list });
const or = (...list) => ({ or: list });
const not = (one) => ({ "!": [one] });

const beforeDeadline = {
  if: [is("deadline_event", "purchase"), { "<=": [v("purchased"), "2023-03-31"] }, { "<=": [v("installed"), "2023-03-31"] }],
};
const inTime = {
  if: [
    v("relocation_village"),
    and(not(v("installed_after_verification")), or(beforeDeadline, is("relocation_deadline", "verification_only"))),
    beforeDeadline,
  ],
};
const eligible = and(
  not({ in: [v("village"), ["other_unconverted", "other_converted"]] }),
  v("power_ready"),
  v("separate_meter"),
  v("climate_suits"),
  v("self_chosen"),
  v("standards_met"),
  v("legal_building"),
  v("well_insulated"),
  v("planning_ok"),
  inTime,
  v("pledge_signed"),
  or(is("registration", "house_and_register"), v("counts_as_one_household")),
  or(is("prior_award", "none"), and(is("prior_award", "same_house"), is("repeat_scope", "other_house_only"))),
  v("coal_cleared"),
  v("papers_ready"),
);
const shutOut = or(
  not(v("in_use")),
  is("device_origin", "reused_expired"),
  and(is("other_heating", "coal"), is("partly_clean", "clean_only")),
  and(is("device", "water_pump"), is("water_pump_gate", "no_award"), not(v("annex_1_met"))),
);
const countsAsWaterPump = and(
  is("device", "water_pump"),
  or(is("device_origin", "new_this_season"), is("reused_water_pump", "first_level")),
  or(is("water_pump_gate", "advisory"), v("annex_1_met")),
  isNot("other_heating", "coal"),
  or(isNot("other_heating", "lower_grade"), is("mixed_water_pump", "still_first")),
);
const countsAsGrade1 = and(
  is("device_origin", "new_this_season"),
  v("device_grade_1"),
  or(is("other_heating", "none"), is("other_heating", "all_grade_1")),
  or(isNot("device", "gas_boiler"), is("gas_grade_1", "included")),
  or(isNot("device", "water_pump"), is("water_pump_gate", "advisory"), v("annex_1_met")),
);
const firstLevel = and(countsAsWaterPump, or(is("both_levels", "first_level"), not(countsAsGrade1)));
const large = { ">=": [v("heated_area"), 45] };

const award = {
  if: [
    not(eligible), 0,
    shutOut, 0,
    firstLevel, { if: [large, 12000, 3000] },
    countsAsGrade1, { if: [large, 6000, 3000] },
    3000,
  ],
};

/** The award of these facts. */
export function jsonLogicAward(facts) {
  return jsonLogic.apply(award, facts);
}
