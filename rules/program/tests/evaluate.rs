//! What a case means: unknown facts, tables, readings, rounding, and what is still needed.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{FACTS, case, decide, program, value};
use nuanze_program::{Case, EnumId, Program, Value, evaluate, needs, parse_date, run_examples};
use proptest::prelude::*;
use rust_decimal::Decimal;

const NO: Value = Value::Bool(false);
const YES: Value = Value::Bool(true);
const PUMP: Value = Value::Enum(EnumId(0), 0);

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

fn day(text: &str) -> Value {
    Value::Date(parse_date(text).unwrap())
}

fn award() -> Program {
    program(&format!(
        "{FACTS}{}",
        r#"require eligible "条件"
  fresh    new                    "新设备"
  in_time  bought <= 2023-03-31   "按时"
outcome table award : CNY "奖补"
  when eligible else 0 CNY
  | device         | heated_area | award     |
  | water_pump     | >= 45 m²    | 12000 CNY |
  | water_pump     | < 45 m²     |  3000 CNY |
  | not water_pump | *           |  3000 CNY |
"#
    ))
}

fn still_needed(program: &Program, case: &Case) -> Vec<String> {
    let facts = needs(program, case, &program.outcomes);
    facts
        .into_iter()
        .map(|fact| program.facts[fact.0].name.clone())
        .collect()
}

#[test]
fn a_table_gives_the_value_of_the_row_that_applies() {
    let program = award();
    let known = [
        ("device", PUMP),
        ("heated_area", number("45")),
        ("new", YES),
        ("bought", day("2023-03-31")),
    ];
    assert_eq!(decide(&program, &known, "award"), Some(number("12000")));
    let smaller = [
        ("device", PUMP),
        ("heated_area", number("44.99")),
        ("new", YES),
        ("bought", day("2023-03-31")),
    ];
    assert_eq!(decide(&program, &smaller, "award"), Some(number("3000")));
    let late = [
        ("device", PUMP),
        ("heated_area", number("45")),
        ("new", YES),
        ("bought", day("2023-04-01")),
    ];
    assert_eq!(decide(&program, &late, "award"), Some(number("0")));
}

#[test]
fn one_failed_condition_decides_without_the_other_facts() {
    let program = award();
    assert_eq!(decide(&program, &[("new", NO)], "eligible"), Some(NO));
    assert_eq!(decide(&program, &[("new", NO)], "award"), Some(number("0")));
    assert_eq!(decide(&program, &[("new", YES)], "eligible"), None);
    assert_eq!(
        still_needed(&program, &case(&program, &[("new", NO)])),
        Vec::<String>::new()
    );
}

