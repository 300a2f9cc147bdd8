//! The cases as a Markdown document with a column to sign in.

use nuanze_runtime::words::Lang;

use super::table::{Row, Table};
use crate::language::pick;

/// Writes the document.
pub fn write(table: &Table) -> String {
    let pick = |zh, en| pick(table.lang, zh, en);
    let mut text = format!(
        "# {}{}\n\n",
        table.title,
        pick("：逐条确认的例子", ": cases to confirm")
    );
    text.push_str(&about(table));
    if !table.base.is_empty() {
        text.push_str(pick("\n## 基准情形\n\n", "\n## The base case\n\n"));
        for (name, value) in &table.base {
            text.push_str(&format!("- {name}{}{value}\n", pick("：", ": ")));
        }
    }
    for outcome in &table.outcomes {
        text.push_str(&format!("\n## {}\n\n", outcome.label));
        let heads = match table.lang {
            Lang::Zh => ["编号", "情形", "结果", "怎样得出", "依据", "意见", "签字"],
            Lang::En => [
                "No.",
                "Case",
                "Result",
                "How",
                "Clauses",
                "Notes",
                "Signature",
            ],
        };
        text.push_str(&line(heads));
        text.push_str(&line(["---"; 7]));
        for row in &outcome.regions {
            let (steps, clauses) = (
                joined(&row.steps, table.lang),
                joined(&row.clauses, table.lang),
            );
            text.push_str(&line([
                &row.number,
                &row.told,
                &row.value,
                &steps,
                &clauses,
                "",
                "",
            ]));
        }
    }
    if !table.readings.is_empty() {
        text.push_str(pick("\n## 换一种读法\n", "\n## Other readings\n"));
    }
    for reading in &table.readings {
        text.push_str(&format!("\n### {}\n\n", reading.question));
        text.push_str(&match table.lang {
            Lang::Zh => format!(
                "现在：{}。\n换成：{}。\n由{}决定。\n\n",
                reading.now, reading.otherwise, reading.decided_by
            ),
            Lang::En => format!(
                "Now: {}.\nOtherwise: {}.\nDecided by: {}.\n\n",
                reading.now, reading.otherwise, reading.decided_by
            ),
        });
        let heads = match table.lang {
            Lang::Zh => [
                "编号",
                "结论",
                "情形",
                "现在的结果",
                "换读法的结果",
                "属于",
                "意见",
                "签字",
            ],
            Lang::En => [
                "No.",
                "Outcome",
                "Case",
                "Result now",
                "Result otherwise",
                "Belongs to",
                "Notes",
                "Signature",
            ],
        };
        text.push_str(&line(heads));
        text.push_str(&line(["---"; 8]));
        for row in &reading.changes {
            let Row {
                number,
                outcome,
                told,
                value,
                ..
            } = row;
            let (now, region) = (
                row.now.as_deref().unwrap_or_default(),
                row.region.as_deref().unwrap_or_default(),
            );
            text.push_str(&line([number, outcome, told, now, value, region, "", ""]));
        }
    }
    text
}

/// What the document is, in a few sentences.
fn about(table: &Table) -> String {
    let (from, to) = &table.in_force;
    match table.lang {
        Lang::Zh => format!(
            "`{}`，{from} 起{}。\n\n每一行代表一类情形：经过各表的同一行、因同一个条件不满足而得出结果的，都归在一起，用一个例子代表。\n没有写出的事实，不论是什么，结果都一样。每个例子都由算法核对过。\n",
            table.policy,
            to.as_ref()
                .map(|to| format!("，到 {to}"))
                .unwrap_or_default()
        ),
        Lang::En => format!(
            "`{}`, from {from}{}.\n\nEach row stands for all cases that come out in the same way: by the same row of each table, or because the same\ncondition is not met first. Whatever a fact is that is not named, the result is the same. The evaluator has confirmed\nevery case.\n",
            table.policy,
            to.as_ref()
                .map(|to| format!(" to {to}"))
                .unwrap_or_default()
        ),
    }
}

fn line<const N: usize>(cells: [&str; N]) -> String {
    let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
    format!("| {} |\n", cells.join(" | "))
}

fn joined(parts: &[String], lang: Lang) -> String {
    parts.join(pick(lang, "；", "; "))
}
