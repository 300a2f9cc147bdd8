//! One case for each region of an outcome: which regions there are, which case stands for each, what other readings
//! change.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{FACTS, program};
use nuanze_program::{Case, Evaluation, Language, Program, Value, evaluate, witness};

const AWARD: &str = r#"reading gate "要先验收吗？" / "Accepted first?"
  required "要" / "yes"
  advisory "不要" / "no" default
  decided by "区里"
require eligible "条件" / "Conditions"
  is_new new or gate = advisory "新设备" / "A new device"
  in_time bought <= 2023-03-31 "没有过期" / "In time"
rule bonus : CNY "另加" = if device = other then 1 CNY else min(heated_area * 1 CNY/m², 50 CNY)
outcome table award : CNY "奖补" / "Award"
  when eligible else 0 CNY
  | device         | heated_area | award |
  | water_pump     | >= 45 m²    | 12000 CNY |
  | water_pump     | < 45 m²     | 3000 CNY |
  | not water_pump | *           | bonus |
"#;

fn facts(program: &Program, case: &Case) -> String {
    let words = program.words(Language::Source);
    let known = program.facts.iter().zip(&case.facts);
    let said = known.filter_map(|(fact, value)| {
        Some(format!(
            "{} = {}",
            fact.name,
            words.value(value.as_ref()?, &fact.ty)
        ))
    });
    said.collect::<Vec<_>>().join(", ")
}

fn regions(block: &str) -> Vec<String> {
    let program = program(block);
    let words = program.words(Language::Source);
    let mut lines = Vec::new();
    for outcome in witness(&program).outcomes {
        let definition = &program.definitions[outcome.outcome.0];
        for region in outcome.regions {
            let value = words.value(&region.value, &definition.ty);
            lines.push(format!(
                "{} = {value}: {}",
                definition.name,
                facts(&program, &region.case)
            ));
        }
    }
    lines
}

#[test]
fn every_way_to_an_outcome_has_one_case_with_what_matters_next_to_the_boundary() {
    assert_eq!(
        regions(&format!("{FACTS}{AWARD}")),
        [
            "award = 12000 CNY: device = water_pump, heated_area = 45 m², bought = 2023-03-31",
            "award = 3000 CNY: device = water_pump, heated_area = 44.99 m², bought = 2023-03-31",
            "award = 50 CNY: device = air_pump, heated_area = 50 m², bought = 2023-03-31",
            "award = 50 CNY: device = air_pump, heated_area = 50.01 m², bought = 2023-03-31",
            "award = 1 CNY: device = other, bought = 2023-03-31",
            "award = 0 CNY: bought = 2023-04-01",
        ]
    );
}

#[test]
fn the_evaluator_confirms_every_case() {
    let program = program(&format!("{FACTS}{AWARD}"));
    let witness = witness(&program);
    let value = |case: &Case, at: usize| -> Option<Value> {
        let Evaluation { definitions, .. } = evaluate(&program, case);
        definitions[at]
    };
    for outcome in &witness.outcomes {
        for region in &outcome.regions {
            assert_eq!(value(&region.case, outcome.outcome.0), Some(region.value));
        }
    }
    assert!(!witness.changes.is_empty());
    for changed in &witness.changes {
        let mut otherwise = changed.case.clone();
        otherwise.readings[changed.reading.0] = changed.alternative;
        assert_eq!(
            value(&changed.case, changed.outcome.0),
            Some(changed.before)
        );
        assert_eq!(value(&otherwise, changed.outcome.0), Some(changed.after));
        assert_ne!(changed.before, changed.after);
    }
}

#[test]
fn another_reading_is_shown_where_it_changes_an_outcome() {
    let program = program(&format!("{FACTS}{AWARD}"));
    let changes = witness(&program).changes;
    assert!(changes.iter().all(|changed| changed.alternative == 0));
    let regions: Vec<Option<usize>> = changes.iter().map(|changed| changed.region).collect();
    assert_eq!(regions, [0, 1, 2, 3, 4].map(Some));
    assert_eq!(
        facts(&program, &changes[0].case),
        "device = water_pump, heated_area = 45 m², new = no, bought = 2020-01-01"
    );
}

#[test]
fn the_same_document_gives_the_same_cases() {
    let block = format!("{FACTS}{AWARD}");
    assert_eq!(regions(&block), regions(&block));
}
