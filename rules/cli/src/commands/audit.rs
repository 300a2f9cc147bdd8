//! What `nuanze test --coverage` and `--mutate` say: what the examples leave out, which changes of the rules they do not
//! notice, and the examples to add.

use nuanze_program::{
    Aspects, Audit, Fate, Language, Mutant, MutantKind, PointKind, Program, Shown,
};
use nuanze_runtime::words::Lang;
use nuanze_syntax::Diagnostic;
use serde::Serialize;

use crate::diagnostics::{self, Place};
use crate::document::Document;
use crate::language::pick;
use crate::output::Output;

/// What was found out about the examples of a document.
#[derive(Debug, Serialize)]
pub struct AuditReport {
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutants: Option<MutantsReport>,
    /// Examples to add, ready to be pasted.
    additions: Vec<AdditionReport>,
}

#[derive(Debug, Serialize)]
struct CoverageReport {
    shown: usize,
    total: usize,
    points: Vec<PointReport>,
}

#[derive(Debug, Serialize)]
struct PointReport {
    kind: &'static str,
    what: String,
    #[serde(flatten)]
    place: Place,
    shown: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    examples: Vec<ShownBy>,
    /// The position among the additions.
    #[serde(skip_serializing_if = "Option::is_none")]
    addition: Option<usize>,
}

/// An example that shows a point.
#[derive(Debug, Serialize)]
struct ShownBy {
    title: String,
    /// What the table gives in it, for a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

#[derive(Debug, Serialize)]
struct MutantsReport {
    noticed: usize,
    survived: usize,
    /// Nothing notices them, and nothing was found that would.
    unsettled: usize,
    /// It is proved that they make no difference.
    equivalent: usize,
    changes: Vec<MutantReport>,
}

#[derive(Debug, Serialize)]
struct MutantReport {
    kind: &'static str,
    before: String,
    after: String,
    #[serde(flatten)]
    place: Place,
    fate: &'static str,
    /// The example that notices it.
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<String>,
    /// The position among the additions of one that would.
    #[serde(skip_serializing_if = "Option::is_none")]
    addition: Option<usize>,
}

#[derive(Debug, Serialize)]
struct AdditionReport {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    text: String,
}

/// The examples of one document, looked at.
pub struct Looked<'a> {
    document: &'a Document,
    program: &'a Program,
    audit: Audit,
    aspects: Aspects,
}

impl<'a> Looked<'a> {
    /// Looks at the examples, all of which pass.
    pub fn new(document: &'a Document, program: &'a Program, aspects: Aspects) -> Self {
        Self {
            document,
            program,
            audit: nuanze_program::audit(program, aspects),
            aspects,
        }
    }

    /// Whether there is nothing to add.
    pub fn is_full(&self) -> bool {
        self.audit.additions.is_empty()
    }

    /// For JSON.
    pub fn report(&self, lang: Lang) -> AuditReport {
        let points = self.audit.points.iter().map(|point| {
            let (shown, addition) = match point.shown {
                Shown::By(_) => ("exactly", None),
                Shown::Nearly(_) => ("nearly", None),
                Shown::Missing(at) => ("missing", Some(at)),
                Shown::NotFound => ("not_found", None),
            };
            PointReport {
                kind: point_kind(point.kind),
                what: pick_text(lang, &point.what),
                place: Place::new(&self.document.text, point.span),
                shown,
                examples: self.shown_by(&point.shown),
                addition,
            }
        });
        let changes = self.audit.mutants.iter().map(|mutant| {
            let (fate, example, addition) = match mutant.fate {
                Fate::Noticed(at) => ("noticed", self.title(at), None),
                Fate::Survived(at) => ("survived", None, Some(at)),
                Fate::Unsettled => ("unsettled", None, None),
                Fate::Equivalent => ("equivalent", None, None),
            };
            MutantReport {
                kind: mutant_kind(mutant.kind),
                before: mutant.before.clone(),
                after: mutant.after.clone(),
                place: Place::new(&self.document.text, mutant.span),
                fate,
                example,
                addition,
            }
        });
        let additions = self.audit.additions.iter().map(|addition| AdditionReport {
            title: addition.title.clone(),
            from: addition.from.clone(),
            text: addition.text.clone(),
        });
        AuditReport {
            coverage: self.aspects.coverage.then(|| CoverageReport {
                shown: self.shown(),
                total: self.audit.points.len(),
                points: points.collect(),
            }),
            mutants: self.aspects.mutants.then(|| MutantsReport {
                noticed: self.fates(|fate| matches!(fate, Fate::Noticed(_))),
                survived: self.fates(|fate| matches!(fate, Fate::Survived(_))),
                unsettled: self.fates(|fate| fate == Fate::Unsettled),
                equivalent: self.fates(|fate| fate == Fate::Equivalent),
                changes: changes.collect(),
            }),
            additions: additions.collect(),
        }
    }

