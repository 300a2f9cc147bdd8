//! A claim being filled in: what is ticked, typed and picked, as it stands, and what is still missing.

use nuanze_abi::Manifest;
use nuanze_api::{
    Applicant, Complaint, EvidenceItem, check_id_number, check_mobile, check_name, promise_id,
};
use nuanze_runtime::{Decision, EvidenceNeed, Outcome, Value};
use serde_json::Value as Json;

use crate::json;

/// The form, kept as it is typed. Personal fields leave the phone only with a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub evidence: Vec<(String, String)>,
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

    /// As it is kept.
    pub fn to_json(&self) -> Json {
        let evidence = self.evidence.iter();
        let mut evidence: Vec<(&str, Json)> = evidence
            .map(|(kind, name)| (kind.as_str(), name.as_str().into()))
            .collect();
        json::object(&mut [
            ("policy", self.policy.as_str().into()),
            ("outcome", self.outcome.as_str().into()),
            ("pledged", json::list(&self.pledged)),
            ("name", self.name.as_str().into()),
            ("phone", self.phone.as_str().into()),
            ("id_number", self.id_number.as_str().into()),
            ("evidence", json::object(&mut evidence)),
        ])
    }

    /// As it was kept.
    pub fn from_json(json: &Json) -> Option<Self> {
        let mut evidence = Vec::new();
        for (kind, name) in json.get("evidence")?.as_object()? {
            evidence.push((kind.clone(), name.as_str()?.to_owned()));
        }
        Some(Self {
            policy: json::string(json, "policy")?,
            outcome: json::string(json, "outcome")?,
            pledged: json::strings(json, "pledged")?,
            name: json::string(json, "name")?,
            phone: json::string(json, "phone")?,
            id_number: json::string(json, "id_number")?,
            evidence,
        })
    }

    /// The form that a request was made from, to mend it.
    pub fn of_request(request: &Json) -> Self {
        let applicant = request.get("applicant").unwrap_or(&Json::Null);
        let mut evidence = Vec::new();
        for item in json::items(request, "evidence") {
            let (kind, name) = (json::text(item, "kind"), json::text(item, "name"));
            evidence.push((kind.to_owned(), name.to_owned()));
        }
        Self {
            policy: json::text(request, "policy").to_owned(),
            outcome: json::text(request, "outcome").to_owned(),
            pledged: json::strings(request, "pledge").unwrap_or_default(),
            name: json::text(applicant, "name").to_owned(),
            phone: json::text(applicant, "phone").to_owned(),
            id_number: json::text(applicant, "id_number").to_owned(),
            evidence,
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

    /// The name under which a kind of document is at hand.
    pub fn at_hand(&self, kind: &str) -> Option<&str> {
        let found = self.evidence.iter().find(|(known, _)| known == kind);
        found.map(|(_, name)| name.as_str())
    }

    /// Puts a document at hand under a name, or takes it away.
    pub fn put(&mut self, kind: &str, name: Option<String>) {
        self.evidence.retain(|(known, _)| known != kind);
        self.evidence
            .extend(name.map(|name| (kind.to_owned(), name)));
    }

    /// Whether a needed document is at hand in one of its kinds.
    pub fn has(&self, need: &EvidenceNeed) -> bool {
        need.any_of.iter().any(|kind| self.at_hand(kind).is_some())
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
    fn a_form_comes_back_as_it_was_kept() {
        let mut form = ClaimForm::new("p", "award");
        form.tick("household.no_coal", true);
        form.type_in(Field::Name, "王小明".to_owned());
        form.put("invoice", Some("a.jpg".to_owned()));
        assert_eq!(
            form.to_json().to_string(),
            r#"{"evidence":{"invoice":"a.jpg"},"id_number":"","name":"王小明","outcome":"award","phone":"","pledged":["household.no_coal"],"policy":"p"}"#
        );
        assert_eq!(ClaimForm::from_json(&form.to_json()), Some(form));
        assert_eq!(ClaimForm::from_json(&Json::Null), None);
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
