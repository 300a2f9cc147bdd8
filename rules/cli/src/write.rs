//! Writing files so that a reader never sees a part of one.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::error::CommandError;

/// Writes a file beside its place and moves it there: a reader sees the old bytes or the new, never a part.
pub fn whole(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    // A link stays one, and what it leads to is written.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let beside = place.with_added_extension(format!("{}.tmp", std::process::id()));
    let permissions = place.metadata().map(|before| before.permissions());
    let written = File::create(&beside)
        .and_then(|mut file| {
            if let Ok(permissions) = permissions {
                file.set_permissions(permissions)?;
            }
            file.write_all(bytes).and_then(|()| file.sync_all())
        })
        .and_then(|()| std::fs::rename(&beside, &place));
    written.map_err(|error| {
        // What could not be finished is not left lying about; if that fails too, the first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
        CommandError::unwritable(path, &error)
    })
}
