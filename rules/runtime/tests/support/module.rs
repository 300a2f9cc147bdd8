//! Modules made by hand, so that each of their parts can be wrong.

use std::borrow::Cow;

use nuanze_abi::record_size;
use serde_json::{Value as Json, json};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemorySection,
    MemoryType, Module, StartSection, TypeSection, ValType,
};

/// What a module is made of.
pub struct Parts {
    pub manifest: Vec<u8>,
    pub abi: i32,
    pub inputs: i32,
    pub results: i32,
    pub pages: u64,
    pub import: bool,
    pub start: bool,
    pub mutable: bool,
    /// The export that is left out.
    pub without: &'static str,
    /// The export that is something else.
    pub mistyped: &'static str,
    /// The body of `decide`.
    pub decide: Vec<Instruction<'static>>,
}

/// A manifest of one fact and one outcome that repeats it.
pub fn manifest() -> Json {
    json!({
        "abi": 1,
        "policy": {
            "id": "small", "title": {"zh": "小", "en": "small"}, "jurisdiction": "110109",
            "in_force": ["2022-01-01", null], "status": "in_force",
        },
        "clauses": [], "enums": [],
        "facts": [{
            "name": "amount", "type": "decimal", "unit": "CNY", "scale": 2, "min": 0, "max": 100000, "step": 1,
            "label": {"zh": "金额", "en": "Amount"}, "ask": {"zh": "多少？", "en": "How much?"},
        }],
        "readings": [],
        "nodes": [{
            "name": "paid", "kind": "rule", "type": "decimal", "unit": "CNY", "scale": 2, "min": 0, "max": 100000, "step": 1,
            "op": {"is": {"fact": 0}},
        }],
        "outcomes": [0], "evidence": [], "bring": [], "pledges": [], "manual": [],
    })
}

impl Parts {
    pub fn new(manifest: &Json) -> Self {
        let count = |key: &str| manifest[key].as_array().map_or(0, Vec::len);
        let input = record_size(count("facts") + count("readings"));
        let inputs = 64;
        Self {
            manifest: manifest.to_string().into_bytes(),
            abi: 1,
            inputs,
            results: inputs + i32::try_from(input).unwrap(),
            pages: 1,
            import: false,
            start: false,
            mutable: false,
            without: "",
            mistyped: "",
            // Copies the first value and its state.
            decide: copy(
                i64::from(inputs),
                i64::from(inputs) + i64::try_from(input).unwrap(),
                count("facts") + count("readings"),
                count("nodes"),
            ),
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut module = Module::new();
        module.section(&types);
        if self.import {
            let mut imports = ImportSection::new();
            imports.import("host", "clock", EntityType::Function(0));
            module.section(&imports);
        }
        let mut functions = FunctionSection::new();
        functions.function(0);
        functions.function(1);
        module.section(&functions);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: self.pages,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        module.section(&memories);
        let mut globals = GlobalSection::new();
        for value in [self.abi, self.inputs, self.results] {
            let ty = GlobalType {
                val_type: ValType::I32,
                mutable: self.mutable,
                shared: false,
            };
            globals.global(ty, &ConstExpr::i32_const(value));
        }
        module.section(&globals);
        let first = u32::from(self.import);
        let mut exports = ExportSection::new();
        for (name, kind, index) in [
            ("memory", ExportKind::Memory, 0),
            ("abi_version", ExportKind::Global, 0),
            ("inputs", ExportKind::Global, 1),
            ("results", ExportKind::Global, 2),
            ("decide", ExportKind::Func, first),
            ("decide_batch", ExportKind::Func, first + 1),
        ] {
            let other = if kind == ExportKind::Memory {
                (ExportKind::Global, 0)
            } else {
                (ExportKind::Memory, 0)
            };
            let (kind, index) = if name == self.mistyped {
                other
            } else {
                (kind, index)
            };
            if name != self.without {
                exports.export(name, kind, index);
            }
        }
        module.section(&exports);
        if self.start {
            module.section(&StartSection {
                function_index: first,
            });
        }
        let mut code = CodeSection::new();
        for body in [&self.decide, &vec![Instruction::I32Const(1)]] {
            let mut function = Function::new([]);
            body.iter().for_each(|instruction| {
                function.instruction(instruction);
            });
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        module.section(&code);
        module.section(&CustomSection {
            name: Cow::Borrowed("nuanze.manifest"),
            data: Cow::Borrowed(&self.manifest),
        });
        module.finish()
    }
}

fn copy(from: i64, to: i64, inputs: usize, nodes: usize) -> Vec<Instruction<'static>> {
    let at = |offset: i64| wasm_encoder::MemArg {
        offset: u64::try_from(offset).unwrap(),
        align: 0,
        target: wasm_encoder::MemArgTarget::Memory(0),
        ordering: None,
    };
    let (inputs, nodes) = (
        i64::try_from(inputs).unwrap() * 8,
        i64::try_from(nodes).unwrap() * 8,
    );
    vec![
        Instruction::I32Const(0),
        Instruction::I32Const(0),
        Instruction::I64Load(at(from)),
        Instruction::I64Store(at(to)),
        Instruction::I32Const(0),
        Instruction::I32Const(0),
        Instruction::I32Load8U(at(from + inputs)),
        Instruction::I32Store8(at(to + nodes)),
    ]
}
