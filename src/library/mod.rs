//! What the program keeps between runs, on disk: one file of text per purpose, in the configuration folder.
//!
//! It knows nothing of what the text means. A file is written whole or not at all; one that cannot be read is set aside and
//! never overwritten; of two windows at once, one writes.

mod store;

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

pub use store::{Store, StoreError, Written};

/// `~/.config/jobscope` on Linux and macOS (or below `XDG_CONFIG_HOME`), `%APPDATA%\jobscope` on Windows.
pub fn folder() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("jobscope"))
}

/// Whether there is something at this path, or in the archive that it leads into. May take its time on a distant disk.
pub fn exists(path: &Path) -> bool {
    path.exists() || path.ancestors().skip(1).any(Path::is_file)
}
