//! Expressions: operands, steps, and what can be said more plainly (`not (a < b)`, `a in (x, y)`).

use nuanze_program::{self as program, Comparison, Expr, ExprKind, Type};

use super::{Lowerer, constant, ty};
use crate::CodegenError;
use crate::dag::{Aggregate, Interval, Item, Op, Operand, Test};

impl Lowerer {
    /// Where an expression's value comes from; an operation becomes a step.
    pub(super) fn operand(&mut self, expr: &Expr) -> Result<Operand, CodegenError> {
        match self.op(expr)? {
            Op::Is(operand) => Ok(operand),
            op => Ok(Operand::Node(self.step(op, ty(&expr.ty))?)),
        }
    }

    fn operands(&mut self, exprs: &[Expr]) -> Result<Vec<Operand>, CodegenError> {
        exprs.iter().map(|expr| self.operand(expr)).collect()
    }

    /// What an expression computes.
    pub(super) fn op(&mut self, expr: &Expr) -> Result<Op, CodegenError> {
        Ok(match &expr.kind {
            ExprKind::Constant(value) => Op::Is(Operand::Constant(constant(*value, &expr.ty))),
            ExprKind::Fact(fact) => Op::Is(Operand::Fact(fact.0)),
            ExprKind::Reading(reading) => Op::Is(Operand::Reading(reading.0)),
            ExprKind::Definition(definition) => Op::Is(self.defined(definition.0, None)),
            ExprKind::Condition(definition, condition) => {
                Op::Is(self.defined(definition.0, Some(*condition)))
            }
            ExprKind::Not(inner) => self.negation(inner)?,
            ExprKind::And(parts) => Op::And(self.operands(parts)?),
            ExprKind::Or(parts) => match membership(parts) {
                Some(members) => Op::Within(self.test(members, false)?),
                None => Op::Or(self.operands(parts)?),
            },
            ExprKind::Compare(comparison, left, right) => {
                Op::Compare(*comparison, self.operand(left)?, self.operand(right)?)
            }
            ExprKind::If(condition, then, other) => Op::If(
                self.operand(condition)?,
                self.operand(then)?,
                self.operand(other)?,
            ),
            ExprKind::Arithmetic(arithmetic, parts) => {
                Op::Arithmetic(*arithmetic, self.operands(parts)?)
            }
            ExprKind::Round(inner, rounding, step) => {
                Op::Round(self.operand(inner)?, *rounding, step.normalize())
            }
            ExprKind::Divide(dividend, divisor, rounding, step) => Op::Divide(
                self.operand(dividend)?,
                self.operand(divisor)?,
                *rounding,
                step.normalize(),
            ),
            ExprKind::Parameter(parameter, day) => Op::Parameter(parameter.0, self.operand(day)?),
            ExprKind::Aggregate(aggregate) => Op::Aggregate(Box::new(self.aggregate(aggregate)?)),
            ExprKind::AddMonths(moment, months, end) => {
                Op::AddMonths(self.operand(moment)?, self.operand(months)?, *end)
            }
            ExprKind::AddDuration(moment, duration) => {
                Op::AddDuration(self.operand(moment)?, self.operand(duration)?)
            }
            ExprKind::Between(later, earlier) => {
                Op::Between(self.operand(later)?, self.operand(earlier)?)
            }
            ExprKind::DateOf(moment) => Op::DateOf(self.operand(moment)?),
            ExprKind::TimeOf(moment) => Op::TimeOf(self.operand(moment)?),
        })
    }

    fn aggregate(&mut self, aggregate: &program::Aggregate) -> Result<Aggregate, CodegenError> {
        let mut items = Vec::with_capacity(aggregate.items.len());
        for item in &aggregate.items {
            items.push(Item {
                counts: self.maybe_operand(item.counts.as_ref())?,
                value: self.operand(&item.value)?,
            });
        }
        Ok(Aggregate {
            kind: aggregate.kind,
            list: aggregate.list.clone(),
            label: aggregate.label.clone(),
            items,
            default: self.maybe_operand(aggregate.default.as_ref())?,
        })
    }

    fn maybe_operand(&mut self, expr: Option<&Expr>) -> Result<Option<Operand>, CodegenError> {
        expr.map(|expr| self.operand(expr)).transpose()
    }

    /// The node of a definition or of one of its conditions. INVARIANT: definitions stand after those they use.
    fn defined(&self, definition: usize, condition: Option<usize>) -> Operand {
        let node = match condition {
            None => self.dag.definitions.get(definition),
            Some(condition) => self
                .conditions
                .get(definition)
                .and_then(|nodes| nodes.get(condition)),
        };
        debug_assert!(node.is_some(), "a definition is used before it is computed");
        Operand::Node(node.copied().unwrap_or_default())
    }

    /// `not`, taken into what it stands before where that stays one step.
    fn negation(&mut self, inner: &Expr) -> Result<Op, CodegenError> {
        match &inner.kind {
            ExprKind::Not(twice) => self.op(twice),
            ExprKind::Compare(comparison, left, right) => Ok(Op::Compare(
                comparison.contrary(),
                self.operand(left)?,
                self.operand(right)?,
            )),
            ExprKind::Or(parts) => match membership(parts) {
                Some(members) => Ok(Op::Within(self.test(members, true)?)),
                None => Ok(Op::Not(self.operand(inner)?)),
            },
            _ => Ok(Op::Not(self.operand(inner)?)),
        }
    }

    fn test(
        &mut self,
        (column, values): (&Expr, Vec<&Expr>),
        not: bool,
    ) -> Result<Test, CodegenError> {
        let column = self.operand(column)?;
        let mut within = Vec::with_capacity(values.len());
        for value in values {
            if let Operand::Constant(value) = self.operand(value)? {
                within.push(Interval {
                    from: Some((value.clone(), true)),
                    to: Some((value, true)),
                });
            }
        }
        Ok(Test {
            column,
            within,
            not,
        })
    }
}

/// `x = a or x = b …` with constants: the column and the values. Not for bools, which need no list.
fn membership(parts: &[Expr]) -> Option<(&Expr, Vec<&Expr>)> {
    let mut column: Option<&Expr> = None;
    let mut values = Vec::with_capacity(parts.len());
    for part in parts {
        let ExprKind::Compare(Comparison::Equal, left, right) = &part.kind else {
            return None;
        };
        let constant = matches!(right.kind, ExprKind::Constant(_));
        let same = column.is_none_or(|column| column.kind == left.kind);
        if !constant || !same || left.ty == Type::Bool {
            return None;
        }
        column = Some(left);
        values.push(&**right);
    }
    Some((column?, values))
}
