//! The cases in words: what is given, what comes out, by which rows, conditions and clauses.

use nuanze_program::{
    Case, Changed, ClauseId, DefinitionId, Language, OutcomeRegions, Program, Region, Step, Text,
    Value, Witness, Words, evaluate, format_date,
};
use nuanze_runtime::words::Lang;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::conformance;

/// Up to how many facts a case is told in full; beyond, as the base case with other facts.
const TOLD: usize = 6;

/// Everything that is to be signed.
#[derive(Debug, Serialize)]
pub struct Table {
    #[serde(skip)]
    pub lang: Lang,
    pub policy: String,
    pub title: String,
    /// The first day on which the policy is in force, and the last, if there is one.
    pub in_force: (String, Option<String>),
    /// The case that others are told by.
    #[serde(skip)]
    pub base: Vec<(String, String)>,
    pub outcomes: Vec<Outcome>,
    pub readings: Vec<Reading>,
}

/// The regions of one outcome.
#[derive(Debug, Serialize)]
pub struct Outcome {
    pub name: String,
    pub label: String,
    pub regions: Vec<Row>,
}

/// What one other reading changes.
#[derive(Debug, Serialize)]
pub struct Reading {
    pub name: String,
    pub question: String,
    /// How the text is read now.
    pub now: String,
    pub alternative: String,
    /// How it is read otherwise.
    pub otherwise: String,
    pub decided_by: String,
    pub changes: Vec<Row>,
}

/// One case.
#[derive(Debug, Serialize)]
pub struct Row {
    pub number: String,
    pub outcome: String,
    /// The facts that matter, as `nuanze decide` takes them.
    pub facts: Map<String, Json>,
    /// The same facts in words.
    #[serde(skip)]
    pub known: Vec<(String, String)>,
    /// The case in a sentence.
    #[serde(rename = "case")]
    pub told: String,
    /// What comes out; under another reading for what that changes.
    pub value: String,
    /// What comes out as the text is read now, if that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// The region of the outcome that a reading changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The rows and conditions by which it comes out.
    pub steps: Vec<String>,
    /// The clauses that they stand in.
    pub clauses: Vec<String>,
}

impl Table {
    /// Puts the cases into words.
    pub fn new(program: &Program, witness: &Witness, lang: Lang) -> Self {
        let writer = Writer::new(program, witness, lang);
        let outcomes = witness.outcomes.iter().enumerate();
        let policy = &program.policy;
        Self {
            lang,
            policy: policy.id.clone(),
            title: writer.text(&policy.title),
            in_force: (
                format_date(policy.in_force.0),
                policy.in_force.1.map(format_date),
            ),
            base: writer.known(&writer.base),
            outcomes: outcomes
                .map(|(at, outcome)| writer.outcome(at, outcome))
                .collect(),
            readings: writer.readings(witness),
        }
    }
}

struct Writer<'a> {
    program: &'a Program,
    words: Words<'a>,
    lang: Lang,
    base: Case,
}

