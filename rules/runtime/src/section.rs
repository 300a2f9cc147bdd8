//! A first look at a module's bytes: its manifest, and whether it asks for anything that a policy does not need.

use nuanze_abi::MANIFEST_SECTION;

use crate::ModuleError;

/// The largest module that is looked at, in bytes.
const MAX_BYTES: usize = 16 << 20;
/// The largest memory that a module may start with: 64 MiB.
const MAX_PAGES: u64 = 1024;

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const MEMORY: u8 = 5;
const START: u8 = 8;

/// The manifest's bytes in a module without imports, start function and absurd memory.
pub fn manifest(bytes: &[u8]) -> Result<&[u8], ModuleError> {
    if bytes.len() > MAX_BYTES {
        return Err(malformed("it is larger than 16 MiB"));
    }
    let Some(mut rest) = bytes.strip_prefix(b"\0asm\x01\0\0\0") else {
        return Err(malformed("it does not begin like one"));
    };
    let mut manifest = None;
    while let Some((&id, after)) = rest.split_first() {
        rest = after;
        let length = leb(&mut rest)?;
        let mut content = take(&mut rest, length)?;
        match id {
            CUSTOM => {
                let length = leb(&mut content)?;
                if take(&mut content, length)? == MANIFEST_SECTION.as_bytes()
                    && manifest.replace(content).is_some()
                {
                    return Err(malformed("it has two manifests"));
                }
            }
            IMPORT if leb(&mut content)? > 0 => return Err(ModuleError::Imports),
            MEMORY => memory(content)?,
            START => {
                return Err(malformed(
                    "it runs by itself when it is loaded, which no policy does",
                ));
            }
            _ => {}
        }
    }
    manifest.ok_or(ModuleError::NoManifest)
}

fn memory(mut content: &[u8]) -> Result<(), ModuleError> {
    for _ in 0..leb(&mut content)?.min(2) {
        let flags = leb(&mut content)?;
        let pages = leb(&mut content)?;
        if flags > 1 {
            leb(&mut content)?;
        }
        if pages > MAX_PAGES {
            return Err(ModuleError::Memory(format!(
                "it starts with {pages} pages, more than {MAX_PAGES}"
            )));
        }
    }
    Ok(())
}

/// An unsigned LEB128 number, as WebAssembly writes lengths.
fn leb(rest: &mut &[u8]) -> Result<u64, ModuleError> {
    let mut value = 0_u64;
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first().ok_or_else(truncated)?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(malformed("a length in it has too many bytes"))
}

fn take<'a>(rest: &mut &'a [u8], length: u64) -> Result<&'a [u8], ModuleError> {
    let (content, after) = usize::try_from(length)
        .ok()
        .and_then(|n| rest.split_at_checked(n))
        .ok_or_else(truncated)?;
    *rest = after;
    Ok(content)
}

fn truncated() -> ModuleError {
    malformed("it ends too early")
}

fn malformed(why: &str) -> ModuleError {
    ModuleError::Malformed(why.into())
}
