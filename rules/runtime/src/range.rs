//! The exact range of an open number: every kind of answer tried on the module, where that is few enough and enough.
//!
//! It is enough where each open amount is only compared with constants, or what is computed from it only rises or only
//! falls: then the outcome is smallest and largest at an end of some class of answers. Elsewhere the range that
//! [`crate::bounds`] proves stands: sound, but perhaps wider than need be.

use nuanze_abi::{Arithmetic, NodeIndex, Op, Operand, State, ValueType};

use crate::answers::{Standing, answers, span};
use crate::case::{Case, operands};
use crate::record::Slot;

/// The value rises with it.
const RISES: u8 = 1;
/// The value falls with it.
const FALLS: u8 = 2;
/// It is compared with constants.
const COMPARED: u8 = 4;
/// Anything else.
const OTHERWISE: u8 = 8;

/// The cases at which an open number is smallest and largest; `None` where trying them is not enough, or they are more
/// than `most`.
pub fn corners(case: Case, target: NodeIndex, most: usize) -> Option<Vec<Vec<Slot>>> {
    let uses = uses(case, target);
    let mut cases = vec![case.input.to_vec()];
    for index in case.needed(&[target]) {
        let fact = case.manifest.facts.get(index)?;
        let standing = match uses.get(index).copied().unwrap_or(OTHERWISE) {
            _ if span(&fact.value).is_none() => Standing::Any,
            COMPARED => Standing::Any,
            used if used & OTHERWISE != 0 || used & RISES != 0 && used & FALLS != 0 => return None,
            _ => Standing::Ends,
        };
        let answers = answers(case.manifest, fact, standing);
        if cases.len() * answers.len() > most {
            return None;
        }
        let mut more = Vec::with_capacity(cases.len() * answers.len());
        for known in &cases {
            for answer in &answers {
                let mut input = known.clone();
                *input.get_mut(index)? = *answer;
                more.push(input);
            }
        }
        cases = more;
    }
    Some(cases)
}

/// The smallest and the largest of the results, if all are known.
pub fn extremes(results: &[Slot]) -> Option<(i128, i128)> {
    let known = results.iter().all(|slot| slot.state != State::Unknown);
    let values = || {
        results
            .iter()
            .filter(|_| known)
            .map(|slot| i128::from(slot.value))
    };
    Some((values().min()?, values().max()?))
}

/// How the value of a node depends on each fact that is open.
fn uses(case: Case, target: NodeIndex) -> Vec<u8> {
    let mut marks = Marks {
        case,
        facts: vec![0; case.manifest.facts.len()],
        nodes: vec![0; case.manifest.nodes.len()],
    };
    marks.mark(&Operand::Node(target), RISES);
    // Nodes use only earlier ones, so that all uses of a node are known when its turn comes.
    for (index, node) in case.manifest.nodes.iter().enumerate().rev() {
        let used = marks.nodes.get(index).copied().unwrap_or_default();
        if used != 0 && case.node_state(index) == State::Unknown {
            marks.op(&node.op, used);
        }
    }
    marks.facts
}

struct Marks<'a> {
    case: Case<'a>,
    facts: Vec<u8>,
    nodes: Vec<u8>,
}

impl Marks<'_> {
    fn mark(&mut self, operand: &Operand, used: u8) {
        let place = match operand {
            Operand::Fact(index) => self.facts.get_mut(*index),
            Operand::Node(index) => self.nodes.get_mut(*index),
            _ => None,
        };
        if let Some(place) = place {
            *place |= used;
        }
    }

    fn mark_all<'b>(&mut self, list: impl IntoIterator<Item = &'b Operand>, used: u8) {
        for operand in list {
            self.mark(operand, used);
        }
    }

    fn op(&mut self, op: &Op, used: u8) {
        match op {
            Op::Is(a) | Op::Round(a, ..) => self.mark(a, used),
            Op::Not(a) => self.mark(a, COMPARED),
            Op::And(list) | Op::Or(list) => self.mark_all(list, COMPARED),
            Op::Compare(_, a, b) => {
                self.compared(a, is_constant(b));
                self.compared(b, is_constant(a));
            }
            Op::Within(test) => self.tested(std::slice::from_ref(test)),
            Op::Row(tests) => self.tested(tests),
            Op::If(condition, yes, no) => {
                self.mark(condition, COMPARED);
                self.mark_all([yes, no], used);
            }
            Op::Table(table) => {
                if let Some((condition, value)) = &table.guard {
                    self.mark(condition, COMPARED);
                    self.mark(value, used);
                }
                for (row, value) in &table.rows {
                    self.mark(&Operand::Node(*row), COMPARED);
                    self.mark(value, used);
                }
            }
            Op::Arithmetic(kind, list) => self.arithmetic(*kind, list, used),
            Op::Divide(a, b, ..) if self.lowest(a) >= Some(0) && self.lowest(b) > Some(0) => {
                self.mark(a, used);
                self.mark(b, turned(used));
            }
            op => {
                let mut all = Vec::new();
                operands(op, &mut all);
                self.mark_all(all, OTHERWISE);
            }
        }
    }

    fn arithmetic(&mut self, kind: Arithmetic, list: &[Operand], used: u8) {
        match kind {
            Arithmetic::Add | Arithmetic::Min | Arithmetic::Max => self.mark_all(list, used),
            Arithmetic::Negate => self.mark_all(list, turned(used)),
            Arithmetic::Subtract => {
                self.mark_all(list.first(), used);
                self.mark_all(list.iter().skip(1), turned(used));
            }
            Arithmetic::Multiply => {
                let negative = list.iter().any(|operand| self.lowest(operand) < Some(0));
                self.mark_all(list, if negative { OTHERWISE } else { used });
            }
        }
    }

    fn tested(&mut self, tests: &[nuanze_abi::CellTest]) {
        for test in tests {
            let ends = || {
                test.within
                    .iter()
                    .flat_map(|interval| [&interval.from, &interval.to])
                    .flatten()
                    .map(|(end, _)| end)
            };
            self.compared(&test.column, ends().all(is_constant));
            for end in ends() {
                self.compared(end, false);
            }
        }
    }

    /// The breakpoints of a fact are the constants that it is itself compared with; bools and enums need none.
    fn compared(&mut self, operand: &Operand, with_constants: bool) {
        let tried = matches!(operand, Operand::Fact(_)) && with_constants;
        let ordered = self.case.value_type(operand).and_then(span).is_some();
        self.mark(
            operand,
            if ordered && !tried {
                OTHERWISE
            } else {
                COMPARED
            },
        );
    }

    /// The smallest raw value of an operand; its sign is what counts.
    fn lowest(&self, operand: &Operand) -> Option<i64> {
        match operand {
            Operand::Number(number, _) => Some(if number.starts_with('-') { -1 } else { 1 })
                .filter(|_| number.bytes().any(|digit| (b'1'..=b'9').contains(&digit)))
                .or(Some(0)),
            _ => match self.case.value_type(operand)? {
                ValueType::Decimal { min, .. } => Some(*min),
                _ => None,
            },
        }
    }
}

/// The use of what is taken away.
fn turned(used: u8) -> u8 {
    match used & (RISES | FALLS) {
        RISES => used & !RISES | FALLS,
        FALLS => used & !FALLS | RISES,
        _ => used,
    }
}

fn is_constant(operand: &Operand) -> bool {
    !matches!(
        operand,
        Operand::Fact(_) | Operand::Node(_) | Operand::Reading(_)
    )
}
