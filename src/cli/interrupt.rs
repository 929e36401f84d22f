//! Ctrl+C while a file is being written: nothing half-written stays behind.
//!
//! A file is written beside its place and renamed when it is whole, so that an interruption can leave nothing but that
//! sibling; it is removed before the program ends, at once and not at the end of the file that is being read. Without a file
//! in the making, the system ends the program as it always does.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use crate::export::atomic::{AtomicFile, WriteError};

/// What a shell calls the end by Ctrl+C.
const INTERRUPTED: i32 = 130;

/// The files in the making.
static MAKING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Starts a file that leaves no trace if the program is interrupted.
pub(super) fn guarded(path: &Path) -> Result<AtomicFile, WriteError> {
    static LISTENING: Once = Once::new();
    // Where nobody can be asked to listen, the sibling stays behind, which is no harm but litter.
    LISTENING.call_once(|| drop(ctrlc::set_handler(end)));
    // Locked until the sibling is known: an interruption in between waits for it.
    let mut making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let file = AtomicFile::create(path)?;
    making.extend(file.sibling().map(Path::to_owned));
    Ok(file)
}

/// Runs on a thread of its own. A file that is already in its place has no sibling any more.
fn end() {
    let making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    for sibling in making.iter() {
        let _ = std::fs::remove_file(sibling);
    }
    std::process::exit(INTERRUPTED);
}
