//! Rules, requirements and tables in words.

use nuanze_program::{
    Condition, Definition, DefinitionId, DefinitionKind, Expr, ExprKind, Requirement, Table,
};
use nuanze_runtime::words::Lang;
use nuanze_syntax::ast::RequireKind;

use super::html::Html;
use super::{Page, fact};

/// Writes the definition at a position of the program.
pub fn write(page: &Page<'_>, html: &mut Html, at: usize) {
    let Some(definition) = page.program.definitions.get(at) else {
        return;
    };
    let outcome = page.program.outcomes.contains(&DefinitionId(at));
    let (class, kind) = kind(page, definition, outcome);
    page.card(
        html,
        (class, &kind),
        &format!("rule.{}", definition.name),
        |html| match &definition.label {
            Some(label) => page.say(html, label),
            None => html.text(&definition.name),
        },
        |html| {
            match &definition.kind {
                DefinitionKind::Rule(expr) => formula(page, html, expr),
                DefinitionKind::Requirement(requirement) => {
                    write_requirement(page, html, requirement);
                }
                DefinitionKind::Table(table) => write_table(page, html, definition, table),
            }
            uses(page, html, definition);
        },
    );
}

/// The class of the card and the word over it.
fn kind(page: &Page<'_>, definition: &Definition, outcome: bool) -> (&'static str, String) {
    let word = match &definition.kind {
        DefinitionKind::Rule(_) => page.pick("规则", "Rule"),
        DefinitionKind::Table(_) => page.pick("对照表", "Table"),
        DefinitionKind::Requirement(requirement) => match requirement.kind {
            RequireKind::Gate => page.pick("条件", "Conditions"),
            RequireKind::Advice => page.pick("建议，不影响领取", "Advice, costs nobody anything"),
            RequireKind::Duty => page.pick("责任，不影响领取", "Duty, costs no claimant anything"),
            RequireKind::Target => page.pick("目标，不影响领取", "Target, costs nobody anything"),
        },
    };
    if outcome {
        let answer = page.pick("结论", "Answer");
        ("card answer", format!("{answer} · {word}"))
    } else {
        ("card", word.to_owned())
    }
}

/// An expression: `if`, `and` and `or` as lists, the rest as a sentence.
fn formula(page: &Page<'_>, html: &mut Html, expr: &Expr) {
    match &expr.kind {
        ExprKind::If(condition, then, otherwise) => {
            html.element("dl", &[("class", "cases")], |html| {
                case(page, html, page.pick("如果", "If"), condition, then);
                let mut last = otherwise;
                while let ExprKind::If(condition, then, otherwise) = &last.kind {
                    case(
                        page,
                        html,
                        page.pick("否则，如果", "Otherwise, if"),
                        condition,
                        then,
                    );
                    last = otherwise;
                }
                html.element("dt", &[], |html| {
                    html.line("b", &[], page.pick("其他情况", "Otherwise"));
                });
                html.element("dd", &[], |html| formula(page, html, last));
            });
        }
        ExprKind::And(parts) => {
            listed(
                page,
                html,
                page.pick("下面几项都成立：", "All of these hold:"),
                parts,
            );
        }
        ExprKind::Or(parts) if !page.words.says_one_thing(expr) => {
            listed(
                page,
                html,
                page.pick("下面有一项成立：", "One of these holds:"),
                parts,
            );
        }
        _ => html.line("p", &[("class", "formula")], &page.words.expr(expr)),
    }
}

fn case(page: &Page<'_>, html: &mut Html, word: &str, condition: &Expr, then: &Expr) {
    html.element("dt", &[], |html| {
        html.line("b", &[], word);
        html.text(page.pick("", " "));
        html.text(&page.words.expr(condition));
    });
    html.element("dd", &[], |html| formula(page, html, then));
}

fn listed(page: &Page<'_>, html: &mut Html, words: &str, parts: &[Expr]) {
    html.line("p", &[("class", "formula")], words);
    html.element("ul", &[], |html| {
        for part in parts {
            html.line("li", &[], &page.words.expr(part));
        }
    });
}

