//! The values of facts at which something can change: the neighbours of every constant that they are compared with,
//! the ends of their ranges, and what the examples give.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::date::{add_months, date_from_days, days_from_date};
use crate::expr::MonthEnd;
use crate::program::{
    Arithmetic, Cell, DefinitionKind, EnumId, Expr, ExprKind, FactId, Program, Type, Value,
};
use crate::proof::domain::Domain;

/// How many month ends are tried where months are added to a day.
const MONTH_ENDS: usize = 14;

/// What is worth trying.
#[derive(Debug)]
pub(crate) struct Breakpoints<'a> {
    /// For every fact its values, in the order of its type.
    pub(crate) facts: Vec<Vec<Value>>,
    /// What expressions that are no single facts should come to.
    pub(crate) targets: Vec<Target<'a>>,
}

/// What an expression should come to; a fact is looked for that brings it there.
#[derive(Clone, Debug)]
pub(crate) enum Target<'a> {
    /// It has this value.
    Value(&'a Expr, Value),
    /// It is as large as the other, one step more, or one step less.
    Meet(&'a Expr, &'a Expr),
    /// A multiple of the step and a half; a quotient, if there is a divisor.
    Half(&'a Expr, Option<&'a Expr>, Decimal),
}

impl<'a> Breakpoints<'a> {
    /// The breakpoints of a program.
    pub(crate) fn of(program: &'a Program) -> Self {
        let mut gather = Gather {
            program,
            facts: vec![BTreeMap::new(); program.facts.len()],
            named: BTreeSet::new(),
            targets: Vec::new(),
        };
        program.for_each_expr(&mut |expr| gather.expr(expr));
        for definition in &program.definitions {
            if let DefinitionKind::Table(table) = &definition.kind {
                for row in &table.rows {
                    for (cell, column) in row.cells.iter().zip(&table.columns) {
                        gather.cell(cell, column);
                    }
                }
            }
        }
        for example in &program.examples {
            for (fact, value) in &example.facts {
                gather.add(*fact, *value);
            }
        }
        gather.ends();
        Self {
            facts: gather
                .facts
                .into_iter()
                .map(|values| values.into_values().collect())
                .collect(),
            targets: gather.targets,
        }
    }

    /// The first value of a fact.
    pub(crate) fn first(&self, fact: FactId) -> Option<Value> {
        self.facts.get(fact.0)?.first().copied()
    }
}

struct Gather<'a> {
    program: &'a Program,
    /// By position on the fact's grid.
    facts: Vec<BTreeMap<i128, Value>>,
    /// The values of enums that the rules name.
    named: BTreeSet<(EnumId, usize)>,
    targets: Vec<Target<'a>>,
}

