//! What a claim needs beside a right decision: something to claim, every promise, every document.

use std::collections::BTreeSet;

use nuanze_abi::{Manifest, NodeIndex, ValueType};
use nuanze_api::{ClaimRequest, Problem, ProblemItem, promise_id};
use nuanze_runtime::{CaseError, Decision, Outcome, Value};

use crate::http::problems::pointer;

/// What is wrong with a case's facts and readings, with pointers from the whole request: `at` is where the case stands.
pub fn case_errors(error: &CaseError, at: &str) -> Vec<ProblemItem> {
    let items = error.errors.iter().map(|error| {
        let part = if error.code.of_reading() {
            "readings"
        } else {
            "facts"
        };
        let code = serde_json::to_value(error.code).ok();
        ProblemItem {
            pointer: format!("{at}/{part}{}", error.pointer),
            code: code
                .as_ref()
                .and_then(|code| code.as_str())
                .unwrap_or("case")
                .to_owned(),
            detail: error.message.clone(),
            detail_zh: error.message_zh.clone(),
            help: error.help.clone().unwrap_or_default(),
            help_zh: error.help_zh.clone().unwrap_or_default(),
        }
    });
    items.collect()
}

/// Checks that the claim can be made; everything that is missing at once.
pub fn check(
    claim: &ClaimRequest,
    manifest: &Manifest,
    decision: &Decision,
) -> Result<(), Problem> {
    let Some(outcome) = outcome_index(manifest, &claim.outcome) else {
        let names: Vec<String> = manifest
            .outcomes
            .iter()
            .filter_map(|index| manifest.nodes.get(*index)?.name.as_ref())
            .map(|name| format!("`{name}`"))
            .collect();
        return Err(Problem::invalid(vec![item(
            "/outcome",
            "unknown_outcome",
            format!(
                "this policy has no outcome `{}`; it has {}",
                claim.outcome,
                names.join(", ")
            ),
            format!(
                "该政策没有结果 `{}`；它有 {}",
                claim.outcome,
                names.join("、")
            ),
            "take one of these",
            "请使用其中之一",
        )]));
    };
    let mut errors = Vec::new();
    errors.extend(not_claimable(
        manifest,
        outcome,
        decision.outcomes.get(&claim.outcome),
    ));
    check_pledge(claim, manifest, outcome, &mut errors);
    check_evidence(claim, manifest, outcome, decision, &mut errors);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(errors))
    }
}

fn outcome_index(manifest: &Manifest, name: &str) -> Option<NodeIndex> {
    let named = |index: &NodeIndex| {
        manifest
            .nodes
            .get(*index)
            .is_some_and(|node| node.name.as_deref() == Some(name))
    };
    manifest.outcomes.iter().copied().find(named)
}

/// An outcome can be claimed once it is decided, and more than nothing.
fn not_claimable(
    manifest: &Manifest,
    index: NodeIndex,
    outcome: Option<&Outcome>,
) -> Option<ProblemItem> {
    let node = manifest.nodes.get(index)?;
    let name = node.name.as_deref().unwrap_or_default();
    match outcome {
        Some(Outcome::Known { value, failed, .. }) => {
            let positive = match (&node.value, value) {
                (ValueType::Bool, Value::Bool(value)) => *value,
                (ValueType::Decimal { .. }, Value::Text(text)) => {
                    !text.starts_with('-') && text.chars().any(|c| ('1'..='9').contains(&c))
                }
                _ => false,
            };
            (!positive).then(|| {
                let unmet = if failed.is_empty() {
                    String::new()
                } else {
                    format!("; not met: `{}`", failed.join("`, `"))
                };
                let unmet_zh = if failed.is_empty() {
                    String::new()
                } else {
                    format!("；未满足：`{}`", failed.join("`、`"))
                };
                item(
                    "/outcome",
                    "nothing_to_claim",
                    format!("by these facts there is nothing to claim as `{name}`{unmet}"),
                    format!("按所填情况，`{name}` 没有可申请的内容{unmet_zh}"),
                    "correct the facts if they are wrong",
                    "如情况填写有误，请更正",
                )
            })
        }
        Some(Outcome::Unknown { needs, .. }) => Some(item(
            "/outcome",
            "outcome_open",
            format!(
                "`{name}` is not decided yet; it still needs `{}`",
                needs.join("`, `")
            ),
            format!("`{name}` 尚未确定，还需要：`{}`", needs.join("`、`")),
            "answer these first",
            "请先补充这些情况",
        )),
        None => None,
    }
}

