//! A file is there whole or not at all: written to a sibling, synced, renamed over, and the folder synced.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Why a file could not be written. What stood there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// No sibling could be made: the folder is missing or may not be written to.
    #[error("不能在 {} 建立文件（{source}）", folder.display())]
    Create {
        /// The folder.
        folder: PathBuf,
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

/// Writes a whole file by way of `fill`.
pub fn write_file<T>(path: &Path, fill: impl FnOnce(&mut BufWriter<&File>) -> io::Result<T>) -> Result<T, WriteError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // A link stays a link: what it points to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(folder);
    let sibling =
        new_sibling(folder, &target).map_err(|source| WriteError::Create { folder: folder.to_owned(), source })?;

    let failed = |source| WriteError::Write { path: path.to_owned(), source };
    let mut out = BufWriter::new(sibling.as_file());
    let filled = fill(&mut out).map_err(failed)?;
    out.flush().map_err(failed)?;
    drop(out);
    sibling.as_file().sync_all().map_err(failed)?;

    let replaced = sibling.persist(&target).map_err(|error| error.error).and_then(|_| sync_folder(folder));
    replaced.map_err(|source| WriteError::Replace { path: path.to_owned(), source })?;
    Ok(filled)
}

/// A temporary file beside the target, with the rights that the target has or that a new file would get.
fn new_sibling(folder: &Path, target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jobscope-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The system takes the umask off what is asked for here.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let sibling = builder.tempfile_in(folder)?;
    if let Ok(old) = target.metadata() {
        sibling.as_file().set_permissions(old.permissions())?;
    }
    Ok(sibling)
}

/// The rename itself is on disk only once the folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
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
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_file(&folder.path().join("none/out.csv"), |_| Ok(())).unwrap_err();
        assert!(error.to_string().contains("none"), "{error}");
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
}
