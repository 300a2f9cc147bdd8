//! Values of all variables, and what follows from them exactly.

use std::collections::BTreeSet;

use super::Reasoner;
use super::formula::{Formula, Node};
use super::linear::Variable;
use super::system::Domains;
use super::term::Shape;
use super::variable::Meaning;
use crate::evaluate::Case;
use crate::proof::domain::telling;

impl Reasoner<'_> {
    /// One value for each variable, of those that are left to it: for a reading its default where it can be.
    pub(super) fn values(&self, domains: &Domains) -> Vec<i128> {
        let sizes = &self.formulas.sizes;
        let left = domains.iter().zip(sizes).zip(&self.variables);
        left.map(|((spans, size), variable)| {
            if let Meaning::Reading(id) = variable.meaning
                && let Some(reading) = self.program.readings.get(id.0)
            {
                let default = reading.default as i128;
                if spans
                    .iter()
                    .any(|(from, to)| *from <= default && default <= *to)
                {
                    return default;
                }
            }
            telling(spans, *size)
        })
        .collect()
    }

    /// The case of these values.
    pub(super) fn case(&self, values: &[i128]) -> Case {
        let mut case = Case::new(self.program);
        for (variable, at) in self.variables.iter().zip(values) {
            match &variable.meaning {
                Meaning::Fact(id, domain) => {
                    if let Some(slot) = case.facts.get_mut(id.0) {
                        *slot = Some(domain.value(*at));
                    }
                }
                Meaning::Reading(id) => {
                    let fixed = self.fixed.get(id).copied();
                    if let Some(slot) = case.readings.get_mut(id.0) {
                        *slot = fixed.unwrap_or(usize::try_from(*at).unwrap_or_default());
                    }
                }
                _ => {}
            }
        }
        case
    }

    /// Any case.
    pub(super) fn any_case(&self) -> Case {
        let sizes = self.formulas.sizes.iter();
        let domains = sizes.map(|size| vec![(0, size - 1)]).collect();
        self.case(&self.values(&domains))
    }

    /// The values of facts and readings as they are, and of what is named as it follows from them. `None` where
    /// something that is needed has no value, or one that is not known.
    pub(super) fn exact_values(&self, values: &[i128], needed: &[Variable]) -> Option<Vec<i128>> {
        let mut exact = values.to_vec();
        // Each was named after those it is made of.
        for (at, variable) in self.variables.iter().enumerate() {
            let value = match &variable.meaning {
                Meaning::Fact(..) | Meaning::Reading(_) => continue,
                Meaning::Free(_) => None,
                Meaning::Choice { of, first, .. } => {
                    self.chosen(of, &exact).map(|value| value - first)
                }
                Meaning::Function {
                    function,
                    inputs,
                    first,
                    ..
                } => {
                    let inputs = inputs
                        .iter()
                        .map(|input| input.value(|variable| value_of(&exact, variable)));
                    let inputs: Option<Vec<i128>> = inputs.collect();
                    inputs
                        .and_then(|inputs| function.at(&inputs))
                        .map(|value| value - first)
                }
            };
            match (value, exact.get_mut(at)) {
                (Some(value), Some(slot)) => *slot = value,
                (None, _) if needed.contains(&at) => return None,
                _ => {}
            }
        }
        Some(exact)
    }

    fn chosen(&self, of: &Shape, values: &[i128]) -> Option<i128> {
        match of {
            Shape::Linear(sum) => sum.value(|variable| value_of(values, variable)),
            Shape::Choice(condition, then, otherwise) => {
                if self.holds_at(*condition, values) {
                    self.chosen(then, values)
                } else {
                    self.chosen(otherwise, values)
                }
            }
        }
    }

    /// Whether a formula holds for these values.
    pub(super) fn holds_at(&self, formula: Formula, values: &[i128]) -> bool {
        let holds = match self.formulas.node(formula) {
            Node::True => true,
            Node::Within(variable, spans) => {
                let value = value_of(values, *variable);
                spans
                    .iter()
                    .any(|(from, to)| *from <= value && value <= *to)
            }
            Node::AtLeastZero(sum) => sum
                .value(|variable| value_of(values, variable))
                .is_some_and(|sum| sum >= 0),
            Node::All(parts) => parts.iter().all(|part| self.holds_at(*part, values)),
        };
        holds != formula.is_contrary()
    }

    /// The facts and readings that a variable hangs on.
    pub(super) fn gather_inputs(&self, variable: Variable, inputs: &mut BTreeSet<Variable>) {
        let mut open = vec![variable];
        let mut seen = BTreeSet::new();
        while let Some(variable) = open.pop() {
            if !seen.insert(variable) {
                continue;
            }
            match self.variables.get(variable).map(|known| &known.meaning) {
                Some(Meaning::Fact(..) | Meaning::Reading(_)) => {
                    inputs.insert(variable);
                }
                Some(Meaning::Function { inputs, .. }) => {
                    let terms = inputs.iter().flat_map(|input| &input.terms);
                    open.extend(terms.map(|(variable, _)| *variable));
                }
                Some(Meaning::Choice { of, .. }) => {
                    let mut shapes = vec![of.as_ref()];
                    while let Some(shape) = shapes.pop() {
                        match shape {
                            Shape::Linear(sum) => {
                                open.extend(sum.terms.iter().map(|(variable, _)| *variable));
                            }
                            Shape::Choice(condition, then, otherwise) => {
                                open.extend(self.variables_of(*condition));
                                shapes.extend([then.as_ref(), otherwise.as_ref()]);
                            }
                        }
                    }
                }
                Some(Meaning::Free(_)) | None => {}
            }
        }
    }

    /// The variables that stand in a formula.
    pub(super) fn variables_of(&self, formula: Formula) -> BTreeSet<Variable> {
        let mut seen = BTreeSet::new();
        let mut variables = BTreeSet::new();
        let mut open = vec![formula];
        while let Some(formula) = open.pop() {
            if !seen.insert(formula.node()) {
                continue;
            }
            match self.formulas.node(formula) {
                Node::True => {}
                Node::Within(variable, _) => {
                    variables.insert(*variable);
                }
                Node::AtLeastZero(sum) => {
                    variables.extend(sum.terms.iter().map(|(variable, _)| *variable));
                }
                Node::All(parts) => open.extend(parts),
            }
        }
        variables
    }
}

fn value_of(values: &[i128], variable: Variable) -> i128 {
    values.get(variable).copied().unwrap_or_default()
}
