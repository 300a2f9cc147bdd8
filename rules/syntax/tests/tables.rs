//! Decision tables.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod shown;

use nuanze_syntax::ast::{ItemKind, TableDecl};
use shown::{cell, expr, item};

fn table(block: &str) -> TableDecl {
    match item(block) {
        ItemKind::Table(table) => table,
        other => panic!("not a table: {other:?}"),
    }
}

fn one_cell(written: &str) -> String {
    cell(
        &table(&format!(
            "table t : money\n  | a | t |\n  | {written} | 1 CNY |"
        ))
        .rows[0]
            .cells[0]
            .node,
    )
}

#[test]
fn a_table_has_columns_rows_and_results() {
    let table = table(
        "outcome table award : CNY \"设备奖补\" / \"Device award\"
  when eligible and paid else 0 CNY
  first match
  | device     | area * 2 | award           |
  |:-----------|---------:|-----------------|
  | water_pump | *        | 12000 CNY       |
  | *          | < 45 m²  | min(a, 3000 CNY) |",
    );
    assert!(table.outcome && table.first_match);
    let (condition, otherwise) = table.guard.unwrap();
    assert_eq!(
        (expr(&condition), expr(&otherwise)),
        ("(And eligible paid)".into(), "0[CNY+1]".into())
    );
    assert_eq!(
        table.columns.iter().map(expr).collect::<Vec<_>>(),
        ["device", "(Multiply area 2)"]
    );
    assert_eq!(table.output.unwrap().node, "award");
    let rows: Vec<_> = table.rows.iter().map(|row| expr(&row.output)).collect();
    assert_eq!(rows, ["12000[CNY+1]", "(min a 3000[CNY+1])"]);
}

#[test]
fn cells_ask_in_seven_ways() {
    for (written, read) in [
        ("*", "any"),
        ("45 m²", "is 45[m+2]"),
        ("= yes", "is true"),
        ("-5 ℃", "is (- 5[℃+1])"),
        ("a or b or c", "one of a b c"),
        ("not a", "none of a"),
        ("not a or b", "none of a b"),
        (">= 45 m²", "GreaterEqual 45[m+2]"),
        ("≤ 45 m²", "LessEqual 45[m+2]"),
        ("!= 3", "NotEqual 3"),
        ("45 m² .. 80 m²", "45[m+2] to 80[m+2]"),
        ("1..5", "1 to 5"),
        ("1 ..< 5", "1 to before 5"),
        ("2022-11-01 ..< 2023-03-15", "2022/11/1 to before 2023/3/15"),
    ] {
        assert_eq!(one_cell(written), read, "{written}");
    }
}

#[test]
fn the_line_of_dashes_and_the_last_bar_are_optional() {
    let table = table("table t : money\n  | a | t\n  | yes | 1 CNY\n  | no | 2 CNY");
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn a_bar_in_a_comment_divides_nothing() {
    let table = table("table t : money\n  | a | t | # a | b\n  | yes | 1 CNY | # | |");
    assert_eq!((table.columns.len(), table.rows.len()), (1, 1));
}

#[test]
fn a_wrong_cell_leaves_the_rest_of_the_row() {
    let parsed = nuanze_syntax::parse(
        "```policy\ntable t : money\n  | a | b | t |\n  | or | < 3 | 1 CNY |\n```",
    );
    assert_eq!(parsed.diagnostics.len(), 1);
    let ItemKind::Table(table) = &parsed.document.items[0].kind else {
        panic!()
    };
    let cells: Vec<_> = table.rows[0]
        .cells
        .iter()
        .map(|one| cell(&one.node))
        .collect();
    assert_eq!(cells, ["error", "Less 3"]);
}
