//! A program with one change, and what follows from it for cases that are decided without it.

use std::borrow::Cow;

use nuanze_syntax::Span;

use super::change::{Change, Site};
use super::equivalent::is_equivalent;
use crate::coverage::reaches;
use crate::evaluate::{Case, Evaluation, State, evaluate};
use crate::examples::failures;
use crate::program::{
    DefinitionId, DefinitionKind, Expectation, ExprKind, Program, ReadingId, Row,
};
use crate::search::{Goal, Search, Tried, distance, get, reached};

/// A changed program.
pub(crate) struct Variant<'s, 'a> {
    search: &'s Search<'a>,
    program: Program,
    /// The definitions that decide otherwise, if any does.
    direct: Vec<DefinitionId>,
    /// Whether the change is made in a definition.
    is_definition: bool,
    /// A reading whose default is another: before and after.
    default: Option<(ReadingId, usize, usize)>,
    /// What must come true for the changed place to be looked at, as far as it is known.
    live: Goal<'a>,
    /// What people see or an example can state: outcomes, and what nothing else uses.
    observed: &'s [DefinitionId],
}

impl<'s, 'a> Variant<'s, 'a> {
    /// The program with a change made.
    pub(crate) fn new(
        search: &'s Search<'a>,
        (site, span, change): (Site, Span, Change),
        observed: &'s [DefinitionId],
    ) -> Self {
        let program = search.program;
        let direct = match site {
            Site::Definition(id) => vec![id],
            Site::Parameter(parameter) => using(
                program,
                &|kind| matches!(kind, ExprKind::Parameter(id, _) if *id == parameter),
            ),
            Site::Reading(reading) => using(program, &|kind| *kind == ExprKind::Reading(reading)),
            Site::Bring(_) => Vec::new(),
        };
        let default = match (site, change) {
            (Site::Reading(id), Change::Default { to }) => program
                .readings
                .get(id.0)
                .map(|reading| (id, reading.default, to)),
            _ => None,
        };
        Self {
            search,
            program: change.made(program, site, span),
            live: live(program, (site, span, change)),
            direct,
            is_definition: matches!(site, Site::Definition(_)),
            default,
            observed,
        }
    }

