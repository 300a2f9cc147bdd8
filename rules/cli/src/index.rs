//! `index.json`: the list of built policies beside their modules.

use std::path::Path;

use nuanze_abi::{Manifest, Text};
use serde::{Deserialize, Serialize};

use crate::error::CommandError;
use crate::write;

/// The name of the list in its folder.
pub const FILE: &str = "index.json";

/// GB/T 2260's code of the whole country.
const WHOLE_COUNTRY: &str = "100000";

/// One policy of the list.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Entry {
    /// The policy's id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The administrative division that decides.
    pub jurisdiction: String,
    /// First and last day in force.
    pub in_force: (String, Option<String>),
    /// `in_force`, `draft` or `repealed`.
    pub status: String,
    /// Whether something can be claimed with it: then phones keep it from the first visit on.
    #[serde(default)]
    pub claim: bool,
    /// SHA-256 of the module's bytes, in hex.
    pub module: String,
    /// The module's file, in the same folder.
    pub file: String,
    /// The module's size.
    pub bytes: usize,
}

impl Entry {
    /// The entry of a module.
    pub fn new(manifest: &Manifest, sha256: &str, bytes: usize) -> Self {
        let policy = manifest.policy.clone();
        Self {
            file: format!("{}.wasm", policy.id),
            id: policy.id,
            title: policy.title,
            jurisdiction: policy.jurisdiction,
            in_force: policy.in_force,
            status: policy.status,
            claim: !manifest.pledges.is_empty(),
            module: sha256.to_owned(),
            bytes,
        }
    }

    /// Where it stands in the list: what holds in the whole country last, for the policies of a place are what people
    /// look for, and rest on the others; of these first what can be claimed; then by id.
    fn place(&self) -> (bool, bool, &str) {
        (self.jurisdiction == WHOLE_COUNTRY, !self.claim, &self.id)
    }
}

/// The list of a folder, without the policies whose file has gone; empty where there is no list yet.
pub fn read(folder: &Path) -> Result<Vec<Entry>, CommandError> {
    let path = folder.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(CommandError::unreadable(&path, &error)),
    };
    let mut entries: Vec<Entry> = serde_json::from_str(&text).map_err(|error| {
        CommandError::call(
            "call/index",
            format!("`{}` is not a list of policies: {error}", path.display()),
            "delete it and build all policies again",
        )
    })?;
    entries.retain(|entry| folder.join(&entry.file).is_file());
    Ok(entries)
}

/// Writes modules and then the list, so that the list never names a file that is not there.
pub fn write(folder: &Path, modules: &[(Entry, Vec<u8>)]) -> Result<(), CommandError> {
    std::fs::create_dir_all(folder).map_err(|error| CommandError::unwritable(folder, &error))?;
    let mut entries = read(folder)?;
    entries.retain(|entry| modules.iter().all(|(new, _)| new.id != entry.id));
    entries.extend(modules.iter().map(|(entry, _)| entry.clone()));
    entries.sort_by(|a, b| a.place().cmp(&b.place()));
    let list = serde_json::to_string_pretty(&entries)
        .map_err(|error| CommandError::unwritable(&folder.join(FILE), &error.into()))?;
    for (entry, bytes) in modules {
        write::whole(&folder.join(&entry.file), bytes)?;
    }
    write::whole(&folder.join(FILE), (list + "\n").as_bytes())
}
