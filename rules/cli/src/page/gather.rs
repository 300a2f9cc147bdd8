//! Gathers the page from a decision and the policy's words.

use nuanze_abi::{Clause, Manifest, NodeKind, State};
use nuanze_runtime::words::{Lang, Words};
use nuanze_runtime::{Decision, Outcome, Step, Suggestion, Value, cited};

use super::{Answer, ConditionList, Doubt, Line, Mark, Page, told};
use crate::language::pick;

/// Gathers the page of a decision.
pub fn gather(
    manifest: &Manifest,
    lang: Lang,
    decision: &Decision,
    suggestions: &[Suggestion],
) -> Page {
    Gatherer {
        manifest,
        words: Words::new(manifest, lang),
        lang,
        decision,
    }
    .page(suggestions)
}

/// What every section is made from.
struct Gatherer<'a> {
    manifest: &'a Manifest,
    words: Words<'a>,
    lang: Lang,
    decision: &'a Decision,
}

impl Gatherer<'_> {
    fn page(&self, suggestions: &[Suggestion]) -> Page {
        Page {
            title: self.lang.of(&self.manifest.policy.title).to_owned(),
            outcomes: self
                .decision
                .outcomes
                .iter()
                .map(|(name, outcome)| self.answer(name, outcome))
                .collect(),
            conditions: self.condition_lists(),
            steps: self.steps(),
            readings: self.doubts(),
            bring: self.bring(),
            together: self
                .decision
                .together
                .iter()
                .map(|together| self.words.read_together(together))
                .collect(),
            changes: self.changes(suggestions),
            manual: self.manual(),
            needs: self.needs(),
        }
    }

    /// An answer and the row or the failed conditions that it rests on.
    fn answer(&self, name: &str, outcome: &Outcome) -> Answer {
        let because = match outcome {
            Outcome::Known { failed, .. } if !failed.is_empty() => {
                let failed = |step: &&Step| failed.contains(&step.node);
                self.decision
                    .trace
                    .iter()
                    .filter(failed)
                    .map(|step| self.line(step))
                    .collect()
            }
            Outcome::Known { .. } => self
                .decision
                .trace
                .iter()
                .filter(|step| step.kind == NodeKind::Row && parent(&step.node) == name)
                .find(|step| step.state == State::Yes)
                .map(|step| self.line(step))
                .into_iter()
                .collect(),
            Outcome::Unknown { .. } => Vec::new(),
        };
        Answer {
            name: name.to_owned(),
            sentence: told(self.words, name, outcome),
            because,
        }
    }

    /// Every list of conditions with its lines, unless nothing of it applies.
    fn condition_lists(&self) -> Vec<ConditionList> {
        let is_list = |kind| {
            matches!(
                kind,
                NodeKind::Requirement | NodeKind::Advice | NodeKind::Duty | NodeKind::Target
            )
        };
        let lists = self.decision.trace.iter().filter(|step| is_list(step.kind));
        lists
            .map(|list| {
                let of_list = self.decision.trace.iter();
                let (conditions, statements): (Vec<&Step>, Vec<&Step>) = of_list
                    .filter(|step| parent(&step.node) == list.node)
                    .filter(|step| matches!(step.kind, NodeKind::Condition | NodeKind::Statement))
                    .partition(|step| step.kind == NodeKind::Condition);
                let mark = (!conditions.is_empty()).then(|| list.state.into());
                let statements = statements.iter().filter(|step| step.state != State::No);
                ConditionList {
                    name: list.node.clone(),
                    title: self.name(&list.node),
                    mark,
                    gate: list.kind == NodeKind::Requirement,
                    lines: conditions
                        .iter()
                        .map(|step| self.line(step))
                        .chain(statements.map(|step| self.statement(step)))
                        .collect(),
                }
            })
            .filter(|list| !list.lines.is_empty())
            .collect()
    }

    /// What applies to a person; marked only while it is open whether it does.
    fn statement(&self, step: &Step) -> Line {
        Line {
            mark: (step.state == State::Unknown).then_some(Mark::Unknown),
            ..self.line(step)
        }
    }

    /// The known rules and tables that are no answers themselves.
    fn steps(&self) -> Vec<Line> {
        let between = |step: &&Step| {
            matches!(step.kind, NodeKind::Rule | NodeKind::Table)
                && step.state != State::Unknown
                && self.decision.outcomes.get(&step.node).is_none()
        };
        self.decision
            .trace
            .iter()
            .filter(between)
            .map(|step| self.value(step))
            .collect()
    }

    /// A rule's or table's value as a sentence.
    fn value(&self, step: &Step) -> Line {
        let node = self
            .node(&step.node)
            .and_then(|index| self.manifest.nodes.get(index));
        let value = step
            .value
            .clone()
            .unwrap_or(Value::Bool(step.state == State::Yes));
        let value = node.map_or_else(String::new, |node| self.words.value(&node.value, &value));
        let separator = pick(self.lang, "：", ": ");
        let sentence = format!("{}{separator}{value}", self.name(&step.node));
        Line {
            mark: None,
            sentence,
            margins: Vec::new(),
            clause: self.clause(step.clause.as_deref()),
        }
    }

    /// What would change the answers. That a gate would be met goes without saying where an amount says it too.
    fn changes(&self, suggestions: &[Suggestion]) -> Vec<String> {
        let of_amount = |one: &Suggestion| {
            suggestions
                .iter()
                .any(|other| other.more.is_some() && other.changes == one.changes)
        };
        let told = suggestions
            .iter()
            .filter(|one| one.more.is_some() || !of_amount(one));
        told.map(|suggestion| self.words.suggestion(suggestion))
            .collect()
    }

    fn doubts(&self) -> Vec<Doubt> {
        let question = |name: &str| {
            let reading = self
                .manifest
                .readings
                .iter()
                .find(|reading| reading.name == name);
            reading
                .map_or(name, |reading| self.lang.of(&reading.question))
                .to_owned()
        };
        let doubts = self.decision.readings.iter();
        doubts
            .map(|doubt| Doubt {
                question: question(&doubt.reading),
                sentences: self.words.reading(doubt),
            })
            .collect()
    }

    /// `能效证明 或 铭牌（证明：设备类型）`.
    fn bring(&self) -> Vec<Line> {
        let evidence = |name: &String| {
            let evidence = self
                .manifest
                .evidence
                .iter()
                .find(|evidence| &evidence.name == name);
            evidence
                .map_or(name.as_str(), |evidence| self.lang.of(&evidence.label))
                .to_owned()
        };
        let lines = self.decision.evidence.iter().map(|need| {
            let any_of: Vec<String> = need.any_of.iter().map(evidence).collect();
            let mut sentence = any_of.join(pick(self.lang, " 或 ", " or "));
            if !need.proves.is_empty() {
                let proves: Vec<String> = need
                    .proves
                    .iter()
                    .map(|fact| self.words.fact_name(fact))
                    .collect();
                let proves = proves.join(pick(self.lang, "、", ", "));
                sentence.push_str(&match self.lang {
                    Lang::Zh => format!("（证明{proves}）"),
                    Lang::En => format!(" (proves: {proves})"),
                });
            }
            if need.maybe {
                sentence.push_str(pick(self.lang, "（可能需要）", " (perhaps)"));
            }
            Line {
                mark: None,
                sentence,
                margins: Vec::new(),
                clause: self.clause(need.clause.as_deref()),
            }
        });
        lines.collect()
    }

    fn manual(&self) -> Vec<Line> {
        let notes = self.decision.manual.iter().filter_map(|note| {
            let manual = self
                .manifest
                .manual
                .iter()
                .find(|manual| manual.name == note.manual)?;
            let sentence = self.words.manual(note);
            Some(Line {
                mark: None,
                sentence,
                margins: Vec::new(),
                clause: manual
                    .clause
                    .and_then(|index| self.manifest.clauses.get(index))
                    .map(|clause| self.heading(clause)),
            })
        });
        notes.collect()
    }

    /// The open questions, the one to ask next first, each with what it settles alone.
    fn needs(&self) -> Vec<String> {
        let next = self.decision.next.iter();
        let rest = self
            .decision
            .needs
            .iter()
            .filter(|name| Some(*name) != self.decision.next.as_ref());
        let facts = next.chain(rest).filter_map(|name| {
            self.manifest
                .facts
                .iter()
                .find(|fact| &fact.name == name)
                .map(|fact| format!("{}{}", self.words.ask(fact), self.settles(name)))
        });
        facts.collect()
    }

    /// `（知道这个，设备奖补就定了）`.
    fn settles(&self, fact: &str) -> String {
        let outcomes = self.decision.outcomes.iter();
        let settled = outcomes.filter(|(_, outcome)| {
            matches!(outcome, Outcome::Unknown { settled_by, .. } if settled_by.iter().any(|name| name == fact))
        });
        let labels: Vec<String> = settled.map(|(name, _)| self.name(name)).collect();
        match (labels.is_empty(), self.lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("（知道这个，“{}”就定了）", labels.join("”和“")),
            (false, Lang::En) => format!(" (this settles “{}”)", labels.join("” and “")),
        }
    }

    /// A step of the trace as a line: a row says when it applies, anything else its label and its margins.
    fn line(&self, step: &Step) -> Line {
        let (sentence, margins) = match (step.kind, self.node(&step.node)) {
            (NodeKind::Row, Some(index)) => (self.words.sentence(index), Vec::new()),
            _ => {
                let margins = step.margins.iter();
                let margins = margins.map(|margin| self.words.margin_of(step, margin));
                (self.name(&step.node), margins.collect())
            }
        };
        Line {
            mark: Some(step.state.into()),
            sentence,
            margins,
            clause: self.clause(step.clause.as_deref()),
        }
    }

    fn node(&self, name: &str) -> Option<usize> {
        self.manifest
            .nodes
            .iter()
            .position(|node| node.name.as_deref() == Some(name))
    }

    fn name(&self, node: &str) -> String {
        self.node(node)
            .map_or_else(|| node.to_owned(), |index| self.words.name(index))
    }

    fn clause(&self, anchor: Option<&str>) -> Option<String> {
        cited(self.manifest, anchor?).map(|clause| self.heading(clause))
    }

    /// `三（二）设备奖补 · S0 ¶41-46`.
    fn heading(&self, clause: &Clause) -> String {
        let title = self.words.clause(clause);
        match &clause.source {
            Some(source) => format!("{title} · {source}"),
            None => title,
        }
    }
}

/// The list or table that a condition, row or statement belongs to: `eligible` for `eligible.meter`, `award` for
/// `award[1]`, `gb.limits` for `gb.limits[1]`.
fn parent(node: &str) -> &str {
    let end = if node.ends_with(']') { '[' } else { '.' };
    node.rsplit_once(end).map_or(node, |(parent, _)| parent)
}
