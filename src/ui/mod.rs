//! Stub.

use std::path::PathBuf;

/// Opens the window on these files.
pub fn run(_paths: Vec<PathBuf>) -> Result<(), String> {
    Err("窗口尚未写好".to_owned())
}
