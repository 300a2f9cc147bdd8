//! Expressions: which operator gets what.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{BinaryOp, Expr as Written, ExprKind as Syntax};

use super::Checker;
use super::assumed::Assumed;
use super::moment::literal_moment;
use super::report::{Further, finding};
use crate::program::{Arithmetic, Comparison, Expr, ExprKind, Type, Value};
use crate::unit::Unit;
use crate::words::Language;

/// More than this many operators inside each other nobody can read.
const DEEPEST: usize = 200;

/// Expressions made of one written comparison, all copies of its sides together.
const LARGEST: usize = 20_000;

impl Checker<'_> {
    /// The typed form of an expression; `None` if something in it is wrong, which is then reported.
    ///
    /// `expected` is the type beside it: it says which enum or reading a bare name is a value of.
    pub(super) fn expr(&mut self, written: &Written, expected: Option<&Type>) -> Option<Expr> {
        if self.depth >= DEEPEST {
            if self.depth == DEEPEST {
                self.report(
                    finding(
                        "expression/deep",
                        written.span,
                        "this expression is nested too deeply",
                        "too deep from here on",
                    )
                    .help("give a part of it a name of its own with `rule`"),
                );
            }
            return None;
        }
        self.depth += 1;
        let typed = self.expr_inside(written, expected);
        self.depth -= 1;
        typed
    }

    pub(super) fn expr_inside(
        &mut self,
        written: &Written,
        expected: Option<&Type>,
    ) -> Option<Expr> {
        let span = written.span;
        match &written.node {
            Syntax::Bool(yes) => Some(Expr::constant(Value::Bool(*yes), Type::Bool, span)),
            Syntax::Number { digits, unit } => {
                let number = self.digits(digits, span)?;
                let unit = match unit {
                    Some(unit) => self.unit(unit)?,
                    None => Unit::bare(),
                };
                self.number(number, unit, span)
            }
            literal @ (Syntax::Date { .. } | Syntax::Time { .. } | Syntax::DateTime { .. }) => {
                let (moment, at) = literal_moment(literal)?;
                Some(Expr::constant(moment.value(at), moment.ty(at, at), span))
            }
            Syntax::Name(name) => self.name(name, span, expected),
            Syntax::Path(..) => self.path(written),
            Syntax::Unknown => {
                self.report(
                    finding("expression/unknown", span, "`unknown` stands only in examples", "not an example")
                        .help("write what holds when the fact is known; a missing fact is unknown by itself"),
                );
                None
            }
            Syntax::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(Expr {
                    kind: ExprKind::Not(Box::new(inner)),
                    ty: Type::Bool,
                    span,
                })
            }
            Syntax::Negate(inner) => self.negate(inner, span),
            Syntax::Binary(op, left, right) => self.binary(op.node, op.span, left, right, span),
            Syntax::If(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let branches = [
                    condition.clone().map(Assumed::Yes),
                    condition.clone().map(Assumed::No),
                ];
                let (then, otherwise) = self.pair_behind(branches, then, otherwise, expected);
                self.either(condition?, then?, otherwise?, span)
            }
            Syntax::Call(name, arguments) => self.call(name, arguments, span),
            Syntax::In(value, list) => self.membership(value, list, span),
            Syntax::Aggregate { .. } => self.aggregate(written),
            Syntax::InRange {
                value,
                from,
                to,
                to_excluded,
            } => self.in_range(value, from, to, *to_excluded, span),
            Syntax::At(parameter, day) => self.at_day(parameter, day, span),
            Syntax::List(_) | Syntax::Record(_) => {
                self.report(
                    finding(
                        "expression/literal",
                        span,
                        "lists and records are written out only in examples",
                        "not an example",
                    )
                    .help("name a fact that is declared as a list or a record"),
                );
                None
            }
            Syntax::Error => None,
        }
    }

    /// An expression that must be yes or no.
    pub(super) fn condition(&mut self, written: &Written) -> Option<Expr> {
        let typed = self.expr(written, None)?;
        if typed.ty == Type::Bool {
            return Some(typed);
        }
        let ty = self.type_words(&typed.ty);
        self.report(
            finding(
                "type/bool",
                written.span,
                format!("this must be yes or no, but it is {ty}"),
                "not yes or no",
            )
            .help("compare it with something, for example `… >= 45 m²` or `… = water_pump`"),
        );
        None
    }

    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        sign: Span,
        left: &Written,
        right: &Written,
        span: Span,
    ) -> Option<Expr> {
        match op {
            BinaryOp::And | BinaryOp::Or => self.chain(op, left, right, span),
            BinaryOp::Equal => self.comparison(Comparison::Equal, left, right, span),
            BinaryOp::NotEqual => self.comparison(Comparison::NotEqual, left, right, span),
            BinaryOp::Less => self.comparison(Comparison::Less, left, right, span),
            BinaryOp::LessEqual => self.comparison(Comparison::LessEqual, left, right, span),
            BinaryOp::Greater => self.comparison(Comparison::Greater, left, right, span),
            BinaryOp::GreaterEqual => self.comparison(Comparison::GreaterEqual, left, right, span),
            BinaryOp::Add => self.arithmetic(Arithmetic::Add, left, right, span),
            BinaryOp::Subtract => self.arithmetic(Arithmetic::Subtract, left, right, span),
            BinaryOp::Multiply => self.arithmetic(Arithmetic::Multiply, left, right, span),
            BinaryOp::Divide => {
                self.report(
                    finding("number/division", sign, "a division can lose digits and must say how it is rounded", "not in a `round`")
                        .help("write `round(a / b, half_up, 0.01 CNY)` with `half_up`, `half_even`, `up` or `down`"),
                );
                None
            }
        }
    }

    /// `a and b and c`: one list, however it was nested to the left.
    pub(super) fn chain(
        &mut self,
        op: BinaryOp,
        left: &Written,
        right: &Written,
        span: Span,
    ) -> Option<Expr> {
        let mut parts = vec![right];
        let mut rest = left;
        while let Syntax::Binary(inner, left, right) = &rest.node {
            if inner.node != op {
                break;
            }
            parts.push(right);
            rest = left;
        }
        parts.push(rest);
        // Where an earlier part has decided, a later one decides nothing.
        let known = self.assumed.len();
        let mut typed: Vec<Option<Expr>> = Vec::with_capacity(parts.len());
        for part in parts.into_iter().rev() {
            let part = self.condition(part);
            let assumed = part.clone().map(if op == BinaryOp::And {
                Assumed::Yes
            } else {
                Assumed::No
            });
            self.assumed.extend(assumed);
            typed.push(part);
        }
        self.assumed.truncate(known);
        let parts: Vec<Expr> = typed.into_iter().collect::<Option<_>>()?;
        let kind = if op == BinaryOp::And {
            ExprKind::And(parts)
        } else {
            ExprKind::Or(parts)
        };
        Some(Expr {
            kind,
            ty: Type::Bool,
            span,
        })
    }

    /// Refuses a value that stands for so many others when it is copied that no machine could hold the copies of
    /// copies: a range, a list of values, and the first of several moments each compare one value more than once.
    pub(super) fn copied(&mut self, value: &Expr, times: usize) -> Option<()> {
        let mut size = 0_usize;
        value.for_each(&mut |_| size += 1);
        if size.saturating_mul(times) <= LARGEST {
            return Some(());
        }
        self.report(
            finding(
                "expression/large",
                value.span,
                "this is compared several times, and too large for that",
                "too large",
            )
            .help("give it a name of its own with `rule`"),
        );
        None
    }

    /// A type in words, for messages.
    pub(super) fn type_words(&self, ty: &Type) -> String {
        self.program.words(Language::Source).ty(ty)
    }

    /// An expression as it may be written in the source, for messages.
    pub(super) fn source(&self, expr: &Expr) -> String {
        let written = self.program.words(Language::Source).expr(expr);
        self.with_variables(written)
    }
}
