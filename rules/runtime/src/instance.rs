//! What a host provides: a running module, reached by its memory and its exports.

use crate::ModuleError;

/// An instance of a policy module.
pub trait Instance {
    /// The exported constant of this name, an immutable `i32`.
    fn constant(&mut self, name: &'static str) -> Result<i32, ModuleError>;

    /// The memory's size in bytes.
    fn memory_size(&mut self) -> usize;

    /// Makes the memory larger by so many pages of 64 KiB.
    fn grow(&mut self, pages: u32) -> Result<(), ModuleError>;

    /// Copies bytes out of the memory.
    fn read(&mut self, address: usize, into: &mut [u8]) -> Result<(), ModuleError>;

    /// Copies bytes into the memory.
    fn write(&mut self, address: usize, bytes: &[u8]) -> Result<(), ModuleError>;

    /// Calls `decide`.
    fn decide(&mut self) -> Result<(), ModuleError>;

    /// Calls `decide_batch`; false if the memory is too small for `records`.
    fn decide_batch(&mut self, records: i32) -> Result<bool, ModuleError>;
}
