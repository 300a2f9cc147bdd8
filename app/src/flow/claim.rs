//! A claim being filled in: what is ticked, typed and picked, as it stands, and what is still missing.

use std::collections::BTreeMap;

use nuanze_abi::Manifest;
use nuanze_api::{
    Applicant, Complaint, EvidenceItem, check_id_number, check_mobile, check_name, promise_id,
};
use nuanze_runtime::{Decision, EvidenceNeed, Outcome, Value};
use serde::{Deserialize, Serialize};

/// The form, kept as it is typed. Personal fields leave the phone only with a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimForm {
    /// The policy's id.
    pub policy: String,
    /// The outcome that is claimed.
    pub outcome: String,
    /// The promises that are ticked, as [`promise_id`] names them.
    pub pledged: Vec<String>,
    /// As on the identity card.
    pub name: String,
    /// A mobile number.
    pub phone: String,
    /// The identity number.
    pub id_number: String,
    /// The evidence at hand: the file's name by kind.
    pub evidence: BTreeMap<String, String>,
}

/// A personal field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The mobile number.
    Phone,
    /// The identity number.
    IdNumber,
}

impl Field {
    /// All of them, in the form's order.
    pub const ALL: [Self; 3] = [Self::Name, Self::Phone, Self::IdNumber];
}

impl ClaimForm {
    /// An empty form for an outcome of a policy.
    pub fn new(policy: &str, outcome: &str) -> Self {
        Self {
            policy: policy.to_owned(),
            outcome: outcome.to_owned(),
            ..Self::default()
        }
    }

    /// What stands in a field.
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Phone => &self.phone,
            Field::IdNumber => &self.id_number,
        }
    }

    /// Keeps what was typed into a field.
    pub fn type_in(&mut self, field: Field, text: String) {
        match field {
            Field::Name => self.name = text,
            Field::Phone => self.phone = text,
            Field::IdNumber => self.id_number = text,
        }
    }

    /// Checks a field with the edge's own check.
    pub fn check(&self, field: Field) -> Result<(), Complaint> {
        match field {
            Field::Name => check_name(&self.name),
            Field::Phone => check_mobile(&self.phone),
            Field::IdNumber => check_id_number(&self.id_number),
        }
    }

    /// Ticks a promise, or takes the tick away.
    pub fn tick(&mut self, promise: &str, on: bool) {
        self.pledged.retain(|ticked| ticked != promise);
        if on {
            self.pledged.push(promise.to_owned());
        }
    }

    /// Whether a needed document is at hand in one of its kinds.
    pub fn has(&self, need: &EvidenceNeed) -> bool {
        need.any_of
            .iter()
            .any(|kind| self.evidence.contains_key(kind))
    }

    /// Who claims, in the form in which it is compared.
    pub fn applicant(&self) -> Applicant {
        Applicant {
            name: self.name.clone(),
            phone: self.phone.clone(),
            id_number: self.id_number.clone(),
        }
        .normalised()
    }

    /// The evidence at hand that the decision asks for.
    pub fn evidence_for(&self, decision: &Decision) -> Vec<EvidenceItem> {
        self.evidence
            .iter()
            .filter(|(kind, _)| {
                decision
                    .evidence
                    .iter()
                    .any(|need| need.any_of.contains(kind))
            })
            .map(|(kind, name)| EvidenceItem {
                kind: kind.clone(),
                name: name.clone(),
            })
            .collect()
    }

    /// Whether everything is there.
    pub fn complete(&self, promises: &[String], decision: &Decision) -> bool {
        promises
            .iter()
            .all(|promise| self.pledged.contains(promise))
            && Field::ALL
                .into_iter()
                .all(|field| self.check(field).is_ok())
            && decision
                .evidence
                .iter()
                .all(|need| need.maybe || self.has(need))
    }
}

/// The promises that an outcome asks for, as [`promise_id`] names them.
pub fn promises_for(manifest: &Manifest, outcome: &str) -> Vec<String> {
    manifest
        .pledges
        .iter()
        .filter(|pledge| outcome_name(manifest, pledge.outcome) == Some(outcome))
        .flat_map(|pledge| {
            pledge
                .promises
                .iter()
                .map(|(promise, _)| promise_id(&pledge.name, promise))
        })
        .collect()
}

/// The name of the outcome that a pledge or a list of documents belongs to.
pub fn outcome_name(manifest: &Manifest, node: usize) -> Option<&str> {
    manifest
        .nodes
        .get(node)
        .and_then(|node| node.name.as_deref())
}

/// The outcomes that can be claimed at all: those with a pledge or a list of documents.
pub fn claimable(manifest: &Manifest) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let bound = manifest
        .pledges
        .iter()
        .map(|pledge| pledge.outcome)
        .chain(manifest.bring.iter().map(|bring| bring.outcome));
    for name in bound.filter_map(|node| outcome_name(manifest, node)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The outcome that stands first on the result page: the first that can be claimed, else the first amount, else the
/// first.
pub fn headline(manifest: &Manifest) -> Option<&str> {
    let amount = || {
        manifest.outcomes.iter().find(|&&node| {
            manifest
                .nodes
                .get(node)
                .is_some_and(|node| matches!(node.value, nuanze_abi::ValueType::Decimal { .. }))
        })
    };
    claimable(manifest).first().copied().or_else(|| {
        amount()
            .or(manifest.outcomes.first())
            .and_then(|&node| outcome_name(manifest, node))
    })
}

/// Whether an outcome gives something: yes, or more than nothing.
pub fn is_positive(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Known {
            value: Value::Bool(yes),
            ..
        } => *yes,
        Outcome::Known {
            value: Value::Text(text),
            ..
        } => !text.starts_with('-') && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)),
        Outcome::Unknown { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(value: Value) -> Outcome {
        Outcome::Known {
            value,
            unit: None,
            clause: None,
            failed: Vec::new(),
        }
    }

    #[test]
    fn nothing_is_not_claimed() {
        assert!(is_positive(&known(Value::Text("3000".to_owned()))));
        assert!(is_positive(&known(Value::Text("0.05".to_owned()))));
        assert!(!is_positive(&known(Value::Text("0".to_owned()))));
        assert!(!is_positive(&known(Value::Text("0.00".to_owned()))));
        assert!(!is_positive(&known(Value::Bool(false))));
    }

    #[test]
    fn a_tick_can_be_taken_away() {
        let mut form = ClaimForm::new("p", "award");
        form.tick("household.no_coal", true);
        form.tick("household.no_coal", true);
        assert_eq!(form.pledged, ["household.no_coal"]);
        form.tick("household.no_coal", false);
        assert!(form.pledged.is_empty());
    }

    #[test]
    fn the_applicant_goes_out_normalised() {
        let mut form = ClaimForm::new("p", "award");
        form.type_in(Field::IdNumber, "110105 19491231 002x".to_owned());
        assert!(form.check(Field::IdNumber).is_ok());
        assert_eq!(form.applicant().id_number, "11010519491231002X");
        assert!(form.check(Field::Phone).is_err());
    }
}
