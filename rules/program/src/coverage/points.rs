//! The points of a program: what its examples should show, each with the cases that show it.

use std::collections::HashMap;

use nuanze_syntax::Span;

use super::PointKind;
use crate::drafts::Subject;
use crate::mutate::Site;
use crate::program::{
    Bring, Definition, DefinitionId, DefinitionKind, Expr, Program, ReadingId, Requirement, Text,
    Value,
};
use crate::search::{Goal, Search, Support, Wish};
use crate::words::Language;

/// What shows a point.
#[derive(Clone, Debug)]
pub(super) enum Aim<'a> {
    /// A case for which the goal's distance is 0.
    Goal(Goal<'a>),
    /// A case with this alternative in force that another one decides otherwise.
    Reading(ReadingId, usize),
}

/// A point before the examples were looked at.
#[derive(Clone, Debug)]
pub(super) struct Collected<'a> {
    pub(super) kind: PointKind,
    pub(super) what: Text,
    pub(super) span: Span,
    pub(super) aim: Aim<'a>,
    /// What is good enough where nothing shows the point exactly.
    pub(super) near: Option<Goal<'a>>,
    /// What the point depends on.
    pub(super) within: Support,
    /// What an example for it should expect, beside the outcomes.
    pub(super) subjects: Vec<Subject>,
    /// Where the condition stands that makes the difference, if the point is about one.
    pub(super) place: Option<Site>,
    /// The table whose row it is.
    pub(super) table: Option<DefinitionId>,
}

/// All points of a document's own rules, in document order.
pub(super) fn collect<'a>(search: &Search<'a>) -> Vec<Collected<'a>> {
    let program = search.program;
    let mut collector = Collector {
        search,
        program,
        points: Vec::new(),
        known: HashMap::new(),
    };
    for (at, definition) in program.definitions.iter().enumerate() {
        if is_own(&definition.name) {
            collector.definition(DefinitionId(at), definition);
        }
    }
    for (at, bring) in program.bring.iter().enumerate() {
        if is_own(&bring.name) {
            collector.bring(at, bring);
        }
    }
    for at in 0..program.readings.len() {
        collector.reading(ReadingId(at));
    }
    let mut points = collector.points;
    points.sort_by_key(|point| point.span);
    points
}

/// Whether a name is declared in the document itself: names from used documents have a dot.
pub(crate) fn is_own(name: &str) -> bool {
    !name.contains('.')
}

/// What tells the points of expressions apart: place, kind, which side, and at which constant.
pub(super) type Key = (Span, PointKind, bool, Option<Value>);

/// Where an expression stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) site: Site,
    /// What an example should expect.
    pub(super) subjects: Vec<Subject>,
}

pub(super) struct Collector<'s, 'a> {
    pub(super) search: &'s Search<'a>,
    pub(super) program: &'a Program,
    pub(super) points: Vec<Collected<'a>>,
    /// Points of expressions by what tells them apart: every item of a list has a copy of its expressions.
    pub(super) known: HashMap<Key, usize>,
}

impl<'a> Collector<'_, 'a> {
    fn definition(&mut self, id: DefinitionId, definition: &'a Definition) {
        let spot = Spot {
            site: Site::Definition(id),
            subjects: vec![(id, None)],
        };
        match &definition.kind {
            DefinitionKind::Rule(expr) => self.expr(&spot, expr, &[]),
            DefinitionKind::Requirement(requirement) => self.requirement(id, requirement),
            DefinitionKind::Table(table) => self.table(id, definition, table),
        }
    }

    fn requirement(&mut self, id: DefinitionId, requirement: &'a Requirement) {
        let site = Site::Definition(id);
        for (at, condition) in requirement.conditions.iter().enumerate() {
            let said = |language| self.program.words(language).condition(id.0, at);
            let (zh, en) = (said(Language::Chinese), said(Language::English));
            let words = (
                both(
                    format!("满足条件“{zh}”"),
                    format!("the condition \"{en}\" is met"),
                ),
                both(
                    format!("不满足条件“{zh}”"),
                    format!("the condition \"{en}\" fails"),
                ),
            );
            let spot = Spot {
                site,
                subjects: vec![(id, Some(at))],
            };
            self.truth(
                &spot,
                (PointKind::Condition, condition.expr.span),
                &condition.expr,
                words,
            );
            self.expr(&spot, &condition.expr, &[]);
        }
        for statement in &requirement.statements {
            let Some(condition) = &statement.condition else {
                continue;
            };
            let Text { zh, en } = &statement.words;
            let words = (
                both(format!("适用“{zh}”"), format!("\"{en}\" applies")),
                both(format!("不适用“{zh}”"), format!("\"{en}\" does not apply")),
            );
            let spot = Spot {
                site,
                subjects: Vec::new(),
            };
            self.truth(
                &spot,
                (PointKind::Statement, statement.span),
                condition,
                words,
            );
            self.expr(&spot, condition, &[]);
        }
    }

    fn bring(&mut self, at: usize, bring: &'a Bring) {
        for (documents, condition) in &bring.documents {
            let Some(condition) = condition else { continue };
            let labels = documents
                .iter()
                .filter_map(|id| Some(&self.program.evidence.get(id.0)?.label));
            let (zh, en): (Vec<&str>, Vec<&str>) = labels
                .map(|label| (label.zh.as_str(), label.en.as_str()))
                .unzip();
            let (zh, en) = (zh.join("或"), en.join(" or "));
            let words = (
                both(format!("要带{zh}"), format!("to be brought: {en}")),
                both(format!("不用带{zh}"), format!("not to be brought: {en}")),
            );
            let spot = Spot {
                site: Site::Bring(at),
                subjects: Vec::new(),
            };
            self.truth(
                &spot,
                (PointKind::Document, condition.span),
                condition,
                words,
            );
            self.expr(&spot, condition, &[]);
        }
    }

    fn reading(&mut self, id: ReadingId) {
        let Some(reading) = self
            .program
            .readings
            .get(id.0)
            .filter(|reading| is_own(&reading.name))
        else {
            return;
        };
        for (at, (_, words)) in reading.alternatives.iter().enumerate() {
            let what = both(
                format!(
                    "读法“{}”取“{}”，结果和另一种读法不同",
                    reading.question.zh, words.zh
                ),
                format!(
                    "read as \"{}\", with another outcome than otherwise: \"{}\"",
                    words.en, reading.question.en
                ),
            );
            self.points.push(Collected {
                kind: PointKind::Reading,
                what,
                span: reading.span,
                aim: Aim::Reading(id, at),
                near: None,
                within: self.search.everything(),
                subjects: Vec::new(),
                place: None,
                table: None,
            });
        }
    }

    /// Both truths of a condition that stands in one place.
    fn truth(
        &mut self,
        spot: &Spot,
        (kind, span): (PointKind, Span),
        condition: &'a Expr,
        (met, failed): (Text, Text),
    ) {
        for (what, holds) in [(met, true), (failed, false)] {
            self.points.push(Collected {
                kind,
                what,
                span,
                aim: Aim::Goal(vec![vec![Wish::Truth(condition, holds)]]),
                near: None,
                within: self.search.supports.expr(condition),
                subjects: spot.subjects.clone(),
                place: Some(spot.site),
                table: None,
            });
        }
    }
}

pub(super) fn both(zh: String, en: String) -> Text {
    Text { zh, en }
}
