//! Rules of other documents: what comes over, what is given, and what is refused.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::collections::BTreeMap;

use common::{case, decide};
use nuanze_program::{
    Checked, EnumId, InputKind, Program, Type, Value, check_with, evaluate, needs, run_examples,
};
use nuanze_syntax::{Parsed, parse};

fn document(id: &str, block: &str) -> Parsed {
    parse(&format!(
        "---\nid: {id}\ntitle: 文件{id}\ntitle_en: Document {id}\njurisdiction: 110000\nin_force: 2019-01-01 ..\n---\n\n# 总则 / General {{#general}}\n\n## 第一条 / Article 1 {{#one}}\n\n```policy\n{block}\n```\n"
    ))
}

/// A standard with a record, an enum, a reading, a parameter, evidence, a table, a duty and something left to a person.
const STANDARD: &str = r#"enum Kind "类型" / "Kind"
  air "风冷" / "Air"
  water "水冷" / "Water"
evidence nameplate "铭牌" / "Nameplate"
reading strict "要更严吗？" / "Stricter?"
  usual "照常" / "As usual" default
  harder "更严" / "Stricter"
  decided by "标准委员会" / "Committee"
parameter least : ratio "下限" / "Least"
  2.1 from 2019-01-01
  2.3 from 2023-01-01
record Unit "热泵" / "Heat pump"
  kind : Kind "热泵类型" / "Kind of pump"
    ask "是哪种？"
  cop : ratio 0..10 step 0.01 "性能系数" / "COP"
    ask "是多少？"
    proof nameplate
fact unit : Unit "热泵" / "Heat pump"
fact made : date 2019-01-01..2030-12-31 "制造日期" / "Date of making"
  ask "哪天造的？"
fact noise : count 0..100 "噪声" / "Noise"
  ask "多大声？"
rule limit : ratio "限值" = if strict = harder then (least at made) + 0.5 else least at made
outcome require good "达标" / "Good"
  cop  unit.cop >= limit  "性能" / "COP"
  calm noise <= 60 or unit.kind = water  "安静" / "Calm"
outcome table grade : count "等级" / "Grade"
  | unit.kind | unit.cop | grade |
  | air       | >= 3     | 1     |
  | air       | < 3      | 2     |
  | water     | *        | 1     |
duty label "贴标" / "Label"
  labelled  unit.cop >= 1  "贴标"
manual noise_test "噪声测试" / "Noise test"
  because "要到现场测" / "Tested on site"
  affects good
  decided by "检测机构" / "Laboratory"
"#;

fn checked_with(block: &str, others: &[(&str, &str)]) -> Checked {
    let library: BTreeMap<String, Parsed> = others
        .iter()
        .map(|(id, block)| ((*id).to_owned(), document(id, block)))
        .collect();
    let parsed = document("own", block);
    assert_eq!(parsed.diagnostics, []);
    check_with(&parsed.document, &library)
}

