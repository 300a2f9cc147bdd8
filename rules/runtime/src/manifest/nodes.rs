//! The nodes of a manifest: operations, operands, tests, tables.

use nuanze_abi::{
    Arithmetic, CellTest, Comparison, Interval, Node, NodeKind, Op, Operand, Rounding, Table,
};
use serde_json::Value as Json;

use super::read::{self, Read, flag, index, list, maybe, position, string, text, wrong};
use super::value_type;

pub fn node(json: &Json) -> Read<Node> {
    Ok(Node {
        name: maybe(json, "name", string)?,
        kind: kind(read::of(json, "kind")?)?,
        value: value_type(json)?,
        label: maybe(json, "label", text)?,
        clause: maybe(json, "clause", position)?,
        op: op(read::of(json, "op")?)?,
    })
}

fn kind(json: &Json) -> Read<NodeKind> {
    Ok(match json.as_str().unwrap_or_default() {
        "requirement" => NodeKind::Requirement,
        "advice" => NodeKind::Advice,
        "duty" => NodeKind::Duty,
        "target" => NodeKind::Target,
        "condition" => NodeKind::Condition,
        "rule" => NodeKind::Rule,
        "table" => NodeKind::Table,
        "row" => NodeKind::Row,
        "bring" => NodeKind::Bring,
        "step" => NodeKind::Step,
        _ => return wrong("kind"),
    })
}

/// The single name of an object, and what stands under it.
fn variant(json: &Json) -> Option<(&str, &Json)> {
    let object = json.as_object().filter(|object| object.len() == 1)?;
    object
        .iter()
        .next()
        .map(|(name, content)| (name.as_str(), content))
}

fn items(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn op(json: &Json) -> Read<Op> {
    let Some((name, content)) = variant(json) else {
        return wrong("op");
    };
    Ok(match (name, items(content)) {
        ("is", _) => Op::Is(operand(content)?),
        ("and", _) => Op::And(read::all(content, name, operand)?),
        ("or", _) => Op::Or(read::all(content, name, operand)?),
        ("not", _) => Op::Not(operand(content)?),
        ("compare", [comparison, a, b]) => {
            Op::Compare(compared(comparison)?, operand(a)?, operand(b)?)
        }
        ("if", [a, b, c]) => Op::If(operand(a)?, operand(b)?, operand(c)?),
        ("arithmetic", [kind, list]) => {
            Op::Arithmetic(arithmetic(kind)?, read::all(list, name, operand)?)
        }
        ("round", [a, mode, step]) => Op::Round(operand(a)?, rounding(mode)?, operand(step)?),
        ("divide", [a, b, mode, step]) => {
            Op::Divide(operand(a)?, operand(b)?, rounding(mode)?, operand(step)?)
        }
        ("within", _) => Op::Within(test(content)?),
        ("row", _) => Op::Row(read::all(content, name, test)?),
        ("table", _) => Op::Table(Box::new(table(content)?)),
        _ => return wrong("op"),
    })
}

pub fn operand(json: &Json) -> Read<Operand> {
    let Some((name, content)) = variant(json) else {
        return wrong("operand");
    };
    Ok(match (name, content, items(content)) {
        ("fact", at, _) => Operand::Fact(index(at)?),
        ("reading", at, _) => Operand::Reading(index(at)?),
        ("node", at, _) => Operand::Node(index(at)?),
        ("number", _, [Json::String(number), Json::String(unit)]) => {
            Operand::Number(number.clone(), unit.clone())
        }
        ("date", Json::String(day), _) => Operand::Date(day.clone()),
        ("enum", _, [list, value]) => Operand::Enum(index(list)?, index(value)?),
        ("alternative", _, [reading, value]) => {
            Operand::Alternative(index(reading)?, index(value)?)
        }
        ("bool", Json::Bool(yes), _) => Operand::Bool(*yes),
        _ => return wrong("operand"),
    })
}

fn compared(json: &Json) -> Read<Comparison> {
    Ok(match json.as_str().unwrap_or_default() {
        "equal" => Comparison::Equal,
        "not_equal" => Comparison::NotEqual,
        "less" => Comparison::Less,
        "less_equal" => Comparison::LessEqual,
        "greater" => Comparison::Greater,
        "greater_equal" => Comparison::GreaterEqual,
        _ => return wrong("compare"),
    })
}

fn arithmetic(json: &Json) -> Read<Arithmetic> {
    Ok(match json.as_str().unwrap_or_default() {
        "add" => Arithmetic::Add,
        "subtract" => Arithmetic::Subtract,
        "multiply" => Arithmetic::Multiply,
        "negate" => Arithmetic::Negate,
        "min" => Arithmetic::Min,
        "max" => Arithmetic::Max,
        _ => return wrong("arithmetic"),
    })
}

fn rounding(json: &Json) -> Read<Rounding> {
    Ok(match json.as_str().unwrap_or_default() {
        "half_up" => Rounding::HalfUp,
        "half_even" => Rounding::HalfEven,
        "up" => Rounding::Up,
        "down" => Rounding::Down,
        _ => return wrong("rounding"),
    })
}

fn test(json: &Json) -> Read<CellTest> {
    Ok(CellTest {
        column: operand(read::of(json, "column")?)?,
        within: list(json, "within", |json| {
            Ok(Interval {
                from: maybe(json, "from", end)?,
                to: maybe(json, "to", end)?,
            })
        })?,
        not: flag(json, "not")?,
    })
}

/// An end of an interval, and whether it is included.
fn end(json: &Json, key: &str) -> Read<(Operand, bool)> {
    match items(read::of(json, key)?) {
        [value, Json::Bool(included)] => Ok((operand(value)?, *included)),
        _ => wrong(key),
    }
}

fn table(json: &Json) -> Read<Table> {
    let pair = |json: &Json, key: &str| match items(read::of(json, key)?) {
        [condition, value] => Ok((operand(condition)?, operand(value)?)),
        _ => wrong(key),
    };
    let row = |json: &Json| match items(json) {
        [node, value] => Ok((index(node)?, operand(value)?)),
        _ => wrong("row"),
    };
    Ok(Table {
        guard: maybe(json, "guard", pair)?,
        first_match: flag(json, "first_match")?,
        columns: list(json, "columns", operand)?,
        rows: list(json, "rows", row)?,
    })
}
