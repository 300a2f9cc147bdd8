//! What a duty, advice or target says to whom.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{case, checked, program};
use nuanze_program::{DefinitionKind, Value, evaluate};

const FACTS: &str =
    "fact in_season : bool \"取暖季\"\n  ask \"？\"\nfact new : bool \"新设备\"\n  ask \"？\"\n";

#[test]
fn a_statement_applies_always_or_if_its_condition_holds() {
    let program = program(&format!(
        "{FACTS}outcome rule r \"结果\" = new\nduty repair \"维修\" / \"Repair\"\n  state \"保修期内免费维修\" / \"Free repairs\"\n  state \"四小时内到场\" if in_season and r\n"
    ));
    let duty = program
        .definitions
        .iter()
        .position(|known| known.name == "repair")
        .unwrap();
    let DefinitionKind::Requirement(requirement) = &program.definitions[duty].kind else {
        panic!("not a requirement")
    };
    assert!(requirement.conditions.is_empty());
    assert_eq!(requirement.statements[0].words.en, "Free repairs");
    let decided = |facts: &[(&str, Value)]| {
        let evaluation = evaluate(&program, &case(&program, facts));
        (
            evaluation.definitions[duty],
            evaluation.statements[duty].clone(),
        )
    };
    let yes = Some(Value::Bool(true));
    assert_eq!(decided(&[]), (yes, vec![Some(true), None]));
    assert_eq!(
        decided(&[("in_season", Value::Bool(false))]),
        (yes, vec![Some(true), Some(false)])
    );
    assert_eq!(
        decided(&[("in_season", Value::Bool(true)), ("new", Value::Bool(true))]),
        (yes, vec![Some(true), Some(true)])
    );
}

#[test]
fn a_statement_stands_beside_conditions_without_weight() {
    let program = program(&format!(
        "{FACTS}outcome rule r \"结果\" = new\nadvise tidy \"建议\"\n  fresh  new  \"新的\"\n  state \"尽早报修\" if in_season\n"
    ));
    let at = program
        .definitions
        .iter()
        .position(|known| known.name == "tidy")
        .unwrap();
    let known = [("new", Value::Bool(false))];
    let evaluation = evaluate(&program, &case(&program, &known));
    assert_eq!(evaluation.definitions[at], Some(Value::Bool(false)));
    assert_eq!(evaluation.statements[at], [None]);
}

#[test]
fn a_statement_hangs_on_yes_or_no_that_can_change() {
    let with = |condition: &str| {
        let block = format!(
            "{FACTS}outcome rule r \"结果\" = new and in_season\nduty repair \"维修\"\n  state \"修\" if {condition}\n"
        );
        checked(&block).diagnostics[0].message.clone()
    };
    assert_eq!(
        with("3 CNY"),
        "this must be yes or no, but it is money in CNY"
    );
    assert_eq!(with("yes"), "the condition `yes` can never fail");
}
