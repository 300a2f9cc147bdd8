//! Expressions: how tightly operators bind, and how values are written.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod shown;

use nuanze_syntax::ast::{ExprKind, ItemKind};
use shown::rule;

#[test]
fn and_binds_tighter_than_or() {
    assert_eq!(rule("a or b and c or d"), "(Or (Or a (And b c)) d)");
}

#[test]
fn not_takes_a_comparison_and_stops_before_and() {
    assert_eq!(rule("not a = b and c"), "(And (not (Equal a b)) c)");
    assert_eq!(rule("not not a"), "(not (not a))");
}

#[test]
fn arithmetic_binds_tighter_than_comparison() {
    assert_eq!(
        rule("a + b * c >= d - e - f"),
        "(GreaterEqual (Add a (Multiply b c)) (Subtract (Subtract d e) f))"
    );
}

#[test]
fn a_minus_before_a_value_binds_tightest() {
    assert_eq!(rule("-a * -2 ℃"), "(Multiply (- a) (- 2[℃+1]))");
}

#[test]
fn parentheses_group() {
    assert_eq!(rule("(a or b) and c"), "(And (Or a b) c)");
}

#[test]
fn if_is_loosest_and_nests() {
    assert_eq!(
        rule("if a or b then 1 else if c then 2 else 3 + 4"),
        "(if (Or a b) 1 (if c 2 (Add 3 4)))"
    );
}

#[test]
fn in_takes_a_list() {
    assert_eq!(
        rule("not village in (a, b) and c"),
        "(And (not (village in a b)) c)"
    );
}

#[test]
fn comparisons_may_be_written_as_on_paper() {
    assert_eq!(
        rule("a ≥ 1 and b ≤ 2 and c ≠ d × 2"),
        rule("a >= 1 and b <= 2 and c != d * 2")
    );
}

#[test]
fn calls_take_expressions() {
    assert_eq!(
        rule("round(a / b, half_up, 0.01 CNY)"),
        "(round (Divide a b) half_up 0.01[CNY+1])"
    );
}

#[test]
fn a_condition_of_a_requirement_has_a_dot() {
    assert_eq!(
        rule("eligible.meter and not eligible"),
        "(And eligible.meter (not eligible))"
    );
}

#[test]
fn truth_has_two_spellings() {
    assert_eq!(
        rule("yes or no or true or false"),
        "(Or (Or (Or true false) true) false)"
    );
}

#[test]
fn numbers_carry_units() {
    assert_eq!(rule("12_000 CNY"), "12000[CNY+1]");
    assert_eq!(rule("0.30 CNY/kWh"), "0.30[CNY+1 kWh-1]");
    assert_eq!(rule("30 %"), "30[%+1]");
    assert_eq!(rule("30%"), "30[%+1]");
    assert_eq!(rule("-12 °C"), "(- 12[℃+1])");
    assert_eq!(rule("3 10k_CNY"), "3[10k_CNY+1]");
    assert_eq!(rule("2 kW·h/m²/d"), "2[kW+1 h+1 m-2 d-1]");
    assert_eq!(rule("7"), "7");
    assert_eq!(
        rule("round(3 CNY/(a + b), up, 1 CNY)"),
        "(round (Divide 3[CNY+1] (Add a b)) up 1[CNY+1])"
    );
}

#[test]
fn square_metres_have_five_spellings() {
    for written in ["45 m²", "45 m2", "45 m^2", "45 ㎡", "45m²"] {
        assert_eq!(rule(written), "45[m+2]", "{written}");
    }
    assert_eq!(rule("1 m⁻¹"), rule("1 m^-1"));
}

#[test]
fn a_spaced_slash_divides() {
    assert_eq!(
        rule("round(12 CNY / months, down, 1 CNY)"),
        "(round (Divide 12[CNY+1] months) down 1[CNY+1])"
    );
}

#[test]
fn words_of_expressions_are_no_units() {
    assert_eq!(
        rule("if 1 in (1, 2) or 3 = 3 and 4 = 4 then 5 else 6"),
        "(if (Or (1 in 1 2) (And (Equal 3 3) (Equal 4 4))) 5 6)"
    );
}

#[test]
fn days_are_checked() {
    assert_eq!(rule("a <= 2024-02-29"), "(LessEqual a 2024/2/29)");
}

