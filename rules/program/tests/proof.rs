//! Tables leave nothing out and decide nothing twice: what authors are told, and that it is true of every table.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{checked, finding, findings};
use proptest::prelude::*;

fn table(rows: &str) -> String {
    let rows: String = rows
        .lines()
        .map(|row| format!("  {}\n", row.trim()))
        .collect();
    format!("outcome table award : CNY \"奖补\"\n  | device | heated_area | award |\n{rows}")
}

#[test]
fn an_end_that_two_ranges_share_is_shown() {
    let (message, help) = finding(&table(
        "| water_pump | < 80 m² | 1 CNY |
         | water_pump | 80 m² .. 120 m² | 2 CNY |
         | water_pump | >= 120 m² | 3 CNY |
         | not water_pump | * | 4 CNY |",
    ));
    assert_eq!(
        message,
        "table/overlap: two rows of `award` apply to one case: `设备 = 热水机，取暖面积 = 120 m²：第2行和第3行都适用`"
    );
    assert_eq!(
        help,
        "let only one of the two rows take this case, or write `first match` if the upper row wins"
    );
}

#[test]
fn a_threshold_that_neither_side_takes_is_shown() {
    let (message, help) = finding(&table(
        "| water_pump | < 45 m² | 1 CNY |
         | water_pump | > 45 m² | 2 CNY |
         | not water_pump | * | 4 CNY |",
    ));
    assert_eq!(
        message,
        "table/gap: the table `award` leaves a case out: `设备 = 热水机，取暖面积 = 45 m²：没有一行适用`"
    );
    assert_eq!(
        help,
        "add a row for it, or widen a cell of a row that should take it"
    );
}

#[test]
fn columns_that_do_not_matter_are_not_shown() {
    let (message, _) = finding(&table(
        "| water_pump | * | 1 CNY |\n| air_pump | * | 2 CNY |",
    ));
    assert_eq!(
        message,
        "table/gap: the table `award` leaves a case out: `设备 = 其他：没有一行适用`"
    );
}

#[test]
fn the_gap_lies_on_the_grid_of_the_fact() {
    let (message, _) = finding(&table(
        "| * | 45 m² .. 80 m² | 1 CNY |\n| * | > 80 m² | 2 CNY |",
    ));
    assert_eq!(
        message,
        "table/gap: the table `award` leaves a case out: `取暖面积 = 44.99 m²：没有一行适用`"
    );
    assert_eq!(
        findings(&table(
            "| * | <= 79.99 m² | 1 CNY |\n| * | >= 80 m² | 2 CNY |"
        )),
        Vec::<String>::new()
    );
}

#[test]
fn days_are_shown_as_people_write_them() {
    let (message, _) = finding(
        "outcome table award : CNY \"奖补\"\n  | bought | award |\n  | < 2023-03-31 | 1 CNY |\n  | > 2023-03-31 | 2 CNY |",
    );
    assert_eq!(
        message,
        "table/gap: the table `award` leaves a case out: `选购日期 = 2023年3月31日：没有一行适用`"
    );
}

#[test]
fn rows_that_nothing_reaches_are_shown() {
    let rows = "| water_pump | * | 1 CNY |\n| air_pump or other | < 45 m² | 2 CNY |\n| other | 10 m² .. 20 m² | 3 CNY |\n| * | * | 4 CNY |";
    let first_match = table(rows).replacen("  |", "  first match\n  |", 1);
    let (message, help) = finding(&first_match);
    assert_eq!(
        message,
        "table/unreachable: row 3 of `award` can never apply: earlier rows take all its cases"
    );
    assert_eq!(
        help,
        "move it above the rows that take its cases, or take it out"
    );
    let (message, _) = finding(&table("| * | > 3000 m² | 1 CNY |\n| * | * | 2 CNY |"));
    assert_eq!(
        message,
        "table/unreachable: row 1 of `award` can never apply: no value of `取暖面积` meets its cell"
    );
}

