//! Every declaration, as an author writes it and as it is read.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod shown;

use nuanze_syntax::ast::{Expectation, ItemKind, Label, RequireKind, TypeExpr};
use shown::{document, expr, item, names, unit};

fn words(label: &Option<Label>) -> (&str, Option<&str>) {
    let label = label.as_ref().unwrap();
    (label.zh.as_str(), label.en.as_deref())
}

fn fact_type(written: &str) -> TypeExpr {
    match item(&format!("fact a : {written} \"甲\"\n  ask \"甲？\"")) {
        ItemKind::Fact(fact) => fact.ty,
        other => panic!("not a fact: {other:?}"),
    }
}

#[test]
fn an_enum_has_values_in_groups() {
    let ItemKind::Enum(village) = item(
        "enum Village \"村\" / \"Village\"\n  other \"其他\"\n  group \"龙泉镇\" / \"Longquan\"\n  a \"甲村\" / \"A\"\n    b \"乙村\"",
    ) else {
        panic!()
    };
    assert_eq!(words(&village.label), ("村", Some("Village")));
    assert_eq!(village.groups[0].zh, "龙泉镇");
    let values: Vec<_> = village
        .values
        .iter()
        .map(|value| (value.name.node.as_str(), value.group))
        .collect();
    assert_eq!(values, [("other", None), ("a", Some(0)), ("b", Some(0))]);
}

#[test]
fn a_value_may_be_called_group() {
    let ItemKind::Enum(kind) = item("enum Kind\n  group\n  one \"甲\"") else {
        panic!()
    };
    assert_eq!((kind.values.len(), kind.groups.len()), (2, 0));
}

#[test]
fn a_fact_has_a_question_and_proof() {
    let ItemKind::Fact(fact) = item(
        "fact insulated : bool \"保温\" / \"insulation\"
  ask \"保温好吗？\" / \"Is it insulated?\"
  hint \"看外墙\"
  why \"奖补的条件\"
  proof photo or report, certificate
  assessed by \"镇政府\"
  changeable",
    ) else {
        panic!()
    };
    assert_eq!(fact.name.node, "insulated");
    assert_eq!(words(&fact.label), ("保温", Some("insulation")));
    assert_eq!(words(&fact.ask), ("保温好吗？", Some("Is it insulated?")));
    assert_eq!(words(&fact.hint), ("看外墙", None));
    assert_eq!(words(&fact.why), ("奖补的条件", None));
    assert_eq!(
        fact.proof.iter().map(|one| names(one)).collect::<Vec<_>>(),
        [vec!["photo", "report"], vec!["certificate"]]
    );
    assert_eq!(words(&fact.assessed_by), ("镇政府", None));
    assert!(fact.changeable);
}

#[test]
fn types_have_ranges_units_and_steps() {
    let ty = fact_type("area 0..2000 m² step 0.01");
    let (from, to) = ty.range.unwrap();
    assert_eq!(
        (ty.name.node.as_str(), expr(&from), expr(&to)),
        ("area", "0".into(), "2000".into())
    );
    assert_eq!(
        (unit(&ty.unit.unwrap()), expr(&ty.step.unwrap())),
        ("m+2".into(), "0.01".into())
    );

    let (from, to) = fact_type("date 2021-01-01..2023-12-31").range.unwrap();
    assert_eq!(
        (expr(&from), expr(&to)),
        ("2021/1/1".into(), "2023/12/31".into())
    );

    let (from, to) = fact_type("temperature -30 .. -5 ℃").range.unwrap();
    assert_eq!((expr(&from), expr(&to)), ("(- 30)".into(), "(- 5)".into()));

    let ty = fact_type("area 0 m²..20 m²");
    assert_eq!(
        (expr(&ty.range.unwrap().0), unit(&ty.unit.unwrap())),
        ("0[m+2]".into(), "m+2".into())
    );

    assert_eq!(unit(&fact_type("ratio 0..100 %").unit.unwrap()), "%+1");
    assert!(fact_type("count 0..20").unit.is_none());
    assert_eq!(fact_type("DeviceKind").name.node, "DeviceKind");
}

