//! The locals of a function: taken, given back, and taken again.

use wasm_encoder::ValType;

/// Hands out locals. Few locals are small code: those below 128 take one byte to name.
#[derive(Debug)]
pub struct Locals {
    parameters: u32,
    types: Vec<ValType>,
    free: Vec<u32>,
}

impl Locals {
    /// With this many parameters before them.
    pub fn after(parameters: u32) -> Self {
        Self {
            parameters,
            types: Vec::new(),
            free: Vec::new(),
        }
    }

    /// A local that nobody else uses.
    pub fn take(&mut self, ty: ValType) -> u32 {
        let fitting = self
            .free
            .iter()
            .rposition(|&local| self.ty(local) == Some(ty));
        if let Some(position) = fitting {
            return self.free.swap_remove(position);
        }
        self.types.push(ty);
        self.parameters + u32::try_from(self.types.len() - 1).unwrap_or(u32::MAX)
    }

    /// Gives a local back.
    pub fn give(&mut self, local: u32) {
        debug_assert!(!self.free.contains(&local), "a local is given back twice");
        self.free.push(local);
    }

    /// How a function declares them: runs of one type.
    pub fn declaration(&self) -> Vec<(u32, ValType)> {
        let mut runs: Vec<(u32, ValType)> = Vec::new();
        for &ty in &self.types {
            match runs.last_mut() {
                Some((count, last)) if *last == ty => *count += 1,
                _ => runs.push((1, ty)),
            }
        }
        runs
    }

    fn ty(&self, local: u32) -> Option<ValType> {
        let index = usize::try_from(local.checked_sub(self.parameters)?).ok()?;
        self.types.get(index).copied()
    }
}
