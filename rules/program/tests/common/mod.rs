//! Documents for tests: the front matter, and what most of them declare.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use nuanze_program::{Case, Checked, Evaluation, Program, Value, check, evaluate, parse_date};

/// A document with one policy block.
pub fn document(block: &str) -> String {
    format!(
        "---\nid: test\ntitle: 测试\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n# 奖补 / Award {{#award}}\n\n```policy\n{block}\n```\n"
    )
}

/// The facts that most documents use.
pub const FACTS: &str = r#"enum Device "设备" / "Device"
  water_pump "热水机" / "Water pump"
  air_pump "热风机" / "Air pump"
  other "其他" / "Other"
fact device : Device "设备" / "Device"
  ask "装的是哪种设备？"
fact heated_area : area 0..2000 m² step 0.01 "取暖面积" / "Heated area"
  ask "取暖面积是多少？"
fact new : bool "新设备" / "New device"
  ask "是新设备吗？"
fact bought : date 2020-01-01..2024-12-31 "选购日期" / "Date of purchase"
  ask "哪天买的？"
"#;

/// What the checker says about a block that follows [`FACTS`]; facts that the block does not use are not reported.
pub fn findings(block: &str) -> Vec<String> {
    let used = "\noutcome rule all_used \"都用到\" = device = other and heated_area > 1 m² and new and bought > 2021-01-01\n";
    let checked = checked(&format!("{FACTS}{block}{used}"));
    checked
        .diagnostics
        .iter()
        .map(|finding| format!("{}: {}", finding.code, finding.message))
        .collect()
}

/// The one thing that is wrong with a block, and how to mend it.
pub fn finding(block: &str) -> (String, String) {
    let used = "\noutcome rule all_used \"都用到\" = device = other and heated_area > 1 m² and new and bought > 2021-01-01\n";
    let checked = checked(&format!("{FACTS}{block}{used}"));
    assert_eq!(checked.diagnostics.len(), 1, "{:#?}", checked.diagnostics);
    let finding = checked.diagnostics[0].clone();
    (
        format!("{}: {}", finding.code, finding.message),
        finding.help.unwrap_or_default(),
    )
}

/// What the checker makes of a block that stands alone. The parser must have nothing to say.
pub fn checked(block: &str) -> Checked {
    let parsed = nuanze_syntax::parse(&document(block));
    assert_eq!(
        parsed.diagnostics,
        [],
        "the document of the test must be readable"
    );
    check(&parsed.document)
}

/// The program of a block that stands alone.
pub fn program(block: &str) -> Program {
    let checked = checked(block);
    checked
        .program
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// A case with these facts; values of enums go by their position.
pub fn case(program: &Program, facts: &[(&str, Value)]) -> Case {
    let mut case = Case::new(program);
    for (name, value) in facts {
        let at = program
            .facts
            .iter()
            .position(|fact| fact.name == *name)
            .unwrap();
        case.facts[at] = Some(*value);
    }
    case
}

/// The value of a definition.
pub fn value(program: &Program, evaluation: &Evaluation, name: &str) -> Option<Value> {
    let at = program
        .definitions
        .iter()
        .position(|definition| definition.name == name)
        .unwrap();
    evaluation.definitions[at]
}

/// Decides a case and gives the value of one definition.
pub fn decide(program: &Program, facts: &[(&str, Value)], name: &str) -> Option<Value> {
    value(program, &evaluate(program, &case(program, facts)), name)
}

/// A number as it is written.
pub fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

/// A day, a time of day, or both, as it is written.
pub fn moment(text: &str) -> Value {
    let minute = |text: &str| -> i64 {
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap()
    };
    match text.split_once('T') {
        Some((day, time)) => Value::DateTime(parse_date(day).unwrap() * 1_440 + minute(time)),
        None if text.contains(':') => Value::Time(minute(text)),
        None => Value::Date(parse_date(text).unwrap()),
    }
}