#[test]
fn a_type_may_be_a_unit() {
    let price = fact_type("CNY/kWh");
    assert_eq!(
        (price.name.node.as_str(), unit(&price.unit.unwrap())),
        ("CNY/kWh", "CNY+1 kWh-1".into())
    );
    let money = fact_type("CNY");
    assert_eq!((money.name.node.as_str(), money.unit), ("CNY", None));
}

#[test]
fn evidence_says_where_to_get_it() {
    let ItemKind::Evidence(evidence) =
        item("evidence nameplate \"铭牌照片\"\n  hint \"室外机侧面\"")
    else {
        panic!()
    };
    assert_eq!(words(&evidence.label), ("铭牌照片", None));
    assert_eq!(words(&evidence.hint), ("室外机侧面", None));
}

#[test]
fn a_reading_has_meanings_and_a_default() {
    let ItemKind::Reading(reading) = item(
        "reading gate \"要先满足附件1吗？\"
  required \"附件1写明必须达到\"
  advisory \"条款没有提\" default
  decided by \"区农业农村局\" / \"The district\"
  because \"对群众有利\"",
    ) else {
        panic!()
    };
    assert_eq!(words(&reading.question), ("要先满足附件1吗？", None));
    let meanings: Vec<_> = reading
        .alternatives
        .iter()
        .map(|one| (one.name.node.as_str(), one.default))
        .collect();
    assert_eq!(meanings, [("required", false), ("advisory", true)]);
    assert_eq!(
        words(&reading.decided_by),
        ("区农业农村局", Some("The district"))
    );
    assert_eq!(words(&reading.because), ("对群众有利", None));
}

#[test]
fn four_kinds_of_requirement_are_kept_apart() {
    for (written, kind) in [
        ("require", RequireKind::Gate),
        ("advise", RequireKind::Advice),
        ("duty", RequireKind::Duty),
        ("target", RequireKind::Target),
    ] {
        let ItemKind::Require(require) = item(&format!(
            "{written} r \"条件\"\n  meter own_meter and a >= 2 \"一户一表\""
        )) else {
            panic!()
        };
        assert_eq!((require.kind, require.outcome), (kind, false));
        assert_eq!(
            expr(&require.conditions[0].expr),
            "(And own_meter (GreaterEqual a 2))"
        );
        assert_eq!(words(&require.conditions[0].label), ("一户一表", None));
    }
}

#[test]
fn a_rule_may_go_on_below() {
    let ItemKind::Rule(rule) = item(
        "outcome rule cost : CNY \"费用\" / \"Cost\" =\n  if a\n    then 1 CNY\n    else 2 CNY",
    ) else {
        panic!()
    };
    assert!(rule.outcome);
    assert_eq!(rule.ty.unwrap().name.node, "CNY");
    assert_eq!(words(&rule.label), ("费用", Some("Cost")));
    assert_eq!(expr(&rule.expr), "(if a 1[CNY+1] 2[CNY+1])");
}

#[test]
fn documents_may_hang_on_conditions() {
    let ItemKind::Bring(bring) =
        item("bring papers for award \"材料\"\n  invoice\n  power or letter if not head and n > 2")
    else {
        panic!()
    };
    assert_eq!(
        (bring.name.node.as_str(), bring.outcome.node.as_str()),
        ("papers", "award")
    );
    assert_eq!(names(&bring.documents[1].alternatives), ["power", "letter"]);
    assert_eq!(
        expr(bring.documents[1].condition.as_ref().unwrap()),
        "(And (not head) (Greater n 2))"
    );
}

