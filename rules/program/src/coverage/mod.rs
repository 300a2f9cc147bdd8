//! What the examples of a document show of its rules, and what they leave out.
//!
//! A *point* is something that an example should show:
//!
//! - every row of a table decides a case; so does what stands after `else`;
//! - every value that a cell lists beside others brings its row about, every value behind `not` meets the table;
//! - at every boundary the last value on either side: for a cell `>= 45 m²` of a fact in steps of 0.01 m² a case with
//!   45 m² that the row decides, and one with 44.99 m² that only this cell keeps out of the row; for `>= 45 m²` in an
//!   expression, for `min` and `max` beside a constant, and for the days at which a parameter changes, a case with
//!   either value; in a row's value and in a branch of an `if` only where that row or branch is taken;
//! - every other comparison, every condition of an `if`, and every condition of a requirement comes out both ways, and
//!   so does the condition of a statement or of a document to bring;
//! - every alternative of every reading is the one in force in a case that another alternative decides otherwise.
//!
//! A value that nothing brings about exactly (a sum may jump over it) is shown by any on its side of the boundary.
//! Rules that a document uses from another one are shown there.

mod expression;
mod points;
mod table;

use nuanze_syntax::Span;

use crate::drafts::{Drafts, Wanted};
use crate::mutate::{Change, Variant};
use crate::program::{DefinitionId, Text, Value};
use crate::search::{Search, Tried, distance};
pub(crate) use points::is_own;
use points::{Aim, Collected};
pub(crate) use table::reaches;

/// Something that an example should show.
#[derive(Clone, Debug)]
pub struct Point {
    /// What kind of thing.
    pub kind: PointKind,
    /// It, in words.
    pub what: Text,
    /// Where it is written.
    pub span: Span,
    /// Whether an example shows it.
    pub shown: Shown,
}

/// The kinds of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointKind {
    /// A row of a table, or its `else`.
    Row,
    /// A value in a cell.
    Value,
    /// A side of a boundary.
    Boundary,
    /// A condition of a requirement.
    Condition,
    /// A comparison, or the condition of an `if`.
    Comparison,
    /// A statement of a duty, advice or target.
    Statement,
    /// A document to bring.
    Document,
    /// An alternative of a reading.
    Reading,
}

/// Whether an example shows a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// These examples do; for a row with what its table gives in each.
    By(Vec<(usize, Option<(Value, DefinitionId)>)>),
    /// These come as near as anything that was found.
    Nearly(Vec<usize>),
    /// None does; this addition would.
    Missing(usize),
    /// None does, and no case was found that would.
    NotFound,
}

impl Shown {
    /// Whether an example shows the point, exactly or nearly.
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::By(_) | Self::Nearly(_))
    }
}

/// What the examples show.
pub(crate) fn points(search: &Search<'_>, drafts: &mut Drafts<'_, '_>) -> Vec<Point> {
    let program = search.program;
    let examples = program
        .examples
        .iter()
        .map(|example| search.tried(example.case(program)));
    let examples: Vec<Tried> = examples.collect();
    let collected = points::collect(search).into_iter();
    collected
        .map(|collected| Point {
            shown: shown(search, &examples, drafts, &collected),
            kind: collected.kind,
            what: collected.what,
            span: collected.span,
        })
        .collect()
}

fn shown(
    search: &Search<'_>,
    examples: &[Tried],
    drafts: &mut Drafts<'_, '_>,
    collected: &Collected<'_>,
) -> Shown {
    // The examples at the distance 0.
    let showing = |far: &dyn Fn(&Tried) -> u32| -> Vec<usize> {
        let examples = examples.iter().enumerate();
        examples
            .filter(|(_, tried)| far(tried) == 0)
            .map(|(at, _)| at)
            .collect()
    };
    let mut addition = |far: &dyn Fn(&Tried) -> u32| {
        let outcomes = search.program.outcomes.as_slice();
        let contrary = collected
            .place
            .map(|site| Variant::new(search, (site, collected.span, Change::Negated), outcomes));
        drafts.find(&Wanted {
            far,
            is_good: &|tried| {
                contrary
                    .as_ref()
                    .is_none_or(|contrary| contrary.far(tried) == 0)
            },
            within: &collected.within,
            subjects: &|_| collected.subjects.clone(),
        })
    };
    let far = |tried: &Tried| how_far(search, tried, &collected.aim);
    let by = showing(&far);
    if !by.is_empty() {
        let value = |at: &usize| {
            let (table, evaluation) = (collected.table?, &examples.get(*at)?.evaluation);
            let given = evaluation.definitions.get(table.0).copied().flatten()?;
            Some((given, table))
        };
        return Shown::By(by.iter().map(|at| (*at, value(at))).collect());
    }
    if let Some(at) = addition(&far) {
        return Shown::Missing(at);
    }
    let Some(near) = &collected.near else {
        return Shown::NotFound;
    };
    let far = |tried: &Tried| distance(search.program, &search.state(tried), near);
    let nearly = showing(&far);
    if !nearly.is_empty() {
        return Shown::Nearly(nearly);
    }
    addition(&far).map_or(Shown::NotFound, Shown::Missing)
}

/// How far a case is from an aim.
fn how_far(search: &Search<'_>, tried: &Tried, aim: &Aim<'_>) -> u32 {
    match aim {
        Aim::Goal(goal) => distance(search.program, &search.state(tried), goal),
        Aim::Reading(reading, at) => {
            if tried.case.readings.get(reading.0) != Some(at) {
                return 100;
            }
            let known = search.program.readings.get(reading.0);
            let count = known.map_or(0, |known| known.alternatives.len());
            let others = (0..count).filter(|other| other != at);
            others
                .map(|other| differing(search, tried, reading.0, other))
                .min()
                .unwrap_or(100)
        }
    }
}

/// How far the outcomes are from differing when a reading is read otherwise: fewer the more rules differ already.
fn differing(search: &Search<'_>, tried: &Tried, reading: usize, other: usize) -> u32 {
    let mut case = tried.case.clone();
    if let Some(slot) = case.readings.get_mut(reading) {
        *slot = other;
    }
    let otherwise = search.tried(case);
    let value = |tried: &Tried, at: usize| tried.evaluation.definitions.get(at).copied().flatten();
    let differs = |at: &usize| value(tried, *at) != value(&otherwise, *at);
    if search.program.outcomes.iter().any(|id| differs(&id.0)) {
        return 0;
    }
    let rules = (0..search.program.definitions.len())
        .filter(differs)
        .count();
    90 - u32::try_from(rules).unwrap_or(u32::MAX).min(80)
}
