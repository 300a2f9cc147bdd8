//! The one check of a manifest: after it, every index leads somewhere and every node uses only earlier ones.

use std::fmt;

use nuanze_abi::{ABI_VERSION, CellTest, Input, InputKind, Manifest, Op, Operand, ValueType};
use serde_json::{Map, Value as Json};

use crate::decimal::{Decimal, MAX_SCALE};
use crate::{ModuleError, date, time};

/// Whether the manifest can be relied on.
pub fn verify(manifest: &Manifest) -> Result<(), ModuleError> {
    if manifest.abi != ABI_VERSION {
        return Err(ModuleError::Version {
            found: manifest.abi,
        });
    }
    Verifier(manifest)
        .all()
        .map_err(|wrong| ModuleError::Inconsistent {
            at: wrong.at.to_string(),
            problem: wrong.problem,
        })
}

type Check = Result<(), Box<Wrong>>;

/// What is wrong, and where.
struct Wrong {
    at: Place,
    problem: String,
}

/// A part of the manifest: a field, or an entry of a list.
#[derive(Clone, Copy)]
struct Place(&'static str, Option<usize>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(index) => write!(f, "{}[{index}]", self.0),
            None => f.write_str(self.0),
        }
    }
}

struct Verifier<'a>(&'a Manifest);

/// Fails at a place unless the condition holds.
#[inline(never)]
fn ensure(holds: bool, at: Place, problem: &str) -> Check {
    if holds {
        Ok(())
    } else {
        Err(Box::new(Wrong {
            at,
            problem: problem.into(),
        }))
    }
}

/// A list's entries with their places.
fn each<'a, T>(list: &'a [T], name: &'static str) -> impl Iterator<Item = (usize, &'a T, Place)> {
    list.iter()
        .enumerate()
        .map(move |(index, item)| (index, item, Place(name, Some(index))))
}

