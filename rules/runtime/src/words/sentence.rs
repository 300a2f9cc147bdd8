//! What nodes say, as sentences: `取暖面积不小于 45 平方米`, `heated area is at least 45 m²`.

use nuanze_abi::{Arithmetic, Node, NodeIndex, NodeKind, Op, Operand, Rounding};

use super::{Lang, Words, amount, apart, moment};

/// How many steps one sentence tells: a sentence of more is not read by anybody.
const LONGEST: usize = 400;
/// How deep its expressions are told.
const DEEPEST: usize = 12;

impl Words<'_> {
    /// What a fact, reading, node or constant is called inside a sentence.
    pub fn operand(self, operand: &Operand) -> String {
        Teller::new(self).operand(operand)
    }

    /// A node's label, or what it says where it has none.
    pub fn name(self, node: NodeIndex) -> String {
        let label = self
            .manifest
            .nodes
            .get(node)
            .and_then(|node| node.label.as_ref());
        label.map_or_else(
            || self.sentence(node),
            |label| self.lang.of(label).to_owned(),
        )
    }

    /// What a node says: a condition or rule its expression, a row when it applies, a requirement its conditions.
    pub fn sentence(self, node: NodeIndex) -> String {
        self.manifest
            .nodes
            .get(node)
            .map_or_else(String::new, |node| Teller::new(self).node(node))
    }

    /// A row with what it gives: `设备是空气源热泵热水机，取暖面积不小于 45 平方米：12,000 元`.
    pub fn row(self, row: NodeIndex) -> String {
        let tables = self
            .manifest
            .nodes
            .iter()
            .filter_map(|node| match &node.op {
                Op::Table(table) => Some(table),
                _ => None,
            });
        let value = tables
            .flat_map(|table| &table.rows)
            .find(|(index, _)| *index == row)
            .map(|(_, value)| value);
        let when = self.sentence(row);
        match value {
            Some(value) => format!(
                "{when}{}{}",
                self.lang.pick("：", ": "),
                self.operand(value)
            ),
            None => when,
        }
    }
}

/// Tells one sentence, and stops in time.
pub(super) struct Teller<'a> {
    pub(super) words: Words<'a>,
    pub(super) lang: Lang,
    left: usize,
    depth: usize,
    /// The list of whose items is told: their places are not.
    pub(super) list: Option<&'a str>,
}

impl<'a> Teller<'a> {
    fn new(words: Words<'a>) -> Self {
        Self {
            words,
            lang: words.lang,
            left: LONGEST,
            depth: 0,
            list: None,
        }
    }

    fn node(&mut self, node: &'a Node) -> String {
        if self.left == 0 || self.depth > DEEPEST {
            return "…".into();
        }
        self.left -= 1;
        self.depth += 1;
        let told = self.op(&node.op);
        self.depth -= 1;
        told
    }

