//! One household with a broken device, decided by two districts' published documents.

use serde_json::{Value, json};

use crate::support::nuanze_with;

const MENTOUGOU: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../policies/mentougou-2022-upkeep.md"
);
const YANQING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/yanqing-2025.md");

/// What both documents ask of a household: what it is, what Mentougou's document calls it, what Yanqing's does.
const SHARED: [(&str, &str, &str); 3] = [
    ("2020-09-01", "purchased", "contracted"),
    ("2020-10-10", "installed", "accepted"),
    ("2025-12-01T20:00", "called", "received"),
];

/// The device itself failed after its five years of warranty; this is the bill in yuan.
struct Repair {
    parts: u32,
    labour: u32,
}

impl Repair {
    /// The case as Mentougou's document asks for it: it wants to know of the warranty, and takes the bill as a whole.
    fn in_mentougou(&self) -> Decided {
        let mut facts = json!({
            "subsidised": true, "in_warranty": false,
            "repair_cost": (self.parts + self.labour).to_string(),
        });
        for (value, name, _) in SHARED {
            facts[name] = json!(value);
        }
        decided(MENTOUGOU, &facts)
    }

    /// The case as Yanqing's document asks for it: it counts the warranty itself, and takes the bill in two parts.
    fn in_yanqing(&self) -> Decided {
        let mut facts = json!({
            "place": "household", "village_converted": true, "source": "bidder", "cause": "device",
            "parts_cost": self.parts.to_string(), "labour_cost": self.labour.to_string(),
        });
        for (value, _, name) in SHARED {
            facts[name] = json!(value);
        }
        decided(YANQING, &facts)
    }
}

/// What a household is told: who pays, how much of it is its own, and by which clause.
#[derive(Debug, PartialEq, Eq)]
struct Decided {
    policy: String,
    payer: String,
    household_pays: String,
    clause: String,
}

fn decided(document: &str, facts: &Value) -> Decided {
    let ran = nuanze_with(
        &["explain", document, "--facts", "-", "--json"],
        &facts.to_string(),
    );
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let explained = ran.json();
    let outcomes = explained["page"]["outcomes"].as_array().unwrap();
    let payer = outcomes.iter().find(|outcome| outcome["name"] == "payer");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let decision = &explained["decision"];
    Decided {
        policy: text(&decision["policy"]),
        payer: text(&payer.unwrap()["sentence"]),
        household_pays: text(&decision["outcomes"]["household_pays"]["value"]),
        clause: text(&payer.unwrap()["because"][0]["clause"]),
    }
}

#[test]
fn the_same_broken_device_has_opposite_payers_in_two_districts() {
    let repair = Repair {
        parts: 300,
        labour: 200,
    };
    assert_eq!(
        repair.in_mentougou(),
        Decided {
            policy: "mentougou-2022-upkeep".to_owned(),
            payer: "Who pays for the repair: The owner".to_owned(),
            household_pays: "500".to_owned(),
            clause: "Who pays for the repair · ¶102 ¶137 ¶138 ¶164 ¶165".to_owned(),
        }
    );
    assert_eq!(
        repair.in_yanqing(),
        Decided {
            policy: "yanqing-2025".to_owned(),
            payer: "Who pays: The household pays the parts, nothing else".to_owned(),
            household_pays: "300".to_owned(),
            clause: "Who pays · ¶11 ¶24 ¶26 ¶54".to_owned(),
        }
    );
}

#[test]
fn a_repair_without_parts_costs_all_in_one_district_and_nothing_in_the_other() {
    let repair = Repair {
        parts: 0,
        labour: 500,
    };
    assert_eq!(repair.in_mentougou().household_pays, "500");
    assert_eq!(repair.in_yanqing().household_pays, "0");
}
