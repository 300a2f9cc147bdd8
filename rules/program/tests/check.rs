//! What authors are told about names, units, types, order, claims and examples, word for word.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{FACTS, checked, document, finding, findings, program};
use nuanze_program::{DefinitionKind, ExprKind, Type, check};

fn rule(expr: &str) -> String {
    format!("outcome rule r \"结果\" = {expr}")
}

fn front_matter(lines: &str) -> Vec<String> {
    let text = document("").replacen(
        "id: test\ntitle: 测试\njurisdiction: 110109\nin_force: 2022-01-01 ..",
        lines,
        1,
    );
    let found = check(&nuanze_syntax::parse(&text).document).diagnostics;
    found
        .into_iter()
        .filter(|finding| finding.code.starts_with("front_matter"))
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn front_matter_says_which_policy_it_is() {
    let good = "id: a-1\ntitle: 甲\njurisdiction: 110109\nin_force: 2022-01-01 .. 2023-03-31\nstatus: draft";
    assert_eq!(front_matter(good), Vec::<String>::new());
    assert_eq!(
        front_matter(
            "id: A 1\ntitel: 甲\njurisdiction: 1101\nin_force: 2023-01-01 .. 2022-01-01\nstatus: done"
        ),
        [
            "`A 1` cannot be the id of a policy",
            "`titel` is not a key of the front matter",
            "`1101` is not the code of an administrative division",
            "the policy ends on `2022-01-01`, before it begins on `2023-01-01`",
            "the front matter does not say `title`",
            "`done` is not a status",
        ]
    );
    assert_eq!(
        front_matter("id: a\ntitle: 甲\njurisdiction: 110109\nin_force: 2022"),
        ["`2022` is not a time in force"]
    );
}

#[test]
fn a_policy_is_in_force_while_it_is_open() {
    let program = program(&format!(
        "{FACTS}{}",
        rule("device = other and heated_area > 1 m² and new and bought > 2021-01-01")
    ));
    assert_eq!(program.policy.in_force, (18_993, None));
    assert_eq!(program.policy.status, "in_force");
    assert_eq!(program.clauses[0].id, "award");
    assert_eq!(program.clauses[0].title.en, "Award");
}

#[test]
fn names_are_known_or_nearly() {
    assert_eq!(
        finding(&rule("devise = water_pump")),
        (
            "name/unknown: nothing is called `devise`".into(),
            "did you mean `device`?".into()
        )
    );
    assert_eq!(
        finding(&rule("device = water_bump")),
        (
            "name/unknown: `water_bump` is not a `Device`".into(),
            "did you mean `water_pump`?".into()
        )
    );
    assert_eq!(
        finding(
            "require eligible \"条件\"\n  fresh  new  \"新\"\noutcome rule r \"结果\" = eligible.frish"
        ),
        (
            "name/unknown: `eligible` has no condition `frish`".into(),
            "did you mean `fresh`?".into()
        )
    );
}

#[test]
fn a_name_is_declared_once() {
    let checked = checked(&format!(
        "{FACTS}rule new \"新\" = device = other\n{}",
        rule("new")
    ));
    let twice = checked
        .diagnostics
        .iter()
        .find(|finding| finding.code == "name/twice")
        .unwrap();
    assert_eq!(twice.message, "`new` is declared twice");
    assert_eq!(twice.related.len(), 1);
    assert!(twice.related[0].0.start < twice.span.start);
}

#[test]
fn what_hangs_on_an_error_says_nothing_more() {
    let block = "fact bad : weight 0..5 \"重量\"\n  ask \"？\"\nrule a \"甲\" = bad > 3\nrule b \"乙\" = a and new\n";
    let (message, _) = finding(&format!("{block}{}", rule("if b then 1 CNY else 2 CNY")));
    assert_eq!(message, "type/unknown: `weight` is not a known type");
}

#[test]
fn what_could_not_be_read_is_no_program_and_no_second_finding() {
    for broken in [
        "outcome rule r \"结果\" = heated_area >",
        "example \"甲\"\n  given new = \n  then r",
    ] {
        let block = format!(
            "{FACTS}{broken}\noutcome rule all_used \"都用到\" = device = other and heated_area > 1 m² and bought > 2021-01-01"
        );
        let parsed = nuanze_syntax::parse(&document(&block));
        assert_ne!(parsed.diagnostics, []);
        let checked = check(&parsed.document);
        assert_eq!(checked.program, None);
        assert!(
            !checked
                .diagnostics
                .iter()
                .any(|finding| finding.code == "fact/unused"),
            "{:?}",
            checked.diagnostics
        );
    }
}

#[test]
fn units_do_not_mix() {
    assert_eq!(
        finding(&rule("heated_area >= 45")),
        (
            "type/mismatch: `heated_area` is an area in m² and `45` is a bare number: they cannot be added or compared".into(),
            "did you mean `45 m²`?".into()
        )
    );
    assert_eq!(
        finding(&rule("heated_area + 1 CNY")).0,
        "type/mismatch: `heated_area` is an area in m² and `1 CNY` is money in CNY: they cannot be added or compared"
    );
    assert_eq!(
        finding(&rule("bought > heated_area")).0,
        "type/mismatch: `bought` is a date and `heated_area` is an area in m²: they cannot be compared"
    );
    assert_eq!(
        finding(&rule("device > water_pump")).0,
        "type/order: a `Device` knows no order"
    );
    assert_eq!(
        finding(&rule("heated_area and new")).0,
        "type/bool: this must be yes or no, but it is an area in m²"
    );
}

#[test]
fn one_unit_becomes_another_exactly() {
    let facts = "fact price : price 0..10 CNY/kWh step 0.01 \"电价\"\n  ask \"？\"\nfact used : energy 0..100000 Wh \"用电\"\n  ask \"？\"\nfact share : ratio 0..100 % \"比例\"\n  ask \"？\"\n";
    let program = program(&format!(
        "{facts}outcome rule cost \"费用\" = price * used * share\noutcome rule much \"多\" = used > 5 kWh\noutcome rule wan : 10k_CNY \"万\" = 25000 CNY"
    ));
    let Type::Number(cost) = &program.definitions[0].ty else {
        panic!("a number")
    };
    assert_eq!(
        (
            cost.unit.symbol.as_str(),
            cost.scale,
            cost.max.to_string().as_str()
        ),
        ("CNY", 7, "1000")
    );
    let DefinitionKind::Rule(much) = &program.definitions[1].kind else {
        panic!("a rule")
    };
    let ExprKind::Compare(_, _, threshold) = &much.kind else {
        panic!("a comparison")
    };
    let Type::Number(threshold) = &threshold.ty else {
        panic!("a number")
    };
    assert_eq!(
        (
            threshold.unit.symbol.as_str(),
            threshold.max.to_string().as_str()
        ),
        ("Wh", "5000")
    );
    let Type::Number(wan) = &program.definitions[2].ty else {
        panic!("a number")
    };
    assert_eq!(
        (wan.unit.symbol.as_str(), wan.max.to_string().as_str()),
        ("10k_CNY", "2.5")
    );
    assert_eq!(
        finding(
            "fact wait : duration 0..90 min \"等\"\n  ask \"？\"\noutcome rule r : h \"时\" = wait"
        )
        .0,
        "unit/inexact: `min` cannot be brought to `h` without losing digits"
    );
}

#[test]
fn numbers_that_do_not_fit_are_shown() {
    let facts = "fact a : area 0..2000000 m² step 0.000001 \"面积\"\n  ask \"？\"\nfact price : price 0..50000 CNY/m² step 0.000001 \"单价\"\n  ask \"？\"\n";
    assert_eq!(
        finding(&format!("{facts}{}", rule("a * price"))),
        (
            "number/overflow: `a` = 2000000 m² and `price` = 50000 CNY/m² give 100000000000, which does not fit: `面积 = 2,000,000 m²，单价 = 50,000 元/m²`".into(),
            "narrow the ranges, or round to fewer digits: with 12 digits after the point a number can be at most 9223372.036854775807".into()
        )
    );
}

#[test]
fn numbers_that_never_come_together_need_not_fit_together() {
    let block = |rule: &str| {
        format!(
            "fact total : count 0..9200000000000000000 \"总数\"\n  ask \"？\"\nrule capped \"计入\" = min(total, 1000000000000000000)\noutcome rule r \"果\" = {rule}\n"
        )
    };
    // By their ranges alone these could be too large.
    for rule in [
        "(total - capped) + capped",
        "total + max(5000000000000000000 - total, 0)",
        "(0 - total) - max(5000000000000000000 - total, 0)",
        "(total - capped) * 1 + (if total > 1000000000000000000 then 1000000000000000000 else total)",
    ] {
        let program = program(&block(rule));
        for total in ["0", "999999999999999999", "9200000000000000000"] {
            let result = common::decide(&program, &[("total", common::number(total))], "r");
            let Some(nuanze_program::Value::Number(result)) = result else {
                panic!("a number")
            };
            let least = if rule.contains("max(") {
                "5000000000000000000"
            } else {
                "0"
            };
            let expected: rust_decimal::Decimal = total.parse().unwrap();
            assert_eq!(result.abs(), expected.max(least.parse().unwrap()), "{rule}");
        }
    }
}

#[test]
fn a_case_in_which_numbers_do_not_fit_is_shown_where_the_ends_of_their_ranges_never_meet() {
    let message = |rule: &str| {
        let block = format!(
            "fact total : count 0..9000000000000000000 \"总数\"\n  ask \"？\"\noutcome rule r \"果\" = {rule}\n"
        );
        let found = checked(&block).diagnostics;
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].code, "number/overflow");
        found[0].message.clone()
    };
    assert_eq!(
        message("total + max(8000000000000000000 - total, 500000000000000000)"),
        "`total` = 8723372036854775808 and `max(8000000000000000000 - total, 500000000000000000)` = 500000000000000000 give 9223372036854775808, which does not fit: `总数 = 8,723,372,036,854,775,808`"
    );
    assert_eq!(
        message("round(total, half_up, 0.1)"),
        "`total` = 9000000000000000000 is too large to be rounded to 0.1 exactly: `总数 = 9,000,000,000,000,000,000`"
    );
    assert_eq!(
        message("round(total / max(10 - total, 1), down, 0.1)"),
        "`total` = 9000000000000000000 and `max(10 - total, 1)` = 1 give a quotient that does not fit when it is rounded to 0.1: `总数 = 9,000,000,000,000,000,000`"
    );
}

