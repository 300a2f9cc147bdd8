//! One case after the module has run: what each operand is, and the walks from an outcome to what it rests on.

use nuanze_abi::{
    Aggregate, AggregateItem, AggregateKind, Manifest, Node, NodeIndex, Op, Operand, State, Table,
    ValueType,
};

use crate::decimal::Decimal;
use crate::record::Slot;
use crate::{Value, citation, date, time};

/// A case: facts and readings in, results out.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub manifest: &'a Manifest,
    /// Facts, then readings.
    pub input: &'a [Slot],
    /// Nodes.
    pub result: &'a [Slot],
}

impl<'a> Case<'a> {
    /// An operand's slot; constants are always known.
    pub fn slot(self, operand: &Operand) -> Slot {
        let position = |index: usize| Slot::known(i64::try_from(index).unwrap_or(i64::MAX));
        let found = match operand {
            Operand::Fact(index) => self.input.get(*index).copied(),
            Operand::Reading(index) => self.input.get(self.manifest.facts.len() + index).copied(),
            Operand::Node(index) => self.result.get(*index).copied(),
            Operand::Bool(yes) => Some(Slot::bool(*yes)),
            Operand::Date(day) => date::parse(day).map(Slot::known),
            Operand::Time(minute) => time::parse(minute).map(Slot::known),
            Operand::DateTime(minute) => time::parse_moment(minute).map(Slot::known),
            Operand::Enum(_, index) | Operand::Alternative(_, index) => Some(position(*index)),
            Operand::Number(..) => Some(Slot::known(0)),
        };
        found.unwrap_or(Slot::UNKNOWN)
    }

    /// An operand's state.
    pub fn state(self, operand: &Operand) -> State {
        self.slot(operand).state
    }

    /// A node's state.
    pub fn node_state(self, index: NodeIndex) -> State {
        self.result
            .get(index)
            .map_or(State::Unknown, |slot| slot.state)
    }

