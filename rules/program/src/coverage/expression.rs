//! The points of expressions: boundaries beside constants, and what else is compared, both ways.

use nuanze_syntax::Span;

use super::PointKind;
use super::points::{Aim, Collected, Collector, Key, Spot, both};
use crate::program::{
    AggregateKind, Arithmetic, Comparison, Expr, ExprKind, Interval, Text, Type, Value,
};
use crate::proof::domain::Domain;
use crate::search::Wish;
use crate::words::Language;

/// A value, and whether it lies below the boundary.
pub(super) type Sided = (Value, bool);

impl<'a> Collector<'_, 'a> {
    /// The points inside an expression, under conditions that must hold for it to be looked at.
    pub(super) fn expr(&mut self, spot: &Spot, expr: &'a Expr, under: &[Wish<'a>]) {
        match &expr.kind {
            ExprKind::Compare(comparison, left, right) => {
                self.comparison(spot, expr, (*comparison, left, right), under)
            }
            ExprKind::If(condition, then, otherwise) => {
                if !is_simple(condition) {
                    self.both_ways(spot, condition, under);
                }
                self.expr(spot, condition, under);
                for (branch, taken) in [(then, true), (otherwise, false)] {
                    let condition = [Wish::Truth(condition, taken)];
                    let under: Vec<Wish<'a>> = under.iter().cloned().chain(condition).collect();
                    self.expr(spot, branch, &under);
                }
                return;
            }
            ExprKind::Arithmetic(operation @ (Arithmetic::Min | Arithmetic::Max), parts) => {
                let constants = parts.iter().filter_map(|part| match part.kind {
                    ExprKind::Constant(value) => Some(value),
                    _ => None,
                });
                for value in constants {
                    let others = parts
                        .iter()
                        .filter(|part| !matches!(part.kind, ExprKind::Constant(_)));
                    for part in others {
                        // From here on the constant takes over.
                        let beyond = if *operation == Arithmetic::Min {
                            Comparison::LessEqual
                        } else {
                            Comparison::GreaterEqual
                        };
                        self.boundary(spot, expr.span, (beyond, part, value), under);
                    }
                }
            }
            ExprKind::Parameter(id, day) => {
                let entries = self
                    .program
                    .parameters
                    .get(id.0)
                    .map(|known| known.entries.as_slice());
                for (from, _) in entries.unwrap_or_default().iter().skip(1) {
                    self.boundary(
                        spot,
                        expr.span,
                        (Comparison::GreaterEqual, day, Value::Date(*from)),
                        under,
                    );
                }
            }
            ExprKind::Aggregate(aggregate) => {
                for item in &aggregate.items {
                    let counts = item.counts.iter().map(|counts| Wish::Truth(counts, true));
                    let counted: Vec<Wish<'a>> = under.iter().cloned().chain(counts).collect();
                    if let Some(counts) = &item.counts {
                        self.expr(spot, counts, under);
                    }
                    self.expr(spot, &item.value, &counted);
                    let asks = matches!(
                        aggregate.kind,
                        AggregateKind::All | AggregateKind::Any | AggregateKind::Count
                    );
                    if asks && !is_simple(&item.value) {
                        self.both_ways(spot, &item.value, &counted);
                    }
                }
                if let Some(default) = &aggregate.default {
                    self.expr(spot, default, under);
                }
                return;
            }
            _ => {}
        }
        expr.operands()
            .into_iter()
            .for_each(|operand| self.expr(spot, operand, under));
    }

    fn comparison(
        &mut self,
        spot: &Spot,
        expr: &'a Expr,
        (comparison, left, right): (Comparison, &'a Expr, &'a Expr),
        under: &[Wish<'a>],
    ) {
        let is_reading = |expr: &Expr| matches!(expr.ty, Type::Reading(_));
        let is_length =
            |expr: &Expr| matches!(expr.kind, ExprKind::Fact(fact) if self.search.is_length(fact));
        if is_reading(left) || is_length(left) || is_length(right) {
            return;
        }
        let ordering = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        match (&left.kind, &right.kind) {
            (_, ExprKind::Constant(value)) if ordering => {
                self.boundary(spot, expr.span, (comparison, left, *value), under)
            }
            (ExprKind::Constant(value), _) if ordering => self.boundary(
                spot,
                expr.span,
                (comparison.mirrored(), right, *value),
                under,
            ),
            _ => self.both_ways(spot, expr, under),
        }
    }

    /// A condition that holds in one case and does not in another.
    fn both_ways(&mut self, spot: &Spot, expr: &'a Expr, under: &[Wish<'a>]) {
        let (zh, en) = (
            self.program.words(Language::Chinese).expr(expr),
            self.program.words(Language::English).expr(expr),
        );
        for (holds, zh_how, en_how) in [(true, "成立", "holds"), (false, "不成立", "does not hold")]
        {
            let what = both(format!("“{zh}”{zh_how}"), format!("\"{en}\" {en_how}"));
            let wishes = under
                .iter()
                .cloned()
                .chain([Wish::Truth(expr, holds)])
                .collect();
            self.shared(
                (expr.span, PointKind::Comparison, holds, None),
                what,
                spot,
                expr,
                (wishes, None),
            );
        }
    }

    /// The last values on both sides of a constant.
    fn boundary(
        &mut self,
        spot: &Spot,
        span: Span,
        (comparison, expr, constant): (Comparison, &'a Expr, Value),
        under: &[Wish<'a>],
    ) {
        let interval = match comparison {
            Comparison::Less => Interval {
                from: None,
                to: Some((constant, false)),
            },
            Comparison::LessEqual => Interval {
                from: None,
                to: Some((constant, true)),
            },
            Comparison::Greater => Interval {
                from: Some((constant, false)),
                to: None,
            },
            _ => Interval {
                from: Some((constant, true)),
                to: None,
            },
        };
        for (inside, outside) in self.sides(expr, &interval) {
            for (is_inside, (value, below)) in [(true, inside), (false, outside)] {
                let said = |language| {
                    let words = self.program.words(language);
                    format!("{} = {}", words.expr(expr), words.value(&value, &expr.ty))
                };
                let what = both(
                    format!("界限上：{}", said(Language::Chinese)),
                    format!("at the boundary: {}", said(Language::English)),
                );
                let wishes: Vec<Wish<'a>> = under
                    .iter()
                    .cloned()
                    .chain([Wish::Is(expr, value)])
                    .collect();
                let near = under
                    .iter()
                    .cloned()
                    .chain([Wish::Side(expr, value, below)])
                    .collect();
                self.shared(
                    (span, PointKind::Boundary, is_inside, Some(constant)),
                    what,
                    spot,
                    expr,
                    (wishes, Some(near)),
                );
            }
        }
    }

    /// At each end of an interval the last value inside and the first outside, and whether it is the lower of them.
    pub(super) fn sides(&self, expr: &Expr, interval: &Interval) -> Vec<(Sided, Sided)> {
        let Some(domain) = Domain::of(self.program, expr) else {
            return Vec::new();
        };
        if interval.from.is_some() && interval.from == interval.to {
            return Vec::new();
        }
        let inside = |at: i128| (0..domain.size).contains(&at);
        let mut sides = Vec::new();
        if let Some((value, included)) = interval.from
            && let Some((at, exact)) = domain.below(value)
        {
            let first = if exact && included { at } else { at + 1 };
            sides.push(((first, false), (first - 1, true)));
        }
        if let Some((value, included)) = interval.to
            && let Some((at, exact)) = domain.below(value)
        {
            let last = if exact && !included { at - 1 } else { at };
            sides.push(((last, true), (last + 1, false)));
        }
        sides.retain(|((first, _), (second, _))| inside(*first) && inside(*second));
        let valued = |(at, below): (i128, bool)| (domain.value(at), below);
        sides
            .into_iter()
            .map(|(first, second)| (valued(first), valued(second)))
            .collect()
    }

    /// A point of an expression; the same place in another item of a list is another way to show it.
    fn shared(
        &mut self,
        key: Key,
        what: Text,
        spot: &Spot,
        expr: &'a Expr,
        (wishes, near): (Vec<Wish<'a>>, Option<Vec<Wish<'a>>>),
    ) {
        let mut within = self.search.supports.expr(expr);
        for wish in &wishes {
            if let Wish::Truth(condition, _) = wish {
                within.extend(&self.search.supports.expr(condition));
            }
        }
        if let Some(point) = self.known.get(&key).and_then(|at| self.points.get_mut(*at)) {
            if let Aim::Goal(lists) = &mut point.aim {
                lists.push(wishes);
            }
            if let (Some(lists), Some(near)) = (&mut point.near, near) {
                lists.push(near);
            }
            point.within.extend(&within);
            return;
        }
        self.known.insert(key, self.points.len());
        self.points.push(Collected {
            kind: key.1,
            what,
            span: key.0,
            aim: Aim::Goal(vec![wishes]),
            near: near.map(|near| vec![near]),
            within,
            subjects: spot.subjects.clone(),
            place: Some(spot.site),
            table: None,
        });
    }
}

/// Whether both ways of a condition are points already, or are a fact's own answers.
fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Compare(..) => true,
        ExprKind::Not(inner) => is_simple(inner),
        _ => false,
    }
}