#[test]
fn columns_that_hang_on_each_other_are_proved_as_they_do() {
    let large = "rule large \"大\" = heated_area >= 45 m²\n";
    assert_eq!(
        findings(&format!(
            "{large}outcome table award : CNY \"奖补\"\n  | large | heated_area | award |\n  | yes | >= 45 m² | 1 CNY |\n  | no | < 45 m² | 2 CNY |"
        )),
        Vec::<String>::new()
    );
    let (message, _) = finding(&format!(
        "{large}outcome table award : CNY \"奖补\"\n  | large | heated_area | award |\n  | yes | > 45 m² | 1 CNY |\n  | no | * | 2 CNY |"
    ));
    assert_eq!(
        message,
        "table/gap: the table `award` leaves a case out: `取暖面积 = 45 m²，因此大 = 是：没有一行适用`"
    );
    let (message, help) = finding(&format!(
        "{large}outcome table award : CNY \"奖补\"\n  | large | heated_area | award |\n  | yes | * | 1 CNY |\n  | no | < 45 m² | 2 CNY |\n  | no | >= 45 m² | 3 CNY |"
    ));
    assert_eq!(
        message,
        "table/unreachable: row 3 of `award` can never apply: its cells for `大` and `取暖面积` contradict each other"
    );
    assert_eq!(
        help,
        "correct the cells, or take the row out: cases that cannot be need no row"
    );
}

#[test]
fn cases_that_the_guard_keeps_out_need_no_row() {
    let guarded = |rows: &str| {
        format!(
            "require eligible \"条件\"\n  kind device != other \"是热泵\"\noutcome table award : CNY \"奖补\"\n  when eligible else 0 CNY\n  | device | award |\n{rows}"
        )
    };
    let rows = "  | water_pump | 1 CNY |\n  | air_pump | 2 CNY |\n";
    assert_eq!(findings(&guarded(rows)), Vec::<String>::new());
    let (message, _) = finding(&guarded(&format!("{rows}  | other | 3 CNY |\n")));
    assert_eq!(
        message,
        "table/unreachable: row 3 of `award` can never apply: its cell for `设备` contradicts the table's `when`"
    );
    let (message, _) = finding(&guarded("  | water_pump | 1 CNY |\n"));
    assert_eq!(
        message,
        "table/gap: the table `award` leaves a case out: `设备 = 热风机：没有一行适用`"
    );
}

#[test]
fn comparisons_that_decide_nothing_are_shown() {
    let idle = |expr: &str| finding(&format!("outcome rule idle \"空\" = {expr}")).0;
    assert_eq!(
        idle("bought <= 2025-03-31"),
        "condition/idle: `bought <= 2025-03-31` can never fail: `选购日期` is 2020年1月1日 to 2024年12月31日"
    );
    assert_eq!(
        idle("heated_area > 2000 m²"),
        "condition/idle: `heated_area > 2000 m²` can never hold: `取暖面积` is 0 m² to 2,000 m²"
    );
    assert_eq!(
        idle("heated_area = 45.001 m²"),
        "condition/idle: `heated_area = 45.001 m²` can never hold: `取暖面积` is 0 m² to 2,000 m²"
    );
    let (message, _) = finding("require eligible \"条件\"\n  always  yes  \"总是\"");
    assert_eq!(
        message,
        "condition/idle: the condition `yes` can never fail"
    );
}

#[test]
fn conditions_that_exclude_each_other_are_shown() {
    let idle = |expr: &str| finding(&format!("outcome rule idle \"空\" = {expr}"));
    let (message, help) = idle("new and heated_area > 100 m² and heated_area < 45 m²");
    assert_eq!(
        message,
        "condition/idle: these conditions of `取暖面积` can never hold together: `heated_area > 100 m²`, `heated_area < 45 m²`"
    );
    assert_eq!(help, "correct one of them, or leave them out");
    assert_eq!(
        idle("device = other and device in (water_pump, air_pump)").0,
        "condition/idle: these conditions of `设备` can never hold together: `device = other`, `device = water_pump or device = air_pump`"
    );
    assert_eq!(
        idle("heated_area < 45 m² or new or heated_area >= 45 m²").0,
        "condition/idle: one of these conditions of `取暖面积` always holds: `heated_area < 45 m²`, `heated_area >= 45 m²`"
    );
    let (message, _) = finding("require eligible \"条件\"\n  a  new  \"甲\"\n  b  not new  \"乙\"");
    assert_eq!(
        message,
        "condition/idle: these conditions of `新设备` can never hold together: `new`, `not new`"
    );
    assert_eq!(
        findings("outcome rule good \"好\" = heated_area > 44.98 m² and heated_area < 45 m²"),
        Vec::<String>::new()
    );
}