fn with_standard(block: &str) -> Program {
    let checked = checked_with(block, &[("gb-1", STANDARD)]);
    checked
        .program
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn found(block: &str, others: &[(&str, &str)]) -> Vec<String> {
    let checked = checked_with(block, others);
    let found = checked.diagnostics.iter();
    found
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect()
}

fn names(program: &Program) -> Vec<&str> {
    program
        .facts
        .iter()
        .map(|fact| fact.name.as_str())
        .collect()
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

fn day(text: &str) -> Value {
    Value::Date(nuanze_program::parse_date(text).unwrap())
}

const YES: Value = Value::Bool(true);
const NO: Value = Value::Bool(false);

#[test]
fn facts_that_are_not_given_are_asked_here() {
    let program =
        with_standard("use gb-1 as gb\noutcome rule pays \"有补助\" = gb.good and gb.grade = 1\n");
    assert_eq!(
        names(&program),
        ["gb.unit.kind", "gb.unit.cop", "gb.made", "gb.noise"]
    );
    let facts = [
        ("gb.unit.kind", Value::Enum(EnumId(0), 0)),
        ("gb.unit.cop", number("3")),
        ("gb.made", day("2024-01-01")),
        ("gb.noise", number("60")),
    ];
    assert_eq!(decide(&program, &facts, "pays"), Some(YES));
    let InputKind::Record(parts) = &program.inputs[0].kind else {
        panic!("{:?}", program.inputs)
    };
    assert_eq!(program.inputs[0].name, "gb");
    let parts: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(parts, ["unit", "made", "noise"]);
}

#[test]
fn what_comes_over_keeps_its_words_and_cites_where_it_is_written() {
    let program = with_standard("use gb-1 as gb\noutcome rule pays \"有补助\" = gb.good\n");
    let names: Vec<&str> = program
        .definitions
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["gb.limit", "gb.good", "pays"],
        "only what is needed comes over"
    );
    let good = &program.definitions[1];
    assert_eq!(good.label.as_ref().unwrap().en, "Good");
    let clause = &program.clauses[good.clause.unwrap().0];
    assert_eq!(clause.id, "one");
    assert_eq!(program.documents[clause.document.unwrap().0].id, "gb-1");
    assert_eq!(program.documents[0].alias, "gb");
    assert_eq!(program.clauses[clause.parent.unwrap().0].id, "general");
    assert_eq!(program.readings[0].name, "gb.strict");
    assert_eq!(program.parameters[0].name, "gb.least");
    assert_eq!(program.evidence[0].name, "gb.nameplate");
    assert_eq!(program.manual[0].name, "gb.noise_test");
    assert_eq!(program.manual[0].affects, program.outcomes);
    let words = program.words(nuanze_program::Language::Source);
    assert_eq!(words.named(&program.enums[0].name, None), "gb.Kind");
}

#[test]
fn a_condition_and_a_value_of_another_document_are_used_by_name() {
    let program = with_standard(
        "use gb-1 as gb\noutcome rule calm \"安静\" = gb.good.calm and gb.strict = usual\n",
    );
    let facts = [("gb.noise", number("50"))];
    assert_eq!(decide(&program, &facts, "calm"), Some(YES));
    let facts = [
        ("gb.noise", number("61")),
        ("gb.unit.kind", Value::Enum(EnumId(0), 0)),
    ];
    assert_eq!(decide(&program, &facts, "calm"), Some(NO));
}

#[test]
fn a_record_of_this_document_is_handed_over_field_by_field() {
    let program = with_standard(
        r#"use gb-1 as gb
  given unit = pump, made = bought, noise = loud * 1
fact pump : gb.Unit "热泵" / "Pump"
fact bought : date 2021-01-01..2023-12-31 "选购日期"
  ask "哪天买的？"
fact loud : count 0..90 "声级"
  ask "多大声？"
outcome rule pays "有补助" = gb.good and pump.kind = air
"#,
    );
    assert_eq!(names(&program), ["pump.kind", "pump.cop", "bought", "loud"]);
    assert_eq!(program.facts[1].proof.len(), 1);
    let facts = [
        ("pump.kind", Value::Enum(EnumId(0), 0)),
        ("pump.cop", number("2.2")),
        ("bought", day("2022-12-31")),
        ("loud", number("50")),
    ];
    assert_eq!(decide(&program, &facts, "pays"), Some(YES));
    let case = case(&program, &facts[..3]);
    let asked = needs(&program, &case, &program.outcomes);
    assert_eq!(program.facts[asked[0].0].name, "loud");
}

#[test]
fn a_given_fact_may_be_a_rule_of_this_document() {
    let program = with_standard(
        r#"use gb-1 as gb
  given unit.cop = (if new then 3 else 1.5), noise = 40, made = 2022-01-01
fact new : bool "新的"
  ask "是新的吗？"
rule fine "好" = gb.grade = 1
outcome rule pays "有补助" = gb.good.cop and fine
"#,
    );
    assert_eq!(names(&program), ["new", "gb.unit.kind"]);
    let decided = |new| {
        decide(
            &program,
            &[("new", new), ("gb.unit.kind", Value::Enum(EnumId(0), 0))],
            "pays",
        )
    };
    assert_eq!(decided(YES), Some(YES));
    assert_eq!(decided(NO), Some(NO));
    let cop = program
        .definitions
        .iter()
        .find(|known| known.name == "gb.unit.cop")
        .unwrap();
    assert_eq!(cop.label.as_ref().unwrap().en, "COP");
    let Type::Number(ty) = &cop.ty else { panic!() };
    assert_eq!(
        ty.scale, 2,
        "it has the digits of the fact that it stands for"
    );
}

const SUMS: &str = r#"record Month "月"
  valley : energy 0..10000 kWh "谷段用电"
    ask "多少？"
fact months : list 0..5 of Month "各月"
  ask "几个月？"
outcome rule total : kWh "总量" = sum(m.valley for m in months)
outcome rule most : kWh "最多" = max(m.valley for m in months else 0 kWh)
"#;

#[test]
fn a_shorter_list_stands_for_a_longer_one() {
    let checked = checked_with(
        r#"use sums as s
  given months = own
record Row "行"
  valley : energy 0..500 kWh "用电"
    ask "多少？"
  name : bool "已核"
    ask "核了吗？"
fact own : list 1..2 of Row "各月"
  ask "几个月？"
outcome rule much "多" = s.total > 600 kWh and s.most > 400 kWh and all(m.name for m in own)
"#,
        &[("sums", SUMS)],
    );
    let program = checked
        .program
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let facts = [
        ("own", number("2")),
        ("own[1].valley", number("200")),
        ("own[2].valley", number("450")),
        ("own[1].name", YES),
        ("own[2].name", YES),
    ];
    assert_eq!(decide(&program, &facts, "much"), Some(YES));
    let evaluation = evaluate(&program, &case(&program, &facts));
    assert_eq!(
        common::value(&program, &evaluation, "s.total"),
        Some(number("650"))
    );
}

#[test]
fn examples_give_facts_and_readings_of_other_documents() {
    let program = with_standard(
        r#"use gb-1 as gb
outcome rule pays "有补助" = gb.good
example "甲"
  given gb.unit.cop = 2.4, gb.made = 2024-01-01, gb.noise = 10
  then pays, gb.good, gb.good.cop, gb.limit = 2.3
  then needs nothing
example "乙" from "甲"
  reading gb.strict = harder
  then not pays, not gb.good.cop
example "丙" from "甲"
  given gb.noise = 99
  then pays = unknown
  then needs gb.unit.kind
"#,
    );
    let failures = run_examples(&program, |case| evaluate(&program, case));
    assert_eq!(failures, []);
}

#[test]
fn a_document_may_use_one_that_uses_another() {
    let middle = "use gb-1 as gb\noutcome rule fine \"好\" = gb.grade = 1\n";
    let checked = checked_with(
        "use middle as m\n  given gb.unit = pump\nuse gb-1 as gb\n  given unit = pump, noise = 3\nfact pump : gb.Unit \"热泵\"\noutcome rule pays \"有补助\" = m.fine and gb.good\n",
        &[("gb-1", STANDARD), ("middle", middle)],
    );
    let program = checked
        .program
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    assert_eq!(names(&program), ["pump.kind", "pump.cop", "gb.made"]);
    assert_eq!(program.enums.len(), 1, "one enum, whichever way it comes");
    let names: Vec<&str> = program
        .definitions
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    assert!(names.contains(&"m.gb.grade"), "{names:?}");
    let aliases: Vec<&str> = program
        .documents
        .iter()
        .map(|known| known.alias.as_str())
        .collect();
    assert_eq!(aliases, ["m", "m.gb", "gb"]);
}

#[test]
fn what_cannot_be_used_is_said_where_it_is_used() {
    let uses = |id: &str| format!("use {id} as x\noutcome rule pays \"有补助\" = x.good\n");
    assert_eq!(
        found(&uses("gb-2"), &[]),
        ["use/unknown: there is no document with the id `gb-2`"]
    );
    assert_eq!(
        found(
            &uses("broken"),
            &[("broken", "outcome rule good \"好\" = cop > 3\n")]
        ),
        ["use/broken: `broken` is not in order: nothing is called `cop`"]
    );
    assert_eq!(
        found(&uses("own"), &[]),
        ["use/cycle: these documents use each other: `own` → `own`"]
    );
    let (a, b) = (uses("b"), uses("a"));
    assert_eq!(
        found(&uses("a"), &[("a", &a), ("b", &b)]),
        ["use/cycle: these documents use each other: `a` → `b` → `a`"]
    );
}

/// So many documents, each of which uses the next; the last uses none.
fn chain(documents: usize) -> BTreeMap<String, Parsed> {
    let link = |at: usize| {
        let block = if at == documents {
            "fact cop : ratio 0..10 step 0.01 \"性能系数\"\n  ask \"是多少？\"\noutcome rule good \"达标\" = cop >= 2\n".to_owned()
        } else {
            format!(
                "use d{} as x\noutcome rule good \"达标\" = x.good\n",
                at + 1
            )
        };
        let id = format!("d{at}");
        let parsed = document(&id, &block);
        (id, parsed)
    };
    (1..=documents).map(link).collect()
}

#[test]
fn sixteen_documents_may_use_each_other_in_a_chain() {
    let library = chain(16);
    let checked = check_with(&library["d1"].document, &library);
    let program = checked
        .program
        .unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    assert!(program.facts[0].name.ends_with(".x.cop"));
}

#[test]
fn a_longer_chain_of_documents_is_refused_where_it_begins() {
    // Very many are refused too, without following all.
    for documents in [17, 20_000] {
        let library = chain(documents);
        let found = check_with(&library["d1"].document, &library).diagnostics;
        let [first] = found.as_slice() else {
            panic!("{found:#?}")
        };
        assert_eq!(
            (first.code, first.message.as_str()),
            (
                "use/depth",
                "more than 16 documents use each other in a chain: `d1` → `d2` → `d3` → `d4` → `d5` → `d6` → `d7` → `d8` → `d9` → `d10` → `d11` → `d12` → `d13` → `d14` → `d15` → `d16` → `d17` → …"
            )
        );
        assert_eq!(
            first.help.as_deref(),
            Some("use the documents that declare the rules, not those that pass them on")
        );
    }
}

#[test]
fn a_chain_is_too_long_by_whichever_way_it_is_come_to() {
    let mut library = chain(17);
    let uses = "use d9 as short\nuse d2 as long\noutcome rule pays \"有补助\" = short.good and long.good\n";
    library.insert("d1".to_owned(), document("d1", uses));
    let found = check_with(&library["d1"].document, &library).diagnostics;
    let codes: Vec<&str> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["use/depth"]);
}

