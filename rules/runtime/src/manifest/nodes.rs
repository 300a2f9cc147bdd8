//! The nodes of a manifest: operations, operands, tests, tables.

use nuanze_abi::{
    Aggregate, AggregateItem, AggregateKind, Arithmetic, CellTest, Comparison, Interval, MonthEnd,
    Node, NodeKind, Op, Operand, Rounding, Table,
};
use serde_json::Value as Json;

use super::read::{Reader, of};
use super::value_type;

pub fn node(r: &mut Reader, json: &Json) -> Node {
    Node {
        name: r.maybe(json, "name", Reader::string),
        kind: r.choice(of(json, "kind"), "kind", &KINDS, NodeKind::Step),
        value: value_type(r, json),
        label: r.maybe(json, "label", Reader::text),
        clause: r.maybe(json, "clause", Reader::position),
        op: op(r, of(json, "op")),
    }
}

const KINDS: [(&str, NodeKind); 11] = [
    ("requirement", NodeKind::Requirement),
    ("advice", NodeKind::Advice),
    ("duty", NodeKind::Duty),
    ("target", NodeKind::Target),
    ("condition", NodeKind::Condition),
    ("statement", NodeKind::Statement),
    ("rule", NodeKind::Rule),
    ("table", NodeKind::Table),
    ("row", NodeKind::Row),
    ("bring", NodeKind::Bring),
    ("step", NodeKind::Step),
];

const COMPARISONS: [(&str, Comparison); 6] = [
    ("equal", Comparison::Equal),
    ("not_equal", Comparison::NotEqual),
    ("less", Comparison::Less),
    ("less_equal", Comparison::LessEqual),
    ("greater", Comparison::Greater),
    ("greater_equal", Comparison::GreaterEqual),
];

const ARITHMETIC: [(&str, Arithmetic); 6] = [
    ("add", Arithmetic::Add),
    ("subtract", Arithmetic::Subtract),
    ("multiply", Arithmetic::Multiply),
    ("negate", Arithmetic::Negate),
    ("min", Arithmetic::Min),
    ("max", Arithmetic::Max),
];

const ROUNDING: [(&str, Rounding); 4] = [
    ("half_up", Rounding::HalfUp),
    ("half_even", Rounding::HalfEven),
    ("up", Rounding::Up),
    ("down", Rounding::Down),
];

const MONTH_ENDS: [(&str, MonthEnd); 2] = [
    ("last_day", MonthEnd::LastDay),
    ("next_day", MonthEnd::NextDay),
];

const AGGREGATES: [(&str, AggregateKind); 6] = [
    ("all", AggregateKind::All),
    ("any", AggregateKind::Any),
    ("count", AggregateKind::Count),
    ("sum", AggregateKind::Sum),
    ("min", AggregateKind::Min),
    ("max", AggregateKind::Max),
];

/// The single name of an object, and what stands under it.
fn variant(json: &Json) -> Option<(&str, &Json, &[Json])> {
    let object = json.as_object().filter(|object| object.len() == 1)?;
    object
        .iter()
        .next()
        .map(|(name, content)| (name.as_str(), content, items(content)))
}

