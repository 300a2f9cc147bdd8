//! `nuanze ask`: one question at a time, only those that still matter.

use std::collections::BTreeMap;
use std::io::BufRead;

use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Ordered, Outcome, Policy};
use serde::Serialize;
use serde_json::{Map, Value};

use super::explain;
use crate::arguments::Ask;
use crate::error::CommandError;
use crate::language::pick;
use crate::output::{self, Output};
use crate::page::told;
use crate::question::Question;
use crate::{facts, module};

/// What a script gets: the next question, or none.
#[derive(Debug, Serialize)]
struct Next<'a> {
    policy: &'a str,
    module: &'a str,
    /// Nothing is left to ask: every outcome is known, or hangs on facts that nobody knows.
    done: bool,
    question: Option<Question>,
    outcomes: &'a Ordered<Outcome>,
    needs: &'a [String],
}

/// Asks in the terminal, or prints the next question as JSON.
pub fn run(arguments: &Ask, output: &Output) -> Result<(), CommandError> {
    let readings = facts::readings(&arguments.readings)?;
    let facts = arguments
        .facts
        .as_deref()
        .map(facts::read)
        .transpose()?
        .unwrap_or_default();
    let policy = module::load(&arguments.module, output)?;
    let mut conversation = Conversation {
        policy,
        facts,
        readings,
        asked: Vec::new(),
        told: Vec::new(),
        output,
    };
    if output.json {
        conversation.print_next()
    } else {
        conversation.hold()
    }
}

/// A person's way through the questions.
struct Conversation<'a> {
    policy: Policy,
    /// What is known; null for what the person does not know.
    facts: Map<String, Value>,
    readings: BTreeMap<String, String>,
    /// The facts asked so far, the last one last.
    asked: Vec<String>,
    /// What was last said about the outcomes.
    told: Vec<String>,
    output: &'a Output,
}

/// What somebody typed.
enum Typed {
    Answer(String),
    Back,
    Leave,
}

impl Conversation<'_> {
    /// Prints the next question as JSON.
    fn print_next(&mut self) -> Result<(), CommandError> {
        let decision = self.decide()?;
        let question = self.question(&decision);
        output::print_json(&Next {
            policy: &decision.policy,
            module: &decision.module,
            done: question.is_none(),
            question,
            outcomes: &decision.outcomes,
            needs: &decision.needs,
        })
    }

    /// Asks until nothing is left that matters, then explains the decision.
    fn hold(&mut self) -> Result<(), CommandError> {
        let help = pick(
            self.output.lang,
            "不知道就输入 ?，back 回到上一题，quit 结束。",
            "Type ? for don't know, back for the question before, quit to leave.",
        );
        output::print(&format!("{}\n", self.output.paint.faint(help)))?;
        loop {
            let decision = self.decide()?;
            let Some(question) = self.question(&decision) else {
                break;
            };
            self.show_so_far(&decision)?;
            let words = Words::new(self.policy.manifest(), self.output.lang);
            output::print(&format!(
                "\n{}> ",
                question.text(&words, self.output.lang, self.output.paint)
            ))?;
            match read_line()? {
                Typed::Answer(typed) => self.answer(&question, &typed)?,
                Typed::Back => self.back()?,
                Typed::Leave => break,
            }
        }
        let explanation = explain::explain(
            &mut self.policy,
            &self.facts,
            &self.readings,
            self.output.lang,
        )?;
        output::print(&format!(
            "\n{}",
            explain::text(&explanation.page, self.output)
        ))
    }

    fn decide(&mut self) -> Result<Decision, CommandError> {
        self.policy
            .decide(&self.facts, &self.readings)
            .map_err(facts::wrong)
    }

    /// The question to ask next: never one of which somebody has said that it is not known.
    fn question(&self, decision: &Decision) -> Option<Question> {
        let name = decision.next.as_ref()?;
        let manifest = self.policy.manifest();
        manifest
            .facts
            .iter()
            .find(|fact| &fact.name == name)
            .map(|fact| Question::new(manifest, fact))
    }

    /// What is certain already, or between what it still lies, as far as the last answer changed it.
    fn show_so_far(&mut self, decision: &Decision) -> Result<(), CommandError> {
        let words = Words::new(self.policy.manifest(), self.output.lang);
        let outcomes = decision.outcomes.iter();
        let told: Vec<String> = outcomes
            .map(|(name, outcome)| told(words, name, outcome))
            .collect();
        for sentence in told.iter().filter(|sentence| !self.told.contains(sentence)) {
            output::print(&format!("{}\n", self.output.paint.faint(sentence)))?;
        }
        self.told = told;
        Ok(())
    }

    /// Takes an answer, or says what is wrong with it and lets the question be asked again.
    fn answer(&mut self, question: &Question, typed: &str) -> Result<(), CommandError> {
        let value = if matches!(typed, "?" | "？") {
            Some(Value::Null)
        } else {
            question.read(typed)
        };
        let Some(value) = value else {
            let wrong = pick(
                self.output.lang,
                "请输入选项前的数字。",
                "Please type the number of one of the options.",
            );
            return output::print(&format!("{}\n", self.output.paint.bad(wrong)));
        };
        self.facts.insert(question.fact().to_owned(), value);
        match self.decide() {
            Ok(_) => self.asked.push(question.fact().to_owned()),
            Err(CommandError::Case(problem)) => {
                self.facts.remove(question.fact());
                for line in problem.facts_lines(self.output.lang) {
                    output::print(&format!("{}\n", self.output.paint.bad(&line)))?;
                }
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Takes the last answer back.
    fn back(&mut self) -> Result<(), CommandError> {
        match self.asked.pop() {
            Some(fact) => {
                self.facts.remove(&fact);
                Ok(())
            }
            None => {
                let first = pick(
                    self.output.lang,
                    "这是第一题。",
                    "This is the first question.",
                );
                output::print(&format!("{first}\n"))
            }
        }
    }
}

/// Reads a line; the end of the input leaves the conversation, an empty line is asked for again.
fn read_line() -> Result<Typed, CommandError> {
    let mut stdin = std::io::stdin().lock();
    loop {
        let mut line = String::new();
        let read = stdin
            .read_line(&mut line)
            .map_err(|error| CommandError::unreadable("standard input".as_ref(), &error))?;
        match line.trim() {
            _ if read == 0 => return Ok(Typed::Leave),
            "" => output::print("> ")?,
            "back" | "上一题" | "返回" => return Ok(Typed::Back),
            "quit" | "exit" | "结束" => return Ok(Typed::Leave),
            answer => return Ok(Typed::Answer(answer.to_owned())),
        }
    }
}