#[test]
fn a_pledge_has_promises() {
    let ItemKind::Pledge(pledge) =
        item("pledge word for award \"承诺\"\n  honest \"属实\" / \"True\"")
    else {
        panic!()
    };
    assert_eq!(pledge.promises[0].0.node, "honest");
    assert_eq!(words(&pledge.promises[0].1), ("属实", Some("True")));
}

#[test]
fn what_is_manual_says_why() {
    let ItemKind::Manual(manual) =
        item("manual m \"困难\"\n  because \"没有标准\"\n  affects a, b\n  decided by \"镇政府\"")
    else {
        panic!()
    };
    assert_eq!(names(&manual.affects), ["a", "b"]);
    assert_eq!(
        (words(&manual.because), words(&manual.decided_by)),
        (("没有标准", None), ("镇政府", None))
    );
}

#[test]
fn an_example_gives_facts_and_expects_outcomes() {
    let ItemKind::Example(example) = item(
        "example \"刚好\" from \"以前\"
  given device = water_pump, area = 45 m²
  given day = unknown
  reading gate = required
  then award = 12000 CNY, eligible, not eligible.meter, x = unknown
  then needs a, b
  then needs nothing",
    ) else {
        panic!()
    };
    assert_eq!(
        (
            example.title.node.as_str(),
            example.from.unwrap().node.as_str()
        ),
        ("刚好", "以前")
    );
    let given: Vec<_> = example
        .given
        .iter()
        .map(|one| format!("{} = {}", one.name, expr(&one.value)))
        .collect();
    assert_eq!(
        given,
        ["device = water_pump", "area = 45[m+2]", "day = unknown"]
    );
    assert_eq!(example.readings[0].name.to_string(), "gate");
    let then: Vec<_> = example
        .then
        .iter()
        .map(|one| match one {
            Expectation::Value { name, value } => {
                let tail: String = name
                    .tail
                    .iter()
                    .map(|tail| format!(".{}", tail.node))
                    .collect();
                format!("{}{tail} = {}", name.head.node, expr(value))
            }
            Expectation::Needs(facts) => {
                let facts: Vec<_> = facts.iter().map(ToString::to_string).collect();
                format!("needs {facts:?}")
            }
        })
        .collect();
    assert_eq!(
        then,
        [
            "award = 12000[CNY+1]",
            "eligible = true",
            "eligible.meter = false",
            "x = unknown",
            "needs [\"a\", \"b\"]",
            "needs []",
        ]
    );
}

#[test]
fn labels_may_hold_escapes_bars_and_signs() {
    let ItemKind::Evidence(evidence) = item(r#"evidence e "说“好”、\"是\" | # \\" / "a / b""#)
    else {
        panic!()
    };
    assert_eq!(
        words(&evidence.label),
        (r#"说“好”、"是" | # \"#, Some("a / b"))
    );
}

#[test]
fn comments_and_empty_lines_belong_to_nothing() {
    let document = document("# 说明\n\nrule a = 1 # 一\n\n# 说明\nrule b = 2\n");
    assert_eq!(document.items.len(), 2);
}

#[test]
fn a_misspelled_declaration_hides_no_other() {
    let parsed = nuanze_syntax::parse(
        "```policy\nrule a = 1\nfakt b : bool\n  ask \"乙？\"\nrule c = 3\n```",
    );
    let kinds: Vec<_> = parsed
        .document
        .items
        .iter()
        .map(|item| matches!(item.kind, ItemKind::Error))
        .collect();
    assert_eq!(
        (kinds, parsed.diagnostics.len()),
        (vec![false, true, false], 1)
    );
}

#[test]
fn an_item_spans_its_indented_lines() {
    let text = "```policy\nfact a : bool\n  ask \"甲？\"  # 问\n\nrule b = 2\n```";
    let item = &nuanze_syntax::parse(text).document.items[0];
    assert_eq!(
        &text[item.span.start..item.span.end],
        "fact a : bool\n  ask \"甲？\""
    );
}