#[test]
fn what_is_given_must_be_what_is_asked() {
    let given = |given: &str| {
        let block = format!(
            "use gb-1 as gb\n  given {given}\nfact long : count 0..2000 \"长\"\n  ask \"多长？\"\nfact fine : ratio 0..1 step 0.001 \"细\"\n  ask \"多细？\"\nrecord Half \"半\"\n  cop : ratio 0..10 step 0.01 \"系数\"\n    ask \"多少？\"\nfact half : Half \"半\"\noutcome rule pays \"有补助\" = gb.good and long > 3 and fine > 0.5 and half.cop > 1\n"
        );
        let mut found = found(&block, &[("gb-1", STANDARD)]);
        assert_eq!(found.len(), 1, "{found:#?}");
        found.remove(0)
    };
    assert_eq!(
        given("noise = long"),
        "use/range: `gb.noise` takes 0 to 100, but this can be 2000"
    );
    assert_eq!(
        given("unit.cop = fine"),
        "use/range: `gb.unit.cop` takes multiples of 0.01, and this value has finer digits"
    );
    assert_eq!(
        given("noise = 2022-01-01"),
        "use/type: `gb.noise` is a bare number, but what is given is a date"
    );
    assert_eq!(
        given("loudness = 3"),
        "use/given: `gb-1` asks for nothing called `loudness`"
    );
    assert_eq!(
        given("unit = half"),
        "use/given: `gb.unit.kind` is not among the fields that are given"
    );
    assert_eq!(
        given("unit = 3"),
        "use/given: `gb.unit` is a record, and takes only a record of this document"
    );
    assert_eq!(
        given("noise = 3, noise = 4"),
        "name/twice: `noise` is declared twice"
    );
}