    /// The type of a fact, reading or node; constants have none of their own.
    pub fn value_type(self, operand: &Operand) -> Option<&'a ValueType> {
        match operand {
            Operand::Fact(index) => self.manifest.facts.get(*index).map(|fact| &fact.value),
            Operand::Node(index) => self.manifest.nodes.get(*index).map(|node| &node.value),
            _ => None,
        }
    }

    /// The known number that an operand is.
    pub fn number(self, operand: &Operand) -> Option<Decimal> {
        if let Operand::Number(number, _) = operand {
            return Decimal::parse(number);
        }
        let slot = self.slot(operand);
        match self.value_type(operand)? {
            ValueType::Decimal { scale, .. } if slot.state == State::Yes => {
                Some(Decimal::of(slot.value, *scale))
            }
            _ => None,
        }
    }

    /// The known day, time or date-time that an operand is.
    pub fn moment(self, operand: &Operand) -> Option<(Moment, i64)> {
        let kind = match (operand, self.value_type(operand)) {
            (Operand::Date(_), _) | (_, Some(ValueType::Date { .. })) => Moment::Day,
            (Operand::Time(_), _) | (_, Some(ValueType::Time { .. })) => Moment::Time,
            (Operand::DateTime(_), _) | (_, Some(ValueType::DateTime { .. })) => Moment::DateTime,
            _ => return None,
        };
        let slot = self.slot(operand);
        (slot.state == State::Yes).then_some((kind, slot.value))
    }

    /// Whether an item counts for what is made of its list.
    pub fn counts(self, item: &AggregateItem) -> State {
        item.counts
            .as_ref()
            .map_or(State::Yes, |counts| self.state(counts))
    }

    /// The rows that apply or can still apply, with what they give.
    pub fn possible_rows(self, table: &'a Table) -> impl Iterator<Item = &'a (NodeIndex, Operand)> {
        let applies = table
            .rows
            .iter()
            .position(|(row, _)| self.node_state(*row) == State::Yes);
        let (first, last) = match applies {
            Some(row) if table.first_match => (0, row),
            Some(row) => (row, row),
            None => (0, table.rows.len()),
        };
        let possible = table
            .rows
            .iter()
            .enumerate()
            .filter(move |(row, _)| (first..=last).contains(row));
        possible
            .map(|(_, row)| row)
            .filter(move |(row, _)| self.node_state(*row) != State::No)
    }

    /// Whether a table's rows are looked at: yes without a guard.
    pub fn guard(self, table: &Table) -> State {
        table
            .guard
            .as_ref()
            .map_or(State::Yes, |(condition, _)| self.state(condition))
    }

    /// Follows nodes to what they use, from the last to the first: `step` says which operands of a node to follow.
    /// Nodes use only earlier ones, so each is met once and the walk ends.
    pub fn walk(
        self,
        roots: &[NodeIndex],
        step: &mut dyn FnMut(NodeIndex, &'a Node, &mut Vec<&'a Operand>),
    ) -> Reached {
        let mut reached = Reached {
            facts: vec![false; self.manifest.facts.len()],
            nodes: vec![false; self.manifest.nodes.len()],
        };
        for root in roots {
            mark(&mut reached.nodes, *root);
        }
        let mut operands = Vec::new();
        for (index, node) in self.manifest.nodes.iter().enumerate().rev() {
            if reached.nodes.get(index) != Some(&true) {
                continue;
            }
            step(index, node, &mut operands);
            for operand in operands.drain(..) {
                match operand {
                    Operand::Fact(fact) => mark(&mut reached.facts, *fact),
                    Operand::Node(node) => mark(&mut reached.nodes, *node),
                    _ => {}
                }
            }
        }
        reached
    }

    /// The names of the facts that can still settle these nodes.
    pub fn needs(self, roots: &[NodeIndex]) -> Vec<String> {
        let needed = self.needed(roots).into_iter();
        needed
            .filter_map(|index| Some(self.manifest.facts.get(index)?.name.clone()))
            .collect()
    }

    /// The facts, in order, that can still settle these nodes.
    pub fn needed(self, roots: &[NodeIndex]) -> Vec<usize> {
        let unknown = |root: &NodeIndex| self.node_state(*root) == State::Unknown;
        if !roots.iter().any(unknown) {
            return Vec::new();
        }
        let reached = self.walk(roots, &mut |index, node, follow| {
            if self.node_state(index) != State::Unknown {
                return;
            }
            match &node.op {
                Op::If(condition, yes, no) => match self.state(condition) {
                    State::Yes => follow.push(yes),
                    State::No => follow.push(no),
                    State::Unknown => follow.extend([condition, yes, no]),
                },
                Op::Table(table) => {
                    let guard = self.guard(table);
                    if let Some((condition, value)) = &table.guard {
                        follow.push(condition);
                        if guard != State::Yes {
                            follow.push(value);
                        }
                    }
                    if guard != State::No {
                        for (row, value) in self.possible_rows(table) {
                            follow.push(value);
                            if let Some(Op::Row(tests)) =
                                self.manifest.nodes.get(*row).map(|row| &row.op)
                            {
                                follow.extend(tests.iter().map(|test| &test.column));
                            }
                        }
                    }
                }
                Op::Aggregate(aggregate) => {
                    for item in &aggregate.items {
                        if self.counts(item) != State::No {
                            follow.extend(item.counts.iter().chain([&item.value]));
                        }
                    }
                    follow.extend(&aggregate.default);
                }
                op => operands(op, follow),
            }
        });
        let mut asked = vec![false; self.manifest.facts.len()];
        let facts = self.input.iter().zip(reached.facts).enumerate();
        for (index, (slot, reached)) in facts {
            if reached
                && slot.state == State::Unknown
                && let Some(fact) = self.asked_for(index)
            {
                mark(&mut asked, fact);
            }
        }
        let facts = asked.into_iter().enumerate();
        facts
            .filter(|(_, asked)| *asked)
            .map(|(index, _)| index)
            .collect()
    }

    /// The fact to ask for so that this one becomes known: an item of a list only once the list is known to reach it,
    /// before that the list's length. `None` if it does not reach it.
    fn asked_for(self, fact: usize) -> Option<usize> {
        for (length, number) in &self.manifest.facts.get(fact)?.within {
            let slot = self.input.get(*length)?;
            if slot.state == State::Unknown {
                return Some(*length);
            }
            if slot.value < i64::from(*number) {
                return None;
            }
        }
        Some(fact)
    }

    /// What the results of these nodes rest on: what made them what they are, and nothing that made no difference.
    pub fn grounds(self, roots: &[NodeIndex]) -> Reached {
        self.walk(roots, &mut |index, node, follow| {
            let state = self.node_state(index);
            let of_state = |list: &'a [Operand]| {
                list.iter()
                    .filter(move |operand| self.state(operand) == state)
            };
            match &node.op {
                Op::And(list) if state == State::No => follow.extend(of_state(list)),
                Op::Or(list) if state == State::Yes => follow.extend(of_state(list).take(1)),
                Op::If(condition, yes, no) => match self.state(condition) {
                    State::Yes => follow.extend([condition, yes]),
                    State::No => follow.extend([condition, no]),
                    State::Unknown => follow.extend([condition, yes, no]),
                },
                Op::Table(table) => {
                    let guard = self.guard(table);
                    if let Some((condition, value)) = &table.guard {
                        follow.push(condition);
                        if guard != State::Yes {
                            follow.push(value);
                        }
                    }
                    if guard != State::No {
                        for (row, value) in self.possible_rows(table) {
                            follow.push(value);
                            if let Some(row) = self.manifest.nodes.get(*row) {
                                operands(&row.op, follow);
                            }
                        }
                    }
                }
                Op::Aggregate(aggregate) => self.grounds_of(aggregate, state, follow),
                op => operands(op, follow),
            }
        })
    }

    /// What an aggregate rests on: one item where that settles it, otherwise all that count, and what leaves out others.
    fn grounds_of(self, aggregate: &'a Aggregate, state: State, follow: &mut Vec<&'a Operand>) {
        let decisive = match (aggregate.kind, state) {
            (AggregateKind::All, State::No) | (AggregateKind::Any, State::Yes) => {
                let mut items = aggregate.items.iter();
                items.find(|item| {
                    self.counts(item) == State::Yes && self.state(&item.value) == state
                })
            }
            _ => None,
        };
        if let Some(item) = decisive {
            return follow.extend(item.counts.iter().chain([&item.value]));
        }
        let mut found = false;
        for item in &aggregate.items {
            let counts = self.counts(item);
            follow.extend(&item.counts);
            if counts != State::No {
                follow.push(&item.value);
            }
            found |= counts == State::Yes;
        }
        if !found {
            follow.extend(&aggregate.default);
        }
    }

    /// The slot's value as JSON says it.
    pub fn value(self, ty: &ValueType, slot: Slot) -> Value {
        Value::of_slot(self.manifest, ty, slot)
    }

    /// A clause's anchor; of one in a used document `document#anchor`.
    pub fn anchor(self, clause: Option<usize>) -> Option<String> {
        citation::anchor(self.manifest, clause?)
    }
}

