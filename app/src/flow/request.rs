//! What is sent to the edge: the claim as [`nuanze_api::ClaimRequest`] reads it.

use nuanze_abi::State;
use nuanze_runtime::Decision;
use serde_json::{Map, Value as Json};

use super::ClaimForm;
use crate::json;

/// What a claim is sent with, beside its form.
pub struct Request<'a> {
    /// SHA-256 of the module that decided, in hex.
    pub module: &'a str,
    /// The facts that it decided.
    pub facts: Map<String, Json>,
    /// What it answered.
    pub decision: &'a Decision,
    /// The promises that the outcome asks for.
    pub promises: &'a [String],
}

impl Request<'_> {
    /// The request, but for its secret, which is made where the claim is stored.
    pub fn into_json(self, form: &ClaimForm) -> Json {
        let pledge = form.pledged.iter();
        let pledge = json::list(pledge.filter(|promise| self.promises.contains(promise)));
        let applicant = form.applicant();
        let evidence = form.evidence_for(self.decision);
        let evidence = evidence.iter().map(|item| {
            json::object(&mut [
                ("kind", item.kind.as_str().into()),
                ("name", item.name.as_str().into()),
            ])
        });
        json::object(&mut [
            ("policy", form.policy.as_str().into()),
            ("module", self.module.into()),
            ("facts", self.facts.into()),
            ("decision", answer(self.decision)),
            ("outcome", form.outcome.as_str().into()),
            ("pledge", pledge),
            (
                "applicant",
                json::object(&mut [
                    ("name", applicant.name.into()),
                    ("phone", applicant.phone.into()),
                    ("id_number", applicant.id_number.into()),
                ]),
            ),
            ("evidence", evidence.collect()),
        ])
    }
}

/// What this phone's module answered, for the edge to compare.
fn answer(decision: &Decision) -> Json {
    let outcomes = decision.outcomes.iter();
    let mut outcomes: Vec<(&str, Json)> = outcomes
        .map(|(name, outcome)| (name, json::of_outcome(outcome)))
        .collect();
    let state = |state| match state {
        State::Yes => "yes",
        State::No => "no",
        State::Unknown => "unknown",
    };
    let states = decision.trace.iter();
    let mut states: Vec<(&str, Json)> = states
        .map(|step| (step.node.as_str(), state(step.state).into()))
        .collect();
    json::object(&mut [
        ("outcomes", json::object(&mut outcomes)),
        ("states", json::object(&mut states)),
    ])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::flow::Field;
    use nuanze_api::{ClaimRequest, EvidenceItem, NodeState};
    use serde_json::json;

    const DECISION: &str = r#"{
        "policy": "p", "module": "0", "needs": [],
        "outcomes": {"award": {"status": "known", "value": "12000", "unit": "CNY", "clause": "tiers"}},
        "trace": [
            {"node": "eligible.meter", "kind": "condition", "state": "yes"},
            {"node": "award[1]", "kind": "row", "state": "no"}
        ],
        "readings": [],
        "evidence": [{"any_of": ["register", "permit"], "proves": [], "clause": "bring"}],
        "manual": []
    }"#;

    #[test]
    fn the_edge_reads_a_request_as_it_was_meant() {
        let decision: Decision = serde_json::from_str(DECISION).unwrap();
        let mut form = ClaimForm::new("p", "award");
        form.tick("household.no_coal", true);
        form.tick("household.of_another_outcome", true);
        form.put("permit", Some("证.jpg".to_owned()));
        form.put("not_asked_for", Some("b.jpg".to_owned()));
        form.type_in(Field::Name, " 王小明 ".to_owned());
        form.type_in(Field::Phone, "138 1234 5678".to_owned());
        form.type_in(Field::IdNumber, "11010519491231002x".to_owned());
        let facts = Map::from_iter([("heated_area".to_owned(), json!("45"))]);
        let mut written = Request {
            module: &"0".repeat(64),
            facts: facts.clone(),
            decision: &decision,
            promises: &["household.no_coal".to_owned()],
        }
        .into_json(&form);
        let fields = written.as_object_mut().unwrap();
        fields.insert("secret".to_owned(), json!("A".repeat(43)));

        let read: ClaimRequest = serde_json::from_value(written).unwrap();
        assert_eq!(read.facts, facts);
        assert_eq!(read.pledge, ["household.no_coal"]);
        assert_eq!(read.applicant, form.applicant());
        let item = EvidenceItem {
            kind: "permit".to_owned(),
            name: "证.jpg".to_owned(),
        };
        assert_eq!(read.evidence, [item]);
        let outcomes = serde_json::to_value(&decision.outcomes).unwrap();
        assert_eq!(Json::Object(read.decision.outcomes), outcomes);
        let states = read.decision.states.into_iter().collect::<Vec<_>>();
        let expected = [
            ("award[1]", NodeState::No),
            ("eligible.meter", NodeState::Yes),
        ];
        assert_eq!(
            states,
            expected.map(|(node, state)| (node.to_owned(), state))
        );
    }
}
