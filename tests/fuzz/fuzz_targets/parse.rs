//! Looks for bytes that break the property `parse` of `nuanze_properties`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nuanze_properties::hold("parse", bytes));