#[test]
fn nothing_is_divided_by_zero_or_without_rounding() {
    assert_eq!(
        finding(&rule("round(100 CNY / heated_area, half_up, 0.01 CNY/m²)")),
        (
            "number/zero: `heated_area` can be 0 m², and nothing can be divided by 0: `取暖面积 = 0 m²`".into(),
            "let its range begin above 0, divide only where it is above 0 (`if heated_area > 0 m² then … else …`), or divide by `max(heated_area, 1 m²)`".into()
        )
    );
    assert_eq!(
        finding(&rule("100 CNY / heated_area")).0,
        "number/division: a division can lose digits and must say how it is rounded"
    );
    assert_eq!(
        findings(&rule(
            "round(100 CNY / max(heated_area, 1 m²), half_up, 0.01 CNY/m²)"
        )),
        Vec::<String>::new()
    );
    assert_eq!(
        finding(&rule("round(heated_area, half_up, 1 CNY)")),
        (
            "call/step: `heated_area` is in `m²`, and cannot be rounded to 1 CNY".into(),
            "write `1 m²`".into()
        )
    );
}

#[test]
fn a_declared_range_holds_what_the_values_reach() {
    assert_eq!(
        finding("outcome rule r : area 0..100 m² step 0.01 \"面积\" = heated_area"),
        (
            "type/range: `r` can be 2000 m², which is outside its declared range".into(),
            "declare the range as `0..2000`, or `clamp` the value".into()
        )
    );
    assert_eq!(
        finding("outcome rule r : area 0..2000 m² step 1 \"面积\" = heated_area").0,
        "type/step: `r` has digits finer than its declared step 1"
    );
    assert_eq!(
        finding("outcome rule r : CNY \"面积\" = heated_area").0,
        "type/declared: `heated_area` is an area in m², but a number in CNY is declared"
    );
    assert_eq!(
        findings(
            "outcome rule r : area 0..100 m² step 1 \"面积\" = clamp(round(heated_area, down, 1 m²), 0 m², 100 m²)"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn facts_say_their_range() {
    assert_eq!(
        finding("fact n : area \"面积\"\n  ask \"？\"\noutcome rule r \"结果\" = n > 1 m²"),
        (
            "fact/range: the fact `n` needs a unit".into(),
            "write it after the range, for example `area 0..2000 m²`".into()
        )
    );
    assert_eq!(
        finding(
            "fact n : area 0..0.5 m² \"面积\"\n  ask \"？\"\noutcome rule r \"结果\" = n > 1 m²"
        ),
        (
            "type/step: the range of `n` ends at 0.5, which its step 1 never reaches".into(),
            "let both ends be multiples of the step, or write a finer step such as `step 0.1`"
                .into()
        )
    );
}

#[test]
fn a_cycle_is_shown_whole() {
    assert_eq!(
        finding("rule a \"甲\" = b\nrule b \"乙\" = c + 1\noutcome rule c \"丙\" = a").0,
        "order/cycle: these are defined by each other: `a` → `b` → `c` → `a`"
    );
    assert_eq!(
        finding(&rule("not r")).0,
        "order/cycle: `r` is defined by itself"
    );
}

#[test]
fn definitions_stand_after_those_they_use() {
    let block = format!(
        "{FACTS}outcome rule a \"甲\" = c and new\nrule b \"乙\" = bought > 2021-01-01 and device = other\nrule c \"丙\" = b and heated_area > 1 m²"
    );
    let names: Vec<String> = program(&block)
        .definitions
        .into_iter()
        .map(|definition| definition.name)
        .collect();
    assert_eq!(names, ["b", "c", "a"]);
}

#[test]
fn a_value_may_have_the_name_of_a_rule_of_another_kind() {
    let reading = "reading level \"哪档？\"\n  first_level \"一\"  default\n  second_level \"二\"\n  decided by \"区\"\n";
    assert_eq!(
        findings(&format!(
            "{reading}outcome rule first_level \"够\" = level = first_level and new"
        )),
        Vec::<String>::new()
    );
}

#[test]
fn nobody_loses_money_to_advice() {
    let advise = "advise courtyard \"建议\"\n  yard  new  \"新\"\n";
    assert_eq!(
        finding(&format!("{advise}{}", rule("courtyard"))),
        (
            "name/gate: `courtyard` is advice, and nothing may hang on it".into(),
            "only `require` is a gate: declare it with `require` if the policy text makes it a condition".into()
        )
    );
    assert_eq!(
        finding(&format!("{advise}{}", rule("courtyard.yard"))).0,
        "name/gate: `courtyard` is advice, and nothing may hang on it"
    );
}

#[test]
fn what_nothing_uses_is_not_asked() {
    assert_eq!(
        finding("fact spare : bool \"备用\"\n  ask \"？\"").0,
        "fact/unused: nothing uses the fact `spare` (`备用`), so nobody needs to be asked"
    );
    assert_eq!(
        finding("reading doubt \"？\"\n  a \"甲\"  default\n  b \"乙\"\n  decided by \"区\"").0,
        "reading/unused: nothing uses the reading `doubt`, so its alternatives decide nothing"
    );
}

#[test]
fn readings_have_one_default() {
    let reading = |first: &str, second: &str| {
        format!(
            "reading doubt \"？\"\n  a \"甲\"{first}\n  b \"乙\"{second}\n  decided by \"区\"\n{}",
            rule("doubt = a")
        )
    };
    assert_eq!(
        finding(&reading("", "")).0,
        "reading/default: no alternative of `doubt` is in force"
    );
    assert_eq!(
        finding(&reading("  default", "  default")).0,
        "reading/default: two alternatives of `doubt` are in force"
    );
}

#[test]
fn claims_are_for_outcomes() {
    assert_eq!(
        finding("rule inner \"内\" = new\npledge promise for inner \"承诺\"\n  one  \"一\"").0,
        "outcome/not: `inner` is not an outcome"
    );
    assert_eq!(
        finding("evidence contract \"合同\"\nbring papers for all_used \"材料\"\n  contrakt").0,
        "name/unknown: no evidence is called `contrakt`"
    );
}

#[test]
fn examples_give_what_can_be_answered() {
    let example = |lines: &str| finding(&format!("example \"甲\"\n  {lines}")).0;
    assert_eq!(
        example("given heated_area = 2001 m²"),
        "example/range: `heated_area` cannot be 2001 m²: only values from 0 m² to 2000 m² can be answered"
    );
    assert_eq!(
        example("given heated_area = 45.001 m²"),
        "example/range: `heated_area` cannot be 45.001 m²: only multiples of 0.01 m² can be answered"
    );
    assert_eq!(
        example("given bought = 2019-12-31"),
        "example/range: `bought` cannot be 2019-12-31: only days from 2020-01-01 to 2024-12-31 can be answered"
    );
    assert_eq!(
        example("then new"),
        "example/then: `new` is given, not decided"
    );
    assert_eq!(
        finding("example \"甲\" from \"乙\"\n  given new = yes\nexample \"乙\" from \"甲\"").0,
        "example/cycle: this example builds on itself"
    );
}

#[test]
fn a_cell_asks_for_fixed_values() {
    assert_eq!(
        finding("fact limit : area 0..100 m² \"上限\"\n  ask \"？\"\noutcome table t : CNY \"表\"\n  | heated_area | t |\n  | > limit | 1 CNY |\n  | * | 2 CNY |").0,
        "cell/constant: `limit` is not always the same, and a cell asks for fixed values"
    );
    let named = "rule limit \"上限\" = 45 m²\noutcome table t : CNY \"表\"\n  | heated_area | t |\n  | >= limit | 1 CNY |\n  | < limit | 2 CNY |";
    assert_eq!(findings(named), Vec::<String>::new());
}

#[test]
fn deep_and_broken_documents_end_in_findings() {
    let deep = format!("{}new{}", "not (".repeat(5_000), ")".repeat(5_000));
    let parsed = nuanze_syntax::parse(&document(&format!("{FACTS}{}", rule(&deep))));
    assert!(check(&parsed.document).program.is_none());
    let long: String = (0..5_000)
        .map(|at| format!("rule r{at} \"甲\" = r{}\n", at + 1))
        .collect();
    let chain = program(&format!(
        "{FACTS}{long}outcome rule r5000 \"末\" = device = other and heated_area > 1 m² and new and bought > 2021-01-01"
    ));
    assert_eq!(chain.definitions.len(), 5_001);
}
