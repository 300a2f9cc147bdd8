//! Values as sums of variables, one for each way an `if`, a `min` or a table can go.

use std::rc::Rc;

use super::Reasoner;
use super::formula::Formula;
use super::function::Function;
use super::linear::Linear;
use super::variable::scale_of;
use crate::check::number::{power, raw};
use crate::program::{
    AggregateKind, Arithmetic, Comparison, DefinitionId, DefinitionKind, Expr, ExprKind, Table,
    Value,
};

/// So many ways may stand for one value; one with more gets a variable of its own.
const MOST_WAYS: usize = 64;

/// A value: whole numbers times 10^-scale.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(super) scale: u32,
    pub(super) shape: Rc<Shape>,
}

/// The ways of a value.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Linear(Linear),
    /// Condition, then, else.
    Choice(Formula, Rc<Shape>, Rc<Shape>),
}

impl Term {
    pub(super) fn linear(sum: Linear, scale: u32) -> Self {
        Self {
            scale,
            shape: Rc::new(Shape::Linear(sum)),
        }
    }

    /// The same value with more digits; `None` if it does not fit.
    pub(super) fn at(&self, scale: u32) -> Option<Self> {
        if scale == self.scale {
            return Some(self.clone());
        }
        let factor = power(scale.checked_sub(self.scale)?)?;
        Some(Self {
            scale,
            shape: self.shape.map(&mut |sum| sum.times(factor))?,
        })
    }
}

impl Shape {
    /// The same ways with other sums.
    fn map(&self, change: &mut impl FnMut(&Linear) -> Option<Linear>) -> Option<Rc<Self>> {
        Some(Rc::new(match self {
            Self::Linear(sum) => Self::Linear(change(sum)?),
            Self::Choice(condition, then, otherwise) => {
                Self::Choice(*condition, then.map(change)?, otherwise.map(change)?)
            }
        }))
    }

    pub(super) fn for_each_leaf(&self, visit: &mut impl FnMut(&Linear)) {
        match self {
            Self::Linear(sum) => visit(sum),
            Self::Choice(_, then, otherwise) => {
                then.for_each_leaf(visit);
                otherwise.for_each_leaf(visit);
            }
        }
    }

    fn ways(&self) -> usize {
        let mut ways = 0;
        self.for_each_leaf(&mut |_| ways += 1);
        ways
    }
}