impl Verifier<'_> {
    fn all(&self) -> Check {
        let m = self.0;
        let (from, to) = &m.policy.in_force;
        let days =
            date::parse(from).is_some() && to.as_ref().is_none_or(|to| date::parse(to).is_some());
        ensure(
            days,
            Place("policy.in_force", None),
            "not a day as YYYY-MM-DD",
        )?;
        for (index, clause, at) in each(&m.clauses, "clauses") {
            ensure(
                clause
                    .document
                    .is_none_or(|document| document < m.documents.len()),
                at,
                "its document does not exist",
            )?;
            ensure(
                clause.parent.is_none_or(|parent| parent < index),
                at,
                "its parent does not come before it",
            )?;
        }
        for (_, item, at) in each(&m.enums, "enums") {
            ensure(!item.values.is_empty(), at, "it has no values")?;
            unique(item.values.iter().map(|value| value.name.as_str()), at)?;
            let groups = item
                .values
                .iter()
                .all(|value| value.group.is_none_or(|group| group < item.groups.len()));
            ensure(groups, at, "a value's group does not exist")?;
        }
        self.facts()?;
        self.declared()?;
        self.parameters()?;
        for (index, node, at) in each(&m.nodes, "nodes") {
            self.value_type(&node.value, at)?;
            self.clause(node.clause, at)?;
            self.op(&node.op, index, at)?;
        }
        unique(
            m.nodes.iter().filter_map(|node| node.name.as_deref()),
            Place("nodes", None),
        )?;
        for (_, &outcome, at) in each(&m.outcomes, "outcomes") {
            let named = m.nodes.get(outcome).is_some_and(|node| node.name.is_some());
            ensure(named, at, "there is no named node of this index")?;
        }
        self.claims()
    }

    /// Records and lists: each fact stands in them once, or there are none.
    fn declared(&self) -> Check {
        let m = self.0;
        let mut facts = vec![0_usize; m.facts.len()];
        self.input_list(&m.inputs, &mut facts)?;
        let once = m.inputs.is_empty() || facts.iter().all(|&count| count == 1);
        ensure(
            once,
            Place("inputs", None),
            "a fact does not stand in it once",
        )
    }

    fn input_list(&self, inputs: &[Input], facts: &mut [usize]) -> Check {
        unique(
            inputs.iter().map(|input| input.name.as_str()),
            Place("inputs", None),
        )?;
        inputs.iter().try_for_each(|input| self.input(input, facts))
    }

    fn input(&self, input: &Input, facts: &mut [usize]) -> Check {
        let at = Place("inputs", None);
        let use_fact = |fact: usize, facts: &mut [usize]| match facts.get_mut(fact) {
            Some(count) => {
                *count += 1;
                Ok(())
            }
            None => ensure(false, at, "a fact of it does not exist"),
        };
        match &input.kind {
            InputKind::Fact(fact) => use_fact(*fact, facts),
            InputKind::Record(fields) => self.input_list(fields, facts),
            InputKind::List { length, items } => {
                use_fact(*length, facts)?;
                let whole = match self.0.facts.get(*length).map(|fact| &fact.value) {
                    Some(ValueType::Decimal {
                        scale: 0, min, max, ..
                    }) => *min >= 0 && usize::try_from(*max).is_ok_and(|max| max == items.len()),
                    _ => false,
                };
                ensure(whole, at, "a list has not as many items as its length says")?;
                items.iter().try_for_each(|item| self.input(item, facts))
            }
        }
    }

    fn parameters(&self) -> Check {
        for (_, parameter, at) in each(&self.0.parameters, "parameters") {
            self.clause(parameter.clause, at)?;
            let days: Option<Vec<i64>> = parameter
                .entries
                .iter()
                .map(|(from, _)| date::parse(from))
                .collect();
            let ascending = days.is_some_and(|days| !days.is_empty() && days.is_sorted());
            ensure(ascending, at, "its days are none, or are not in order")?;
            for (_, value) in &parameter.entries {
                let constant = !matches!(
                    value,
                    Operand::Fact(_) | Operand::Reading(_) | Operand::Node(_)
                );
                ensure(constant, at, "a value of it is no constant")?;
                self.operand(value, 0, at)?;
            }
        }
        Ok(())
    }

    fn facts(&self) -> Check {
        let m = self.0;
        for (_, fact, at) in each(&m.facts, "facts") {
            self.value_type(&fact.value, at)?;
            let lists = fact
                .within
                .iter()
                .all(|(length, _)| *length < m.facts.len());
            ensure(lists, at, "a list that it is an item of does not exist")?;
            ensure(
                !matches!(fact.value, ValueType::Reading { .. }),
                at,
                "a fact cannot be a reading",
            )?;
            self.clause(fact.clause, at)?;
            let proofs = fact
                .proof
                .iter()
                .flatten()
                .all(|&index| index < m.evidence.len());
            ensure(proofs, at, "its proof does not exist")?;
        }
        unique(
            m.facts.iter().map(|fact| fact.name.as_str()),
            Place("facts", None),
        )?;
        for (_, reading, at) in each(&m.readings, "readings") {
            ensure(
                reading.default < reading.alternatives.len(),
                at,
                "its default does not exist",
            )?;
            unique(
                reading
                    .alternatives
                    .iter()
                    .map(|alternative| alternative.name.as_str()),
                at,
            )?;
            self.clause(reading.clause, at)?;
        }
        unique(
            m.readings.iter().map(|reading| reading.name.as_str()),
            Place("readings", None),
        )
    }

    fn claims(&self) -> Check {
        let m = self.0;
        let nodes = m.nodes.len();
        for (_, bring, at) in each(&m.bring, "bring") {
            ensure(bring.outcome < nodes, at, "its outcome does not exist")?;
            self.clause(bring.clause, at)?;
            for item in &bring.documents {
                let known = item
                    .alternatives
                    .iter()
                    .all(|&index| index < m.evidence.len());
                ensure(known, at, "a document of it does not exist")?;
                item.condition
                    .iter()
                    .try_for_each(|condition| self.operand(condition, nodes, at))?;
            }
        }
        for (_, pledge, at) in each(&m.pledges, "pledges") {
            ensure(pledge.outcome < nodes, at, "its outcome does not exist")?;
            self.clause(pledge.clause, at)?;
        }
        for (_, manual, at) in each(&m.manual, "manual") {
            ensure(
                manual.affects.iter().all(|&node| node < nodes),
                at,
                "what it affects does not exist",
            )?;
            self.clause(manual.clause, at)?;
        }
        Ok(())
    }

    fn clause(&self, clause: Option<usize>, at: Place) -> Check {
        ensure(
            clause.is_none_or(|clause| clause < self.0.clauses.len()),
            at,
            "its clause does not exist",
        )
    }

    fn value_type(&self, ty: &ValueType, at: Place) -> Check {
        match *ty {
            ValueType::Bool => Ok(()),
            ValueType::Enum { index } => {
                ensure(index < self.0.enums.len(), at, "its enum does not exist")
            }
            ValueType::Reading { index } => ensure(
                index < self.0.readings.len(),
                at,
                "its reading does not exist",
            ),
            ValueType::Decimal {
                scale,
                min,
                max,
                step,
                ..
            } => ensure(
                scale <= MAX_SCALE && min <= max && step > 0,
                at,
                "its range, scale or step is impossible",
            ),
            ValueType::Date { min, max } => ensure(
                date::FIRST <= min && min <= max && max <= date::LAST,
                at,
                "its range of days is impossible",
            ),
            ValueType::Time { min, max } => ensure(
                0 <= min && min <= max && max <= time::LAST,
                at,
                "its range of times is impossible",
            ),
            ValueType::DateTime { min, max } => ensure(
                time::FIRST_MOMENT <= min && min <= max && max <= time::LAST_MOMENT,
                at,
                "its range of times is impossible",
            ),
        }
    }

    fn op(&self, op: &Op, index: usize, at: Place) -> Check {
        let check = |operand: &Operand| self.operand(operand, index, at);
        match op {
            Op::Is(a) | Op::Not(a) => check(a),
            Op::And(list) | Op::Or(list) | Op::Arithmetic(_, list) => {
                list.iter().try_for_each(check)
            }
            Op::Compare(_, a, b)
            | Op::Round(a, _, b)
            | Op::AddMonths(a, b, _)
            | Op::AddDuration(a, b)
            | Op::Between(a, b) => check(a).and_then(|()| check(b)),
            Op::DateOf(a) | Op::TimeOf(a) => check(a),
            Op::Parameter(parameter, day) => {
                let known = *parameter < self.0.parameters.len();
                ensure(known, at, "its parameter does not exist")?;
                check(day)
            }
            Op::Aggregate(aggregate) => {
                let items = aggregate.items.iter();
                items
                    .flat_map(|item| item.counts.iter().chain([&item.value]))
                    .chain(&aggregate.default)
                    .try_for_each(check)
            }
            Op::If(a, b, c) | Op::Divide(a, b, _, c) => [a, b, c].into_iter().try_for_each(check),
            Op::Within(test) => self.test(test, index, at),
            Op::Row(tests) => tests.iter().try_for_each(|test| self.test(test, index, at)),
            Op::Table(table) => {
                if let Some((condition, value)) = &table.guard {
                    check(condition)?;
                    check(value)?;
                }
                table.columns.iter().try_for_each(check)?;
                table.rows.iter().try_for_each(|(row, value)| {
                    ensure(*row < index, at, "a row of it does not come before it")?;
                    check(value)
                })
            }
        }
    }

    fn test(&self, test: &CellTest, index: usize, at: Place) -> Check {
        self.operand(&test.column, index, at)?;
        let ends = test
            .within
            .iter()
            .flat_map(|interval| [&interval.from, &interval.to])
            .flatten();
        ends.into_iter()
            .try_for_each(|(end, _)| self.operand(end, index, at))
    }

    /// An operand of a node of this index: what it uses comes before it, so no walk over the nodes can go round.
    fn operand(&self, operand: &Operand, index: usize, at: Place) -> Check {
        let m = self.0;
        let found = match operand {
            Operand::Fact(fact) => *fact < m.facts.len(),
            Operand::Reading(reading) => *reading < m.readings.len(),
            Operand::Node(node) => *node < index,
            Operand::Number(number, _) => Decimal::parse(number).is_some(),
            Operand::Date(day) => date::parse(day).is_some(),
            Operand::Time(minute) => time::parse(minute).is_some(),
            Operand::DateTime(minute) => time::parse_moment(minute).is_some(),
            Operand::Enum(index, value) => m
                .enums
                .get(*index)
                .is_some_and(|item| *value < item.values.len()),
            Operand::Alternative(index, alternative) => m
                .readings
                .get(*index)
                .is_some_and(|reading| *alternative < reading.alternatives.len()),
            Operand::Bool(_) => true,
        };
        ensure(
            found,
            at,
            "something that it uses does not exist, or does not come before it",
        )
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a str>, at: Place) -> Check {
    all_differ(names.collect(), at)
}

/// Held to a map that is there in any case: a sort of its own would be more to load.
fn all_differ(names: Vec<&str>, at: Place) -> Check {
    let mut seen = Map::new();
    for name in names {
        if seen.insert(name.to_owned(), Json::Null).is_some() {
            let problem = format!("it has two entries of the name `{name}`");
            return Err(Box::new(Wrong { at, problem }));
        }
    }
    Ok(())
}
