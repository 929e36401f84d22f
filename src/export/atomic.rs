//! A file is there whole or not at all: written to a sibling, synced, renamed over, and the folder synced.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::compare::words::Language;
use crate::model::problem::Message;

/// Why a file could not be written. Unless it is a device, what stood there before is untouched.
#[derive(Debug)]
pub struct WriteError {
    /// The file that was to be.
    pub path: PathBuf,
    /// Where it failed.
    pub step: Step,
    /// What the system said.
    pub source: io::Error,
}

/// The steps of writing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A sibling is made: the folder must be there and let itself be written to.
    Create,
    /// The contents are written out.
    Write,
    /// The finished file takes its place.
    Replace,
}

impl WriteError {
    /// Whether the file was left alone because there is one already.
    pub fn is_taken(&self) -> bool {
        self.source.kind() == ErrorKind::AlreadyExists
    }

    /// What failed, what to do about it, and which file: without a full stop.
    pub fn say(&self, language: Language) -> String {
        language.of(&self.message()).to_owned()
    }

    /// What happened and what to do.
    pub fn message(&self) -> Message {
        let (path, source) = (self.path.display(), &self.source);
        let (zh, en) = reason(source.kind(), self.step);
        match self.step {
            Step::Create => Message::new(
                format!("不能写到这里（{source}）：{zh}：{path}"),
                format!("cannot write here ({source}): {en}: {path}"),
            ),
            Step::Write => Message::new(
                format!("写入失败（{source}），原有文件未动：{zh}：{path}"),
                format!("writing failed ({source}), what was there is untouched: {en}: {path}"),
            ),
            Step::Replace => Message::new(
                format!("不能替换文件（{source}），原有文件未动：{zh}：{path}"),
                format!("cannot replace the file ({source}), what was there is untouched: {en}: {path}"),
            ),
        }
    }
}

/// What to do, in both languages.
fn reason(kind: ErrorKind, step: Step) -> (&'static str, &'static str) {
    match (kind, step) {
        (ErrorKind::AlreadyExists, _) => (
            "已有同名文件，请换一个名字，或允许覆盖",
            "there is such a file already, choose another name or allow it to be replaced",
        ),
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge, _) => {
            ("空间不够，请腾出空间，或换一个磁盘", "there is no room, free some or choose another disk")
        }
        (ErrorKind::ReadOnlyFilesystem, _) => {
            ("磁盘是只读的，请换一个文件夹", "the disk is read-only, choose another folder")
        }
        // Another program that holds the file open keeps it from being replaced, on Windows.
        (ErrorKind::PermissionDenied | ErrorKind::ResourceBusy, Step::Replace) => (
            "文件可能正被别的程序打开，请先关闭，或换一个名字",
            "another program may have it open, close it there or choose another name",
        ),
        (ErrorKind::PermissionDenied, _) => (
            "没有写入权限，请换一个文件夹，或检查权限",
            "you may not write there, choose another folder or check its permissions",
        ),
        (ErrorKind::NotFound | ErrorKind::NotADirectory, _) => {
            ("文件夹不存在，请先建立，或检查路径", "the folder does not exist, make it first or check the path")
        }
        (ErrorKind::IsADirectory, _) => ("这是文件夹，请给出文件名", "this is a folder, give the name of a file"),
        (ErrorKind::InvalidFilename, _) => {
            ("文件名太长或含有不能用的字符，请换一个", "the name is too long or has characters that cannot be used")
        }
        _ => ("请检查磁盘和文件夹，或换一个位置", "check disk and folder, or choose another place"),
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::Zh))
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It is replaced.
    Replaced,
    /// It is kept, and writing fails: at the start, and once more at the end where it has come meanwhile.
    Kept,
}

/// A file in the making. Dropped without [`AtomicFile::commit`], it leaves no trace.
#[derive(Debug)]
pub struct AtomicFile {
    /// As the user named it, for messages.
    path: PathBuf,
    existing: Existing,
    out: BufWriter<Making>,
}

#[derive(Debug)]
enum Making {
    /// The usual: beside its target, to be renamed over it.
    Sibling { sibling: NamedTempFile, target: PathBuf },
    /// A device or pipe (`/dev/null`) is written to directly: it has no place that could be taken.
    Device(File),
}

/// Writes a whole file by way of `fill`, in place of what is there.
pub fn write_file<T>(path: &Path, fill: impl FnOnce(&mut AtomicFile) -> io::Result<T>) -> Result<T, WriteError> {
    let mut file = AtomicFile::create(path)?;
    let filled = fill(&mut file).map_err(|source| file.failed(source))?;
    file.commit()?;
    Ok(filled)
}