fn items(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn op(r: &mut Reader, json: &Json) -> Op {
    let rounding =
        |r: &mut Reader, mode: &Json| r.choice(mode, "rounding", &ROUNDING, Rounding::Down);
    match variant(json) {
        Some(("is", a, _)) => Op::Is(operand(r, a)),
        Some(("not", a, _)) => Op::Not(operand(r, a)),
        Some(("and", list, _)) => Op::And(r.all(list, "and", operand)),
        Some(("or", list, _)) => Op::Or(r.all(list, "or", operand)),
        Some(("compare", _, [how, a, b])) => Op::Compare(
            r.choice(how, "compare", &COMPARISONS, Comparison::Equal),
            operand(r, a),
            operand(r, b),
        ),
        Some(("if", _, [a, b, c])) => Op::If(operand(r, a), operand(r, b), operand(r, c)),
        Some(("arithmetic", _, [kind, list])) => Op::Arithmetic(
            r.choice(kind, "arithmetic", &ARITHMETIC, Arithmetic::Add),
            r.all(list, "arithmetic", operand),
        ),
        Some(("round", _, [a, mode, step])) => {
            Op::Round(operand(r, a), rounding(r, mode), operand(r, step))
        }
        Some(("divide", _, [a, b, mode, step])) => Op::Divide(
            operand(r, a),
            operand(r, b),
            rounding(r, mode),
            operand(r, step),
        ),
        Some(("within", content, _)) => Op::Within(test(r, content)),
        Some(("row", content, _)) => Op::Row(r.all(content, "row", test)),
        Some(("table", content, _)) => Op::Table(Box::new(table(r, content))),
        Some(("parameter", _, [parameter, day])) => {
            Op::Parameter(r.index(parameter, "parameter"), operand(r, day))
        }
        Some(("add_months", _, [moment, months, end])) => Op::AddMonths(
            operand(r, moment),
            operand(r, months),
            r.choice(end, "add_months", &MONTH_ENDS, MonthEnd::LastDay),
        ),
        Some(("add_duration", _, [a, b])) => Op::AddDuration(operand(r, a), operand(r, b)),
        Some(("between", _, [a, b])) => Op::Between(operand(r, a), operand(r, b)),
        Some(("date_of", a, _)) => Op::DateOf(operand(r, a)),
        Some(("time_of", a, _)) => Op::TimeOf(operand(r, a)),
        Some(("aggregate", content, _)) => Op::Aggregate(Box::new(aggregate(r, content))),
        _ => {
            r.wrong("op");
            Op::And(Vec::new())
        }
    }
}

#[inline(never)]
pub fn operand(r: &mut Reader, json: &Json) -> Operand {
    match variant(json) {
        Some(("fact", at, _)) => Operand::Fact(r.index(at, "fact")),
        Some(("reading", at, _)) => Operand::Reading(r.index(at, "reading")),
        Some(("node", at, _)) => Operand::Node(r.index(at, "node")),
        Some(("number", _, [Json::String(number), Json::String(unit)])) => {
            Operand::Number(number.clone(), unit.clone())
        }
        Some(("date", Json::String(day), _)) => Operand::Date(day.clone()),
        Some(("time", Json::String(minute), _)) => Operand::Time(minute.clone()),
        Some(("date_time", Json::String(minute), _)) => Operand::DateTime(minute.clone()),
        Some(("enum", _, [list, value])) => {
            Operand::Enum(r.index(list, "enum"), r.index(value, "enum"))
        }
        Some(("alternative", _, [reading, value])) => Operand::Alternative(
            r.index(reading, "alternative"),
            r.index(value, "alternative"),
        ),
        Some(("bool", Json::Bool(yes), _)) => Operand::Bool(*yes),
        _ => {
            r.wrong("operand");
            Operand::Bool(false)
        }
    }
}

/// The operand that a field is.
pub fn field(r: &mut Reader, json: &Json, key: &'static str) -> Operand {
    operand(r, of(json, key))
}

fn aggregate(r: &mut Reader, json: &Json) -> Aggregate {
    Aggregate {
        kind: r.choice(of(json, "kind"), "kind", &AGGREGATES, AggregateKind::All),
        list: r.string(json, "list"),
        label: r.text(json, "label"),
        items: r.list(json, "items", |r, json| AggregateItem {
            counts: r.maybe(json, "counts", field),
            value: field(r, json, "value"),
        }),
        default: r.maybe(json, "default", field),
    }
}

fn test(r: &mut Reader, json: &Json) -> CellTest {
    CellTest {
        column: field(r, json, "column"),
        within: r.list(json, "within", |r, json| Interval {
            from: r.maybe(json, "from", end),
            to: r.maybe(json, "to", end),
        }),
        not: r.flag(json, "not"),
    }
}

/// An end of an interval, and whether it is included.
fn end(r: &mut Reader, json: &Json, key: &'static str) -> (Operand, bool) {
    let (value, included) = pair(r, of(json, key), key);
    if !included.is_boolean() {
        r.wrong(key);
    }
    (value, included == &Json::Bool(true))
}

/// An operand and what stands after it.
fn pair<'a>(r: &mut Reader, json: &'a Json, key: &'static str) -> (Operand, &'a Json) {
    match items(json) {
        [first, second] => (operand(r, first), second),
        _ => {
            r.wrong(key);
            (Operand::Bool(false), &Json::Null)
        }
    }
}

fn table(r: &mut Reader, json: &Json) -> Table {
    Table {
        guard: r.maybe(json, "guard", |r, json, key| {
            let (condition, value) = pair(r, of(json, key), key);
            (condition, operand(r, value))
        }),
        first_match: r.flag(json, "first_match"),
        columns: r.list(json, "columns", operand),
        rows: r.list(json, "rows", |r, json| match items(json) {
            [node, value] => (r.index(node, "rows"), operand(r, value)),
            _ => {
                r.wrong("rows");
                (0, Operand::Bool(false))
            }
        }),
    }
}
