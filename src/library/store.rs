//! One kept file, with a lock beside it.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::export::atomic::{WriteError, write_file};
use crate::model::problem::Message;

/// A file that is kept between runs. Whoever claims it first holds it until the end.
#[derive(Debug)]
pub struct Store {
    file: PathBuf,
    /// Held for as long as this window may write.
    lock: Option<File>,
}

/// Why something could not be kept or read again.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is there but cannot be read.
    #[error("读不了（{source}）：{}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder cannot be made, or the lock cannot be had for another reason than another window.
    #[error("用不了配置文件夹（{source}）：{}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl StoreError {
    /// What happened.
    pub fn message(&self) -> Message {
        match self {
            Self::Read { path, source } => {
                let path = path.display();
                Message::new(format!("读不了（{source}）：{path}"), format!("cannot be read ({source}): {path}"))
            }
            Self::Folder { path, source } => {
                let path = path.display();
                Message::new(
                    format!("用不了配置文件夹（{source}）：{path}"),
                    format!("the configuration folder cannot be used ({source}): {path}"),
                )
            }
            Self::Write(error) => error.message(),
        }
    }
}

/// What became of a text that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is on disk.
    Yes,
    /// Another window keeps its own, which stays as it is.
    OtherWindow,
}

impl Store {
    /// The file of this name in this folder; neither need exist.
    pub fn new(folder: &Path, name: &str) -> Self {
        Self { file: folder.join(name), lock: None }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// The text that is kept; nothing if none was kept yet.
    pub fn read(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match std::fs::read(&self.file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::Read { path: self.file.clone(), source }),
        }
    }

    /// Keeps a text in place of the one before.
    pub fn write(&mut self, text: &str) -> Result<Written, StoreError> {
        if !self.claim()? {
            return Ok(Written::OtherWindow);
        }
        write_file(&self.file, |out| out.write_all(text.as_bytes()))?;
        Ok(Written::Yes)
    }

    /// Copies what is there to a name of its own, so that writing does not destroy it; returns where it is now.
    pub fn set_aside(&self) -> io::Result<PathBuf> {
        let mut n = 1;
        loop {
            let aside = self.file.with_extension(format!("unreadable-{n}.json"));
            if !aside.exists() {
                std::fs::copy(&self.file, &aside)?;
                return Ok(aside);
            }
            n += 1;
        }
    }

    /// Makes this window the one that writes; it is, unless another one was first and is still there.
    pub fn claim(&mut self) -> Result<bool, StoreError> {
        if self.lock.is_some() {
            return Ok(true);
        }
        let folder = self.file.parent().unwrap_or(Path::new("."));
        let fail = |source| StoreError::Folder { path: folder.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(fail)?;
        let lock = File::options().create(true).append(true).open(self.file.with_extension("lock")).map_err(fail)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(false),
            // A disk that knows no locks: better to keep the session than not.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(source)) => return Err(fail(source)),
        }
        self.lock = Some(lock);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(&folder.path().join("not there yet"), "session.json");
        assert_eq!(store.read().unwrap(), None);
        for text in ["一", "二"] {
            assert_eq!(store.write(text).unwrap(), Written::Yes);
            assert_eq!(store.read().unwrap().as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn of_two_windows_the_first_writes_until_it_closes() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Store::new(folder.path(), "session.json");
        let mut second = Store::new(folder.path(), "session.json");
        assert_eq!(first.write("first").unwrap(), Written::Yes);
        assert_eq!(second.write("second").unwrap(), Written::OtherWindow);
        assert_eq!(second.read().unwrap().as_deref(), Some(b"first".as_slice()));
        drop(first);
        assert_eq!(second.write("second").unwrap(), Written::Yes);
        assert_eq!(second.read().unwrap().as_deref(), Some(b"second".as_slice()));
    }

    #[test]
    fn what_is_set_aside_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path(), "session.json");
        store.write("first").unwrap();
        let first = store.set_aside().unwrap();
        store.write("second").unwrap();
        let second = store.set_aside().unwrap();
        assert_ne!(first, second);
        assert_eq!(std::fs::read_to_string(first).unwrap(), "first");
        assert_eq!(std::fs::read_to_string(second).unwrap(), "second");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = Store::new(&file.join("inside"), "session.json").write("x").unwrap_err();
        assert!(error.to_string().contains("inside"), "{error}");
    }
}