impl AtomicFile {
    /// Starts a file that will stand at `path`, in place of what is there.
    pub fn create(path: &Path) -> Result<Self, WriteError> {
        Self::start(path, Existing::Replaced)
    }

    /// Starts a file that will stand at `path`, if no other does.
    pub fn create_new(path: &Path) -> Result<Self, WriteError> {
        Self::start(path, Existing::Kept)
    }

    /// Starts a file; says what becomes of one that is there.
    pub fn start(path: &Path, existing: Existing) -> Result<Self, WriteError> {
        let making = Making::start(path, existing).map_err(|source| error(path, Step::Create, source))?;
        Ok(Self { path: path.to_owned(), existing, out: BufWriter::with_capacity(BUFFER_BYTES, making) })
    }

    /// The file that is written to until then, to be removed by whoever ends the program in between.
    pub fn sibling(&self) -> Option<&Path> {
        match self.out.get_ref() {
            Making::Sibling { sibling, .. } => Some(sibling.path()),
            Making::Device(_) => None,
        }
    }

    /// What to tell where its contents could not be written.
    pub fn failed(&self, source: io::Error) -> WriteError {
        error(&self.path, Step::Write, source)
    }

    /// Puts the finished file in its place.
    pub fn commit(self) -> Result<(), WriteError> {
        let Self { path, existing, out } = self;
        let making = out.into_inner().map_err(|full| error(&path, Step::Write, full.into_error()))?;
        let Making::Sibling { sibling, target } = making else { return Ok(()) };
        sibling.as_file().sync_all().map_err(|source| error(&path, Step::Write, source))?;
        let placed = match existing {
            Existing::Replaced => sibling.persist(&target),
            Existing::Kept => sibling.persist_noclobber(&target),
        };
        let placed = placed.map_err(|failed| failed.error).and_then(|_| sync_folder(&target));
        placed.map_err(|source| error(&path, Step::Replace, source))
    }
}

/// Rows are short; a system call for each 8 KB of them would be felt.
const BUFFER_BYTES: usize = 1 << 18;

fn error(path: &Path, step: Step, source: io::Error) -> WriteError {
    WriteError { path: path.to_owned(), step, source }
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
    fn start(path: &Path, existing: Existing) -> io::Result<Self> {
        // A link stays a link: what it points to is replaced.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = target.metadata().ok();
        match old {
            Some(old) if old.is_dir() => return Err(io::Error::from(ErrorKind::IsADirectory)),
            Some(old) if old.is_file() && existing == Existing::Kept => {
                return Err(io::Error::from(ErrorKind::AlreadyExists));
            }
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
        let sibling = builder.tempfile_in(folder_of(&target)).map_err(without_sibling)?;
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

/// The library names the sibling in its error, which nobody has asked for; what to do is told by the kind alone.
fn without_sibling(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem => error.kind().into(),
        _ => error,
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

    #[test]
    fn each_failure_says_what_to_do_and_names_the_file_last() {
        for step in [Step::Create, Step::Write, Step::Replace] {
            for kind in [
                ErrorKind::AlreadyExists,
                ErrorKind::StorageFull,
                ErrorKind::ReadOnlyFilesystem,
                ErrorKind::PermissionDenied,
                ErrorKind::NotFound,
                ErrorKind::IsADirectory,
                ErrorKind::Other,
            ] {
                let error = error(Path::new("数据.csv"), step, io::Error::from(kind));
                let (zh, en) = (error.say(Language::Zh), error.say(Language::En));
                assert!(zh.contains("请") && zh.ends_with("：数据.csv"), "{zh}");
                assert!(en.ends_with(": 数据.csv"), "{en}");
                assert_ne!(error.say(Language::Zh).contains("未动"), step == Step::Create);
            }
        }
        let full = error(Path::new("a"), Step::Write, io::Error::from(ErrorKind::StorageFull));
        assert!(full.say(Language::Zh).contains("腾出空间") && full.say(Language::En).contains("no room"));
    }

    #[test]
    fn a_file_that_is_to_be_kept_is_kept_even_if_it_comes_late() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        let mut file = AtomicFile::create_new(&path).unwrap();
        file.write_all(b"new").unwrap();
        std::fs::write(&path, "came meanwhile").unwrap();
        let refused = file.commit().unwrap_err();
        assert!(refused.is_taken() && refused.step == Step::Replace, "{refused}");
        let refused = AtomicFile::create_new(&path).unwrap_err();
        assert!(refused.is_taken() && refused.step == Step::Create, "{refused}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "came meanwhile");
        assert_eq!(names(folder.path()), ["out.csv"]);
        std::fs::remove_file(&path).unwrap();
        let mut file = AtomicFile::create_new(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
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