    /// The case as the changed program meets it: what is not said of a reading is its default.
    fn case<'t>(&self, tried: &'t Tried) -> Cow<'t, Case> {
        match self.default {
            Some((id, before, after)) if tried.case.readings.get(id.0) == Some(&before) => {
                let mut case = tried.case.clone();
                if let Some(slot) = case.readings.get_mut(id.0) {
                    *slot = after;
                }
                Cow::Owned(case)
            }
            _ => Cow::Borrowed(&tried.case),
        }
    }

    /// What the changed program decides; only what the change can reach is decided again.
    fn evaluation(&self, tried: &Tried, case: &Case) -> Evaluation {
        let mut state = State {
            case,
            parameters: &self.program.parameters,
            evaluation: Cow::Borrowed(&tried.evaluation),
        };
        let mut changed: Vec<DefinitionId> = Vec::new();
        for (at, definition) in self.program.definitions.iter().enumerate() {
            let id = DefinitionId(at);
            let reached = self.direct.contains(&id)
                || changed
                    .iter()
                    .any(|other| self.search.supports.uses(id, *other));
            if !reached {
                continue;
            }
            let decided = state.decide(definition);
            let before = &state.evaluation;
            let same = before.definitions.get(at) == Some(&decided.value)
                && before.conditions.get(at) == Some(&decided.conditions)
                && before.statements.get(at) == Some(&decided.statements);
            if same {
                continue;
            }
            changed.push(id);
            let evaluation = state.evaluation.to_mut();
            put(&mut evaluation.definitions, at, decided.value);
            put(&mut evaluation.conditions, at, decided.conditions);
            put(&mut evaluation.statements, at, decided.statements);
        }
        let bring = self.program.bring.iter().map(|bring| {
            let documents = bring.documents.iter();
            documents
                .map(|(_, condition)| state.if_given(condition.as_ref()))
                .collect()
        });
        let bring = bring.collect();
        Evaluation {
            bring,
            ..state.evaluation.into_owned()
        }
    }

    /// Whether an example notices the change: it fails, or what no example can expect (documents to bring, statements)
    /// comes out otherwise.
    pub(super) fn is_noticed(&self, at: usize, tried: &Tried) -> bool {
        let Some(example) = self.program.examples.get(at) else {
            return false;
        };
        // An example may name the alternative that was the default.
        let case = example.case(&self.program);
        let after = self.evaluation(tried, &case);
        if after.bring != tried.evaluation.bring || after.statements != tried.evaluation.statements
        {
            return true;
        }
        let asks = example
            .then
            .iter()
            .any(|then| matches!(then, Expectation::Needs { .. }));
        if !asks && after == tried.evaluation {
            return false;
        }
        // Whoever asks what is needed asks the changed rules: they must decide everything themselves.
        let after = if asks {
            evaluate(&self.program, &case)
        } else {
            after
        };
        !failures(&self.program, example, &case, &after).is_empty()
    }

    /// Whether it is proved that the change makes no difference.
    pub(super) fn changes_nothing(&self) -> bool {
        match (self.is_definition, self.direct.as_slice()) {
            (true, [id]) => is_equivalent(self.search.program, &self.program, id.0),
            _ => false,
        }
    }

    /// How far a case is from showing the change: 0 if something observed is known before and after, and differs.
    pub(crate) fn far(&self, tried: &Tried) -> u32 {
        let after = self.evaluation(tried, &self.case(tried));
        if after == tried.evaluation {
            let state = self.search.state(tried);
            return distance(self.search.program, &state, &self.live).saturating_add(100);
        }
        let known = |before: &[Vec<Option<bool>>], after: &[Vec<Option<bool>>]| {
            let pairs = before.iter().flatten().zip(after.iter().flatten());
            pairs
                .into_iter()
                .any(|(before, after)| before.is_some() && after.is_some() && before != after)
        };
        let before = &tried.evaluation;
        if known(&before.bring, &after.bring)
            || known(&before.statements, &after.statements)
            || !self.differing(tried, &after).is_empty()
        {
            return 0;
        }
        let values = before.definitions.iter().zip(&after.definitions);
        let rules = values.filter(|(before, after)| before != after).count();
        90 - u32::try_from(rules).unwrap_or(u32::MAX).min(80)
    }

    /// The observed definitions that a case shows to differ.
    pub(super) fn shown_by(&self, tried: &Tried) -> Vec<DefinitionId> {
        self.differing(tried, &self.evaluation(tried, &self.case(tried)))
    }

    fn differing(&self, tried: &Tried, after: &Evaluation) -> Vec<DefinitionId> {
        let value = |evaluation: &Evaluation, id: &DefinitionId| {
            evaluation.definitions.get(id.0).copied().flatten()
        };
        let differs = |id: &&DefinitionId| match (value(&tried.evaluation, id), value(after, id)) {
            (Some(before), Some(after)) => before != after,
            // With every fact known it is a gap that the change has torn.
            (Some(_), None) => self.is_complete(&tried.case, **id),
            (None, _) => false,
        };
        self.observed.iter().filter(differs).copied().collect()
    }

    /// Whether a case has every fact that a definition depends on.
    fn is_complete(&self, case: &Case, id: DefinitionId) -> bool {
        let support = self.search.supports.definition(id);
        let mut facts = support.facts.iter();
        facts.all(|fact| get(case, *fact).is_some() || !reached(self.search.program, case, *fact))
    }
}

/// What must come true for a row of a table to decide, if the change is made in one.
fn live(program: &Program, (site, span, change): (Site, Span, Change)) -> Goal<'_> {
    let Site::Definition(id) = site else {
        return vec![Vec::new()];
    };
    let Some(DefinitionKind::Table(table)) = program.definitions.get(id.0).map(|known| &known.kind)
    else {
        return vec![Vec::new()];
    };
    let without = match change {
        Change::Cell { column, .. } => Some(column),
        _ => None,
    };
    let holds = |row: &Row| row.span.start <= span.start && span.end <= row.span.end;
    let row = table.rows.iter().position(holds);
    vec![
        row.map(|row| reaches(table, row, without))
            .unwrap_or_default(),
    ]
}

/// The outcomes, and the definitions that no other uses.
pub(super) fn observed(search: &Search<'_>) -> Vec<DefinitionId> {
    let program = search.program;
    let all = (0..program.definitions.len()).map(DefinitionId);
    let used = |id: DefinitionId| {
        let mut others = (0..program.definitions.len()).map(DefinitionId);
        others.any(|other| search.supports.uses(other, id))
    };
    all.filter(|id| program.outcomes.contains(id) || !used(*id))
        .collect()
}

/// The definitions with an expression of this kind.
fn using(program: &Program, is: &dyn Fn(&ExprKind) -> bool) -> Vec<DefinitionId> {
    let definitions = program.definitions.iter().enumerate();
    let using = definitions.filter(|(_, definition)| {
        let mut found = false;
        definition.for_each_expr(&mut |expr| found |= is(&expr.kind));
        found
    });
    using.map(|(at, _)| DefinitionId(at)).collect()
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