#[test]
fn a_large_table_is_proved() {
    let mut block = String::new();
    for column in 0..8 {
        block += &format!("fact f{column} : count 0..1000 \"数{column}\"\n  ask \"？\"\n");
    }
    block +=
        "outcome table award : CNY \"奖补\"\n  | f0 | f1 | f2 | f3 | f4 | f5 | f6 | f7 | award |\n";
    // 200 rows: a hundred bands of the first column, each cut in two by one of the others.
    for band in 0..100 {
        let last = if band == 99 { 1000 } else { band * 10 + 9 };
        let column = 1 + band % 7;
        for part in ["< 500", ">= 500"] {
            let cells: Vec<&str> = (1..8)
                .map(|at| if at == column { part } else { "*" })
                .collect();
            block += &format!(
                "  | {} .. {last} | {} | {band} CNY |\n",
                band * 10,
                cells.join(" | ")
            );
        }
    }
    assert_eq!(checked(&block).diagnostics, []);
    let (from, to) = ("| 500 .. 509 | * | < 500 |", "| 500 .. 509 | * | < 499 |");
    let gap = checked(&block.replacen(from, to, 1));
    assert_eq!(gap.diagnostics.len(), 1);
    assert_eq!(
        gap.diagnostics[0].message,
        "the table `award` leaves a case out: `数0 = 500，数2 = 499：没有一行适用`"
    );
}

/// A cell as a test makes it: how it is written, and which of the values 0..6 (no, yes; the enum's three) it takes.
#[derive(Clone, Debug)]
struct Cell {
    text: String,
    takes: Vec<bool>,
}

fn number_cell() -> impl Strategy<Value = Cell> {
    let takes = |text: String, hold: &dyn Fn(i32) -> bool| Cell {
        text,
        takes: (0..6).map(hold).collect(),
    };
    (0..6, 0..6, 0..6).prop_map(move |(form, a, b)| match form {
        0 => takes("*".into(), &|_| true),
        1 => takes(format!(">= {a}"), &|v| v >= a),
        2 => takes(format!("< {a}"), &|v| v < a),
        3 => takes(format!("not {a}"), &|v| v != a),
        4 => takes(format!("{} .. {}", a.min(b), a.max(b)), &|v| {
            v >= a.min(b) && v <= a.max(b)
        }),
        _ => takes(format!("{} ..< {}", a.min(b), a.max(b) + 1), &|v| {
            v >= a.min(b) && v < a.max(b) + 1
        }),
    })
}

fn bool_cell() -> impl Strategy<Value = Cell> {
    (0..3).prop_map(|form| match form {
        0 => Cell {
            text: "*".into(),
            takes: vec![true, true],
        },
        1 => Cell {
            text: "no".into(),
            takes: vec![true, false],
        },
        _ => Cell {
            text: "yes".into(),
            takes: vec![false, true],
        },
    })
}

fn enum_cell() -> impl Strategy<Value = Cell> {
    const NAMES: [&str; 3] = ["water_pump", "air_pump", "other"];
    (0..4, 0..3_usize, 0..3_usize).prop_map(|(form, a, b)| {
        let takes = |hold: &dyn Fn(usize) -> bool| (0..3).map(hold).collect();
        match form {
            0 => Cell {
                text: "*".into(),
                takes: takes(&|_| true),
            },
            1 => Cell {
                text: NAMES[a].into(),
                takes: takes(&|v| v == a),
            },
            2 => Cell {
                text: format!("not {}", NAMES[a]),
                takes: takes(&|v| v != a),
            },
            _ => Cell {
                text: format!("{} or {}", NAMES[a], NAMES[b]),
                takes: takes(&|v| v == a || v == b),
            },
        }
    })
}