fn check_pledge(
    claim: &ClaimRequest,
    manifest: &Manifest,
    outcome: NodeIndex,
    errors: &mut Vec<ProblemItem>,
) {
    let asked: Vec<(String, &nuanze_abi::Text)> = manifest
        .pledges
        .iter()
        .filter(|pledge| pledge.outcome == outcome)
        .flat_map(|pledge| {
            pledge
                .promises
                .iter()
                .map(|(id, words)| (promise_id(&pledge.name, id), words))
        })
        .collect();
    let given: BTreeSet<&str> = claim.pledge.iter().map(String::as_str).collect();
    for (id, words) in &asked {
        if !given.contains(id.as_str()) {
            errors.push(item(
                "/pledge",
                "promise_missing",
                format!("the promise `{id}` is missing: {}", words.en),
                format!("缺少承诺 `{id}`：{}", words.zh),
                "it must be ticked before the claim is sent",
                "提交前须勾选该项承诺",
            ));
        }
    }
    for (index, id) in claim.pledge.iter().enumerate() {
        if !asked.iter().any(|(known, _)| known == id) {
            errors.push(item(
                &pointer(&["pledge", &index.to_string()]),
                "unknown_promise",
                format!("`{}` asks for no promise `{id}`", claim.outcome),
                format!("`{}` 没有承诺 `{id}`", claim.outcome),
                "leave it out",
                "请去掉该项",
            ));
        }
    }
}

fn check_evidence(
    claim: &ClaimRequest,
    manifest: &Manifest,
    outcome: NodeIndex,
    decision: &Decision,
    errors: &mut Vec<ProblemItem>,
) {
    let given: BTreeSet<&str> = claim
        .evidence
        .iter()
        .map(|evidence| evidence.kind.as_str())
        .collect();
    let label = |kind: &String| {
        manifest
            .evidence
            .iter()
            .find(|evidence| evidence.name == *kind)
            .map(|evidence| &evidence.label)
    };
    for need in &decision.evidence {
        let wanted = !need.maybe
            && (!need.proves.is_empty() || brought_for(manifest, outcome, &need.any_of));
        if !wanted || need.any_of.iter().any(|kind| given.contains(kind.as_str())) {
            continue;
        }
        let en: Vec<String> = need
            .any_of
            .iter()
            .map(|kind| format!("`{kind}` ({})", label(kind).map_or("", |text| &text.en)))
            .collect();
        let zh: Vec<String> = need
            .any_of
            .iter()
            .map(|kind| format!("`{kind}`（{}）", label(kind).map_or("", |text| &text.zh)))
            .collect();
        errors.push(item(
            "/evidence",
            "evidence_missing",
            format!("{} is missing", en.join(" or ")),
            format!("缺少 {}", zh.join("或")),
            "add it, or one of the others named",
            "请补上其中一项",
        ));
    }
    for (index, evidence) in claim.evidence.iter().enumerate() {
        if label(&evidence.kind).is_none() {
            errors.push(item(
                &pointer(&["evidence", &index.to_string(), "kind"]),
                "unknown_evidence",
                format!("this policy knows no evidence `{}`", evidence.kind),
                format!("该政策没有材料 `{}`", evidence.kind),
                "take its name from `evidence` in the decision",
                "请使用核算结果 evidence 中的名称",
            ));
        }
    }
}

/// Whether the claimed outcome itself asks for these documents; what another outcome asks for is not needed now.
fn brought_for(manifest: &Manifest, outcome: NodeIndex, any_of: &[String]) -> bool {
    let names = |alternatives: &[usize]| {
        let names = alternatives
            .iter()
            .filter_map(|index| manifest.evidence.get(*index));
        names
            .map(|evidence| evidence.name.as_str())
            .eq(any_of.iter().map(String::as_str))
    };
    manifest
        .bring
        .iter()
        .filter(|bring| bring.outcome == outcome)
        .any(|bring| {
            bring
                .documents
                .iter()
                .any(|document| names(&document.alternatives))
        })
}

fn item(
    pointer: &str,
    code: &str,
    detail: String,
    detail_zh: String,
    help: &str,
    help_zh: &str,
) -> ProblemItem {
    ProblemItem {
        pointer: pointer.into(),
        code: code.into(),
        detail,
        detail_zh,
        help: help.into(),
        help_zh: help_zh.into(),
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
pub(crate) mod tests;