    fn op(&mut self, op: &'a Op) -> String {
        let lang = self.lang;
        match op {
            Op::Is(a) => self.operand(a),
            Op::And(list) => self.joined(list, lang.pick("，并且", " and ")),
            Op::Or(list) => self.joined(list, lang.pick("，或者", " or ")),
            Op::Not(a) => self.not(a),
            Op::Compare(comparison, a, b) => self.compare(*comparison, a, b),
            Op::If(condition, yes, no) => {
                let (condition, yes, no) =
                    (self.operand(condition), self.operand(yes), self.operand(no));
                lang.pick(
                    format!("如果{condition}，是{}，否则是{}", apart(&yes), apart(&no)),
                    format!("{yes} if {condition}, otherwise {no}"),
                )
            }
            Op::Arithmetic(kind, list) => self.arithmetic(*kind, list),
            Op::Round(a, rounding, step) => {
                let (a, step) = (self.operand(a), self.operand(step));
                self.rounded(&a, *rounding, &step)
            }
            Op::Divide(a, b, rounding, step) => {
                let quotient = format!("{} ÷ {}", self.part(a), self.part(b));
                let step = self.operand(step);
                self.rounded(&quotient, *rounding, &step)
            }
            Op::Within(test) => self.test(test, false),
            Op::Row(tests) if tests.is_empty() => lang.pick("任何情况", "in every case").into(),
            Op::Row(tests) => {
                let tests: Vec<String> = tests.iter().map(|test| self.test(test, false)).collect();
                match self.lang {
                    Lang::Zh => tests.join("，"),
                    Lang::En => self.words.list(&tests, "", "and"),
                }
            }
            Op::Table(table) => match &table.guard {
                Some((condition, otherwise)) => {
                    let (condition, otherwise) = (self.operand(condition), self.operand(otherwise));
                    lang.pick(
                        format!("{condition}时按下表，否则是{}", apart(&otherwise)),
                        format!("by the table below if {condition}, otherwise {otherwise}"),
                    )
                }
                None => lang.pick("按下表", "by the table below").into(),
            },
            Op::Parameter(index, day) => self.parameter(*index, day),
            Op::AddMonths(moment, months, end) => self.months_later(moment, months, *end),
            Op::AddDuration(moment, duration) => self.later(moment, duration),
            Op::Between(later, earlier) => {
                let (later, earlier) = (self.part(later), self.part(earlier));
                lang.pick(
                    format!("从{}到{}的时间", apart(&earlier), apart(&later)),
                    format!("the time from {earlier} to {later}"),
                )
            }
            Op::DateOf(moment) => {
                let moment = self.part(moment);
                lang.pick(format!("{moment}的日期"), format!("the day of {moment}"))
            }
            Op::TimeOf(moment) => {
                let moment = self.part(moment);
                lang.pick(
                    format!("{moment}的时刻"),
                    format!("the time of day of {moment}"),
                )
            }
            Op::Aggregate(aggregate) => self.aggregate(aggregate),
        }
    }

    /// A moment and a duration; one that goes back is subtracted.
    fn later(&mut self, moment: &'a Operand, duration: &'a Operand) -> String {
        let moment = self.part(moment);
        let back = match (duration, self.step(duration).map(|node| &node.op)) {
            (Operand::Number(number, unit), _) => number
                .strip_prefix('-')
                .map(|number| amount(self.lang, number, unit)),
            (_, Some(Op::Arithmetic(Arithmetic::Negate, list))) => {
                list.first().map(|back| self.part(back))
            }
            _ => None,
        };
        match back {
            Some(back) => format!("{moment} − {back}"),
            None => format!("{moment} + {}", self.part(duration)),
        }
    }

    /// Operands of `and` and `or`; one that is itself such a list stands in brackets.
    fn joined(&mut self, list: &'a [Operand], with: &str) -> String {
        let parts: Vec<String> = list.iter().map(|operand| self.part(operand)).collect();
        parts.join(with)
    }

    /// An operand in brackets where it would run into its neighbours.
    pub(super) fn part(&mut self, operand: &'a Operand) -> String {
        let told = self.operand(operand);
        let runs_on = match self.step(operand).map(|node| &node.op) {
            Some(Op::And(list) | Op::Or(list) | Op::Arithmetic(_, list)) => list.len() > 1,
            Some(Op::If(..) | Op::AddDuration(..)) => true,
            _ => false,
        };
        match (runs_on, self.lang) {
            (false, _) => told,
            (true, Lang::Zh) => format!("（{told}）"),
            (true, Lang::En) => format!("({told})"),
        }
    }

