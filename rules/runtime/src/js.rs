//! The host in browsers, workerd and Node: the module runs beside this one, on the engine that runs both.

use js_sys::{Array, Function, Number, Reflect, Uint8Array, WebAssembly};
use nuanze_abi::{EXPORT_DECIDE, EXPORT_DECIDE_BATCH, EXPORT_MEMORY, MANIFEST_SECTION};
use sha2::{Digest, Sha256};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{Instance, ModuleError, Policy, section};

/// Loads a policy from its module's bytes, where a host compiles bytes (browsers, Node).
pub async fn load(bytes: &[u8]) -> Result<Policy, ModuleError> {
    section::manifest(bytes)?;
    let compiled = JsFuture::from(WebAssembly::compile(&Uint8Array::from(bytes).into())).await;
    let module: WebAssembly::Module = compiled
        .map_err(|error| ModuleError::Malformed(text(&error)))?
        .unchecked_into();
    let instantiated = JsFuture::from(WebAssembly::instantiate_module(
        &module,
        &js_sys::Object::new(),
    ))
    .await;
    let instance = instantiated.map_err(|error| ModuleError::Failed(text(&error)))?;
    let digest = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    policy(&module, &digest, instance.unchecked_into())
}

/// A policy from a module that the host has compiled (workerd); `sha256` is that of its bytes, in hex.
pub fn from_module(module: &WebAssembly::Module, sha256: &str) -> Result<Policy, ModuleError> {
    if WebAssembly::Module::imports(module).length() > 0 {
        return Err(ModuleError::Imports);
    }
    let instance = WebAssembly::Instance::new(module, &js_sys::Object::new());
    policy(
        module,
        sha256,
        instance.map_err(|error| ModuleError::Failed(text(&error)))?,
    )
}

fn policy(
    module: &WebAssembly::Module,
    sha256: &str,
    instance: WebAssembly::Instance,
) -> Result<Policy, ModuleError> {
    let sections: Array = WebAssembly::Module::custom_sections(module, MANIFEST_SECTION);
    let manifest = sections.iter().next().ok_or(ModuleError::NoManifest)?;
    let exports: JsValue = instance.exports().into();
    let memory = export(&exports, EXPORT_MEMORY, "its memory")?;
    let decide = function(&exports, EXPORT_DECIDE, 0, "a function without parameters")?;
    let decide_batch = function(
        &exports,
        EXPORT_DECIDE_BATCH,
        1,
        "a function from `i32` to `i32`",
    )?;
    let host = Beside {
        exports,
        memory,
        decide,
        decide_batch,
    };
    Policy::new(&Uint8Array::new(&manifest).to_vec(), sha256, Box::new(host))
}

/// An export of this type.
fn export<T: JsCast>(
    exports: &JsValue,
    name: &str,
    expected: &'static str,
) -> Result<T, ModuleError> {
    let value = Reflect::get(exports, &name.into()).unwrap_or_default();
    value.dyn_into().map_err(|_| ModuleError::Export {
        name: name.into(),
        expected,
    })
}

fn function(
    exports: &JsValue,
    name: &str,
    parameters: u32,
    expected: &'static str,
) -> Result<Function, ModuleError> {
    let found: Function = export(exports, name, expected)?;
    if found.length() == parameters {
        Ok(found)
    } else {
        Err(ModuleError::Export {
            name: name.into(),
            expected,
        })
    }
}

struct Beside {
    exports: JsValue,
    memory: WebAssembly::Memory,
    decide: Function,
    decide_batch: Function,
}

impl Beside {
    /// The memory's bytes now: growing it makes older views worthless.
    fn bytes(&self) -> Uint8Array {
        Uint8Array::new(&self.memory.buffer())
    }

    /// So many bytes from an address on.
    fn record(&self, address: usize, length: usize) -> Result<Uint8Array, ModuleError> {
        let bytes = self.bytes();
        let end = address
            .checked_add(length)
            .filter(|end| *end <= bytes.length() as usize);
        let ends = u32::try_from(address)
            .ok()
            .zip(end.and_then(|end| u32::try_from(end).ok()));
        let (start, end) =
            ends.ok_or_else(|| ModuleError::Memory("a record lies outside of it".into()))?;
        Ok(bytes.subarray(start, end))
    }
}

impl Instance for Beside {
    fn constant(&mut self, name: &'static str) -> Result<i32, ModuleError> {
        let expected = "a constant `i32`";
        let global: WebAssembly::Global = export(&self.exports, name, expected)?;
        let value = global.value();
        // Setting an immutable global throws.
        let constant = value
            .as_f64()
            .filter(|v| Number::is_safe_integer(&JsValue::from_f64(*v)));
        let immutable = !Reflect::set(&global, &"value".into(), &value).unwrap_or(false);
        // The engine gives an `i32` within its range.
        let value = constant
            .filter(|_| immutable)
            .filter(|v| (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(v));
        value.map(|v| v as i32).ok_or_else(|| ModuleError::Export {
            name: name.into(),
            expected,
        })
    }

    fn memory_size(&mut self) -> usize {
        self.bytes().length() as usize
    }

    fn grow(&mut self, pages: u32) -> Result<(), ModuleError> {
        // `Memory::grow` of js-sys cannot say that it failed.
        let grow: Function = export(&self.memory, "grow", "its memory")?;
        let grown = grow.call1(&self.memory, &pages.into());
        grown
            .map(|_| ())
            .map_err(|_| ModuleError::Memory(format!("it cannot grow by {pages} pages")))
    }

    fn read(&mut self, address: usize, into: &mut [u8]) -> Result<(), ModuleError> {
        self.record(address, into.len())?.copy_to(into);
        Ok(())
    }

    fn write(&mut self, address: usize, bytes: &[u8]) -> Result<(), ModuleError> {
        self.record(address, bytes.len())?.copy_from(bytes);
        Ok(())
    }

    fn decide(&mut self) -> Result<(), ModuleError> {
        self.decide
            .call0(&JsValue::UNDEFINED)
            .map(|_| ())
            .map_err(|error| ModuleError::Failed(text(&error)))
    }

    fn decide_batch(&mut self, records: i32) -> Result<bool, ModuleError> {
        let done = self
            .decide_batch
            .call1(&JsValue::UNDEFINED, &records.into());
        done.map(|done| done.as_f64() == Some(1.0))
            .map_err(|error| ModuleError::Failed(text(&error)))
    }
}

/// An exception's message.
fn text(error: &JsValue) -> String {
    let message = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()));
    message.unwrap_or_else(|| "it threw something that is no error".into())
}
