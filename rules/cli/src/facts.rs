//! The facts and readings of a case, as the caller gives them.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use nuanze_runtime::{CaseError, FactErrorCode};
use serde_json::{Map, Value};

use crate::error::{CommandError, Problem};

/// Reads a JSON object of facts from a file, or from standard input for `-`.
pub fn read(path: &Path) -> Result<Map<String, Value>, CommandError> {
    let (name, text) = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| CommandError::unreadable("standard input".as_ref(), &error))?;
        ("standard input".to_owned(), text)
    } else {
        let text = std::fs::read_to_string(path)
            .map_err(|error| CommandError::unreadable(path, &error))?;
        (format!("`{}`", path.display()), text)
    };
    let not_facts = |message: String| {
        CommandError::call(
            "call/facts",
            message,
            "facts are a JSON object, e.g. {\"device\": \"water_pump\", \"heated_area\": \"45\"}",
        )
    };
    match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Object(facts)) => Ok(facts),
        Ok(_) => Err(not_facts(format!("{name} is JSON, but not an object"))),
        Err(error) => Err(not_facts(format!("{name} is not JSON: {error}"))),
    }
}

/// The readings by name; naming one twice is an error.
pub fn readings(pairs: &[(String, String)]) -> Result<BTreeMap<String, String>, CommandError> {
    let mut readings = BTreeMap::new();
    for (name, alternative) in pairs {
        if readings.insert(name.clone(), alternative.clone()).is_some() {
            return Err(CommandError::call(
                "call/reading-twice",
                format!("the reading `{name}` is given twice"),
                "give each reading once",
            ));
        }
    }
    Ok(readings)
}

/// All wrong facts and readings of a case; or a module that failed whatever the facts.
pub fn wrong(error: CaseError) -> CommandError {
    if let Some(failure) = error
        .errors
        .iter()
        .find(|error| error.code == FactErrorCode::Module)
    {
        return CommandError::call(
            "call/module-failed",
            failure.message.clone(),
            "build the module again",
        );
    }
    let message = match error.errors.len() {
        1 => "the case is wrong at one place".to_owned(),
        several => format!("the case is wrong at {several} places"),
    };
    let mut problem = Problem::new("case/facts", message);
    problem.facts = error.errors;
    CommandError::Case(problem)
}
