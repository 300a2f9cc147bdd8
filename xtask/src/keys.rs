//! The development keys of `cargo xtask serve`: made once, kept in `.nuanze/`, never for real claims.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress::say;

/// The keys that the edge reads from its environment.
const NAMES: [&str; 3] = ["NUANZE_SIGNING_KEY", "NUANZE_SEAL_KEY", "NUANZE_INDEX_KEY"];

/// The keys as environment variables; makes them where there are none, and says so.
///
/// # Errors
///
/// If they can be neither read nor made.
pub fn development(place: &Place) -> Result<Vec<(String, String)>> {
    let path = place.at(".nuanze/keys.env");
    if !path.exists() {
        let text: String = NAMES
            .iter()
            .zip(random(NAMES.len())?)
            .map(|(name, key)| format!("{name}={key}\n"))
            .collect();
        fs::create_dir_all(place.at(".nuanze"))?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?.write_all(text.as_bytes())?;
        say(
            "! Made development keys in .nuanze/keys.env. They are for this machine only: make others for real claims.",
        );
    }
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (name, key) = line
                .split_once('=')
                .with_context(|| format!("`{line}` in .nuanze/keys.env is not NAME=KEY"))?;
            Ok((name.to_owned(), key.to_owned()))
        })
        .collect()
}

/// Keys of 32 random bytes, as base64url.
fn random(count: usize) -> Result<Vec<String>> {
    let program = "for (let i = 0; i < Number(process.argv[1]); i++) \
                   console.log(require('node:crypto').randomBytes(32).toString('base64url'))";
    let output = Command::new("node")
        .args(["-e", program, &count.to_string()])
        .output()?;
    if !output.status.success() {
        bail!(
            "node could not make keys: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8(output.stdout)?
        .lines()
        .map(str::to_owned)
        .collect())
}
