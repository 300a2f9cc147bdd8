//! Tries the examples of a document on rules with one small change each: a change that no example notices shows that
//! one is missing.
//!
//! Changed are, in the document's own rules: every number, day and time by one step up and down, and to the same number
//! of another unit; `<` and `<=`, `>` and `>=`, `=` and `!=`, whether an end of a range belongs to it; `and` and `or`,
//! `not`; a condition of a requirement left out; the order of neighbouring rows with `first match`, and the values of
//! neighbouring rows; roundings, month ends, the default of readings, days and values of parameters.
//!
//! An example notices a change if it fails. What no example can expect (documents to bring, statements) is noticed if it
//! comes out otherwise in any example. For what is not noticed a case is looked for in which the change shows: in an
//! outcome, in what nothing else uses, in a document or a statement, known before and after. If none is found, the
//! change may make no difference at all; where every case of the changed definition can be tried, this is proved.

mod change;
mod equivalent;
mod mutants;
mod table;
mod variant;
mod words;

use nuanze_syntax::Span;

pub(crate) use change::{Change, Site};
pub(crate) use variant::Variant;

use crate::drafts::{Drafts, Wanted};
use crate::program::{Expr, ExprKind};
use crate::search::{Search, Tried};

/// One change.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What kind of change.
    pub kind: MutantKind,
    /// Where it is made.
    pub span: Span,
    /// How the place is written.
    pub before: String,
    /// How it is changed.
    pub after: String,
    /// Who noticed.
    pub fate: Fate,
}

/// The kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MutantKind {
    /// A number, day or time one step up or down.
    Constant,
    /// A number of another unit.
    Unit,
    /// A comparison, or whether an end is included.
    Comparison,
    /// `and`, `or`, `not`.
    Logic,
    /// A condition of a requirement left out.
    Condition,
    /// The order of rows, or of what they give.
    RowOrder,
    /// The rounding.
    Rounding,
    /// The end of a month.
    MonthEnd,
    /// The default of a reading.
    Default,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// This example notices it.
    Noticed(usize),
    /// No example notices it; this addition would.
    Survived(usize),
    /// No example notices it, and no case was found that would: it may make no difference.
    Unsettled,
    /// It makes no difference: this was proved.
    Equivalent,
}

/// Tries the examples of a program, all of which pass, on changed rules.
pub(crate) fn mutants(search: &Search<'_>, drafts: &mut Drafts<'_, '_>) -> Vec<Mutant> {
    let program = search.program;
    let is_length =
        |expr: &Expr| matches!(expr.kind, ExprKind::Fact(fact) if search.is_length(fact));
    let examples = program
        .examples
        .iter()
        .map(|example| search.tried(example.case(program)));
    let examples: Vec<Tried> = examples.collect();
    let observed = variant::observed(search);
    let planned = mutants::plan(program, &is_length).into_iter();
    planned
        .map(|planned| {
            let place = (planned.site, planned.span, planned.change);
            let variant = Variant::new(search, place, &observed);
            Mutant {
                fate: fate(search, &examples, drafts, &variant),
                kind: planned.kind,
                span: planned.span,
                before: planned.before,
                after: planned.after,
            }
        })
        .collect()
}

fn fate(
    search: &Search<'_>,
    examples: &[Tried],
    drafts: &mut Drafts<'_, '_>,
    variant: &Variant<'_, '_>,
) -> Fate {
    let mut examples = examples.iter().enumerate();
    if let Some((at, _)) = examples.find(|(at, tried)| variant.is_noticed(*at, tried)) {
        return Fate::Noticed(at);
    }
    if variant.changes_nothing() {
        return Fate::Equivalent;
    }
    let addition = drafts.find(&Wanted {
        far: &|tried| variant.far(tried),
        is_good: &|_| true,
        within: &search.everything(),
        subjects: &|tried| {
            variant
                .shown_by(tried)
                .into_iter()
                .map(|id| (id, None))
                .collect()
        },
    });
    addition.map_or(Fate::Unsettled, Fate::Survived)
}
