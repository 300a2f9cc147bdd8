//! The `nuanze` command.
fn main() {}
