//! The published award policy as a module.

use std::sync::LazyLock;

const TEXT: &str = include_str!("../../../rules/policies/mentougou-2022.md");

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let parsed = nuanze_syntax::parse(TEXT);
    let program = nuanze_program::check(&parsed.document).program;
    let program = program.expect("the published policy is sound");
    nuanze_codegen::compile(&program)
        .expect("the published policy compiles")
        .bytes
});

/// The module's bytes.
pub(crate) fn bytes() -> &'static [u8] {
    &BYTES
}
