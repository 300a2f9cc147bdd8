//! Expressions at random, with the ranges that follow from those of their parts.

use nuanze_program::{
    Arithmetic, Comparison, Expr, ExprKind, MonthEnd, NumberType, ParameterId, Type,
};
use rust_decimal::Decimal;

use super::{Builder, Kind, MINUTES_A_DAY, expr, number};

const COMPARISONS: [Comparison; 6] = [
    Comparison::Equal,
    Comparison::NotEqual,
    Comparison::Less,
    Comparison::LessEqual,
    Comparison::Greater,
    Comparison::GreaterEqual,
];

impl Builder {
    pub(super) fn expression(&mut self, kind: Kind, depth: usize) -> Expr {
        if depth == 0 || self.random.chance(15) {
            return self.leaf(kind);
        }
        let depth = depth - 1;
        match self.random.below(10) {
            0 | 1 => {
                let condition = self.bool(depth);
                let (then, other) = (self.expression(kind, depth), self.expression(kind, depth));
                let ty = joined(&then.ty, &other.ty);
                let branches = [condition, then, other].map(Box::new);
                let [condition, then, other] = branches;
                expr(ExprKind::If(condition, then, other), ty)
            }
            2 => self.parameter_at(kind, depth),
            _ => match kind {
                Kind::Bool => self.bool(depth + 1),
                Kind::Enum => self.leaf(kind),
                Kind::Date => self.date(depth),
                Kind::Time => {
                    let moment = Box::new(self.expression(Kind::DateTime, depth));
                    let ty = Type::Time {
                        min: 0,
                        max: MINUTES_A_DAY - 1,
                    };
                    expr(ExprKind::TimeOf(moment), ty)
                }
                Kind::DateTime => self.later(kind, Kind::Minutes, depth),
                kind => self.number(kind, depth),
            },
        }
    }

    /// A fact, a definition, an item's field, or a constant.
    pub(super) fn leaf(&mut self, kind: Kind) -> Expr {
        let fitting: Vec<usize> = (0..self.names.len())
            .filter(|&index| self.names[index].0 == kind)
            .collect();
        if fitting.is_empty() || self.random.chance(15) {
            return self.constant(kind);
        }
        let index = *self.random.pick(&fitting);
        self.names[index].1.clone()
    }

    fn parameter_at(&mut self, kind: Kind, depth: usize) -> Expr {
        let index = Kind::ALL.iter().position(|known| *known == kind).unwrap();
        let day = Box::new(self.expression(Kind::Date, depth));
        let ty = self.program.parameters[index].ty.clone();
        expr(ExprKind::Parameter(ParameterId(index), day), ty)
    }

