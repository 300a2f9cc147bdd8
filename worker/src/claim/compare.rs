//! The client is never believed: its decision is laid beside the one made here, and the first difference is named by
//! the clause it stands under.

use nuanze_abi::{Manifest, State};
use nuanze_api::{ClientDecision, NodeState, Problem, ProblemItem, ProblemKind};
use nuanze_runtime::words::{Lang, Words};
use nuanze_runtime::{Decision, cited};
use serde_json::{Map, Value};

use crate::http::problems::pointer;

/// The outcomes as a claim's JSON holds them.
pub fn outcomes(decision: &Decision) -> Result<Map<String, Value>, serde_json::Error> {
    match serde_json::to_value(&decision.outcomes)? {
        Value::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

/// Compares the client's decision with the one made here.
///
/// # Errors
///
/// [`ProblemKind::DecisionDiffers`], naming the first step of the trace on which they part, if the client sent its
/// states, and the first outcome otherwise.
pub fn compare(
    client: &ClientDecision,
    ours: &Decision,
    our_outcomes: &Map<String, Value>,
    manifest: &Manifest,
) -> Result<(), Problem> {
    let differing = ours
        .outcomes
        .iter()
        .map(|(name, _)| name)
        .find(|name| client.outcomes.get(*name) != our_outcomes.get(*name));
    let unknown = client
        .outcomes
        .keys()
        .find(|name| !our_outcomes.contains_key(*name));
    let step = ours.trace.iter().find(|step| {
        client
            .states
            .get(&step.node)
            .is_some_and(|state| *state != node_state(step.state))
    });
    if differing.is_none() && unknown.is_none() && step.is_none() {
        return Ok(());
    }
    if let Some(step) = step {
        let clause = clause(manifest, step.clause.as_deref());
        let (here, here_zh) = words(node_state(step.state));
        let (there, there_zh) = client
            .states
            .get(&step.node)
            .map_or(("unknown", "未知"), |state| words(*state));
        let item = ProblemItem {
            pointer: pointer(&["decision", "states", &step.node]),
            code: "decision_differs".into(),
            detail: format!(
                "`{}`{} is {here} here, and {there} in the claim",
                step.node,
                under(&clause)
            ),
            detail_zh: format!(
                "`{}`{}：本处为{here_zh}，申请中为{there_zh}",
                step.node,
                under_zh(&clause)
            ),
            help: HELP.into(),
            help_zh: HELP_ZH.into(),
        };
        return Err(differs(item));
    }
    let name = differing
        .or(unknown.map(String::as_str))
        .unwrap_or_default();
    let anchor = our_outcomes
        .get(name)
        .and_then(|outcome| outcome.get("clause"))
        .and_then(Value::as_str);
    let clause = clause(manifest, anchor);
    let item = ProblemItem {
        pointer: pointer(&["decision", "outcomes", name]),
        code: "decision_differs".into(),
        detail: format!(
            "`{name}`{} is {} here, and {} in the claim",
            under(&clause),
            answer(our_outcomes.get(name)),
            answer(client.outcomes.get(name))
        ),
        detail_zh: format!(
            "`{name}`{}：本处为{}，申请中为{}",
            under_zh(&clause),
            answer_zh(our_outcomes.get(name)),
            answer_zh(client.outcomes.get(name))
        ),
        help: HELP.into(),
        help_zh: HELP_ZH.into(),
    };
    Err(differs(item))
}

const HELP: &str = "decide again with the module named in `module`, and send its answer unchanged";
const HELP_ZH: &str = "请用 module 所示的模块重新核算，并原样提交其结果";

fn differs(item: ProblemItem) -> Problem {
    Problem::new(
        ProblemKind::DecisionDiffers,
        item.detail.clone(),
        item.detail_zh.clone(),
    )
    .with(vec![item])
}

fn node_state(state: State) -> NodeState {
    match state {
        State::Unknown => NodeState::Unknown,
        State::No => NodeState::No,
        State::Yes => NodeState::Yes,
    }
}

fn words(state: NodeState) -> (&'static str, &'static str) {
    match state {
        NodeState::Yes => ("yes", "是"),
        NodeState::No => ("no", "否"),
        NodeState::Unknown => ("unknown", "未知"),
    }
}

/// The clause of an anchor, in English and Chinese.
fn clause(manifest: &Manifest, anchor: Option<&str>) -> Option<(String, String)> {
    let clause = cited(manifest, anchor?)?;
    let title = |lang| Words::new(manifest, lang).clause(clause);
    Some((title(Lang::En), title(Lang::Zh)))
}

fn under(clause: &Option<(String, String)>) -> String {
    clause
        .as_ref()
        .map(|(en, _)| format!(" (clause “{en}”)"))
        .unwrap_or_default()
}

fn under_zh(clause: &Option<(String, String)>) -> String {
    clause
        .as_ref()
        .map(|(_, zh)| format!("（条款“{zh}”）"))
        .unwrap_or_default()
}

/// An outcome in a few words. What the client wrote is cut short: it can be anything.
fn answer(outcome: Option<&Value>) -> String {
    let Some(outcome) = outcome else {
        return "missing".into();
    };
    let text = |key: &str| outcome.get(key).map(plain);
    match (text("status").as_deref(), text("value"), text("unit")) {
        (Some("known"), Some(value), Some(unit)) => format!("`{value} {unit}`"),
        (Some("known"), Some(value), None) => format!("`{value}`"),
        (Some("unknown"), ..) => "still open".into(),
        _ => "something that is no outcome".into(),
    }
}

fn answer_zh(outcome: Option<&Value>) -> String {
    match answer(outcome).as_str() {
        "missing" => "缺失".into(),
        "still open" => "未定".into(),
        "something that is no outcome" => "无法识别的内容".into(),
        value => value.into(),
    }
}

fn plain(value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    text.chars()
        .filter(|c| !c.is_control() && *c != '`')
        .take(40)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use crate::claim::check::tests::{decision, manifest};

    fn client() -> ClientDecision {
        ClientDecision {
            outcomes: outcomes(&decision()).unwrap(),
            states: Default::default(),
        }
    }

    fn refused(client: &ClientDecision) -> ProblemItem {
        let ours = decision();
        let problem = compare(client, &ours, &outcomes(&ours).unwrap(), &manifest()).unwrap_err();
        assert_eq!(
            (problem.kind, problem.status),
            (ProblemKind::DecisionDiffers, 422)
        );
        problem.errors[0].clone()
    }

    #[test]
    fn the_same_decision_is_accepted_with_its_states_and_without() {
        let ours = decision();
        let mut client = client();
        assert_eq!(
            compare(&client, &ours, &outcomes(&ours).unwrap(), &manifest()),
            Ok(())
        );
        client
            .states
            .insert("eligible.meter".into(), NodeState::Yes);
        assert_eq!(
            compare(&client, &ours, &outcomes(&ours).unwrap(), &manifest()),
            Ok(())
        );
    }

    #[test]
    fn another_amount_is_named_by_its_outcome_and_clause() {
        let mut client = client();
        client.outcomes["award"]["value"] = "99999".into();
        let item = refused(&client);
        assert_eq!(item.pointer, "/decision/outcomes/award");
        assert_eq!(
            item.detail,
            "`award` (clause “Device award”) is `12000 CNY` here, and `99999 CNY` in the claim"
        );
        assert_eq!(
            item.detail_zh,
            "`award`（条款“设备奖补”）：本处为`12000 CNY`，申请中为`99999 CNY`"
        );
    }

    #[test]
    fn the_first_step_on_which_they_part_is_named() {
        let mut client = client();
        client.outcomes["award"]["value"] = "99999".into();
        client.states.insert("eligible.meter".into(), NodeState::No);
        let item = refused(&client);
        assert_eq!(item.pointer, "/decision/states/eligible.meter");
        assert_eq!(
            item.detail,
            "`eligible.meter` (clause “Power supply”) is yes here, and no in the claim"
        );
    }

    #[test]
    fn missing_and_made_up_outcomes_differ() {
        let mut missing = client();
        missing.outcomes.remove("award");
        assert_eq!(
            refused(&missing).detail,
            "`award` (clause “Device award”) is `12000 CNY` here, and missing in the claim"
        );
        let mut more = client();
        more.outcomes.insert(
            "bonus".into(),
            serde_json::json!({"status": "known", "value": "1"}),
        );
        assert_eq!(
            refused(&more).detail,
            "`bonus` is missing here, and `1` in the claim"
        );
        let mut odd = client();
        odd.outcomes["award"] = serde_json::json!(["`\u{1b}[31m"]);
        assert_eq!(
            refused(&odd).detail,
            "`award` (clause “Device award”) is `12000 CNY` here, and something that is no outcome in the claim"
        );
    }
}
