//! Values that change by date, months and days between moments, and what duties say: in decisions and in words.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use nuanze_abi::{NodeKind, State};
use nuanze_runtime::Policy;
use nuanze_runtime::words::{Lang, Words};
use serde_json::{Value as Json, json};
use support::{compile, decide};

const TEXT: &str = r#"---
id: repairs
title: 维修
jurisdiction: 110109
in_force: 2025-01-01 ..
---

# 维修 / Repairs {#repairs}

```policy
parameter hours : count "到场小时数" / "Hours to arrive"
  4 from 2020-01-01
  2 from 2025-11-15

fact bought : date 2020-01-01..2026-12-31 "购买日期" / "Date of purchase"
  ask "哪天买的？" / "When was it bought?"

fact reported : datetime 2025-01-01T00:00..2026-12-31T23:59 "报修时间" / "Time of the report"
  ask "什么时候报修的？" / "When was it reported?"

rule warranty : date "保修期满" / "End of the warranty" = add_months(bought, 36, last_day)

outcome require free "免费维修" / "Free repair"
  in_warranty  date_of(reported) <= warranty   "在保修期内" / "Within the warranty"
  by_day       time_of(reported) >= 08:00      "白天报修" / "Reported by day"

outcome rule arrive : count "到场时限" / "Time to arrive" = hours at date_of(reported)

duty vendor "厂家的义务" / "The vendor's duties"
  state "提供维修电话" / "Give a telephone number"
  state "免费更换零件" / "Replace parts for free" if free
```
"#;

fn repairs() -> Policy {
    nuanze_runtime::wasmtime::load(&compile(TEXT)).unwrap()
}

fn sentence(policy: &Policy, name: &str, lang: Lang) -> String {
    let named = |node: &nuanze_abi::Node| node.name.as_deref() == Some(name);
    let node = policy.manifest().nodes.iter().position(named).unwrap();
    Words::new(policy.manifest(), lang).sentence(node)
}

fn outcome(facts: Json, name: &str) -> Json {
    let decision = decide(&mut repairs(), facts);
    serde_json::to_value(decision.outcomes.get(name).unwrap()).unwrap()
}

#[test]
fn the_value_of_the_day_counts() {
    let on = |moment: &str| outcome(json!({"reported": moment}), "arrive")["value"].clone();
    assert_eq!(on("2025-11-14T23:59"), "4");
    assert_eq!(on("2025-11-15T00:00"), "2");
    let open = outcome(json!({}), "arrive");
    assert_eq!(
        [&open["min"], &open["max"], &open["needs"]],
        [&json!("2"), &json!("4"), &json!(["reported"])]
    );
}

#[test]
fn months_are_those_of_the_calendar() {
    let free = |bought: &str, reported: &str| {
        outcome(json!({"bought": bought, "reported": reported}), "free")["value"].clone()
    };
    assert_eq!(free("2024-02-29", "2026-12-31T12:00"), true);
    assert_eq!(free("2022-06-30", "2025-06-30T23:59"), true);
    assert_eq!(free("2022-06-30", "2025-07-01T08:00"), false);
    assert_eq!(free("2022-06-30", "2025-06-30T07:59"), false);
}

#[test]
fn an_end_that_is_too_early_is_told_with_its_day() {
    let mut policy = repairs();
    let facts = json!({"bought": "2022-06-30", "reported": "2025-07-02T07:30"});
    let decision = decide(&mut policy, facts);
    let words = Words::new(policy.manifest(), Lang::Zh);
    let told = |node: &str| {
        let step = decision.trace.iter().find(|step| step.node == node);
        words.step(step.unwrap())
    };
    assert_eq!(
        told("free.in_warranty"),
        "在保修期内：保修期满是 2025年6月30日，早了 2 天"
    );
    assert_eq!(told("free.by_day"), "白天报修");
    let warranty = decision.trace.iter().find(|step| step.node == "warranty");
    let value = serde_json::to_value(warranty.unwrap()).unwrap()["value"].clone();
    assert_eq!(value, "2025-06-30");
}

#[test]
fn duties_say_what_applies_and_what_may_apply() {
    let stated = |facts: Json| {
        let decision = decide(&mut repairs(), facts);
        let statements = decision
            .trace
            .into_iter()
            .filter(|step| step.kind == NodeKind::Statement);
        statements
            .map(|step| (step.node, step.state))
            .collect::<Vec<_>>()
    };
    let both = |second| {
        vec![
            ("vendor[1]".to_owned(), State::Yes),
            ("vendor[2]".to_owned(), second),
        ]
    };
    assert_eq!(stated(json!({})), both(State::Unknown));
    assert_eq!(
        stated(json!({"reported": "2025-06-01T03:00"})),
        both(State::No)
    );
    let facts = json!({"bought": "2024-01-01", "reported": "2025-06-01T10:00"});
    assert_eq!(stated(facts), both(State::Yes));
}

#[test]
fn moments_are_told_as_people_say_them() {
    let policy = repairs();
    assert_eq!(
        sentence(&policy, "warranty", Lang::Zh),
        "购买日期之后 36 个月（没有这一天的月份，按月末）"
    );
    assert_eq!(
        sentence(&policy, "warranty", Lang::En),
        "36 months after date of purchase (where there is no such day, the last day of that month)"
    );
    assert_eq!(
        sentence(&policy, "free.in_warranty", Lang::Zh),
        "报修时间的日期不晚于 保修期满"
    );
    assert_eq!(
        sentence(&policy, "free.by_day", Lang::En),
        "the time of day of time of the report is at or after 08:00"
    );
    assert_eq!(
        sentence(&policy, "arrive", Lang::Zh),
        "报修时间的日期当天的到场小时数"
    );
}
