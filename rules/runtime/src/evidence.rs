//! What to bring: the proofs of the facts that a decision used, and the documents that a claim needs.

use nuanze_abi::{Manifest, State, ValueType};

use crate::EvidenceNeed;
use crate::case::Case;

/// One line for each set of documents, proofs first.
pub fn evidence(case: Case) -> Vec<EvidenceNeed> {
    let manifest = case.manifest;
    let (open, settled): (Vec<_>, Vec<_>) = manifest
        .outcomes
        .iter()
        .partition(|&&index| case.node_state(index) == State::Unknown);
    let settled = case.grounds(&settled).facts;
    let open = case.grounds(&open).facts;
    let mut lines = Lines {
        manifest,
        lines: Vec::new(),
    };
    for (((fact, slot), settled), open) in
        manifest.facts.iter().zip(case.input).zip(settled).zip(open)
    {
        if slot.state == State::Unknown || !(settled || open) {
            continue;
        }
        for any_of in &fact.proof {
            lines.add(any_of, Some(&fact.name), !settled, case.anchor(fact.clause));
        }
    }
    for bring in &manifest.bring {
        let claim = claimed(case, bring.outcome);
        for item in &bring.documents {
            let asked = item
                .condition
                .as_ref()
                .map_or(State::Yes, |condition| case.state(condition));
            if claim != State::No && asked != State::No {
                let maybe = claim == State::Unknown || asked == State::Unknown;
                lines.add(&item.alternatives, None, maybe, case.anchor(bring.clause));
            }
        }
    }
    lines.lines
}

/// Whether there is something to claim: an outcome that is yes, or more than nothing.
fn claimed(case: Case, outcome: usize) -> State {
    let Some((node, slot)) = case
        .manifest
        .nodes
        .get(outcome)
        .zip(case.result.get(outcome))
    else {
        return State::No;
    };
    match node.value {
        ValueType::Decimal { .. } if slot.state == State::Yes && slot.value <= 0 => State::No,
        _ => slot.state,
    }
}

struct Lines<'a> {
    manifest: &'a Manifest,
    lines: Vec<EvidenceNeed>,
}

impl Lines<'_> {
    /// A line for these documents, or one more reason for the line that is there.
    fn add(
        &mut self,
        any_of: &[usize],
        proves: Option<&String>,
        maybe: bool,
        clause: Option<String>,
    ) {
        let names = any_of
            .iter()
            .filter_map(|&index| Some(self.manifest.evidence.get(index)?.name.clone()));
        let any_of: Vec<String> = names.collect();
        match self.lines.iter_mut().find(|line| line.any_of == any_of) {
            Some(line) => {
                line.proves
                    .extend(proves.filter(|fact| !line.proves.contains(fact)).cloned());
                line.maybe &= maybe;
                line.clause = line.clause.take().or(clause);
            }
            None => self.lines.push(EvidenceNeed {
                any_of,
                proves: proves.into_iter().cloned().collect(),
                maybe,
                clause,
            }),
        }
    }
}
