//! The reasoner: whether conditions can hold together, and a case for which they do.
//!
//! Facts and readings are variables: positions on their grids. Conditions become formulas over two kinds of atoms,
//! a variable that lies in spans and a sum of variables that is not negative; definitions are looked through.

mod formula;
mod function;
mod limit;
mod linear;
mod model;
mod search;
mod system;
mod term;
mod truth;
mod variable;
mod witness;

use std::collections::HashMap;
use std::rc::Rc;

use self::formula::Formulas;
use self::function::Function;
use self::linear::{Linear, Variable as VariableId};
pub(crate) use self::term::Term;
use self::variable::Variable;
use crate::evaluate::Case;
use crate::program::{Comparison, DefinitionId, Expr, Program, ReadingId, Type};
use crate::proof::domain::{Domain, Span};

pub(crate) use self::formula::Formula;
pub(crate) use self::witness::{Witness, input};

/// What is found about conditions that should hold together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// They never do.
    Impossible,
    /// Here they do. Every fact has a value.
    Case(Case),
    /// It hangs on these expressions, which the method does not see through.
    Unclear(Vec<Expr>),
    /// It would take too long to find out.
    TooLong,
}

/// All formulas of a program, made as they are asked for.
#[derive(Debug)]
pub(crate) struct Reasoner<'a> {
    program: &'a Program,
    formulas: Formulas,
    /// The facts, then the readings, then what has been given a name on the way.
    variables: Vec<Variable>,
    /// Readings that are taken as decided.
    fixed: HashMap<ReadingId, usize>,
    truths: HashMap<DefinitionId, Formula>,
    conditions: HashMap<(DefinitionId, usize), Formula>,
    terms: HashMap<DefinitionId, Rc<Term>>,
    named: HashMap<(Function, Vec<Linear>), VariableId>,
}

impl<'a> Reasoner<'a> {
    /// Nothing is asked yet.
    pub(crate) fn new(program: &'a Program) -> Self {
        let mut reasoner = Self {
            program,
            formulas: Formulas::new(),
            variables: Vec::new(),
            fixed: HashMap::new(),
            truths: HashMap::new(),
            conditions: HashMap::new(),
            terms: HashMap::new(),
            named: HashMap::new(),
        };
        reasoner.declare();
        // In their order: each then finds those it uses, and nothing goes deep.
        reasoner.look_through_all();
        reasoner
    }

    /// The same program with a reading decided: what is then asked is asked of that alternative.
    pub(crate) fn decide(&mut self, reading: ReadingId, alternative: usize) {
        self.fixed = HashMap::from([(reading, alternative)]);
        self.truths.clear();
        self.conditions.clear();
        self.terms.clear();
        self.look_through_all();
    }

    fn look_through_all(&mut self) {
        for at in 0..self.program.definitions.len() {
            self.look_through(DefinitionId(at));
        }
    }

    /// All hold.
    pub(crate) fn all(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        self.formulas.all(parts)
    }

    /// The position of a column's value lies in spans of its grid.
    pub(crate) fn on_grid(&mut self, column: &Expr, spans: &[Span]) -> Formula {
        let (Some(domain), Some(last)) = (
            Domain::of(self.program, column),
            spans.last().map(|span| span.1),
        ) else {
            return Formula::FALSE;
        };
        if column.ty == Type::Bool {
            let holds = self.truth(column);
            return match (spans.first(), last) {
                (Some((0, _)), 1) => Formula::TRUE,
                (_, 0) => holds.not(),
                _ => holds,
            };
        }
        let term = self.term(column);
        let (first, step, scale) = domain.grid();
        let mut parts = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            let end = |at: &i128| Term::linear(Linear::constant(first + step * at), scale);
            let from = self.compare(Comparison::GreaterEqual, &term, &end(from));
            let to = self.compare(Comparison::LessEqual, &term, &end(to));
            let span = self.formulas.all(from.into_iter().chain(to));
            parts.push(span);
        }
        self.formulas.any(parts)
    }
}

/// What an expression comes to under the readings that are decided.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    /// Yes or no.
    Truth(Formula),
    /// Anything else.
    Value(Term),
}

impl Reasoner<'_> {
    /// What an expression comes to now.
    pub(crate) fn seen(&mut self, expr: &Expr) -> Seen {
        if expr.ty == Type::Bool {
            Seen::Truth(self.truth(expr))
        } else {
            Seen::Value(self.term(expr))
        }
    }

    /// Both are not the same.
    pub(crate) fn parted(&mut self, left: &Seen, right: &Seen) -> Formula {
        match (left, right) {
            (Seen::Truth(a), Seen::Truth(b)) => self.formulas.choice(*a, b.not(), *b),
            (Seen::Value(a), Seen::Value(b)) => self
                .compare(Comparison::NotEqual, a, b)
                .unwrap_or(Formula::TRUE),
            _ => Formula::TRUE,
        }
    }

    /// Two expressions do not have one value.
    pub(crate) fn differs(&mut self, left: &Expr, right: &Expr) -> Formula {
        let (left, right) = (self.seen(left), self.seen(right));
        self.parted(&left, &right)
    }
}
