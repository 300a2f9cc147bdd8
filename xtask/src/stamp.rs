//! Knows whether a step's inputs are those of its last success, so that a second run is quick.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::place::Place;

/// Folders that are results, never inputs.
const RESULTS: [&str; 4] = ["target", "node_modules", "build", "pkg"];

/// The fingerprint of a step's inputs.
#[derive(Debug)]
pub struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    /// The fingerprint of these files (folders count with all they hold) and words.
    ///
    /// # Errors
    ///
    /// If an input cannot be read.
    pub fn of(place: &Place, step: &str, inputs: &[PathBuf], words: &[&str]) -> Result<Self> {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(word.as_bytes());
            hash.update([0]);
        }
        for input in inputs {
            add(&mut hash, input)?;
        }
        Ok(Self {
            path: place.state("stamps").join(step),
            digest: hex(&hash.finalize()),
        })
    }

    /// Whether the last success had the same inputs and its outputs are still there.
    pub fn is_fresh(&self, outputs: &[PathBuf]) -> bool {
        outputs.iter().all(|output| output.exists())
            && fs::read_to_string(&self.path).is_ok_and(|before| before == self.digest)
    }

    /// Records a success.
    ///
    /// # Errors
    ///
    /// If the record cannot be written.
    pub fn save(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.digest)
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}

/// The files below a folder, sorted; a file is itself, a missing path is nothing.
///
/// # Errors
///
/// If a folder cannot be read.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        found.extend(files(&entry)?);
    }
    Ok(found)
}

/// The SHA-256 of some bytes in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn add(hash: &mut Sha256, path: &Path) -> Result<()> {
    if path.is_file() {
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(
            fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
        ));
        return Ok(());
    }
    if !path.is_dir() {
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    for entry in entries {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if !(entry.is_dir() && RESULTS.contains(&name.as_ref())) {
            add(hash, &entry)?;
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