    pub(super) fn bool(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return self.leaf(Kind::Bool);
        }
        let depth = depth - 1;
        let kind = match self.random.below(9) {
            0 => ExprKind::Not(Box::new(self.bool(depth))),
            1 => ExprKind::And((0..3).map(|_| self.bool(depth)).collect()),
            2 => ExprKind::Or((0..2).map(|_| self.bool(depth)).collect()),
            3 | 4 => return self.list_bool(depth),
            _ => {
                let kind = *self.random.pick(&Kind::ALL);
                let comparison = match kind {
                    Kind::Bool | Kind::Enum => *self.random.pick(&COMPARISONS[..2]),
                    _ => *self.random.pick(&COMPARISONS),
                };
                let left = Box::new(self.expression(kind, depth));
                let right = Box::new(self.expression(kind, depth));
                ExprKind::Compare(comparison, left, right)
            }
        };
        expr(kind, Type::Bool)
    }

    fn date(&mut self, depth: usize) -> Expr {
        if self.random.chance(70) {
            return self.later(Kind::Date, Kind::Days, depth);
        }
        let moment = self.expression(Kind::DateTime, depth);
        let (min, max) = ends(&moment.ty);
        let ty = Type::Date {
            min: min.div_euclid(MINUTES_A_DAY),
            max: max.div_euclid(MINUTES_A_DAY),
        };
        expr(ExprKind::DateOf(Box::new(moment)), ty)
    }

    /// A day or a date-time some months, or some days or minutes, later.
    fn later(&mut self, kind: Kind, duration: Kind, depth: usize) -> Expr {
        let moment = self.expression(kind, depth);
        let (min, max) = ends(&moment.ty);
        let months = self.random.chance(60);
        let by = if months {
            self.expression(Kind::Count, depth.min(1))
        } else {
            self.expression(duration, depth)
        };
        let (least, most) = ends(&by.ty);
        let month = match (months, kind) {
            (true, Kind::Date) => 32,
            (true, _) => 32 * MINUTES_A_DAY,
            (false, _) => 1,
        };
        let slack = if months { month } else { 0 };
        let (min, max) = (
            min + least.min(0) * month - slack,
            max + most.max(0) * month + slack,
        );
        let ty = match kind {
            Kind::Date => Type::Date { min, max },
            _ => Type::DateTime { min, max },
        };
        let (moment, by) = (Box::new(moment), Box::new(by));
        let end = *self.random.pick(&[MonthEnd::LastDay, MonthEnd::NextDay]);
        let kind = if months {
            ExprKind::AddMonths(moment, by, end)
        } else {
            ExprKind::AddDuration(moment, by)
        };
        expr(kind, ty)
    }

    fn number(&mut self, kind: Kind, depth: usize) -> Expr {
        let moments = match kind {
            Kind::Days => Some(Kind::Date),
            Kind::Minutes => Some(Kind::DateTime),
            _ => None,
        };
        match (self.random.below(6), moments) {
            (0 | 1, _) => self.list_number(kind, depth),
            (2, _) if kind == Kind::Count => self.list_count(depth),
            (2 | 3, Some(moment)) => {
                let (later, earlier) = (self.leaf(moment), self.leaf(moment));
                let ((a, b), (c, d)) = (ends(&later.ty), ends(&earlier.ty));
                let ty = number(kind, (a - d).into(), (b - c).into());
                expr(ExprKind::Between(Box::new(later), Box::new(earlier)), ty)
            }
            (4, _) => self.arithmetic(kind, Arithmetic::Add, depth),
            (5, _) => self.arithmetic(kind, Arithmetic::Subtract, depth),
            _ => {
                let operation = *self.random.pick(&[Arithmetic::Min, Arithmetic::Max]);
                self.arithmetic(kind, operation, depth)
            }
        }
    }

    fn arithmetic(&mut self, kind: Kind, operation: Arithmetic, depth: usize) -> Expr {
        let (left, right) = (self.expression(kind, depth), self.expression(kind, depth));
        let (Type::Number(a), Type::Number(b)) = (&left.ty, &right.ty) else {
            panic!("{left:?} {right:?}")
        };
        let (min, max) = match operation {
            Arithmetic::Add => (a.min + b.min, a.max + b.max),
            Arithmetic::Subtract => (a.min - b.max, a.max - b.min),
            _ => (a.min.min(b.min), a.max.max(b.max)),
        };
        let ty = number(kind, min, max);
        expr(ExprKind::Arithmetic(operation, vec![left, right]), ty)
    }
}

/// The type that values of both fit in.
pub(super) fn joined(one: &Type, other: &Type) -> Type {
    let (min, max) = match (one, other) {
        (Type::Number(a), Type::Number(b)) => {
            return Type::Number(NumberType {
                min: a.min.min(b.min),
                max: a.max.max(b.max),
                ..a.clone()
            });
        }
        (Type::Bool | Type::Enum(_), _) => return one.clone(),
        _ => {
            let ((a, b), (c, d)) = (ends(one), ends(other));
            (a.min(c), b.max(d))
        }
    };
    match one {
        Type::Date { .. } => Type::Date { min, max },
        Type::Time { .. } => Type::Time { min, max },
        _ => Type::DateTime { min, max },
    }
}

/// The least and most of days, minutes and whole numbers.
pub(super) fn ends(ty: &Type) -> (i64, i64) {
    let whole = |number: Decimal| i64::try_from(number.normalize()).unwrap();
    match ty {
        Type::Date { min, max } | Type::Time { min, max } | Type::DateTime { min, max } => {
            (*min, *max)
        }
        Type::Number(number) => (whole(number.min), whole(number.max)),
        other => panic!("{other:?}"),
    }
}
