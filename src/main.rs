//! jobscope.
fn main() {}