fn write_requirement(page: &Page<'_>, html: &mut Html, requirement: &Requirement) {
    if requirement.kind == RequireKind::Gate {
        let words = page.pick("每一项都要满足：", "Every one must be met:");
        html.line("p", &[("class", "formula")], words);
    }
    html.element("ul", &[("class", "conditions")], |html| {
        for condition in &requirement.conditions {
            html.element("li", &[], |html| write_condition(page, html, condition));
        }
        for statement in &requirement.statements {
            html.element("li", &[], |html| {
                page.say(html, &statement.words);
                if let Some(condition) = &statement.condition {
                    let only = page.pick("适用于：", "Where: ");
                    let words = format!("{only}{}", page.words.expr(condition));
                    html.line("span", &[("class", "detail")], &words);
                }
            });
        }
    });
}

/// A condition, and how it is decided where its own words do not say that.
fn write_condition(page: &Page<'_>, html: &mut Html, condition: &Condition) {
    let words = page.words.expr(&condition.expr);
    let Some(label) = &condition.label else {
        html.text(&words);
        return;
    };
    page.say(html, label);
    let plain = matches!(
        condition.expr.kind,
        ExprKind::Fact(_) | ExprKind::Definition(_)
    );
    if !plain && page.of(label) != words {
        html.line("span", &[("class", "detail")], &words);
    }
}

fn write_table(page: &Page<'_>, html: &mut Html, definition: &Definition, table: &Table) {
    if let Some((condition, otherwise)) = &table.guard {
        let (condition, otherwise) = (page.words.expr(condition), page.words.expr(otherwise));
        let words = match page.lang {
            Lang::Zh => format!("前提：{condition}。否则：{otherwise}。"),
            Lang::En => format!("Provided that: {condition}. Otherwise: {otherwise}."),
        };
        html.line("p", &[("class", "formula")], &words);
    }
    if table.first_match {
        let words = page.pick(
            "从上往下看，第一条符合的行算数。",
            "From the top down, the first row that fits counts.",
        );
        html.line("p", &[("class", "formula")], words);
    }
    let name = page.name(definition);
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|column| page.words.expr(column))
        .collect();
    html.element(
        "table",
        &[("role", "table"), ("aria-label", &name)],
        |html| {
            html.element("thead", &[("role", "rowgroup")], |html| {
                html.element("tr", &[("role", "row")], |html| {
                    for head in heads.iter().chain([&name]) {
                        html.line("th", &[("role", "columnheader"), ("scope", "col")], head);
                    }
                });
            });
            html.element("tbody", &[("role", "rowgroup")], |html| {
                for row in &table.rows {
                    html.element("tr", &[("role", "row")], |html| {
                        for ((cell, column), head) in
                            row.cells.iter().zip(&table.columns).zip(&heads)
                        {
                            let words = page.cell(cell, &column.ty);
                            html.line("td", &[("role", "cell"), ("data-label", head)], &words);
                        }
                        let words = page.words.expr(&row.output);
                        let attributes = [
                            ("role", "cell"),
                            ("data-label", &*name),
                            ("class", "result"),
                        ];
                        html.line("td", &attributes, &words);
                    });
                }
            });
        },
    );
}

/// What a definition is decided by, with the way to each.
fn uses(page: &Page<'_>, html: &mut Html, definition: &Definition) {
    let mut links: Vec<(String, String)> = Vec::new();
    definition.for_each_expr(&mut |expr| {
        let link = match &expr.kind {
            ExprKind::Fact(id) => page
                .program
                .facts
                .get(id.0)
                .and_then(|known| fact::link(page, known)),
            ExprKind::Definition(id) | ExprKind::Condition(id, _) => page
                .definition(*id)
                .map(|known| (format!("#rule.{}", known.name), page.name(known))),
            ExprKind::Reading(id) => page.program.readings.get(id.0).map(|known| {
                let question = page.of(&known.question).to_owned();
                (format!("#reading.{}", known.name), question)
            }),
            ExprKind::Parameter(id, _) => page.program.parameters.get(id.0).map(|known| {
                let name = page.words.named(&known.name, known.label.as_ref());
                (format!("#parameter.{}", known.name), name)
            }),
            _ => None,
        };
        links.extend(link.filter(|link| !links.contains(link)));
    });
    if links.is_empty() {
        return;
    }
    html.element("p", &[("class", "uses")], |html| {
        html.text(page.pick("取决于：", "Depends on: "));
        for (at, (to, name)) in links.iter().enumerate() {
            if at > 0 {
                html.text(page.pick("、", ", "));
            }
            html.line("a", &[("href", to)], name);
        }
    });
}
