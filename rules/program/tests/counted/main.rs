//! The proofs against counting, over days, records and lists: random conditions and tables over so few values that
//! every case is decided here by hand. What is proved is exactly what is counted.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../common/mod.rs"]
mod common;
mod model;
mod table;

use std::collections::BTreeMap;

use common::checked;
use model::{DECLARED, Facts, Truth, cases, truth};
use proptest::prelude::*;
use table::{Row, row};

/// What the proof says about conditions: for each line the answers of those that have only one.
type Idle = BTreeMap<usize, Vec<bool>>;

/// The smallest conditions in this one that hold in every case, or in none.
fn idle(truth: &Truth, found: &mut Vec<bool>) {
    let before = found.len();
    found.extend(truth.idle_of_items());
    truth.for_each_part(&mut |part| idle(part, found));
    if found.len() > before {
        return;
    }
    let first = truth.of(&cases()[0]);
    if cases().iter().all(|facts| truth.of(facts) == first) {
        found.push(first);
    }
}

fn counted_conditions(conditions: &[Truth]) -> Idle {
    let mut idle_at = Idle::new();
    for (at, condition) in conditions.iter().enumerate() {
        let mut found = Vec::new();
        idle(condition, &mut found);
        found.sort_unstable();
        if !found.is_empty() {
            idle_at.insert(at, found);
        }
    }
    let all = |facts: &Facts| conditions.iter().all(|condition| condition.of(facts));
    if idle_at.is_empty() && !cases().iter().any(all) {
        // Each can hold, but not all of them: that is said at the last.
        idle_at.insert(conditions.len() - 1, vec![false]);
    }
    idle_at
}

fn proved_conditions(conditions: &[Truth]) -> (String, Idle) {
    let mut block = format!("{DECLARED}outcome require gate \"条件\"\n");
    for (at, condition) in conditions.iter().enumerate() {
        block += &format!("  c{at} {} \"条件{at}\"\n", condition.text());
    }
    let text = common::document(&block);
    let mut idle_at = Idle::new();
    for finding in checked(&block).diagnostics {
        assert_eq!(finding.code, "condition/idle", "{block}\n{finding:#?}");
        let before = &text[..finding.span.start];
        let line = &before[before.rfind("\n  c").unwrap() + 4..];
        let at = line.split(' ').next().unwrap().parse().unwrap();
        let answers: &mut Vec<bool> = idle_at.entry(at).or_default();
        answers.push(!finding.message.contains("can never hold"));
        answers.sort_unstable();
    }
    (block, idle_at)
}

/// What is wrong with a table: a case without a row, one with two, and the rows that never apply.
type Wrong = (bool, bool, Vec<usize>);

fn counted_table(rows: &[Row], guard: Option<&Truth>, first: bool) -> Wrong {
    let (mut gap, mut overlap) = (false, false);
    let mut reached = vec![false; rows.len()];
    let inside = |facts: &&Facts| guard.is_none_or(|guard| guard.of(facts));
    for facts in cases().iter().filter(inside) {
        let mut taking = (0..rows.len()).filter(|row| rows[*row].takes(facts));
        match taking.next() {
            None => gap = true,
            Some(row) => reached[row] = true,
        }
        for row in taking {
            overlap = true;
            reached[row] |= !first;
        }
    }
    let never = (1..=rows.len()).filter(|row| !reached[row - 1]).collect();
    (gap, overlap && !first, never)
}

fn proved_table(rows: &[Row], guard: Option<&Truth>, first: bool) -> (String, Wrong) {
    let mut block = format!("{DECLARED}{}outcome table t : count \"表\"\n", table::RULES);
    if let Some(guard) = guard {
        block += &format!("  when {} else 99\n", guard.text());
    }
    if first {
        block += "  first match\n";
    }
    block += table::HEAD;
    for (at, row) in rows.iter().enumerate() {
        block += &row.text(at);
    }
    let mut wrong = (false, false, Vec::new());
    for finding in checked(&block).diagnostics {
        match finding.code {
            "table/gap" => wrong.0 = true,
            "table/overlap" => wrong.1 = true,
            "table/unreachable" => {
                let number = finding.message.split(' ').nth(1).unwrap();
                wrong.2.push(number.parse().unwrap());
            }
            // A table with one value is no outcome, and a guard may have one answer: that is counted elsewhere.
            "condition/idle" | "outcome/idle" => {}
            _ => panic!("{block}\n{finding:#?}"),
        }
    }
    wrong.2.sort_unstable();
    (block, wrong)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_condition_is_refused_exactly_where_no_case_or_every_case_meets_it(
        conditions in prop::collection::vec(truth(), 1..4)
    ) {
        let (block, proved) = proved_conditions(&conditions);
        prop_assert_eq!(proved, counted_conditions(&conditions), "{}", block);
    }

    #[test]
    fn a_table_over_days_records_and_lists_is_refused_exactly_where_cases_are_left_out_or_taken_twice(
        rows in prop::collection::vec(row(), 1..6), guard in prop::option::weighted(0.3, truth()),
        first in any::<bool>(),
    ) {
        let (block, proved) = proved_table(&rows, guard.as_ref(), first);
        prop_assert_eq!(proved, counted_table(&rows, guard.as_ref(), first), "{}", block);
    }
}