impl<'a> Writer<'a> {
    fn new(program: &'a Program, witness: &Witness, lang: Lang) -> Self {
        let language = match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        };
        let mut base = Case::new(program);
        let known = |case: &Case| case.facts.iter().flatten().count();
        for region in witness.outcomes.iter().flat_map(|outcome| &outcome.regions) {
            if known(&region.case) > known(&base).max(TOLD) {
                base = region.case.clone();
            }
        }
        Self {
            program,
            words: program.words(language),
            lang,
            base,
        }
    }

    fn outcome(&self, at: usize, outcome: &OutcomeRegions) -> Outcome {
        let name = self.name(outcome.outcome);
        let regions = outcome.regions.iter().enumerate();
        let regions = regions.map(|(number, region)| Row {
            number: number_of(at, number),
            now: None,
            region: None,
            steps: region
                .steps
                .iter()
                .filter_map(|step| self.step(*step))
                .collect(),
            clauses: region
                .clauses
                .iter()
                .filter_map(|clause| self.clause(*clause))
                .collect(),
            ..self.row(&region.case, (outcome.outcome, region.value))
        });
        Outcome {
            label: self.label(outcome.outcome),
            regions: regions.collect(),
            name,
        }
    }

    fn readings(&self, witness: &Witness) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        let mut last = None;
        for changed in &witness.changes {
            let Some(known) = self.program.readings.get(changed.reading.0) else {
                continue;
            };
            let alternative = |at: usize| known.alternatives.get(at);
            let words = |at: usize| {
                alternative(at)
                    .map(|(_, words)| self.text(words))
                    .unwrap_or_default()
            };
            if last != Some((changed.reading, changed.alternative)) {
                last = Some((changed.reading, changed.alternative));
                readings.push(Reading {
                    name: known.name.clone(),
                    question: self.text(&known.question),
                    now: words(known.default),
                    alternative: alternative(changed.alternative)
                        .map(|(name, _)| name.clone())
                        .unwrap_or_default(),
                    otherwise: words(changed.alternative),
                    decided_by: self.text(&known.decided_by),
                    changes: Vec::new(),
                });
            }
            let letter = readings.len();
            if let Some(reading) = readings.last_mut() {
                let number = format!("R{letter}.{}", reading.changes.len() + 1);
                reading.changes.push(self.changed(number, changed, witness));
            }
        }
        readings
    }

    fn changed(&self, number: String, changed: &Changed, witness: &Witness) -> Row {
        let at = witness
            .outcomes
            .iter()
            .position(|outcome| outcome.outcome == changed.outcome);
        let region = at.zip(changed.region);
        let of = |(at, region): (usize, usize)| witness.outcomes.get(at)?.regions.get(region);
        let clauses = region
            .and_then(of)
            .map_or(&[][..], |region: &Region| &region.clauses);
        Row {
            number,
            now: Some(self.value(changed.outcome, changed.before)),
            region: region.map(|(at, region)| number_of(at, region)),
            clauses: clauses
                .iter()
                .filter_map(|clause| self.clause(*clause))
                .collect(),
            ..self.row(&changed.case, (changed.outcome, changed.after))
        }
    }

    /// A case and what comes out; the rest is empty.
    fn row(&self, case: &Case, (outcome, value): (DefinitionId, Value)) -> Row {
        let facts = self.program.facts.iter().enumerate();
        let facts = facts.filter_map(|(at, _)| {
            Some((
                nuanze_program::FactId(at),
                case.facts.get(at).copied().flatten()?,
            ))
        });
        Row {
            number: String::new(),
            outcome: self.label(outcome),
            facts: conformance::facts(self.program, facts),
            known: self.known(case),
            told: self.told(case, outcome),
            value: self.value(outcome, value),
            now: None,
            region: None,
            steps: Vec::new(),
            clauses: Vec::new(),
        }
    }

    /// A case in a sentence: its facts, or the base case with what is otherwise.
    fn told(&self, case: &Case, outcome: DefinitionId) -> String {
        let known = self.known(case);
        let listed = |facts: &[(String, String)]| {
            let facts: Vec<String> = facts
                .iter()
                .map(|(name, value)| match self.lang {
                    Lang::Zh => format!("{name}：{value}"),
                    Lang::En => format!("{name}: {value}"),
                })
                .collect();
            facts.join(self.pick("；", "; "))
        };
        if known.is_empty() {
            return self.pick("任何情形", "any case").to_owned();
        }
        let mut full = self.base.clone();
        for (slot, value) in full.facts.iter_mut().zip(&case.facts) {
            *slot = value.or(*slot);
        }
        let value = |case: &Case| {
            evaluate(self.program, case)
                .definitions
                .get(outcome.0)
                .copied()
                .flatten()
        };
        // What more is known changes nothing that is decided; but that is for the evaluator to say.
        if known.len() <= TOLD || value(&full) != value(case) {
            return listed(&known);
        }
        let base = self.known(&self.base);
        let others: Vec<(String, String)> = known
            .into_iter()
            .filter(|fact| !base.contains(fact))
            .collect();
        match (others.is_empty(), self.lang) {
            (true, _) => self.pick("基准情形", "the base case").to_owned(),
            (false, Lang::Zh) => format!("基准情形，但{}", listed(&others)),
            (false, Lang::En) => format!("the base case, but {}", listed(&others)),
        }
    }

    /// The facts that are known, in words.
    fn known(&self, case: &Case) -> Vec<(String, String)> {
        let facts = self.program.facts.iter().zip(&case.facts);
        let known = facts.filter_map(|(fact, value)| {
            Some((
                self.words.fact(fact),
                self.words.value(value.as_ref()?, &fact.ty),
            ))
        });
        known.collect()
    }

    fn step(&self, step: Step) -> Option<String> {
        Some(match (step, self.lang) {
            (Step::Row(id, row), Lang::Zh) => format!("“{}”第{}行", self.label(id), row + 1),
            (Step::Row(id, row), Lang::En) => format!("row {} of \"{}\"", row + 1, self.label(id)),
            (Step::Otherwise(id), Lang::Zh) => format!("“{}”的前提不成立", self.label(id)),
            (Step::Otherwise(id), Lang::En) => format!("\"{}\" does not apply", self.label(id)),
            (Step::Met(id), Lang::Zh) => format!("“{}”全部满足", self.label(id)),
            (Step::Met(id), Lang::En) => format!("all of \"{}\" are met", self.label(id)),
            (Step::Failed(id, at), Lang::Zh) => {
                format!("不满足“{}”", self.words.condition(id.0, at))
            }
            (Step::Failed(id, at), Lang::En) => {
                format!("not met: \"{}\"", self.words.condition(id.0, at))
            }
            (Step::Answer(..), _) => return None,
            (Step::Branch(id, _, holds), Lang::Zh) => {
                format!(
                    "“{}”的条件{}",
                    self.label(id),
                    if holds { "成立" } else { "不成立" }
                )
            }
            (Step::Branch(id, _, holds), Lang::En) => {
                format!(
                    "the condition of \"{}\" {}",
                    self.label(id),
                    if holds { "holds" } else { "does not hold" }
                )
            }
            (Step::Operand(id, _, at), Lang::Zh) => {
                format!("“{}”取第{}个数", self.label(id), at + 1)
            }
            (Step::Operand(id, _, at), Lang::En) => {
                format!("\"{}\" takes its number {}", self.label(id), at + 1)
            }
        })
    }

    /// A clause as it is cited: document, heading, paragraphs.
    fn clause(&self, id: ClauseId) -> Option<String> {
        let clause = self.program.clauses.get(id.0)?;
        let document = clause
            .document
            .and_then(|id| self.program.documents.get(id.0));
        let mut text = document
            .map(|document| format!("{} ", self.text(&document.title)))
            .unwrap_or_default();
        text.push_str(&self.text(&clause.title));
        if let Some(source) = &clause.source {
            text.push_str(&match self.lang {
                Lang::Zh => format!("（{source}）"),
                Lang::En => format!(" ({source})"),
            });
        }
        Some(text)
    }

    fn value(&self, id: DefinitionId, value: Value) -> String {
        let ty = self
            .program
            .definitions
            .get(id.0)
            .map(|definition| &definition.ty);
        ty.map_or_else(String::new, |ty| self.words.value(&value, ty))
    }

    fn name(&self, id: DefinitionId) -> String {
        self.program
            .definitions
            .get(id.0)
            .map(|known| known.name.clone())
            .unwrap_or_default()
    }

    fn label(&self, id: DefinitionId) -> String {
        let known = self.program.definitions.get(id.0);
        known
            .map(|known| self.words.named(&known.name, known.label.as_ref()))
            .unwrap_or_default()
    }

    fn text(&self, text: &Text) -> String {
        match self.lang {
            Lang::Zh => text.zh.clone(),
            Lang::En => text.en.clone(),
        }
    }

    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        crate::language::pick(self.lang, zh, en)
    }
}

/// `1.2`: the second region of the first outcome.
fn number_of(outcome: usize, region: usize) -> String {
    format!("{}.{}", outcome + 1, region + 1)
}
