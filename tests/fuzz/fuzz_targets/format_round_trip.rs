//! Looks for bytes that break the property `format_round_trip` of `nuanze_properties`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nuanze_properties::hold("format_round_trip", bytes));