#[test]
fn parentheses_hold_lines_together() {
    let written = "(a\n    or b  # so far\n\n    or c)";
    assert_eq!(rule(written), "(Or (Or a b) c)");
    let ItemKind::Require(require) =
        shown::item("require r\n  one (a or\n    b) \"甲\"\n  two c \"乙\"")
    else {
        panic!()
    };
    let conditions: Vec<_> = require
        .conditions
        .iter()
        .map(|one| (one.name.node.as_str(), shown::expr(&one.expr)))
        .collect();
    assert_eq!(
        conditions,
        [("one", "(Or a b)".to_owned()), ("two", "c".to_owned())]
    );
}

#[test]
fn an_open_parenthesis_spoils_one_line_only() {
    let parsed =
        nuanze_syntax::parse("```policy\nrequire r\n  one (a or b \"甲\"\n  two c \"乙\"\n```");
    assert_eq!(parsed.diagnostics.len(), 1);
    let ItemKind::Require(require) = &parsed.document.items[0].kind else {
        panic!()
    };
    assert_eq!(require.conditions[0].label.as_ref().unwrap().zh, "甲");
    assert_eq!(shown::expr(&require.conditions[1].expr), "c");
}

#[test]
fn spans_cover_what_is_written() {
    let text = "```policy\nrule 甲 = 1\nrule a = min(x, 45 m²) >= (y + 1)\n```";
    let parsed = nuanze_syntax::parse(text);
    let ItemKind::Rule(rule) = &parsed.document.items[1].kind else {
        panic!()
    };
    let ExprKind::Binary(op, left, right) = &rule.expr.node else {
        panic!()
    };
    let written = |span: nuanze_syntax::Span| &text[span.start..span.end];
    assert_eq!(written(rule.expr.span), "min(x, 45 m²) >= (y + 1)");
    assert_eq!(written(left.span), "min(x, 45 m²)");
    assert_eq!(written(op.span), ">=");
    assert_eq!(written(right.span), "(y + 1)");
}

#[test]
fn times_and_moments_are_values() {
    assert_eq!(rule("at >= 08:00"), "(GreaterEqual at 8:0)");
    assert_eq!(
        rule("called <= 2025-12-01T20:05"),
        "(LessEqual called 2025/12/1 20:5)"
    );
    assert_eq!(rule("purchased + 10 d"), "(Add purchased 10[d+1])");
}

#[test]
fn a_range_takes_sums_at_both_ends() {
    assert_eq!(
        rule("x in rated * 90 % .. rated + 5 and y"),
        "(And (x from (Multiply rated 90[%+1]) to (Add rated 5)) y)"
    );
    assert_eq!(
        rule("at in 20:00 ..< 08:00"),
        "(at from 20:0 to before 8:0)"
    );
    assert_eq!(
        rule("not x in (a + b) * 2 .. (c)"),
        "(not (x from (Multiply (Add a b) 2) to c))"
    );
    assert_eq!(rule("x in (a) .. (b)"), "(x from a to b)");
    assert_eq!(rule("x in ((a), b)"), "(x in a b)");
}

#[test]
fn a_parameter_is_read_at_a_day() {
    assert_eq!(
        rule("-valley_price at purchased * used"),
        "(Multiply (- (valley_price at purchased)) used)"
    );
    assert_eq!(
        rule("price at date_of(unit.called) + 1"),
        "(Add (price at (date_of unit.called)) 1)"
    );
    assert_eq!(rule("at = at at at"), "(Equal at (at at at))");
}

#[test]
fn lists_are_asked_as_a_whole() {
    assert_eq!(
        rule("sum(m.valley for m in months)"),
        "(Sum of m.valley for m in months)"
    );
    assert_eq!(
        rule("max(m.valley + 1 kWh for m in months where m.peak > 0 kWh or x else 0 kWh)"),
        "(Max of (Add m.valley 1[kWh+1]) for m in months where (Or (Greater m.peak 0[kWh+1]) x) else 0[kWh+1])"
    );
    assert_eq!(
        rule("all(m.at in 20:00 ..< 08:00 for m in house.meters)"),
        "(All of (m.at from 20:0 to before 8:0) for m in house.meters)"
    );
    assert_eq!(
        rule("count(1 for m in a) + min(1, 2)"),
        "(Add (Count of 1 for m in a) (min 1 2))"
    );
}

#[test]
fn names_of_other_documents_have_several_dots() {
    assert_eq!(
        rule("gb.requirement.condition and gb.grade_1"),
        "(And gb.requirement.condition gb.grade_1)"
    );
}
