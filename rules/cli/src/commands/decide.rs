//! `nuanze decide`: one case, its outcomes.

use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, Outcome, Policy};

use crate::arguments::Case;
use crate::error::CommandError;
use crate::language::pick;
use crate::output::{self, Output};
use crate::page::told;
use crate::{facts, module};

/// Decides a case and prints its outcomes and what is still needed.
pub fn run(arguments: &Case, output: &Output) -> Result<(), CommandError> {
    let readings = facts::readings(&arguments.readings)?;
    let facts = facts::read(&arguments.facts)?;
    let mut policy = module::load(&arguments.module, output)?;
    let decision = policy.decide(&facts, &readings).map_err(facts::wrong)?;
    if output.json {
        output::print_json(&decision)
    } else {
        output::print(&text(&policy, &decision, output))
    }
}

/// The outcomes as sentences, and the facts that can still settle them.
fn text(policy: &Policy, decision: &Decision, output: &Output) -> String {
    let words = Words::new(policy.manifest(), output.lang);
    let mut text = String::new();
    for (name, outcome) in decision.outcomes.iter() {
        let sentence = match outcome {
            Outcome::Known { .. } => words.outcome(name, outcome),
            Outcome::Unknown { .. } => told(words, name, outcome),
        };
        text.push_str(&format!("{}\n", output.paint.strong(&sentence)));
    }
    if !decision.needs.is_empty() {
        text.push_str(&format!(
            "{}\n",
            pick(output.lang, "还要知道：", "Still needed:")
        ));
    }
    for name in &decision.needs {
        let fact = policy
            .manifest()
            .facts
            .iter()
            .find(|fact| &fact.name == name);
        let ask = fact.map_or_else(String::new, |fact| words.ask(fact));
        text.push_str(&format!("  {name}  {}\n", output.paint.faint(&ask)));
    }
    text
}
