//! `nuanze explain`: a decision as a page for people.

use std::collections::BTreeMap;

use nuanze_runtime::words::Lang;
use nuanze_runtime::{Decision, Policy, Suggestion};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::arguments::Case;
use crate::error::CommandError;
use crate::language::pick;
use crate::output::{self, Output};
use crate::page::{self, Line, Mark, Page};
use crate::{facts, module};

/// The page and what it was made from.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// What the policy answers.
    pub decision: Decision,
    /// What would change it, outcome by outcome.
    pub suggestions: Vec<Suggestion>,
    /// All of it in sentences.
    pub page: Page,
}

/// Decides a case and explains it.
pub fn run(arguments: &Case, output: &Output) -> Result<(), CommandError> {
    let readings = facts::readings(&arguments.readings)?;
    let facts = facts::read(&arguments.facts)?;
    let mut policy = module::load(&arguments.module, output)?;
    let explanation = explain(&mut policy, &facts, &readings, output.lang)?;
    if output.json {
        output::print_json(&explanation)
    } else {
        output::print(&text(&explanation.page, output))
    }
}

/// Decides and gathers the page.
pub fn explain(
    policy: &mut Policy,
    facts: &Map<String, Value>,
    readings: &BTreeMap<String, String>,
    lang: Lang,
) -> Result<Explanation, CommandError> {
    let decision = policy.decide(facts, readings).map_err(facts::wrong)?;
    let mut suggestions = Vec::new();
    for (outcome, _) in decision.outcomes.iter() {
        let found = policy.suggest(facts, readings, outcome);
        suggestions.extend(found.map_err(facts::wrong)?);
    }
    let page = page::gather(policy.manifest(), lang, &decision, &suggestions);
    Ok(Explanation {
        decision,
        suggestions,
        page,
    })
}

/// The page as text.
pub fn text(page: &Page, output: &Output) -> String {
    let mut writer = Writer {
        text: String::new(),
        output,
    };
    writer.page(page);
    writer.text
}

/// Writes sections, each line as wide as the terminal.
struct Writer<'a> {
    text: String,
    output: &'a Output,
}

impl Writer<'_> {
    fn page(&mut self, page: &Page) {
        self.wrap(&self.output.paint.faint(&page.title), "", "");
        for answer in &page.outcomes {
            self.text.push('\n');
            self.wrap(&self.output.paint.strong(&answer.sentence), "", "");
            self.lines(&answer.because);
        }
        for list in &page.conditions {
            let mark = list
                .mark
                .map_or_else(|| "•".to_owned(), |mark| self.mark(mark));
            let note = if list.gate {
                ""
            } else {
                pick(self.output.lang, "（不影响结论）", " (gates nothing)")
            };
            self.text.push_str(&format!(
                "\n{mark} {}{note}\n",
                self.output.paint.strong(&list.title)
            ));
            self.lines(&list.lines);
        }
        self.section(
            pick(self.output.lang, "计算过程", "Worked out"),
            &page.steps,
        );
        if !page.readings.is_empty() {
            self.heading(pick(
                self.output.lang,
                "条文有不同理解",
                "Where the text is doubtful",
            ));
        }
        for doubt in &page.readings {
            self.wrap(&doubt.question, "  ", "  ");
            for sentence in &doubt.sentences {
                self.wrap(sentence, "    • ", "      ");
            }
        }
        self.sentences(
            pick(
                self.output.lang,
                "两处理解连在一起",
                "Two readings together",
            ),
            &page.together,
        );
        self.section(
            pick(self.output.lang, "要带的材料", "What to bring"),
            &page.bring,
        );
        self.sentences(
            pick(self.output.lang, "怎样会不同", "What would change it"),
            &page.changes,
        );
        self.section(
            pick(self.output.lang, "由人来定", "Left to a person"),
            &page.manual,
        );
        self.sentences(
            pick(self.output.lang, "还要知道", "Still to be known"),
            &page.needs,
        );
    }

    fn heading(&mut self, title: &str) {
        self.text
            .push_str(&format!("\n{}\n", self.output.paint.strong(title)));
    }

    fn section(&mut self, title: &str, lines: &[Line]) {
        if !lines.is_empty() {
            self.heading(title);
        }
        self.lines(lines);
    }

    fn sentences(&mut self, title: &str, sentences: &[String]) {
        if !sentences.is_empty() {
            self.heading(title);
        }
        for sentence in sentences {
            self.wrap(sentence, "  • ", "    ");
        }
    }

    /// Lines with their marks, each clause once below the last line that rests on it.
    fn lines(&mut self, lines: &[Line]) {
        for (index, line) in lines.iter().enumerate() {
            self.line(line);
            let next = lines.get(index + 1).and_then(|next| next.clause.as_ref());
            if let Some(clause) = line.clause.as_ref().filter(|clause| next != Some(clause)) {
                self.wrap(&self.output.paint.faint(clause), "    ", "    ");
            }
        }
    }

    fn line(&mut self, line: &Line) {
        let mark = line
            .mark
            .map_or_else(|| "•".to_owned(), |mark| self.mark(mark));
        let margins = line.margins.join(pick(self.output.lang, "，", ", "));
        let sentence = match (margins.is_empty(), self.output.lang) {
            (true, _) => line.sentence.clone(),
            (false, Lang::Zh) => format!("{}（{margins}）", line.sentence),
            (false, Lang::En) => format!("{} ({margins})", line.sentence),
        };
        self.wrap(&sentence, &format!("  {mark} "), "    ");
    }

    fn mark(&self, mark: Mark) -> String {
        match mark {
            Mark::Yes => self.output.paint.good("✓"),
            Mark::No => self.output.paint.bad("✗"),
            Mark::Unknown => self.output.paint.open("?"),
        }
    }

    fn wrap(&mut self, text: &str, first: &str, rest: &str) {
        let options = textwrap::Options::new(self.output.width)
            .initial_indent(first)
            .subsequent_indent(rest);
        self.text.push_str(&textwrap::fill(text, options));
        self.text.push('\n');
    }
}
