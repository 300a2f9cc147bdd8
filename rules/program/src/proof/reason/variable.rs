//! What is not looked into further: a fact, a reading, or the value of an expression that has been given a name.

use std::rc::Rc;

use super::Reasoner;
use super::formula::Formula;
use super::function::Function;
use super::linear::{Linear, Variable as Id};
use super::term::{Shape, Term};
use crate::program::{Expr, ExprKind, FactId, ReadingId, Type};
use crate::proof::domain::{Domain, Span};

/// A variable: `0..size` by [`super::formula::Formulas::sizes`].
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) meaning: Meaning,
}

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// The position of a fact's value on its grid.
    Fact(FactId, Domain),
    /// The alternative of a reading.
    Reading(ReadingId),
    /// The value of one of several sums.
    Choice {
        /// Which one.
        of: Rc<Shape>,
        /// The raw value at 0.
        first: i128,
        /// What ties it to them.
        tie: Formula,
    },
    /// A function of sums.
    Function {
        function: Function,
        inputs: Vec<Linear>,
        /// The raw value at 0.
        first: i128,
        /// What sums can say about it.
        tie: Formula,
        /// Whether that is all there is to say.
        exact: bool,
        /// The expression, for words.
        said: Box<Expr>,
    },
    /// Nothing is known but its range.
    Free(Box<Expr>),
}

impl Reasoner<'_> {
    /// The facts and the readings.
    pub(super) fn declare(&mut self) {
        for (at, fact) in self.program.facts.iter().enumerate() {
            // A type that the checker has refused has one value, and no condition looks at it.
            let domain = Domain::of_type(self.program, &fact.ty).filter(|domain| domain.size > 0);
            let domain = domain.unwrap_or_else(Domain::single);
            self.add(domain.size, Meaning::Fact(FactId(at), domain));
        }
        for (at, reading) in self.program.readings.iter().enumerate() {
            let size = reading.alternatives.len().max(1) as i128;
            self.add(size, Meaning::Reading(ReadingId(at)));
        }
    }

    fn add(&mut self, size: i128, meaning: Meaning) -> Id {
        self.variables.push(Variable { meaning });
        self.formulas.sizes.push(size);
        self.variables.len() - 1
    }

    pub(super) fn fact(&self, id: FactId) -> Id {
        id.0
    }

    pub(super) fn reading(&self, id: ReadingId) -> Id {
        self.program.facts.len() + id.0
    }

    /// A fact's or a reading's value as a sum.
    pub(super) fn input(&self, id: Id) -> Term {
        match self.variables.get(id).map(|variable| &variable.meaning) {
            Some(Meaning::Fact(_, domain)) => {
                let (first, step, scale) = domain.grid();
                Term::linear(Linear::on_grid(id, first, step), scale)
            }
            _ => Term::linear(Linear::on_grid(id, 0, 1), 0),
        }
    }

    /// A variable for the value of one of several sums.
    pub(super) fn name_choice(&mut self, of: &Rc<Shape>, expr: &Expr) -> Linear {
        let mut leaves = Vec::new();
        of.for_each_leaf(&mut |leaf| leaves.push(self.range(leaf)));
        let Some(range) = hull(leaves) else {
            return self.free(expr);
        };
        let id = self.add(
            range.1 - range.0 + 1,
            Meaning::Choice {
                of: of.clone(),
                first: range.0,
                tie: Formula::TRUE,
            },
        );
        let value = Linear::on_grid(id, range.0, 1);
        let own = self.tie_choice(of, &value);
        if let Some(Variable {
            meaning: Meaning::Choice { tie, .. },
        }) = self.variables.get_mut(id)
        {
            *tie = own;
        }
        value
    }

    fn tie_choice(&mut self, of: &Shape, value: &Linear) -> Formula {
        match of {
            Shape::Linear(leaf) => self.equal_sums(leaf, value),
            Shape::Choice(condition, then, otherwise) => {
                let then = self.tie_choice(then, value);
                let otherwise = self.tie_choice(otherwise, value);
                self.formulas.choice(*condition, then, otherwise)
            }
        }
    }

    /// A variable for a function of sums: the same variable wherever the same is asked.
    pub(super) fn name_function(
        &mut self,
        function: Function,
        inputs: Vec<Linear>,
        expr: &Expr,
    ) -> Linear {
        let key = (function, inputs);
        if let Some(id) = self.named.get(&key)
            && let Some(Meaning::Function { first, .. }) =
                self.variables.get(*id).map(|variable| &variable.meaning)
        {
            return Linear::on_grid(*id, *first, 1);
        }
        let (function, inputs) = key;
        let ranges: Option<Vec<Span>> = inputs.iter().map(|input| self.range(input)).collect();
        let range = ranges.and_then(|ranges| function.range(&ranges));
        let Some(range) = range else {
            return self.free(expr);
        };
        let meaning = Meaning::Function {
            function: function.clone(),
            inputs: inputs.clone(),
            first: range.0,
            tie: Formula::TRUE,
            exact: false,
            said: Box::new(expr.clone()),
        };
        let id = self.add(range.1 - range.0 + 1, meaning);
        self.named.insert((function.clone(), inputs.clone()), id);
        let value = Linear::on_grid(id, range.0, 1);
        let (own, all) = self.tie(&function, &inputs, &value);
        if let Some(Variable {
            meaning: Meaning::Function { tie, exact, .. },
        }) = self.variables.get_mut(id)
        {
            (*tie, *exact) = (own, all);
        }
        value
    }

    /// A variable of which only the range of the expression's type is known.
    pub(super) fn free(&mut self, expr: &Expr) -> Linear {
        let domain = Domain::of(self.program, expr).filter(|domain| domain.size > 0);
        let domain = domain.unwrap_or_else(Domain::single);
        let id = self.add(domain.size, Meaning::Free(Box::new(expr.clone())));
        let (first, step, _) = domain.grid();
        Linear::on_grid(id, first, step)
    }

    /// The smallest and the largest value of a sum.
    pub(super) fn range(&self, sum: &Linear) -> Option<Span> {
        sum.range(|variable| self.formulas.whole(variable))
    }

    /// What ties a named variable to the others; `None` for facts and readings.
    pub(super) fn tie_of(&self, id: Id) -> Option<Formula> {
        match &self.variables.get(id)?.meaning {
            Meaning::Choice { tie, .. } | Meaning::Function { tie, .. } => Some(*tie),
            _ => None,
        }
    }

    /// Whether an expression's value is a fact itself.
    pub(crate) fn is_input(expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Fact(_) | ExprKind::Reading(_))
    }
}

/// The smallest span that all lie in.
fn hull(spans: impl IntoIterator<Item = Option<Span>>) -> Option<Span> {
    let mut spans = spans.into_iter();
    let first = spans.next()??;
    spans.try_fold(first, |(from, to), next| {
        let next = next?;
        Some((from.min(next.0), to.max(next.1)))
    })
}

/// The digits after the point of an expression's raw values.
pub(super) fn scale_of(ty: &Type) -> u32 {
    match ty {
        Type::Number(number) => number.scale,
        _ => 0,
    }
}
