//! Outcomes that hang on facts and are always the same, and readings whose alternatives all decide the same.

use nuanze_syntax::{Diagnostic, Span};

use super::conditions::inputs;
use super::reason::{Answer, Formula, Reasoner, Seen};
use crate::check::report::{Further, finding};
use crate::evaluate::{Case, Evaluation, evaluate};
use crate::program::{
    DefinitionId, DefinitionKind, Expr, ExprKind, Program, Reading, ReadingId, Type,
};
use crate::words::Language;

/// Reports outcomes that are one value in every case; `names` are the places of the definitions' names.
pub(super) fn check(program: &Program, names: &[Span], findings: &mut Vec<Diagnostic>) {
    // The document's own examples show most outcomes with two values.
    let examples: Vec<Evaluation> = program
        .examples
        .iter()
        .map(|example| evaluate(program, &example.case(program)))
        .collect();
    for id in &program.outcomes {
        let Some(definition) = program.definitions.get(id.0) else {
            continue;
        };
        let value = |evaluation: &Evaluation| evaluation.definitions.get(id.0).copied().flatten();
        let mut known = examples.iter().filter_map(value);
        let first = known.next();
        if known.any(|other| Some(other) != first) {
            continue;
        }
        // What hangs on nothing is meant to be the same.
        let outcome = outcome(*id, &definition.ty);
        let (facts, readings) = inputs(program, vec![&outcome]);
        if facts.is_empty() && readings.is_empty() {
            continue;
        }
        let mut reasoner = Reasoner::new(program);
        let Answer::Case(case) = reasoner.solve(Formula::TRUE) else {
            continue;
        };
        let Some(value) = first.or_else(|| value(&evaluate(program, &case))) else {
            continue;
        };
        let constant = Expr::constant(value, definition.ty.clone(), definition.span);
        let other = reasoner.differs(&outcome, &constant);
        if reasoner.solve(other) != Answer::Impossible {
            continue;
        }
        let value = program
            .words(Language::Chinese)
            .value(&value, &definition.ty);
        let message = format!(
            "the outcome `{}` is `{value}` in every case",
            definition.name
        );
        let span = names.get(id.0).copied().unwrap_or(definition.span);
        findings.push(
            finding("outcome/idle", span, message, "always the same")
                .help("let it hang on a fact, or say it in the prose"),
        );
    }
}

/// Reports alternatives of a reading that decide the same in every case; the readings stand at `spans`.
pub(super) fn readings(program: &Program, spans: &[Span], findings: &mut Vec<Diagnostic>) {
    for (at, (reading, span)) in program.readings.iter().zip(spans).enumerate() {
        let id = ReadingId(at);
        for second in 1..reading.alternatives.len() {
            if let Some(first) = (0..second).find(|first| is_same(program, id, *first, second)) {
                findings.push(same(reading, *span, first, second));
            }
        }
    }
}

fn same(reading: &Reading, span: Span, first: usize, second: usize) -> Diagnostic {
    let named = |at: usize| {
        let alternative = reading.alternatives.get(at);
        alternative
            .map(|(name, _)| name.as_str())
            .unwrap_or_default()
    };
    let message = format!(
        "`{}` and `{}` of the reading `{}` decide the same in every case",
        named(first),
        named(second),
        reading.name
    );
    finding("reading/idle", span, message, "no difference").help(
        "let a rule that outcomes use compare the reading with each alternative, or take one out",
    )
}

/// Whether two alternatives of a reading show people the same, whatever the facts are.
fn is_same(program: &Program, id: ReadingId, first: usize, second: usize) -> bool {
    // The document's own examples tell most readings apart.
    for example in &program.examples {
        let under = |alternative: usize| {
            let mut case = example.case(program);
            if let Some(slot) = case.readings.get_mut(id.0) {
                *slot = alternative;
            }
            shown(program, &case)
        };
        if under(first) != under(second) {
            return false;
        }
    }
    let mut reasoner = Reasoner::new(program);
    let mut seen = |alternative: usize| {
        reasoner.decide(id, alternative);
        let mut seen: Vec<Seen> = Vec::new();
        for outcome in &program.outcomes {
            if let Some(definition) = program.definitions.get(outcome.0) {
                seen.push(reasoner.seen(&self::outcome(*outcome, &definition.ty)));
            }
        }
        for expr in conditions(program) {
            seen.push(reasoner.seen(expr));
        }
        seen
    };
    let (left, right) = (seen(first), seen(second));
    left.iter().zip(&right).all(|(left, right)| {
        let differs = reasoner.parted(left, right);
        reasoner.solve(differs) == Answer::Impossible
    })
}

fn outcome(id: DefinitionId, ty: &Type) -> Expr {
    Expr {
        kind: ExprKind::Definition(id),
        ty: ty.clone(),
        span: Span::default(),
    }
}

/// Conditions that are shown beside the outcomes: of duties and advice, of what to bring, and of outcomes.
fn conditions(program: &Program) -> impl Iterator<Item = &Expr> {
    let requirements = program
        .definitions
        .iter()
        .filter_map(|known| match &known.kind {
            DefinitionKind::Requirement(requirement) => Some(requirement),
            _ => None,
        });
    let own = requirements.flat_map(|requirement| {
        let conditions = requirement
            .conditions
            .iter()
            .map(|condition| &condition.expr);
        let statements = requirement.statements.iter();
        conditions.chain(statements.filter_map(|statement| statement.condition.as_ref()))
    });
    let bring = program.bring.iter().flat_map(|bring| &bring.documents);
    own.chain(bring.filter_map(|(_, condition)| condition.as_ref()))
}

/// What people see of a case.
fn shown(program: &Program, case: &Case) -> Evaluation {
    let mut evaluation = evaluate(program, case);
    let outcomes = program.outcomes.iter();
    evaluation.definitions = outcomes
        .map(|id| evaluation.definitions.get(id.0).copied().flatten())
        .collect();
    evaluation.rows.clear();
    evaluation
}