#[test]
fn names_of_another_document_are_looked_up_there() {
    let one = |expr: &str| {
        let block = format!(
            "use gb-1 as gb\n  given noise = 3\noutcome rule pays \"有补助\" = gb.good and ({expr})\n"
        );
        let mut found = found(&block, &[("gb-1", STANDARD)]);
        assert_eq!(found.len(), 1, "{found:#?}");
        found.remove(0)
    };
    assert_eq!(
        one("gb.god"),
        "name/unknown: `gb-1` has nothing called `god`"
    );
    assert_eq!(
        one("gb"),
        "name/path: `gb` is a document, and a rule looks at what is in it"
    );
    assert_eq!(
        one("gb.label"),
        "name/gate: `gb.label` is a duty, and nothing may hang on it"
    );
    assert_eq!(
        one("gb.good.cops"),
        "name/unknown: `gb.good` has no condition `cops`"
    );
    assert_eq!(
        one("gb.least > 1"),
        "name/parameter: `gb.least` changes by date, and no day is named here"
    );
}

#[test]
fn a_round_through_what_is_given_is_refused() {
    let block = "use gb-1 as gb\n  given noise = loud\nrule loud : count \"声\" = if gb.good then 1 else 2\noutcome rule pays \"有补助\" = gb.good\n";
    let found = found(block, &[("gb-1", STANDARD)]);
    assert_eq!(
        found,
        ["order/cycle: these are defined by each other: `loud` → `gb.good` → `gb.noise` → `loud`"]
    );
}
