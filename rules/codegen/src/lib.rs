//! A checked policy, made into a module: `Program` → a graph of steps → WebAssembly and its manifest.
//!
//! - [`lower`]: every condition, row, rule, table and operation becomes a node with a result slot.
//! - [`manifest`]: what the nodes mean, for people and hosts.
//! - [`emit`]: the nodes as integer code.
//!
//! The same program gives the same bytes. Nothing here relies on the reference evaluator: the two check each other.

mod dag;
mod decimal;
mod emit;
mod error;
mod interval;
mod lower;
mod manifest;
mod quotient;

pub use error::CodegenError;

/// A compiled policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The module: a whole WebAssembly binary, its manifest in a custom section.
    pub bytes: Vec<u8>,
    /// What its slots mean.
    pub manifest: nuanze_abi::Manifest,
    /// The size of its code section in bytes.
    pub code_size: usize,
}

/// Compiles a program.
///
/// # Errors
///
/// Only when the policy is larger than a module may be: see [`CodegenError`].
pub fn compile(program: &nuanze_program::Program) -> Result<Module, CodegenError> {
    let dag = lower::lower(program)?;
    let manifest = manifest::describe(program, &dag);
    let json = serde_json::to_vec(&manifest).map_err(|_| CodegenError::Manifest)?;
    let (bytes, code_size) = emit::emit(&dag, &json);
    Ok(Module {
        bytes,
        manifest,
        code_size,
    })
}
