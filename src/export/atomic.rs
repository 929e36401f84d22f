//! A file is there whole or not at all: written to a sibling, synced, renamed over, and the folder synced.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file could not be written. Unless it is a device, what stood there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// No sibling could be made: the folder is missing or may not be written to.
    #[error("不能写到这里（{source}）：{}", path.display())]
    Create {
        /// The file that was to be.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The contents could not be written out: the disk is full, or the source of the contents failed.
    #[error("写入失败（{source}）：{}", path.display())]
    Write {
        /// The file that was to be.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The finished file could not take its place.
    #[error("不能替换文件（{source}）：{}", path.display())]
    Replace {
        /// The file that was to be.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A file in the making. Dropped without [`AtomicFile::commit`], it leaves no trace.
#[derive(Debug)]
pub struct AtomicFile {
    /// As the user named it, for messages.
    path: PathBuf,
    out: BufWriter<Making>,
}

#[derive(Debug)]
enum Making {
    /// The usual: beside its target, to be renamed over it.
    Sibling { sibling: NamedTempFile, target: PathBuf },
    /// A device or pipe (`/dev/null`) is written to directly: it has no place that could be taken.
    Device(File),
}

/// Writes a whole file by way of `fill`.
pub fn write_file<T>(path: &Path, fill: impl FnOnce(&mut AtomicFile) -> io::Result<T>) -> Result<T, WriteError> {
    let mut file = AtomicFile::create(path)?;
    let filled = fill(&mut file).map_err(|source| WriteError::Write { path: path.to_owned(), source })?;
    file.commit()?;
    Ok(filled)
}

impl AtomicFile {
    /// Starts a file that will stand at `path`.
    pub fn create(path: &Path) -> Result<Self, WriteError> {
        let making = Making::start(path).map_err(|source| WriteError::Create { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(making) })
    }

    /// The file that is written to until then, to be removed by whoever ends the program in between.
    pub fn sibling(&self) -> Option<&Path> {
        match self.out.get_ref() {
            Making::Sibling { sibling, .. } => Some(sibling.path()),
            Making::Device(_) => None,
        }
    }

    /// Puts the finished file in its place.
    pub fn commit(self) -> Result<(), WriteError> {
        let Self { path, out } = self;
        let making = match out.into_inner() {
            Ok(making) => making,
            Err(error) => return Err(WriteError::Write { path, source: error.into_error() }),
        };
        let Making::Sibling { sibling, target } = making else { return Ok(()) };
        if let Err(source) = sibling.as_file().sync_all() {
            return Err(WriteError::Write { path, source });
        }
        let replaced = sibling.persist(&target).map_err(|error| error.error).and_then(|_| sync_folder(&target));
        replaced.map_err(|source| WriteError::Replace { path, source })
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Making {
    fn start(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it points to is replaced.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = target.metadata().ok();
        match old {
            Some(old) if old.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory)),
            Some(old) if !old.is_file() => return OpenOptions::new().write(true).open(&target).map(Self::Device),
            _ => {}
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".jobscope-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // The rights of any new file; the system takes the umask off.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let sibling = builder.tempfile_in(folder_of(&target))?;
        if let Some(old) = old {
            sibling.as_file().set_permissions(old.permissions())?;
        }
        Ok(Self::Sibling { sibling, target })
    }
}

impl Write for Making {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Sibling { sibling, .. } => sibling.write(bytes),
            Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Sibling { sibling, .. } => sibling.flush(),
            Self::Device(file) => file.flush(),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The rename itself is on disk only once the folder is. Windows has no such call.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        for words in ["first", "second"] {
            write_file(&path, |out| out.write_all(words.as_bytes())).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), words);
        }
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn a_failure_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        std::fs::write(&path, "old").unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"half")?;
            Err::<(), _>(io::Error::other("磁盘已满"))
        });
        assert!(failed.unwrap_err().to_string().contains("磁盘已满"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("none/out.csv"), folder.path().to_owned()] {
            let error = write_file(&path, |_| Ok(())).unwrap_err();
            assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn rights_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write_file(&link, |out| out.write_all(b"new")).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_stays_a_device() {
        write_file(Path::new("/dev/null"), |out| out.write_all(b"gone")).unwrap();
        assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    }
}