impl Reasoner<'_> {
    /// The value of an expression that is not yes or no. What cannot be followed becomes a value of its own.
    pub(super) fn term(&mut self, expr: &Expr) -> Term {
        self.followed(expr)
            .unwrap_or_else(|| Term::linear(self.free(expr), scale_of(&expr.ty)))
    }

    fn followed(&mut self, expr: &Expr) -> Option<Term> {
        match &expr.kind {
            ExprKind::Constant(value) => constant(value),
            ExprKind::Fact(id) => Some(self.input(self.fact(*id))),
            ExprKind::Reading(id) => Some(match self.fixed.get(id) {
                Some(alternative) => Term::linear(Linear::constant(*alternative as i128), 0),
                None => self.input(self.reading(*id)),
            }),
            ExprKind::Definition(id) => Some(self.definition_term(*id)),
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.truth(condition);
                let (then, otherwise) = (self.term(then), self.term(otherwise));
                chosen(condition, &then, &otherwise)
            }
            ExprKind::Arithmetic(operation, parts) => self.arithmetic(*operation, parts, expr),
            ExprKind::AddDuration(moment, duration) => {
                let (moment, duration) = (self.term(moment), self.term(duration));
                self.combined(&moment, &duration, expr, Linear::plus)
            }
            ExprKind::Between(later, earlier) => {
                let (later, earlier) = (self.term(later), self.term(earlier));
                self.combined(&later, &earlier, expr, Linear::minus)
            }
            ExprKind::Round(inner, rounding, step) => {
                let inner = self.term(inner);
                self.quotient(
                    &inner,
                    &Term::linear(Linear::constant(1), 0),
                    *rounding,
                    *step,
                    expr,
                )
            }
            ExprKind::Divide(over, under, rounding, step) => {
                let (over, under) = (self.term(over), self.term(under));
                self.quotient(&over, &under, *rounding, *step, expr)
            }
            ExprKind::Parameter(id, day) => self.parameter(*id, day),
            ExprKind::AddMonths(moment, months, end) => {
                let minutes = matches!(moment.ty, crate::program::Type::DateTime { .. });
                let (moment, months) = (self.term(moment), self.term(months));
                let function = Function::Months { end: *end, minutes };
                self.function(function, &[moment, months.at(0)?], 0, expr)
            }
            ExprKind::DateOf(moment) => {
                let moment = self.term(moment);
                self.function(Function::Day, &[moment], 0, expr)
            }
            ExprKind::TimeOf(moment) => {
                let moment = self.term(moment);
                let day = self.function(Function::Day, std::slice::from_ref(&moment), 0, expr)?;
                self.combined(&moment, &day, expr, |moment, day| {
                    moment.minus(&day.times(1_440)?)
                })
            }
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate, expr),
            _ => None,
        }
    }

    fn arithmetic(&mut self, operation: Arithmetic, parts: &[Expr], expr: &Expr) -> Option<Term> {
        let (first, rest) = parts.split_first()?;
        let mut so_far = self.term(first);
        if operation == Arithmetic::Negate {
            let shape = so_far.shape.map(&mut |sum| sum.times(-1))?;
            return Some(Term { shape, ..so_far });
        }
        for part in rest {
            let part = self.term(part);
            so_far = match operation {
                Arithmetic::Add => self.combined(&so_far, &part, expr, Linear::plus)?,
                Arithmetic::Subtract => self.combined(&so_far, &part, expr, Linear::minus)?,
                Arithmetic::Multiply => self.product(&so_far, &part, expr)?,
                Arithmetic::Min => self.extreme(&so_far, &part, Comparison::LessEqual)?,
                Arithmetic::Max => self.extreme(&so_far, &part, Comparison::GreaterEqual)?,
                Arithmetic::Negate => return None,
            };
        }
        Some(so_far)
    }

    /// The one of both that compares so with the other.
    fn extreme(&mut self, left: &Term, right: &Term, comparison: Comparison) -> Option<Term> {
        let first = self.compare(comparison, left, right)?;
        chosen(first, left, right)
    }

    /// What an operation makes of two values, way by way.
    pub(super) fn combined(
        &mut self,
        left: &Term,
        right: &Term,
        expr: &Expr,
        operation: impl Fn(&Linear, &Linear) -> Option<Linear>,
    ) -> Option<Term> {
        let scale = left.scale.max(right.scale);
        let shape = self.crossed(&left.at(scale)?, &right.at(scale)?, expr, &mut |_, a, b| {
            operation(a, b)
        })?;
        Some(Term { scale, shape })
    }

    /// Every way of one value with every way of the other. Where there would be too many, the longer one is named.
    pub(super) fn crossed(
        &mut self,
        left: &Term,
        right: &Term,
        expr: &Expr,
        operation: &mut impl FnMut(&mut Self, &Linear, &Linear) -> Option<Linear>,
    ) -> Option<Rc<Shape>> {
        let (mut left, mut right) = (left.shape.clone(), right.shape.clone());
        while left.ways() * right.ways() > MOST_WAYS && left.ways().max(right.ways()) > 1 {
            let longer = if left.ways() >= right.ways() {
                &mut left
            } else {
                &mut right
            };
            *longer = Rc::new(Shape::Linear(self.name_choice(longer, expr)));
        }
        self.cross(&left, &right, operation)
    }

    fn cross(
        &mut self,
        left: &Shape,
        right: &Shape,
        operation: &mut impl FnMut(&mut Self, &Linear, &Linear) -> Option<Linear>,
    ) -> Option<Rc<Shape>> {
        Some(Rc::new(match (left, right) {
            (Shape::Choice(condition, then, otherwise), _) => Shape::Choice(
                *condition,
                self.cross(then, right, operation)?,
                self.cross(otherwise, right, operation)?,
            ),
            (_, Shape::Choice(condition, then, otherwise)) => Shape::Choice(
                *condition,
                self.cross(left, then, operation)?,
                self.cross(left, otherwise, operation)?,
            ),
            (Shape::Linear(a), Shape::Linear(b)) => Shape::Linear(operation(self, a, b)?),
        }))
    }

    pub(super) fn product(&mut self, left: &Term, right: &Term, expr: &Expr) -> Option<Term> {
        let shape = self.crossed(left, right, expr, &mut |reasoner, a, b| match (
            a.as_constant(),
            b.as_constant(),
        ) {
            (Some(factor), _) => b.times(factor),
            (_, Some(factor)) => a.times(factor),
            _ => Some(reasoner.name_function(Function::Product, vec![a.clone(), b.clone()], expr)),
        })?;
        Some(Term {
            scale: left.scale.checked_add(right.scale)?,
            shape,
        })
    }

    /// A parameter's value: one way for each entry.
    fn parameter(&mut self, id: crate::program::ParameterId, day: &Expr) -> Option<Term> {
        let parameter = self.program.parameters.get(id.0)?;
        let day = self.term(day);
        let (first, later) = parameter.entries.split_first()?;
        let mut so_far = constant(&first.1)?;
        for (from, value) in later {
            let begins = Term::linear(Linear::constant(i128::from(*from)), 0);
            let begun = self.compare(Comparison::GreaterEqual, &day, &begins)?;
            so_far = chosen(begun, &constant(value)?, &so_far)?;
        }
        Some(so_far)
    }

    /// What is made of the items of a list, one after the other.
    fn aggregate(&mut self, aggregate: &crate::program::Aggregate, expr: &Expr) -> Option<Term> {
        let zero = Term::linear(Linear::constant(0), 0);
        let mut so_far = match aggregate.kind {
            AggregateKind::Count | AggregateKind::Sum => Some(zero.clone()),
            _ => aggregate.default.as_ref().map(|default| self.term(default)),
        };
        let mut found = Formula::FALSE;
        for item in &aggregate.items {
            let mut counts = match &item.counts {
                Some(counts) => self.truth(counts),
                None => Formula::TRUE,
            };
            so_far = Some(match aggregate.kind {
                AggregateKind::Count => {
                    let holds = self.truth(&item.value);
                    counts = self.formulas.all([counts, holds]);
                    let one = Term::linear(Linear::constant(1), 0);
                    let own = chosen(counts, &one, &zero)?;
                    self.combined(&so_far?, &own, expr, Linear::plus)?
                }
                AggregateKind::Sum => {
                    let value = self.term(&item.value);
                    let own = chosen(counts, &value, &zero)?;
                    self.combined(&so_far?, &own, expr, Linear::plus)?
                }
                AggregateKind::Min | AggregateKind::Max => {
                    let better = match aggregate.kind {
                        AggregateKind::Min => Comparison::LessEqual,
                        _ => Comparison::GreaterEqual,
                    };
                    let value = self.term(&item.value);
                    match so_far {
                        None => value,
                        Some(best) => {
                            // The default does not count once an item does.
                            let compared = self.extreme(&best, &value, better)?;
                            let with_it = chosen(found, &compared, &value)?;
                            chosen(counts, &with_it, &best)?
                        }
                    }
                }
                AggregateKind::All | AggregateKind::Any => return None,
            });
            found = self.formulas.any([found, counts]);
            if let Some(term) = so_far.as_ref().filter(|term| term.shape.ways() > MOST_WAYS) {
                let named = self.name_choice(&term.shape, expr);
                so_far = Some(Term::linear(named, term.scale));
            }
        }
        so_far
    }

    /// How two values compare.
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: &Term,
        right: &Term,
    ) -> Option<Formula> {
        let scale = left.scale.max(right.scale);
        let (left, right) = (left.at(scale)?, right.at(scale)?);
        self.compared(comparison, &left.shape, &right.shape)
    }

    fn compared(&mut self, comparison: Comparison, left: &Shape, right: &Shape) -> Option<Formula> {
        match (left, right) {
            (Shape::Choice(condition, then, otherwise), _) => {
                let then = self.compared(comparison, then, right)?;
                let otherwise = self.compared(comparison, otherwise, right)?;
                Some(self.formulas.choice(*condition, then, otherwise))
            }
            (_, Shape::Choice(condition, then, otherwise)) => {
                let then = self.compared(comparison, left, then)?;
                let otherwise = self.compared(comparison, left, otherwise)?;
                Some(self.formulas.choice(*condition, then, otherwise))
            }
            (Shape::Linear(a), Shape::Linear(b)) => Some(match comparison {
                Comparison::Equal => self.equal_sums(a, b),
                Comparison::NotEqual => self.equal_sums(a, b).not(),
                Comparison::GreaterEqual => self.not_less(a, b)?,
                Comparison::Less => self.not_less(a, b)?.not(),
                Comparison::LessEqual => self.not_less(b, a)?,
                Comparison::Greater => self.not_less(b, a)?.not(),
            }),
        }
    }

    pub(super) fn equal_sums(&mut self, a: &Linear, b: &Linear) -> Formula {
        // Sums that leave 128 bits do not occur: facts fit 64, and the checker follows what is made of them.
        match (self.not_less(a, b), self.not_less(b, a)) {
            (Some(at_least), Some(at_most)) => self.formulas.all([at_least, at_most]),
            _ => Formula::FALSE,
        }
    }

    fn not_less(&mut self, a: &Linear, b: &Linear) -> Option<Formula> {
        let difference = a.minus(b)?;
        Some(self.at_least_zero(&difference))
    }

    /// The value of a definition that is not yes or no.
    fn definition_term(&mut self, id: DefinitionId) -> Term {
        if let Some(known) = self.terms.get(&id) {
            return known.as_ref().clone();
        }
        let program = self.program;
        let term = program.definitions.get(id.0).map(|definition| {
            let term = match &definition.kind {
                DefinitionKind::Rule(expr) => Some(self.term(expr)),
                DefinitionKind::Table(table) => self.table_term(table),
                DefinitionKind::Requirement(_) => None,
            };
            // A value of many ways is named once, not in every place that uses it.
            let expr = Expr {
                kind: ExprKind::Definition(id),
                ty: definition.ty.clone(),
                span: definition.span,
            };
            match term {
                Some(term) if term.shape.ways() > 4 * MOST_WAYS => {
                    Term::linear(self.name_choice(&term.shape, &expr), term.scale)
                }
                Some(term) => term,
                None => Term::linear(self.free(&expr), scale_of(&expr.ty)),
            }
        });
        let term = term.unwrap_or_else(|| Term::linear(Linear::constant(0), 0));
        self.terms.insert(id, Rc::new(term.clone()));
        term
    }

    fn table_term(&mut self, table: &Table) -> Option<Term> {
        let mut rows = table.rows.iter().rev();
        // Where no other row applies the last one does: that is proved of every table.
        let mut so_far = self.term(&rows.next()?.output);
        for row in rows {
            let applies = self.row(table, row);
            let output = self.term(&row.output);
            so_far = chosen(applies, &output, &so_far)?;
        }
        match &table.guard {
            None => Some(so_far),
            Some((guard, otherwise)) => {
                let guard = self.truth(guard);
                let otherwise = self.term(otherwise);
                chosen(guard, &so_far, &otherwise)
            }
        }
    }
}