    /// For people: the figures, what is missing at its place, and the examples to add.
    pub fn text(&self, output: &Output) -> String {
        let mut text = String::new();
        if self.aspects.coverage {
            text.push_str(&self.coverage(output));
        }
        if self.aspects.mutants {
            text.push_str(&self.mutants(output));
        }
        if !self.audit.additions.is_empty() {
            let heading = pick(output.lang, "可以补上的例子：", "Examples to add:");
            text.push_str(&format!("\n{}\n", output.paint.strong(heading)));
            for addition in &self.audit.additions {
                text.push_str(&format!("\n{}", addition.text));
            }
        }
        text
    }

    fn coverage(&self, output: &Output) -> String {
        let (shown, total) = (self.shown(), self.audit.points.len());
        let summary = match output.lang {
            Lang::Zh => format!("覆盖：{total} 处中 {shown} 处有例子"),
            Lang::En => format!("coverage: {shown} of {total} points have an example"),
        };
        let mut text = format!("  {summary}\n");
        for point in self
            .audit
            .points
            .iter()
            .filter(|point| !point.shown.is_shown())
        {
            let (line, column) = diagnostics::position(&self.document.text, point.span.start);
            let place = format!("{}:{line}:{column}", self.document.name());
            let what = pick_text(output.lang, &point.what);
            let how = match point.shown {
                Shown::Missing(at) => self.addition(at, output.lang),
                _ => pick(output.lang, "没有找到这样的情形", "no such case was found").to_owned(),
            };
            text.push_str(&format!(
                "  {} {what}\n    {}\n",
                output.paint.open(&place),
                output.paint.faint(&how)
            ));
        }
        text
    }

    fn mutants(&self, output: &Output) -> String {
        let noticed = self.fates(|fate| matches!(fate, Fate::Noticed(_)));
        let counted = noticed + self.fates(|fate| matches!(fate, Fate::Survived(_)));
        let equivalent = self.fates(|fate| fate == Fate::Equivalent);
        let unsettled = self.fates(|fate| fate == Fate::Unsettled);
        let summary = match output.lang {
            Lang::Zh => format!(
                "改动：{counted} 处有影响的改动，例子发现 {noticed} 处；另有 {equivalent} 处已证明没有影响，{unsettled} 处可能没有影响"
            ),
            Lang::En => format!(
                "changes: {noticed} of {counted} that matter are noticed; {equivalent} more are proved to make no difference, {unsettled} may make none"
            ),
        };
        let mut text = format!("  {summary}\n");
        let found = self.survivors();
        if !found.is_empty() {
            let (name, colours) = (self.document.name(), output.paint.colours);
            text.push('\n');
            text.push_str(&diagnostics::render(
                &name,
                &self.document.text,
                &found,
                output.width,
                colours,
            ));
        }
        text
    }

