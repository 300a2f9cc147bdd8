//! Typed programs at random, made without a document: what is made of times, calendars, parameters and lists. The
//! ranges of their expressions are those that a checker would prove, or wider.

mod expression;
mod list;

use nuanze_program::{
    Condition, Definition, DefinitionKind, Enum, EnumId, EnumValue, Expr, ExprKind, Fact, FactId,
    Input, InputKind, NumberType, Parameter, Policy, Program, Requirement, Statement, Text, Type,
    Unit, Value,
};
use nuanze_syntax::Span;
use nuanze_syntax::ast::RequireKind;
use rust_decimal::Decimal;

use super::random::Random;

/// What an expression can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Enum,
    Date,
    Time,
    DateTime,
    /// `CNY`, two digits.
    Money,
    /// Whole numbers of these units.
    Count,
    Days,
    Minutes,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Bool,
        Self::Enum,
        Self::Date,
        Self::Time,
        Self::DateTime,
        Self::Money,
        Self::Count,
        Self::Days,
        Self::Minutes,
    ];

    fn unit(self) -> &'static str {
        match self {
            Self::Money => "CNY",
            Self::Days => "d",
            Self::Minutes => "min",
            _ => "",
        }
    }

    fn scale(self) -> u32 {
        if self == Self::Money { 2 } else { 0 }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Money | Self::Count | Self::Days | Self::Minutes)
    }
}

/// 2019-01-01 and 2026-12-31.
const DAYS: (i64, i64) = (17_897, 20_818);
const MINUTES_A_DAY: i64 = 1_440;
/// The values of the only enum.
const VALUES: usize = 3;

/// The values of an item of a list.
type Item = Vec<(Kind, Expr)>;

/// A program in the making.
pub struct Builder {
    random: Random,
    program: Program,
    /// What expressions can name.
    names: Vec<(Kind, Expr)>,
    /// The lists: the fact of their length, and for each item what it has.
    lists: Vec<(FactId, Vec<Item>)>,
}

/// A program for this seed.
pub fn program(seed: u64) -> Program {
    program_of(Random::new(seed))
}

/// A program from these random numbers.
pub fn program_of(random: Random) -> Program {
    let mut builder = Builder {
        random,
        program: empty(),
        names: Vec::new(),
        lists: Vec::new(),
    };
    for kind in Kind::ALL {
        for _ in 0..=builder.random.below(2) {
            let name = format!("f{}", builder.program.facts.len());
            let expr = builder.fact(name.clone(), kind, Vec::new());
            let fact = FactId(builder.program.facts.len() - 1);
            builder.declare(name, InputKind::Fact(fact));
            builder.names.push((kind, expr));
        }
    }
    for _ in 0..=builder.random.below(2) {
        builder.list();
    }
    for kind in Kind::ALL {
        builder.parameter(kind);
    }
    for _ in 0..6 + builder.random.below(10) {
        builder.define();
    }
    builder.program
}

fn empty() -> Program {
    let value = |at: usize| EnumValue {
        name: format!("e{at}"),
        label: text("值"),
        group: None,
    };
    Program {
        policy: Policy {
            id: "built".to_owned(),
            title: text("测试"),
            jurisdiction: "110109".to_owned(),
            in_force: (18_993, None),
            status: "in_force".to_owned(),
            sources: Vec::new(),
        },
        documents: Vec::new(),
        clauses: Vec::new(),
        enums: vec![Enum {
            name: "E".to_owned(),
            label: text("类"),
            groups: Vec::new(),
            values: (0..VALUES).map(value).collect(),
        }],
        inputs: Vec::new(),
        facts: Vec::new(),
        parameters: Vec::new(),
        readings: Vec::new(),
        definitions: Vec::new(),
        outcomes: Vec::new(),
        evidence: Vec::new(),
        bring: Vec::new(),
        pledges: Vec::new(),
        manual: Vec::new(),
        examples: Vec::new(),
    }
}

pub fn text(words: &str) -> Text {
    Text {
        zh: words.to_owned(),
        en: words.to_owned(),
    }
}

pub fn span() -> Span {
    Span { start: 0, end: 0 }
}

pub fn number(kind: Kind, min: Decimal, max: Decimal) -> Type {
    Type::Number(NumberType {
        unit: Unit::parse(kind.unit()).unwrap_or_default(),
        scale: kind.scale(),
        min,
        max,
        step: Decimal::new(1, kind.scale()),
    })
}

pub fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr {
        kind,
        ty,
        span: span(),
    }
}

