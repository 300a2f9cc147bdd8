//! What is asked of a document's examples, which changes of its rules they must notice, and that the examples which are
//! proposed do what they are proposed for.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{FACTS, program};
use nuanze_program::{
    Aspects, Audit, Fate, MutantKind, Program, Shown, audit, evaluate, run_examples,
};
use proptest::prelude::*;

const BOTH: Aspects = Aspects {
    coverage: true,
    mutants: true,
};

const AWARD: &str = r#"reading gate "要先验收吗？" / "Accepted first?"
  required "要" / "yes"
  advisory "不要" / "no" default
  decided by "区里"
evidence mandate "委托书" / "Mandate"
require eligible "条件" / "Conditions"
  is_new new or gate = advisory "新设备" / "A new device"
  in_time bought <= 2023-03-31 "没有过期" / "In time"
outcome table award : CNY "奖补" / "Award"
  when eligible else 0 CNY
  | device              | heated_area     | award |
  | water_pump          | >= 45 m²        | 12000 CNY |
  | water_pump          | < 45 m²         | 3000 CNY |
  | air_pump or other   | 20 m² .. 80 m²  | min(20 CNY/m² * heated_area, 1000 CNY) |
  | not water_pump      | < 20 m²         | 100 CNY |
  | not water_pump      | > 80 m²         | round(7 CNY/m² * heated_area, half_up, 1 CNY) |
bring papers for award "材料"
  mandate if not new
"#;

const FIRST: &str = r#"example "刚好"
  given device = water_pump, heated_area = 45 m², new = yes, bought = 2022-10-01
  then award = 12000 CNY
"#;

fn parts(program: &Program) -> (Vec<String>, Vec<String>) {
    let Audit {
        points, mutants, ..
    } = audit(program, BOTH);
    let missing = points
        .iter()
        .filter(|point| matches!(point.shown, Shown::Missing(_)));
    let survived = mutants
        .iter()
        .filter(|mutant| matches!(mutant.fate, Fate::Survived(_)));
    (
        missing.map(|point| point.what.en.clone()).collect(),
        survived
            .map(|mutant| format!("{} -> {}", mutant.before, mutant.after))
            .collect(),
    )
}

/// Adds the examples that are proposed: they pass, and nothing is proposed any more.
fn assert_closed(block: &str) {
    let before = audit(&program(block), BOTH);
    let additions: String = before
        .additions
        .iter()
        .map(|addition| addition.text.as_str())
        .collect();
    let closed = format!("{block}\n{additions}");
    let after = program(&closed);
    assert_eq!(
        run_examples(&after, |case| evaluate(&after, case)),
        [],
        "{additions}"
    );
    let (missing, survived) = parts(&after);
    assert_eq!((missing, survived), (Vec::new(), Vec::new()), "{additions}");
    assert!(
        before
            .points
            .iter()
            .all(|point| point.shown != Shown::NotFound),
        "{block}"
    );
}

#[test]
fn the_examples_that_are_proposed_close_every_gap() {
    assert_closed(&format!("{FACTS}{AWARD}{FIRST}"));
}

#[test]
fn examples_are_proposed_where_there_are_none() {
    assert_closed(&format!("{FACTS}{AWARD}"));
}

#[test]
fn a_boundary_wants_the_last_value_on_either_side() {
    let (missing, _) = parts(&program(&format!("{FACTS}{AWARD}{FIRST}")));
    for what in [
        "row 2 of \"Award\" just applies: Heated area = 44.99 m²",
        "row 3 of \"Award\" just does not apply: Heated area = 80.01 m²",
        "row 3 of \"Award\" just does not apply: Heated area = 19.99 m²",
        "row 3 of \"Award\" applies: Device = Other",
        "row 4 of \"Award\" does not apply: Device = Water pump",
        "\"Award\" takes the value after `else`",
        "at the boundary: Date of purchase = 2023-03-31",
        "at the boundary: Date of purchase = 2023-04-01",
        "at the boundary: 20 CNY/m² × Heated area = 1,000 CNY",
        "the condition \"A new device\" fails",
        "to be brought: Mandate",
        "read as \"yes\", with another outcome than otherwise: \"Accepted first?\"",
    ] {
        assert!(
            missing.iter().any(|known| known == what),
            "{what}: {missing:#?}"
        );
    }
    let shown = "row 1 of \"Award\" just applies: Heated area = 45 m²";
    assert!(!missing.iter().any(|known| known == shown));
}

#[test]
fn a_row_says_what_it_gives_and_in_which_example() {
    let program = program(&format!("{FACTS}{AWARD}{FIRST}"));
    let audit = audit(&program, BOTH);
    let row = audit
        .points
        .iter()
        .find(|point| point.what.en == "row 1 of \"Award\" applies")
        .unwrap();
    let Shown::By(examples) = &row.shown else {
        panic!("{:?}", row.shown)
    };
    let (example, given) = examples[0];
    let (value, table) = given.unwrap();
    let ty = &program.definitions[table.0].ty;
    let words = program.words(nuanze_program::Language::Source);
    assert_eq!(
        (example, words.value(&value, ty)),
        (0, "12000 CNY".to_owned())
    );
}

#[test]
fn a_change_that_no_example_notices_survives() {
    let (_, survived) = parts(&program(&format!("{FACTS}{AWARD}{FIRST}")));
    for change in [
        "heated_area: < 45 m² -> heated_area: <= 45 m²",
        "bought <= 2023-03-31 -> bought < 2023-03-31",
        "2023-03-31 -> 2023-04-01",
        "3000 CNY -> 3001 CNY",
        "3000 CNY -> 3000 fen",
        "half_up -> half_even",
        "row 2: 3000 CNY, row 3: min(20 CNY/m² * heated_area, 1000 CNY) -> row 2: min(20 CNY/m² * heated_area, 1000 CNY), row 3: 3000 CNY",
        "advisory default -> required default",
        "new or gate = advisory -> yes",
        "or -> and",
    ] {
        let known = survived.iter().any(|known| known == change);
        // A cell that no other row leaves room for may be changed without a difference.
        assert!(
            known || change.starts_with("heated_area: < 45"),
            "{change}: {survived:#?}"
        );
    }
}

