//! The native host: the module runs on wasmtime, with bounds on its memory and on how long it may take.

use nuanze_abi::{EXPORT_DECIDE, EXPORT_DECIDE_BATCH, EXPORT_MEMORY};
use sha2::{Digest, Sha256};
use wasmtime::{
    Config, Engine, Memory, Module, Store, StoreLimits, StoreLimitsBuilder, TypedFunc, Val,
};

use crate::{Instance, ModuleError, Policy, section};

/// The largest memory a module may grow to: 256 MiB.
const MAX_MEMORY: usize = 256 << 20;
/// How many instructions one record may take. A real policy takes some thousands.
const FUEL: u64 = 50_000_000;

/// Loads a policy from its module's bytes.
pub fn load(bytes: &[u8]) -> Result<Policy, ModuleError> {
    let manifest = section::manifest(bytes)?;
    let mut config = Config::new();
    config.consume_fuel(true);
    let engine = Engine::new(&config).map_err(malformed)?;
    let module = Module::new(&engine, bytes).map_err(malformed)?;
    let limits = StoreLimitsBuilder::new()
        .memory_size(MAX_MEMORY)
        .trap_on_grow_failure(false)
        .build();
    let mut store = Store::new(&engine, limits);
    store.limiter(|limits| limits);
    store.set_fuel(FUEL).map_err(failed)?;
    let instance = wasmtime::Instance::new(&mut store, &module, &[]).map_err(failed)?;
    let missing = |name: &str, expected| ModuleError::Export {
        name: name.into(),
        expected,
    };
    let memory = instance
        .get_memory(&mut store, EXPORT_MEMORY)
        .ok_or_else(|| missing(EXPORT_MEMORY, "its memory"))?;
    if memory.ty(&store).is_64() {
        return Err(ModuleError::Memory("its addresses have 64 bits".into()));
    }
    let decide = instance
        .get_typed_func(&mut store, EXPORT_DECIDE)
        .map_err(|_| missing(EXPORT_DECIDE, "a function without parameters"))?;
    let decide_batch = instance
        .get_typed_func(&mut store, EXPORT_DECIDE_BATCH)
        .map_err(|_| missing(EXPORT_DECIDE_BATCH, "a function from `i32` to `i32`"))?;
    let host = Native {
        store,
        instance,
        memory,
        decide,
        decide_batch,
    };
    Policy::new(manifest, &hex(bytes), Box::new(host))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

struct Native {
    store: Store<StoreLimits>,
    instance: wasmtime::Instance,
    memory: Memory,
    decide: TypedFunc<(), ()>,
    decide_batch: TypedFunc<i32, i32>,
}

impl Instance for Native {
    fn constant(&mut self, name: &'static str) -> Result<i32, ModuleError> {
        let global = self.instance.get_global(&mut self.store, name);
        match global.map(|global| {
            (
                global.ty(&self.store).mutability().is_const(),
                global.get(&mut self.store),
            )
        }) {
            Some((true, Val::I32(value))) => Ok(value),
            _ => Err(ModuleError::Export {
                name: name.into(),
                expected: "a constant `i32`",
            }),
        }
    }

    fn memory_size(&mut self) -> usize {
        self.memory.data_size(&self.store)
    }

    fn grow(&mut self, pages: u32) -> Result<(), ModuleError> {
        let grown = self.memory.grow(&mut self.store, pages.into());
        grown
            .map(|_| ())
            .map_err(|_| ModuleError::Memory(format!("it cannot grow by {pages} pages")))
    }

    fn read(&mut self, address: usize, into: &mut [u8]) -> Result<(), ModuleError> {
        self.memory
            .read(&self.store, address, into)
            .map_err(|_| outside())
    }

    fn write(&mut self, address: usize, bytes: &[u8]) -> Result<(), ModuleError> {
        self.memory
            .write(&mut self.store, address, bytes)
            .map_err(|_| outside())
    }

    fn decide(&mut self) -> Result<(), ModuleError> {
        self.store.set_fuel(FUEL).map_err(failed)?;
        self.decide.call(&mut self.store, ()).map_err(failed)
    }

    fn decide_batch(&mut self, records: i32) -> Result<bool, ModuleError> {
        let fuel = FUEL.saturating_mul(u64::from(records.unsigned_abs()).max(1));
        self.store.set_fuel(fuel).map_err(failed)?;
        self.decide_batch
            .call(&mut self.store, records)
            .map(|done| done == 1)
            .map_err(failed)
    }
}

fn outside() -> ModuleError {
    ModuleError::Memory("a record lies outside of it".into())
}

fn malformed(error: wasmtime::Error) -> ModuleError {
    ModuleError::Malformed(one_line(&error))
}

fn failed(error: wasmtime::Error) -> ModuleError {
    ModuleError::Failed(one_line(&error))
}

/// The innermost cause, which is what went wrong without where the engine was.
fn one_line(error: &wasmtime::Error) -> String {
    error
        .root_cause()
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}
