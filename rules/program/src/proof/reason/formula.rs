//! Formulas over the variables: each form exists once, so that equal ones are one.

use std::collections::{BTreeMap, HashMap};

use super::linear::{Linear, Variable};
use crate::proof::domain::{Span, both, contrary, joined};

/// A formula: a node of [`Formulas`], or its contrary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Formula(u32);

impl Formula {
    /// Always.
    pub(crate) const TRUE: Self = Self(0);
    /// Never.
    pub(crate) const FALSE: Self = Self(1);

    /// The contrary.
    pub(crate) fn not(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// Whether it is the contrary of its node.
    pub(super) fn is_contrary(self) -> bool {
        self.0 & 1 == 1
    }

    /// A number of its own, below twice the number of nodes.
    pub(super) fn bit(self) -> usize {
        self.0 as usize
    }

    /// The number of its node.
    pub(super) fn node(self) -> usize {
        (self.0 >> 1) as usize
    }
}

/// The forms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// Always.
    True,
    /// The variable lies in one of these spans: ascending, apart, without 0.
    Within(Variable, Vec<Span>),
    /// The sum of two variables or more is not negative; the first factor is positive.
    AtLeastZero(Linear),
    /// All hold: ascending, two or more.
    All(Vec<Formula>),
}

/// All formulas of a program.
#[derive(Debug)]
pub(super) struct Formulas {
    nodes: Vec<Node>,
    known: HashMap<Node, u32>,
    /// How many values each variable has: `0..size`.
    pub(super) sizes: Vec<i128>,
}

impl Formulas {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::True],
            known: HashMap::from([(Node::True, 0)]),
            sizes: Vec::new(),
        }
    }

    /// The form of a formula's node.
    pub(super) fn node(&self, formula: Formula) -> &Node {
        self.nodes.get(formula.node()).unwrap_or(&Node::True)
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// All values of a variable.
    pub(super) fn whole(&self, variable: Variable) -> Span {
        (0, self.sizes.get(variable).map_or(0, |size| size - 1))
    }

    fn size(&self, variable: Variable) -> i128 {
        self.whole(variable).1 + 1
    }

    fn add(&mut self, node: Node) -> Formula {
        if let Some(at) = self.known.get(&node) {
            return Formula(*at << 1);
        }
        let at = u32::try_from(self.nodes.len()).unwrap_or_default();
        self.nodes.push(node.clone());
        self.known.insert(node, at);
        Formula(at << 1)
    }

    /// A variable lies in one of these spans.
    pub(super) fn within(&mut self, variable: Variable, spans: &[Span]) -> Formula {
        let size = self.size(variable);
        let inside = both(size, spans, &[(0, size - 1)]);
        match inside.first() {
            None => Formula::FALSE,
            Some((0, to)) if to + 1 == size => Formula::TRUE,
            Some((0, _)) => {
                let outside = contrary(size, &inside);
                self.add(Node::Within(variable, outside)).not()
            }
            Some(_) => self.add(Node::Within(variable, inside)),
        }
    }

    /// A sum of variables is not negative.
    pub(super) fn at_least_zero(&mut self, sum: &Linear) -> Formula {
        let sum = sum.clone().reduced();
        match sum.range(|variable| self.whole(variable)) {
            Some((from, _)) if from >= 0 => return Formula::TRUE,
            Some((_, to)) if to < 0 => return Formula::FALSE,
            _ => {}
        }
        match sum.terms.as_slice() {
            [] if sum.constant >= 0 => Formula::TRUE,
            [] => Formula::FALSE,
            [(variable, factor)] => {
                // factor × v >= -constant; reduced, the factor is 1 or -1.
                let last = self.whole(*variable).1;
                let span = if *factor > 0 {
                    ((-sum.constant).max(0), last)
                } else {
                    (0, sum.constant.min(last))
                };
                self.within(*variable, &[span])
            }
            [(_, factor), ..] if *factor < 0 => match sum.contrary() {
                Some(contrary) => self.add(Node::AtLeastZero(contrary)).not(),
                None => self.add(Node::AtLeastZero(sum)),
            },
            _ => self.add(Node::AtLeastZero(sum)),
        }
    }

    /// All of them hold.
    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut open: Vec<Formula> = parts.into_iter().collect();
        let mut ranges: BTreeMap<Variable, Vec<Span>> = BTreeMap::new();
        let mut kept = Vec::with_capacity(open.len());
        while let Some(part) = open.pop() {
            match self.node(part) {
                Node::True if part.is_contrary() => return Formula::FALSE,
                Node::True => {}
                Node::All(inner) if !part.is_contrary() => open.extend(inner),
                Node::Within(variable, spans) => {
                    let variable = *variable;
                    let spans = self.spans(part, variable, spans);
                    let known = ranges.remove(&variable);
                    let met = match known {
                        Some(known) => both(self.size(variable), &known, &spans),
                        None => spans,
                    };
                    if met.is_empty() {
                        return Formula::FALSE;
                    }
                    ranges.insert(variable, met);
                }
                _ => kept.push(part),
            }
        }
        for (variable, spans) in ranges {
            kept.push(self.within(variable, &spans));
        }
        kept.sort_unstable();
        kept.dedup();
        // A formula and its contrary stand beside each other.
        if kept
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.not() == *b))
        {
            return Formula::FALSE;
        }
        match kept.as_slice() {
            [] => Formula::TRUE,
            [only] => *only,
            _ => self.add(Node::All(kept)),
        }
    }

    /// One of them holds.
    pub(super) fn any(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let contraries: Vec<Formula> = parts.into_iter().map(Formula::not).collect();
        self.all(contraries).not()
    }

    /// One formula where a condition holds, another where it does not.
    pub(super) fn choice(
        &mut self,
        condition: Formula,
        then: Formula,
        otherwise: Formula,
    ) -> Formula {
        if then == otherwise {
            return then;
        }
        let yes = self.all([condition, then]);
        let no = self.all([condition.not(), otherwise]);
        self.any([yes, no])
    }

    /// The values that a node `Within`, or its contrary, leaves to its variable.
    pub(super) fn spans(&self, formula: Formula, variable: Variable, spans: &[Span]) -> Vec<Span> {
        if formula.is_contrary() {
            contrary(self.size(variable), spans)
        } else {
            joined(spans.to_vec())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_of_one_variable_is_one_question() {
        let mut formulas = Formulas::new();
        formulas.sizes = vec![10, 10];
        let (low, high) = (formulas.within(0, &[(0, 6)]), formulas.within(0, &[(4, 9)]));
        let middle = formulas.within(0, &[(4, 6)]);
        assert_eq!(formulas.all([low, high]), middle);
        assert_eq!(formulas.any([low, high]), Formula::TRUE);
        assert_eq!(formulas.all([low, middle.not(), high]), Formula::FALSE);
    }

    #[test]
    fn a_bound_and_its_contrary_are_one_node() {
        let mut formulas = Formulas::new();
        formulas.sizes = vec![10, 10];
        let more = Linear {
            terms: vec![(0, 1), (1, -1)],
            constant: 0,
        };
        let bound = formulas.at_least_zero(&more);
        let less = more.contrary().map(|less| formulas.at_least_zero(&less));
        assert_eq!(less, Some(bound.not()));
    }
}