/// One value where a condition holds, another where it does not; `None` if they have no common digits.
fn chosen(condition: Formula, then: &Term, otherwise: &Term) -> Option<Term> {
    match condition {
        Formula::TRUE => return Some(then.clone()),
        Formula::FALSE => return Some(otherwise.clone()),
        _ => {}
    }
    let scale = then.scale.max(otherwise.scale);
    let (then, otherwise) = (then.at(scale)?, otherwise.at(scale)?);
    if let (Shape::Linear(a), Shape::Linear(b)) = (then.shape.as_ref(), otherwise.shape.as_ref())
        && a == b
    {
        return Some(then);
    }
    Some(Term {
        scale,
        shape: Rc::new(Shape::Choice(condition, then.shape, otherwise.shape)),
    })
}

/// A constant as a sum.
pub(super) fn constant(value: &Value) -> Option<Term> {
    let (number, scale) = match value {
        Value::Bool(yes) => (i128::from(*yes), 0),
        Value::Enum(_, at) | Value::Alternative(_, at) => (*at as i128, 0),
        Value::Number(number) => {
            let scale = number.normalize().scale();
            (raw(*number, scale)?, scale)
        }
        Value::Date(at) | Value::Time(at) | Value::DateTime(at) => (i128::from(*at), 0),
    };
    Some(Term::linear(Linear::constant(number), scale))
}