#[test]
fn a_change_that_cannot_matter_is_proved_not_to() {
    let block = "outcome table award : CNY \"奖补\"\n  first match\n  | device | heated_area | award |\n  | water_pump | * | 1 CNY |\n  | air_pump | >= 45 m² | 2 CNY |\n  | * | >= 45 m² | 3 CNY |\n  | * | < 45 m² | 4 CNY |\n";
    let used = "outcome rule used \"都用\" = new and bought > 2021-01-01\n";
    let audit = audit(&program(&format!("{FACTS}{block}{used}")), BOTH);
    let fate = |before: &str, after: &str| {
        let mutant = audit
            .mutants
            .iter()
            .find(|mutant| (mutant.before.as_str(), mutant.after.as_str()) == (before, after));
        mutant
            .unwrap_or_else(|| panic!("{before} -> {after}: {:#?}", audit.mutants))
            .fate
    };
    assert_eq!(fate("row 1, row 2", "row 2, row 1"), Fate::Equivalent);
    assert_eq!(fate("row 3, row 4", "row 4, row 3"), Fate::Equivalent);
    assert_eq!(
        fate("heated_area: < 45 m²", "heated_area: <= 45 m²"),
        Fate::Equivalent
    );
    assert!(matches!(
        fate("row 2, row 3", "row 3, row 2"),
        Fate::Survived(_)
    ));
    assert!(
        audit
            .mutants
            .iter()
            .all(|mutant| mutant.fate != Fate::Unsettled),
        "{:#?}",
        audit.mutants
    );
}

#[test]
fn a_proposed_example_is_written_as_a_change_of_the_nearest_one() {
    let audit = audit(&program(&format!("{FACTS}{AWARD}{FIRST}")), BOTH);
    let just_below = audit
        .additions
        .iter()
        .find(|addition| addition.title == "取暖面积：44.99 m²")
        .unwrap();
    assert_eq!(
        just_below.text,
        "example \"取暖面积：44.99 m²\" from \"刚好\"\n  given heated_area = 44.99 m²\n  then award = 3000 CNY\n"
    );
}

#[test]
fn the_same_document_gives_the_same_audit() {
    let text = || {
        let audit = audit(&program(&format!("{FACTS}{AWARD}{FIRST}")), BOTH);
        format!("{audit:?}")
    };
    assert_eq!(text(), text());
}

#[test]
fn only_what_is_asked_for_is_looked_at() {
    let program = program(&format!("{FACTS}{AWARD}{FIRST}"));
    let coverage = audit(
        &program,
        Aspects {
            coverage: true,
            mutants: false,
        },
    );
    assert!(coverage.mutants.is_empty() && !coverage.points.is_empty());
    let mutants = audit(
        &program,
        Aspects {
            coverage: false,
            mutants: true,
        },
    );
    assert!(mutants.points.is_empty());
    assert!(
        mutants
            .mutants
            .iter()
            .any(|mutant| mutant.kind == MutantKind::Unit)
    );
}

/// A table of an area and a device with boundaries anywhere, and a requirement with a deadline.
fn documents() -> impl Strategy<Value = String> {
    let cuts = proptest::collection::btree_set(1_u32..200_000, 1..4);
    let modes = prop_oneof![Just("half_up"), Just("half_even"), Just("up"), Just("down")];
    (cuts, modes, 1_i64..1_700, any::<bool>()).prop_map(|(cuts, mode, day, first_match)| {
        let area = |cut: u32| format!("{}.{:02} m²", cut / 100, cut % 100);
        let cuts: Vec<u32> = cuts.into_iter().collect();
        let mut rows = String::new();
        for (number, cut) in cuts.iter().enumerate() {
            let cell = match number.checked_sub(1).map(|before| cuts[before]) {
                Some(before) if !first_match => format!("{} ..< {}", area(before), area(*cut)),
                _ => format!("< {}", area(*cut)),
            };
            rows.push_str(&format!("  | * | {cell} | {} CNY |\n", 100 * (number + 1)));
        }
        let last = area(cuts[cuts.len() - 1]);
        rows.push_str(&format!("  | water_pump | >= {last} | round(heated_area * 3.33 CNY/m², {mode}, 1 CNY) |\n"));
        rows.push_str(&format!("  | not water_pump | >= {last} | 7 CNY |\n"));
        let first_match = if first_match { "  first match\n" } else { "" };
        let deadline = nuanze_program::format_date(18_262 + day);
        format!(
            "{FACTS}require eligible \"条件\"\n  in_time bought <= {deadline} or new \"没有过期\"\n  old bought > 2020-01-01 \"不早\"\noutcome table award : CNY \"奖补\"\n  when eligible else 0 CNY\n{first_match}  | device | heated_area | award |\n{rows}"
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn what_is_proposed_closes_the_gaps_of_any_table(block in documents()) {
        let before = audit(&program(&block), BOTH);
        let additions: String = before.additions.iter().map(|addition| addition.text.as_str()).collect();
        let after = program(&format!("{block}\n{additions}"));
        prop_assert_eq!(run_examples(&after, |case| evaluate(&after, case)), []);
        prop_assert_eq!(parts(&after), (Vec::new(), Vec::new()), "{}\n{}", block, additions);
    }
}