#[test]
fn rows_that_can_still_apply_decide_when_they_agree() {
    let program = award();
    let gate = [("new", YES), ("bought", day("2022-10-01"))];
    let with = |more: &[(&'static str, Value)]| [gate.as_slice(), more].concat();
    // Below 45 m² every device gets the same.
    assert_eq!(
        decide(&program, &with(&[("heated_area", number("44"))]), "award"),
        Some(number("3000"))
    );
    assert_eq!(
        decide(&program, &with(&[("heated_area", number("45"))]), "award"),
        None
    );
    assert_eq!(
        still_needed(
            &program,
            &case(&program, &with(&[("heated_area", number("45"))]))
        ),
        ["device"]
    );
    // A row that is ruled out asks nothing.
    let other = case(&program, &with(&[("device", Value::Enum(EnumId(0), 1))]));
    assert_eq!(still_needed(&program, &other), Vec::<String>::new());
}

#[test]
fn an_open_gate_leaves_the_table_open_unless_both_sides_agree() {
    let program = award();
    let inside = [("device", PUMP), ("heated_area", number("45"))];
    assert_eq!(decide(&program, &inside, "award"), None);
    assert_eq!(
        still_needed(&program, &case(&program, &inside)),
        ["new", "bought"]
    );
    let evaluation = evaluate(&program, &case(&program, &inside));
    let at = program
        .definitions
        .iter()
        .position(|definition| definition.name == "award")
        .unwrap();
    assert_eq!(evaluation.rows[at], [Some(true), Some(false), Some(false)]);
}

#[test]
fn a_cell_that_takes_every_value_is_still_unknown_on_an_unknown_column() {
    let program = program(&format!(
        "{FACTS}outcome table t : CNY \"表\"\n  first match\n  | device | new | bought | heated_area | t |\n  | water_pump or air_pump or other | yes | > 2021-01-01 | > 1 m² | 1 CNY |\n  | * | * | * | * | 2 CNY |"
    ));
    let known = [
        ("new", YES),
        ("bought", day("2022-01-01")),
        ("heated_area", number("2")),
    ];
    assert_eq!(decide(&program, &known, "t"), None);
    assert_eq!(decide(&program, &[("new", NO)], "t"), Some(number("2")));
}

#[test]
fn in_a_first_match_table_an_earlier_row_that_may_apply_keeps_it_open() {
    let program = program(&format!(
        "{FACTS}outcome table t : CNY \"表\"\n  first match\n  | new | device | t |\n  | yes | * | 1 CNY |\n  | * | water_pump | 2 CNY |\n  | * | * | 3 CNY |\noutcome rule u \"用\" = heated_area > 1 m² and bought > 2021-01-01"
    ));
    assert_eq!(decide(&program, &[("device", PUMP)], "t"), None);
    assert_eq!(
        decide(&program, &[("device", PUMP), ("new", NO)], "t"),
        Some(number("2"))
    );
    assert_eq!(decide(&program, &[("new", YES)], "t"), Some(number("1")));
}

#[test]
fn an_if_is_known_when_both_branches_are_the_same() {
    let program = program(&format!(
        "{FACTS}outcome rule r \"结果\" = if new then heated_area else min(heated_area, 100 m²)\noutcome rule u \"用\" = device = other and bought > 2021-01-01"
    ));
    assert_eq!(
        decide(&program, &[("heated_area", number("50"))], "r"),
        Some(number("50"))
    );
    assert_eq!(
        decide(&program, &[("heated_area", number("150"))], "r"),
        None
    );
    assert_eq!(
        decide(
            &program,
            &[("heated_area", number("150")), ("new", NO)],
            "r"
        ),
        Some(number("100"))
    );
}

#[test]
fn arithmetic_with_something_unknown_is_unknown() {
    let program = program(&format!(
        "{FACTS}outcome rule r \"结果\" = (if new then 0 else 1) * heated_area\nrule s \"最小\" = min(heated_area, 0 m²)\noutcome rule u \"用\" = device = other and bought > 2021-01-01"
    ));
    assert_eq!(decide(&program, &[("new", YES)], "r"), None);
    assert_eq!(decide(&program, &[], "s"), None);
}

#[test]
fn readings_decide_by_their_alternative() {
    let program = program(&format!(
        "{FACTS}{}",
        "reading gate \"要吗？\"\n  required \"要\"\n  advisory \"不要\"  default\n  decided by \"区\"\noutcome rule r \"结果\" = gate = advisory or new\noutcome rule u \"用\" = device = other and bought > 2021-01-01 and heated_area > 1 m²"
    ));
    let mut case = Case::new(&program);
    assert_eq!(value(&program, &evaluate(&program, &case), "r"), Some(YES));
    case.readings[0] = 0;
    assert_eq!(value(&program, &evaluate(&program, &case), "r"), None);
    assert_eq!(
        still_needed(&program, &case),
        ["device", "heated_area", "new", "bought"]
    );
}

#[test]
fn rounding_says_how() {
    let facts = "fact a : money -100..100 CNY step 0.01 \"甲\"\n  ask \"？\"\n";
    let rounded = |mode: &str, amount: &str| {
        let program = program(&format!(
            "{facts}outcome rule r \"结果\" = round(a / 2, {mode}, 0.5 CNY)"
        ));
        decide(&program, &[("a", number(amount))], "r").unwrap()
    };
    assert_eq!(rounded("half_up", "2.5"), number("1.5"));
    assert_eq!(rounded("half_even", "2.5"), number("1"));
    assert_eq!(rounded("up", "2.01"), number("1.5"));
    assert_eq!(rounded("down", "-2.9"), number("-1"));
    assert_eq!(rounded("half_up", "-2.5"), number("-1.5"));
}

#[test]
fn a_failed_example_says_what_came_out() {
    let block = format!(
        "{FACTS}outcome rule r \"结果\" = if new then 12000 CNY else 0 CNY\noutcome rule u \"用\" = device = other and bought > 2021-01-01 and heated_area > 1 m²\nexample \"甲\"\n  given new = yes\n  then r = 3000 CNY, u = unknown\n  then needs device\nexample \"乙\" from \"甲\"\n  given new = unknown\n  then r = 0 CNY"
    );
    let program = program(&block);
    let failures = run_examples(&program, |case| evaluate(&program, case));
    let messages: Vec<&str> = failures
        .iter()
        .map(|failure| failure.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "in the example `甲`, `结果` is 12,000 元, not 3,000 元",
            "the example `甲` still needs `device`, `heated_area`, `bought`, not `device`",
            "in the example `乙`, `结果` is 未定, not 0 元",
        ]
    );
}

/// An expression over `a`, `b` (money with two digits), `n` (count) and `yes_no`, as a test writes it.
fn money() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        (-500..500_i32, 0..100_u32).prop_map(|(whole, rest)| format!("({whole}.{rest:02} CNY)")),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} + {y})")),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} - {y})")),
            inner.clone().prop_map(|x| format!("(-{x})")),
            inner.clone().prop_map(|x| format!("({x} * n)")),
            inner.clone().prop_map(|x| format!("(30 % * {x})")),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("min({x}, {y})")),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("max({x}, {y})")),
            inner
                .clone()
                .prop_map(|x| format!("round({x}, half_even, 0.5 CNY)")),
            inner
                .clone()
                .prop_map(|x| format!("round({x} / (n + 5), half_up, 0.01 CNY)")),
            (inner.clone(), inner).prop_map(|(x, y)| format!("(if yes_no then {x} else {y})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_value_lies_in_the_range_and_on_the_digits_of_its_type(
        expr in money(), a in -10_000..=10_000_i64, b in 0..=500_i64, n in -4..=4_i64, yes_no in any::<bool>(),
    ) {
        let block = format!(
            "fact a : money -100..100 CNY step 0.01 \"甲\"\n  ask \"？\"\nfact b : money 0..500 CNY \"乙\"\n  ask \"？\"\nfact n : count -4..4 \"数\"\n  ask \"？\"\nfact yes_no : bool \"是否\"\n  ask \"？\"\nrule r \"结果\" = {expr}\noutcome rule u \"用\" = a > 1 CNY and b > 1 CNY and n > 1 and yes_no"
        );
        let checked = common::checked(&block);
        // What does not fit is refused, and a branch that is never taken: that is all that can be wrong with it.
        let Some(program) = checked.program else {
            let refused = ["number/overflow", "condition/idle"];
            prop_assert!(checked.diagnostics.iter().all(|finding| refused.contains(&finding.code)), "{:?}", checked.diagnostics);
            return Ok(());
        };
        let facts = [
            ("a", Value::Number(Decimal::new(a, 2))),
            ("b", Value::Number(Decimal::from(b))),
            ("n", Value::Number(Decimal::from(n))),
            ("yes_no", Value::Bool(yes_no)),
        ];
        let Some(Value::Number(result)) = decide(&program, &facts, "r") else { panic!("a number") };
        let definition = program.definitions.iter().find(|definition| definition.name == "r").unwrap();
        let nuanze_program::Type::Number(ty) = &definition.ty else { panic!("a number") };
        prop_assert!(ty.min <= result && result <= ty.max, "{result} is not in {}..{}", ty.min, ty.max);
        prop_assert!(result.normalize().scale() <= ty.scale);
        prop_assert!((result % ty.step).is_zero(), "{result} is no multiple of {}", ty.step);
    }
}