impl Builder {
    /// A fact of a kind; the expression that it is.
    fn fact(&mut self, name: String, kind: Kind, within: Vec<(FactId, u32)>) -> Expr {
        let (from, to) = DAYS;
        let ty = match kind {
            Kind::Bool => Type::Bool,
            Kind::Enum => Type::Enum(EnumId(0)),
            Kind::Date => Type::Date { min: from, max: to },
            Kind::Time => Type::Time {
                min: 0,
                max: MINUTES_A_DAY - 1,
            },
            Kind::DateTime => Type::DateTime {
                min: from * MINUTES_A_DAY,
                max: to * MINUTES_A_DAY,
            },
            kind => {
                let low = *self.random.pick(&[0, 0, 1, -40]);
                let high = low + *self.random.pick(&[1, 10, 100]);
                number(kind, low.into(), high.into())
            }
        };
        let id = FactId(self.program.facts.len());
        self.program.facts.push(Fact {
            place: (!within.is_empty()).then(|| text("一项")),
            name,
            within,
            ty: ty.clone(),
            label: text("事实"),
            ask: text("问？"),
            hint: None,
            why: None,
            clause: None,
            proof: Vec::new(),
            assessed_by: None,
            changeable: true,
            span: span(),
        });
        expr(ExprKind::Fact(id), ty)
    }

    fn declare(&mut self, name: String, kind: InputKind) {
        self.program.inputs.push(Input {
            name,
            label: text("一组"),
            kind,
        });
    }

    /// A parameter whose first value begins before every day there is.
    fn parameter(&mut self, kind: Kind) {
        let mut from = vec![-719_162];
        for _ in 0..self.random.below(4) {
            from.push(self.random.between(DAYS.0, DAYS.1));
        }
        from.sort_unstable();
        from.dedup();
        let values: Vec<Expr> = from.iter().map(|_| self.constant(kind)).collect();
        let ty = values
            .iter()
            .map(|value| value.ty.clone())
            .reduce(|one, other| expression::joined(&one, &other));
        let values = values.into_iter().map(|value| match value.kind {
            ExprKind::Constant(value) => value,
            other => panic!("{other:?}"),
        });
        self.program.parameters.push(Parameter {
            name: format!("p{}", self.program.parameters.len()),
            label: Some(text("参数")),
            clause: None,
            ty: ty.unwrap(),
            entries: from.into_iter().zip(values).collect(),
            span: span(),
        });
    }

    fn define(&mut self) {
        let name = format!("d{}", self.program.definitions.len());
        if self.random.chance(25) {
            return self.duty(name);
        }
        let kind = *self.random.pick(&Kind::ALL);
        let rule = self.expression(kind, 3);
        let ty = rule.ty.clone();
        self.push(name, ty.clone(), DefinitionKind::Rule(rule));
        let id = nuanze_program::DefinitionId(self.program.definitions.len() - 1);
        self.names.push((kind, expr(ExprKind::Definition(id), ty)));
    }

    /// Conditions, and statements that may hang on something.
    fn duty(&mut self, name: String) {
        let conditions = (0..self.random.below(3)).map(|index| (format!("c{index}"), self.bool(2)));
        let conditions = conditions.collect::<Vec<_>>().into_iter();
        let conditions = conditions.map(|(name, expr)| Condition {
            name,
            label: None,
            expr,
        });
        let conditions = conditions.collect();
        let mut statements = Vec::new();
        for _ in 0..=self.random.below(2) {
            let condition = self.random.chance(70).then(|| self.bool(2));
            statements.push(Statement {
                words: text("应当"),
                condition,
                span: span(),
            });
        }
        let requirement = Requirement {
            kind: *self
                .random
                .pick(&[RequireKind::Duty, RequireKind::Advice, RequireKind::Target]),
            conditions,
            statements,
        };
        self.push(name, Type::Bool, DefinitionKind::Requirement(requirement));
    }

    fn push(&mut self, name: String, ty: Type, kind: DefinitionKind) {
        self.program
            .outcomes
            .push(nuanze_program::DefinitionId(self.program.definitions.len()));
        self.program.definitions.push(Definition {
            name,
            label: Some(text("规则")),
            clause: None,
            ty,
            kind,
            span: span(),
        });
    }

    fn constant(&mut self, kind: Kind) -> Expr {
        let (from, to) = DAYS;
        let day = self.random.between(from, to);
        let minute = self.random.between(0, MINUTES_A_DAY - 1);
        let (value, ty) = match kind {
            Kind::Bool => (Value::Bool(self.random.chance(50)), Type::Bool),
            Kind::Enum => (
                Value::Enum(EnumId(0), self.random.below(VALUES)),
                Type::Enum(EnumId(0)),
            ),
            Kind::Date => (Value::Date(day), Type::Date { min: day, max: day }),
            Kind::Time => (
                Value::Time(minute),
                Type::Time {
                    min: minute,
                    max: minute,
                },
            ),
            Kind::DateTime => {
                let at = day * MINUTES_A_DAY + minute;
                (Value::DateTime(at), Type::DateTime { min: at, max: at })
            }
            kind => {
                let digits = self.random.between(-40, 60);
                let value = Decimal::new(
                    digits * if kind == Kind::Money { 25 } else { 1 },
                    kind.scale(),
                );
                (Value::Number(value), number(kind, value, value))
            }
        };
        Expr::constant(value, ty, span())
    }
}