    /// The node without a name that an operand is.
    pub(super) fn step(&self, operand: &Operand) -> Option<&'a Node> {
        match operand {
            Operand::Node(index) => self
                .words
                .manifest
                .nodes
                .get(*index)
                .filter(|node| node.name.is_none()),
            _ => None,
        }
    }

    pub(super) fn operand(&mut self, operand: &Operand) -> String {
        let manifest = self.words.manifest;
        match operand {
            Operand::Fact(index) => manifest.facts.get(*index).map(|fact| self.fact(fact)),
            Operand::Reading(index) => manifest
                .readings
                .get(*index)
                .map(|reading| self.words.quoted(self.lang.of(&reading.question))),
            Operand::Node(index) => manifest.nodes.get(*index).map(|node| self.named(node)),
            Operand::Number(number, unit) => Some(amount(self.lang, number, unit)),
            Operand::Date(text) | Operand::Time(text) | Operand::DateTime(text) => {
                Some(moment(self.lang, text))
            }
            Operand::Enum(index, value) => manifest
                .enums
                .get(*index)
                .and_then(|item| item.values.get(*value))
                .map(|value| self.words.inside(&value.label)),
            Operand::Alternative(index, alternative) => {
                let alternatives = manifest
                    .readings
                    .get(*index)
                    .map(|reading| &reading.alternatives);
                let alternative = alternatives.and_then(|list| list.get(*alternative));
                alternative.map(|alternative| self.words.quoted(self.lang.of(&alternative.label)))
            }
            Operand::Bool(yes) => Some(self.words.yes_no(*yes).into()),
        }
        .unwrap_or_default()
    }

    /// A node inside a sentence: by its label or name; a step by what it says.
    fn named(&mut self, node: &'a Node) -> String {
        let requirement = matches!(
            node.kind,
            NodeKind::Requirement | NodeKind::Advice | NodeKind::Duty | NodeKind::Target
        );
        match (&node.label, &node.name) {
            (Some(label), _) if requirement => {
                let label = self.words.quoted(self.lang.of(label));
                self.lang
                    .pick(format!("满足{label}"), format!("{label} is met"))
            }
            (Some(label), _) => self.words.inside(label),
            // A condition or row without words of its own.
            (None, Some(_)) if matches!(node.kind, NodeKind::Condition | NodeKind::Row) => {
                self.node(node)
            }
            (None, Some(name)) => self.words.quoted(name),
            (None, None) => self.node(node),
        }
    }

    fn not(&mut self, operand: &'a Operand) -> String {
        match self.step(operand).map(|node| &node.op) {
            Some(Op::Compare(comparison, a, b)) => self.compare(comparison.contrary(), a, b),
            Some(Op::Within(test)) => self.test(test, true),
            _ => {
                let told = self.operand(operand);
                self.denied(&told)
            }
        }
    }

    pub(super) fn denied(&self, told: &str) -> String {
        let told = self.words.quoted(told);
        self.lang
            .pick(format!("{told}不成立"), format!("{told} does not hold"))
    }

    fn arithmetic(&mut self, kind: Arithmetic, list: &'a [Operand]) -> String {
        let parts: Vec<String> = list.iter().map(|operand| self.part(operand)).collect();
        let of = |zh: &str, en: &str| {
            let all = self.words.list(&parts, "和", "and");
            self.lang
                .pick(format!("{all}中{zh}"), format!("the {en} of {all}"))
        };
        match kind {
            Arithmetic::Add => parts.join(" + "),
            Arithmetic::Subtract => parts.join(" − "),
            Arithmetic::Multiply => parts.join(" × "),
            Arithmetic::Negate => format!("−{}", parts.concat()),
            Arithmetic::Min if parts.len() == 2 => of("较小的一个", "smaller"),
            Arithmetic::Min => of("最小的一个", "smallest"),
            Arithmetic::Max if parts.len() == 2 => of("较大的一个", "larger"),
            Arithmetic::Max => of("最大的一个", "largest"),
        }
    }

    fn rounded(&self, told: &str, rounding: Rounding, step: &str) -> String {
        let (zh, en) = match rounding {
            Rounding::HalfUp => ("四舍五入", "rounded to the nearest"),
            Rounding::HalfEven => ("四舍六入五成双", "rounded to the nearest even"),
            Rounding::Up => ("只入不舍", "rounded up to"),
            Rounding::Down => ("只舍不入", "rounded down to"),
        };
        self.lang.pick(
            format!("{told}（{zh}到 {step}）"),
            format!("{told}, {en} {step}"),
        )
    }
}