impl<'a> Gather<'a> {
    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Constant(Value::Enum(id, at)) => {
                self.named.insert((*id, *at));
            }
            ExprKind::Compare(_, left, right) => self.beside(left, right),
            ExprKind::Arithmetic(operation, parts) => {
                if matches!(operation, Arithmetic::Min | Arithmetic::Max) {
                    for (at, left) in parts.iter().enumerate() {
                        for right in parts.iter().skip(at + 1) {
                            self.beside(left, right);
                        }
                    }
                }
                parts.iter().for_each(|part| self.counted(part));
            }
            ExprKind::Round(inner, _, step) => {
                self.targets.push(Target::Half(inner, None, *step));
                self.counted(inner);
            }
            ExprKind::Divide(over, under, _, step) => {
                self.targets.push(Target::Half(over, Some(under), *step));
                self.counted(over);
                self.counted(under);
            }
            ExprKind::Parameter(id, day) => {
                let entries = self
                    .program
                    .parameters
                    .get(id.0)
                    .map(|known| &known.entries);
                for (from, _) in entries.into_iter().flatten().skip(1) {
                    self.edge(day, Value::Date(*from));
                }
            }
            ExprKind::AddMonths(moment, months, _) => {
                self.month_ends(moment);
                self.counted(months);
            }
            ExprKind::AddDuration(moment, duration) => {
                self.counted(moment);
                self.counted(duration);
            }
            ExprKind::Between(later, earlier) => self.beside(later, earlier),
            ExprKind::Aggregate(aggregate) => {
                aggregate
                    .items
                    .iter()
                    .for_each(|item| self.counted(&item.value));
            }
            _ => {}
        }
    }

    fn cell(&mut self, cell: &Cell, column: &'a Expr) {
        let Cell::Within { intervals, .. } = cell else {
            return;
        };
        for (value, _) in intervals
            .iter()
            .flat_map(|interval| [interval.from, interval.to])
            .flatten()
        {
            if let Value::Enum(id, at) = value {
                self.named.insert((id, at));
            }
            self.edge(column, value);
        }
    }

    /// Two expressions that are compared.
    fn beside(&mut self, left: &'a Expr, right: &'a Expr) {
        match (&left.kind, &right.kind) {
            (_, ExprKind::Constant(value)) => self.edge(left, *value),
            (ExprKind::Constant(value), _) => self.edge(right, *value),
            _ if is_ordered(&left.ty) => {
                self.targets.push(Target::Meet(left, right));
                self.counted(left);
                self.counted(right);
            }
            _ => {}
        }
    }

    /// The values next to a constant that an expression is compared with.
    fn edge(&mut self, expr: &'a Expr, value: Value) {
        if !is_ordered(&expr.ty) {
            return;
        }
        for value in around(self.program, &expr.ty, value) {
            match expr.kind {
                ExprKind::Fact(fact) => self.add(fact, value),
                ExprKind::Constant(_) => {}
                _ => self.targets.push(Target::Value(expr, value)),
            }
        }
        // The least of several is at the value where one of them is.
        if let ExprKind::Arithmetic(Arithmetic::Min | Arithmetic::Max, parts) = &expr.kind {
            parts.iter().for_each(|part| self.edge(part, value));
        }
    }

    /// A fact that is counted with, not only compared: a few values in the middle of its range too.
    fn counted(&mut self, expr: &'a Expr) {
        let ExprKind::Fact(fact) = expr.kind else {
            return;
        };
        if let Some(domain) = Domain::of(self.program, expr) {
            for part in [2, 3, 7] {
                self.add(fact, domain.value(domain.size / part));
            }
        }
    }

    /// The last days of a year's months, as far as the range of a day has them.
    fn month_ends(&mut self, moment: &'a Expr) {
        let (first, last, minutes) = match moment.ty {
            Type::Date { min, max } => (min, max, 1),
            Type::DateTime { min, max } => (min.div_euclid(1_440), max.div_euclid(1_440), 1_440),
            _ => return,
        };
        let (year, month, _) = date_from_days(first);
        let Some(start) = i32::try_from(year)
            .ok()
            .and_then(|year| days_from_date(year, month, 1))
        else {
            return;
        };
        let ends = (1_i64..).map(|months| add_months(start, months, MonthEnd::LastDay) - 1);
        for day in ends.take_while(|day| *day <= last).take(MONTH_ENDS) {
            let value = match minutes {
                1 => Value::Date(day),
                _ => Value::DateTime(day * minutes),
            };
            match moment.kind {
                ExprKind::Fact(fact) => self.add(fact, value),
                _ => self.targets.push(Target::Value(moment, value)),
            }
        }
    }

    /// The ends of ranges, both answers, the values of enums that are named and one that is not.
    fn ends(&mut self) {
        for (at, fact) in self.program.facts.iter().enumerate() {
            let Some(domain) = Domain::of_type(self.program, &fact.ty) else {
                continue;
            };
            let values: Vec<Value> = match &fact.ty {
                Type::Enum(id) => {
                    let is_named = |at: &usize| self.named.contains(&(*id, *at));
                    let all = 0..usize::try_from(domain.size).unwrap_or_default();
                    let other = all.clone().find(|at| !is_named(at));
                    let named = all.filter(is_named);
                    named.chain(other).map(|at| Value::Enum(*id, at)).collect()
                }
                _ => vec![domain.value(0), domain.value(domain.size - 1)],
            };
            values
                .into_iter()
                .for_each(|value| self.add(FactId(at), value));
        }
    }

    /// A value of a fact, if its type has it.
    fn add(&mut self, fact: FactId, value: Value) {
        let Some(known) = self.program.facts.get(fact.0) else {
            return;
        };
        let Some(domain) = Domain::of_type(self.program, &known.ty) else {
            return;
        };
        if let Some((at, true)) = domain.below(value)
            && (0..domain.size).contains(&at)
            && let Some(values) = self.facts.get_mut(fact.0)
        {
            values.insert(at, domain.value(at));
        }
    }
}

/// Whether the values of a type have an order.
pub(crate) fn is_ordered(ty: &Type) -> bool {
    !matches!(ty, Type::Bool | Type::Enum(_) | Type::Reading(_))
}

/// The values of a type next to a value: the one below, the value itself if the type has it, the one above.
pub(crate) fn around(program: &Program, ty: &Type, value: Value) -> Vec<Value> {
    let Some(domain) = Domain::of_type(program, ty) else {
        return Vec::new();
    };
    let Some((below, exact)) = domain.below(value) else {
        return Vec::new();
    };
    let positions = if exact {
        vec![below - 1, below, below + 1]
    } else {
        vec![below, below + 1]
    };
    let inside = positions
        .into_iter()
        .filter(|at| (0..domain.size).contains(at));
    inside.map(|at| domain.value(at)).collect()
}