/// What is counted in days or minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Day,
    Time,
    DateTime,
}

impl Moment {
    /// As JSON writes it.
    pub fn format(self, raw: i64) -> String {
        match self {
            Self::Day => date::format(raw),
            Self::Time => time::format(raw),
            Self::DateTime => time::format_moment(raw),
        }
    }

    /// The unit of a difference.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Day => "d",
            Self::Time | Self::DateTime => "min",
        }
    }
}

/// Which facts and nodes a walk met.
pub struct Reached {
    pub facts: Vec<bool>,
    pub nodes: Vec<bool>,
}

fn mark(marks: &mut [bool], index: usize) {
    if let Some(mark) = marks.get_mut(index) {
        *mark = true;
    }
}

/// Everything that an operation uses.
pub fn operands<'a>(op: &'a Op, into: &mut Vec<&'a Operand>) {
    match op {
        Op::Is(a) | Op::Not(a) => into.push(a),
        Op::And(list) | Op::Or(list) | Op::Arithmetic(_, list) => into.extend(list),
        Op::Compare(_, a, b)
        | Op::Divide(a, b, ..)
        | Op::AddMonths(a, b, _)
        | Op::AddDuration(a, b)
        | Op::Between(a, b) => into.extend([a, b]),
        Op::Round(a, ..) | Op::Parameter(_, a) | Op::DateOf(a) | Op::TimeOf(a) => into.push(a),
        Op::If(a, b, c) => into.extend([a, b, c]),
        Op::Within(test) => into.push(&test.column),
        Op::Row(tests) => into.extend(tests.iter().map(|test| &test.column)),
        Op::Table(table) => {
            into.extend(
                table
                    .guard
                    .iter()
                    .flat_map(|(condition, value)| [condition, value]),
            );
            into.extend(table.rows.iter().map(|(_, value)| value));
        }
        Op::Aggregate(aggregate) => {
            let items = aggregate.items.iter();
            into.extend(items.flat_map(|item| item.counts.iter().chain([&item.value])));
            into.extend(&aggregate.default);
        }
    }
}

/// The unit of a type's numbers.
pub fn unit(ty: &ValueType) -> Option<String> {
    match ty {
        ValueType::Decimal { unit, .. } if !unit.is_empty() => Some(unit.clone()),
        _ => None,
    }
}
