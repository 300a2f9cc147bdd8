//! Looks for bytes that break the property `built` of `nuanze_properties`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nuanze_properties::hold("built", bytes));
