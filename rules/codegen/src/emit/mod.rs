//! From nodes to WebAssembly: integers only, no imports, no traps, no branches but one.
//!
//! Each record is decided by one of two functions made by the same code. Where every fact is known, bools are 0
//! and 1. Otherwise they are [three-valued](bools) and every other value carries a flag that says if it is known.

mod aggregate;
mod bools;
mod calendar;
mod compare;
mod entry;
mod input;
mod locals;
mod node;
mod operand;
mod path;
mod quotient;
mod table;
mod word;

use std::borrow::Cow;

use nuanze_abi::{
    ABI_VERSION, EXPORT_ABI, EXPORT_DECIDE, EXPORT_DECIDE_BATCH, EXPORT_INPUTS, EXPORT_MEMORY,
    EXPORT_RESULTS, MANIFEST_SECTION, record_size,
};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, ExportKind, ExportSection, FunctionSection,
    GlobalSection, GlobalType, MemorySection, MemoryType, Module, TypeSection, ValType,
};

use crate::dag::{Dag, Op};
use path::{Knowledge, Path};

/// The address of the first input record: one cache line after 0, so that no record's address is mistaken for none.
const INPUTS: u32 = 64;

/// The size of a page of memory.
const PAGE: u64 = 65_536;

/// Addresses and sizes, in bytes.
struct Layout {
    /// One input record.
    input: u32,
    /// One result record.
    result: u32,
}

/// The functions of a module, by index.
#[derive(Clone, Copy)]
enum Function {
    /// `(input, result)`: decides a record whose facts are all known.
    Known,
    /// `(input, result)`: decides any record.
    Open,
    /// `(input, result)`: chooses one of the two.
    Record,
    /// The export `decide`.
    Decide,
    /// The export `decide_batch`.
    DecideBatch,
    /// `(month) -> day`: only where months are added.
    MonthStart,
    /// `(day, months, past the end) -> day`: only where months are added.
    AddMonths,
}

/// The types of these functions, by index.
#[derive(Clone, Copy)]
enum Signature {
    /// `(i32, i32)`.
    Record,
    /// `()`.
    Decide,
    /// `(i32) -> i32`.
    DecideBatch,
    /// `(i64) -> i64`.
    MonthStart,
    /// `(i64, i64, i64) -> i64`.
    AddMonths,
}

/// The module's bytes, and how many of them are its code section.
pub fn emit(dag: &Dag, manifest: &[u8]) -> (Vec<u8>, usize) {
    // INVARIANT: lowering limits the slots, so that sizes fit.
    let size = |slots| u32::try_from(record_size(slots)).unwrap_or(u32::MAX);
    let layout = Layout {
        input: size(dag.facts.len() + dag.readings.len()),
        result: size(dag.nodes.len()),
    };

    let mut types = TypeSection::new();
    types.ty().function([ValType::I32, ValType::I32], []);
    types.ty().function([], []);
    types.ty().function([ValType::I32], [ValType::I32]);

    let adds_months = dag
        .nodes
        .iter()
        .any(|node| matches!(node.op, Op::AddMonths(..)));
    if adds_months {
        types.ty().function([ValType::I64], [ValType::I64]);
        types.ty().function([ValType::I64; 3], [ValType::I64]);
    }

    let mut functions = FunctionSection::new();
    for signature in [
        Signature::Record,
        Signature::Record,
        Signature::Record,
        Signature::Decide,
        Signature::DecideBatch,
    ] {
        functions.function(signature as u32);
    }
    if adds_months {
        functions.function(Signature::MonthStart as u32);
        functions.function(Signature::AddMonths as u32);
    }

    let mut memories = MemorySection::new();
    let first_record = u64::from(INPUTS) + u64::from(layout.input) + u64::from(layout.result);
    memories.memory(MemoryType {
        minimum: first_record.div_ceil(PAGE),
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });

    let mut globals = GlobalSection::new();
    let mut exports = ExportSection::new();
    exports.export(EXPORT_MEMORY, ExportKind::Memory, 0);
    let constants = [
        (EXPORT_ABI, ABI_VERSION),
        (EXPORT_INPUTS, INPUTS.cast_signed()),
        (EXPORT_RESULTS, (INPUTS + layout.input).cast_signed()),
    ];
    for (index, (name, value)) in (0..).zip(constants) {
        let ty = GlobalType {
            val_type: ValType::I32,
            mutable: false,
            shared: false,
        };
        globals.global(ty, &ConstExpr::i32_const(value));
        exports.export(name, ExportKind::Global, index);
    }
    exports.export(EXPORT_DECIDE, ExportKind::Func, Function::Decide as u32);
    exports.export(
        EXPORT_DECIDE_BATCH,
        ExportKind::Func,
        Function::DecideBatch as u32,
    );

    let mut code = CodeSection::new();
    code.function(&Path::new(dag, Knowledge::Full).function());
    code.function(&Path::new(dag, Knowledge::Partial).function());
    code.function(&entry::record(dag));
    code.function(&entry::decide(&layout));
    code.function(&entry::decide_batch(&layout));
    if adds_months {
        code.function(&calendar::month_start());
        code.function(&calendar::add_months());
    }

    let mut module = Module::new();
    module
        .section(&types)
        .section(&functions)
        .section(&memories)
        .section(&globals)
        .section(&exports);
    let before = module.len();
    module.section(&code);
    let code_size = module.len() - before;
    module.section(&CustomSection {
        name: Cow::Borrowed(MANIFEST_SECTION),
        data: Cow::Borrowed(manifest),
    });
    (module.finish(), code_size)
}