fn row() -> impl Strategy<Value = Vec<Cell>> {
    (number_cell(), enum_cell(), bool_cell(), number_cell())
        .prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

/// How often each row is reached first, and how many rows take each case.
fn count(rows: &[Vec<Cell>]) -> (Vec<usize>, bool, bool) {
    let (mut first, mut gap, mut overlap) = (vec![0; rows.len()], false, false);
    for a in 0..6 {
        for b in 0..3 {
            for c in 0..2 {
                for d in 0..6 {
                    let takes = |row: &Vec<Cell>| {
                        [a, b, c, d]
                            .iter()
                            .zip(row)
                            .all(|(at, cell)| cell.takes[*at])
                    };
                    let taking: Vec<usize> =
                        (0..rows.len()).filter(|row| takes(&rows[*row])).collect();
                    gap |= taking.is_empty();
                    overlap |= taking.len() > 1;
                    if let Some(row) = taking.first() {
                        first[*row] += 1;
                    }
                }
            }
        }
    }
    (first, gap, overlap)
}

fn written(rows: &[Vec<Cell>], first_match: bool) -> String {
    let mut block = format!(
        "{}fact a : count 0..5 \"甲\"\n  ask \"？\"\nfact d : count 0..5 \"丁\"\n  ask \"？\"\noutcome rule used \"用\" = heated_area > 1 m² and bought > 2021-01-01\noutcome table t : count \"表\"\n",
        common::FACTS
    );
    if first_match {
        block += "  first match\n";
    }
    block += "  | a | device | new | d | t |\n";
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        block += &format!("  | {} | {at} |\n", cells.join(" | "));
    }
    block
}

fn codes(rows: &[Vec<Cell>], first_match: bool) -> Vec<(String, String)> {
    let found = checked(&written(rows, first_match)).diagnostics;
    let tables = found
        .into_iter()
        .filter(|finding| finding.code.starts_with("table/"));
    tables
        .map(|finding| (finding.code.to_owned(), finding.message))
        .collect()
}

/// Cuts a complete, unambiguous table at random: each step splits one row on one column.
fn partition(cuts: &[(usize, usize, usize)]) -> Vec<Vec<Cell>> {
    let mut boxes: Vec<[(usize, usize); 4]> = vec![[(0, 5), (0, 2), (0, 1), (0, 5)]];
    for (which, column, at) in cuts {
        let index = which % boxes.len();
        let (from, to) = boxes[index][*column];
        if from < to {
            let middle = from + at % (to - from);
            let mut upper = boxes[index];
            boxes[index][*column].1 = middle;
            upper[*column].0 = middle + 1;
            boxes.push(upper);
        }
    }
    let cell = |column: usize, (from, to): (usize, usize)| {
        let size = [6, 3, 2, 6][column];
        let takes: Vec<bool> = (0..size)
            .map(|value| value >= from && value <= to)
            .collect();
        let names: &[&str] = match column {
            1 => &["water_pump", "air_pump", "other"],
            2 => &["no", "yes"],
            _ => &[],
        };
        let text = match (from == 0 && to == size - 1, names) {
            (true, _) => "*".to_owned(),
            (false, []) => format!("{from} .. {to}"),
            (false, names) => names[from..=to].join(" or "),
        };
        Cell { text, takes }
    };
    boxes
        .iter()
        .map(|ranges| {
            ranges
                .iter()
                .enumerate()
                .map(|(column, range)| cell(column, *range))
                .collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_proof_of_a_table_agrees_with_counting_all_its_cases(rows in prop::collection::vec(row(), 1..7)) {
        let (_, gap, overlap) = count(&rows);
        let found = codes(&rows, false);
        prop_assert_eq!(found.iter().any(|(code, _)| code == "table/gap"), gap, "{:?}", found);
        prop_assert_eq!(found.iter().any(|(code, _)| code == "table/overlap"), overlap, "{:?}", found);
    }

    #[test]
    fn the_proof_of_a_first_match_table_agrees_with_counting_all_its_cases(rows in prop::collection::vec(row(), 1..7)) {
        let (first, gap, _) = count(&rows);
        let found = codes(&rows, true);
        prop_assert_eq!(found.iter().any(|(code, _)| code == "table/gap"), gap, "{:?}", found);
        for (row, reached) in first.iter().enumerate() {
            let start = format!("row {} of", row + 1);
            let told = found.iter().any(|(code, message)| code == "table/unreachable" && message.starts_with(&start));
            prop_assert_eq!(told, *reached == 0, "row {}: {:?}", row + 1, found);
        }
    }

    #[test]
    fn a_complete_table_is_proved_and_one_without_any_of_its_rows_is_not(
        cuts in prop::collection::vec((0..64_usize, 0..4_usize, 0..6_usize), 0..24), left_out in 0..64_usize,
    ) {
        let mut rows = partition(&cuts);
        prop_assert_eq!(codes(&rows, false), vec![]);
        if rows.len() > 1 {
            rows.remove(left_out % rows.len());
            let found = codes(&rows, false);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&found[0].0, "table/gap");
        }
    }
}