    /// What survived, as findings: changes of one place that one example would notice are one.
    fn survivors(&self) -> Vec<Diagnostic> {
        let mut groups: Vec<(&Mutant, Vec<&str>)> = Vec::new();
        for mutant in &self.audit.mutants {
            if !matches!(mutant.fate, Fate::Survived(_) | Fate::Unsettled) {
                continue;
            }
            let like = |(first, _): &&mut (&Mutant, Vec<&str>)| {
                (first.span, &first.before, first.fate)
                    == (mutant.span, &mutant.before, mutant.fate)
            };
            match groups.iter_mut().find(like) {
                Some((_, afters)) => afters.push(&mutant.after),
                None => groups.push((mutant, vec![&mutant.after])),
            }
        }
        let findings = groups.into_iter().map(|(mutant, afters)| {
            let afters: Vec<String> = afters.iter().map(|after| format!("`{after}`")).collect();
            let (code, help) = match mutant.fate {
                Fate::Survived(at) => ("mutant/survived", self.addition(at, Lang::En)),
                _ => (
                    "mutant/unsettled",
                    "no case was found in which it matters: it may make no difference; if it does, add an example".to_owned(),
                ),
            };
            Diagnostic {
                code,
                message: format!("no example notices `{}` changed to {}", mutant.before, afters.join(" or ")),
                span: mutant.span,
                label: "changed here".to_owned(),
                related: Vec::new(),
                help: Some(help),
            }
        });
        findings.collect()
    }

    /// Which example to add.
    fn addition(&self, at: usize, lang: Lang) -> String {
        let title = self
            .audit
            .additions
            .get(at)
            .map_or("", |addition| addition.title.as_str());
        match lang {
            Lang::Zh => format!("补上例子“{title}”"),
            Lang::En => format!("add the example \"{title}\""),
        }
    }

    fn shown(&self) -> usize {
        self.audit
            .points
            .iter()
            .filter(|point| point.shown.is_shown())
            .count()
    }

    fn fates(&self, is: impl Fn(Fate) -> bool) -> usize {
        self.audit
            .mutants
            .iter()
            .filter(|mutant| is(mutant.fate))
            .count()
    }

    fn title(&self, example: usize) -> Option<String> {
        self.program
            .examples
            .get(example)
            .map(|example| example.title.clone())
    }

    fn shown_by(&self, shown: &Shown) -> Vec<ShownBy> {
        let words = self.program.words(Language::Source);
        let examples: Vec<_> = match shown {
            Shown::By(examples) => examples.clone(),
            Shown::Nearly(examples) => examples.iter().map(|at| (*at, None)).collect(),
            _ => Vec::new(),
        };
        let told = examples.iter().filter_map(|(at, given)| {
            let value = given.as_ref().map(|(value, id)| {
                let ty = self
                    .program
                    .definitions
                    .get(id.0)
                    .map(|definition| &definition.ty);
                ty.map_or_else(String::new, |ty| words.value(value, ty))
            });
            Some(ShownBy {
                title: self.title(*at)?,
                value,
            })
        });
        told.collect()
    }
}

fn pick_text(lang: Lang, text: &nuanze_program::Text) -> String {
    match lang {
        Lang::Zh => text.zh.clone(),
        Lang::En => text.en.clone(),
    }
}

fn point_kind(kind: PointKind) -> &'static str {
    match kind {
        PointKind::Row => "row",
        PointKind::Value => "value",
        PointKind::Boundary => "boundary",
        PointKind::Condition => "condition",
        PointKind::Comparison => "comparison",
        PointKind::Statement => "statement",
        PointKind::Document => "document",
        PointKind::Reading => "reading",
    }
}

fn mutant_kind(kind: MutantKind) -> &'static str {
    match kind {
        MutantKind::Constant => "constant",
        MutantKind::Unit => "unit",
        MutantKind::Comparison => "comparison",
        MutantKind::Logic => "logic",
        MutantKind::Condition => "condition",
        MutantKind::RowOrder => "row_order",
        MutantKind::Rounding => "rounding",
        MutantKind::MonthEnd => "month_end",
        MutantKind::Default => "default",
    }
}
