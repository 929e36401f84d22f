//! Finding and opening files: folders are walked, an archive is a folder, and what is no file is named as what it is.
//!
//! A file in an archive has the path `archive.zip/folder/file.md`, so that whatever keeps a path can keep it too.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::model::problem::{Message, Problem, Severity};
use crate::read::archive::{Archive, Fault};
use crate::read::is_looked_for;
use crate::read::limits::Limit;

/// The bytes of a file, or why it cannot be opened.
pub fn open(path: &Path) -> Result<Vec<u8>, Problem> {
    open_up_to(path, Limit::FileBytes)
}

/// The bytes of a file that may be as large as this limit says, or why it cannot be opened.
pub fn open_up_to(path: &Path, limit: Limit) -> Result<Vec<u8>, Problem> {
    open_bytes(path, limit).map_err(|message| problem(path, Severity::Error, message))
}

fn open_bytes(path: &Path, limit: Limit) -> Result<Vec<u8>, Message> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(Message::new("这是文件夹，不是文件", "this is a folder and no file")),
        // A pipe may never end, and one that nobody writes to never begins.
        Ok(found) if !found.is_file() => Err(Message::new(
            "这是管道或设备，不是文件：请先存成文件，或用 - 从标准输入读",
            "this is a pipe or device and no file: save it as a file, or read standard input with -",
        )),
        Ok(found) if found.len() > limit.value() => Err(limit.message()),
        Ok(_) => read_whole(path, limit).map_err(|error| unopened(&error))?.ok_or_else(|| {
            Message::new(
                "读的时候文件被改动，没有读：请等它写完后再打开",
                "the file changed while it was read, and was not: wait until it is written, then open it",
            )
        }),
        Err(error) => match member_of(path) {
            Some((archive, inside)) => open_member(&archive, &inside),
            None => Err(unopened(&error)),
        },
    }
}

/// The bytes of a file; nothing if it changed while it was read.
fn read_whole(path: &Path, limit: Limit) -> std::io::Result<Option<Vec<u8>>> {
    let mut file = File::open(path)?;
    let before = file.metadata()?;
    let mut bytes = Vec::with_capacity(before.len() as usize);
    (&mut file).take(limit.value() + 1).read_to_end(&mut bytes)?;
    let after = file.metadata()?;
    let is_same = after.len() == before.len() && after.modified().ok() == before.modified().ok();
    Ok((is_same && bytes.len() as u64 == after.len()).then_some(bytes))
}

/// What to tell a person whose file cannot be opened.
fn unopened(error: &std::io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Message::new("找不到这个文件或文件夹：请检查路径", "there is no such file or folder: check the path")
        }
        ErrorKind::PermissionDenied => {
            Message::new("没有读它的权限：请检查权限", "you may not read it: check its permissions")
        }
        _ if is_loop(error) => {
            Message::new("链接绕成了圈，打不开：请检查链接", "links lead round in a circle: check them")
        }
        _ => Message::new(format!("打不开（{error}）"), format!("it cannot be opened ({error})")),
    }
}

/// Links that lead to themselves; the kind of this error has no stable name yet.
fn is_loop(error: &std::io::Error) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(40) || error.to_string().contains("symbolic link")
}

/// The archive on the way to this path and the way inside of it.
fn member_of(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let archive = path.ancestors().skip(1).find(|above| above.is_file())?;
    let inside = path.strip_prefix(archive).ok()?;
    Some((archive.to_owned(), inside.to_owned()))
}

fn open_member(archive: &Path, inside: &Path) -> Result<Vec<u8>, Message> {
    let bytes = open_bytes(archive, Limit::FileBytes)?;
    if !Archive::is_archive(&bytes) {
        return Err(unopened(&std::io::Error::from(ErrorKind::NotFound)));
    }
    let (bytes, rest) = unpack(&bytes, inside).map_err(Fault::message)?;
    match rest {
        None => Ok(bytes),
        Some(rest) => match unpack(&bytes, &rest).map_err(Fault::message)? {
            (bytes, None) => Ok(bytes),
            (_, Some(_)) => Err(Limit::ArchiveDepth.message()),
        },
    }
}

/// The member on the way to this path, and what is left of the way.
fn unpack(bytes: &[u8], inside: &Path) -> Result<(Vec<u8>, Option<PathBuf>), Fault> {
    let mut archive = Archive::open(bytes)?;
    let (members, _) = archive.members();
    let member = members.iter().find(|member| inside.starts_with(&member.path)).ok_or(Fault::Missing)?;
    let rest = inside.strip_prefix(&member.path).ok().filter(|rest| !rest.as_os_str().is_empty());
    Ok((archive.read(member.idx)?, rest.map(Path::to_owned)))
}

/// The files that these paths name: files as they are, folders and archives recursively with the files that may be bulletins,
/// sorted, each once. `-` is the caller's business.
pub fn find_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let mut found = Found::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.look_into_folder(path),
            Ok(metadata) if metadata.is_file() => found.add_file(path),
            // What is no file, is said when it is opened.
            Ok(_) => found.files.push(path.clone()),
            Err(_) if member_of(path).is_some() => found.files.push(path.clone()),
            Err(error) => found.problems.push(problem(path, Severity::Error, unopened(&error))),
        }
    }
    // The same file by two names is read once; a path that cannot be resolved stands for itself.
    let mut seen = std::collections::HashSet::new();
    found.files.retain(|file| seen.insert(std::fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    (found.files, found.problems)
}

/// Where the observations lie in a data package.
const PACKED_OBSERVATIONS: &str = "data/observations.csv";

#[derive(Default)]
struct Found {
    files: Vec<PathBuf>,
    problems: Vec<Problem>,
}

impl Found {
    /// A file, or the files in it if it is an archive.
    fn add_file(&mut self, path: &Path) {
        if !begins_as_archive(path) {
            self.files.push(path.to_owned());
            return;
        }
        match open(path) {
            Ok(bytes) => self.add_archive(path, &bytes, 1),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// The files in an archive; a Word file is an archive too, but one file.
    fn add_archive(&mut self, path: &Path, bytes: &[u8], depth: u64) {
        let mut archive = match Archive::open(bytes) {
            Ok(archive) if archive.is_folder() => archive,
            Ok(_) => return self.files.push(path.to_owned()),
            Err(fault) => return self.problems.push(problem(path, Severity::Error, fault.message())),
        };
        let (members, n_escaping) = archive.members();
        if n_escaping > 0 {
            let Message { zh, en } = Limit::Escape.message();
            let message = Message::new(format!("{zh}（{n_escaping} 个）"), format!("{en} ({n_escaping})"));
            self.problems.push(problem(path, Severity::Warning, message));
        }
        // An export of our own is one table, whatever lies beside it to explain it.
        let has = |path: &str| members.iter().any(|member| member.path == Path::new(path));
        if has("datapackage.json") && has(PACKED_OBSERVATIONS) {
            return self.files.push(path.join(PACKED_OBSERVATIONS));
        }
        let (n_before, mut n_other) = (self.files.len(), 0);
        for member in members {
            let inside = path.join(&member.path);
            match member.path.extension() {
                Some(ext) if ext.eq_ignore_ascii_case("zip") && depth > Limit::ArchiveDepth.value() => {
                    self.problems.push(problem(&inside, Severity::Warning, Limit::ArchiveDepth.message()));
                }
                Some(ext) if ext.eq_ignore_ascii_case("zip") => match archive.read(member.idx) {
                    Ok(bytes) => self.add_archive(&inside, &bytes, depth + 1),
                    Err(fault) => self.problems.push(problem(&inside, Severity::Error, fault.message())),
                },
                ext if is_bulletin(ext) => self.files.push(inside),
                _ => n_other += 1,
            }
        }
        self.tell_others(
            path,
            n_other,
            n_before,
            ["压缩包里没有能读的文件", "the archive holds no files that can be read"],
        );
    }

    fn look_into_folder(&mut self, folder: &Path) {
        let is_hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().to_str().is_some_and(|name| name.starts_with('.'))
        };
        let (n_before, mut n_other) = (self.files.len(), 0_usize);
        // Links are followed, since folders of bulletins are often linked together; walkdir reports loops as errors.
        let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !is_hidden(entry)) {
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) if entry.path().extension().is_some_and(|ext| ext.eq_ignore_ascii_case("zip")) => {
                    self.add_file(entry.path());
                }
                Ok(entry) if is_bulletin(entry.path().extension()) => self.files.push(entry.into_path()),
                Ok(_) => n_other += 1,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let message = match error.io_error() {
                        _ if error.loop_ancestor().is_some() => Message::new(
                            "链接绕回了上层文件夹，已略过",
                            "a link leads back to a folder above and was passed over",
                        ),
                        Some(error) => unopened(error),
                        None => Message::new(
                            format!("读不了（{error}）：请检查权限"),
                            format!("it cannot be read ({error}): check the permissions"),
                        ),
                    };
                    let severity = if error.loop_ancestor().is_some() { Severity::Note } else { Severity::Error };
                    self.problems.push(problem(&path, severity, message));
                }
            }
        }
        self.tell_others(
            folder,
            n_other,
            n_before,
            ["文件夹里没有能读的文件", "the folder holds no files that can be read"],
        );
    }

    /// Says how many files were passed over, and where there was nothing else.
    fn tell_others(&mut self, path: &Path, n_other: usize, n_before: usize, nothing: [&str; 2]) {
        if n_other > 0 {
            let message = Message::new(
                format!("另有 {n_other} 个文件不是能读的格式，已略过"),
                format!("other files are of no format that can be read and were passed over ({n_other})"),
            );
            self.problems.push(problem(path, Severity::Note, message));
        }
        if self.files.len() == n_before {
            let [zh, en] = nothing;
            let message = Message::new(
                format!("{zh}（Markdown、纯文本、网页、Word、PDF）"),
                format!("{en} (Markdown, plain text, web pages, Word, PDF)"),
            );
            self.problems.push(problem(path, Severity::Warning, message));
        }
    }
}

fn is_bulletin(extension: Option<&OsStr>) -> bool {
    extension.and_then(OsStr::to_str).is_some_and(is_looked_for)
}

/// Whether the file begins as an archive does. One that cannot be read is none: opening it says why.
fn begins_as_archive(path: &Path) -> bool {
    let mut head = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && Archive::is_archive(&head)
}

fn problem(path: &Path, severity: Severity, message: Message) -> Problem {
    Problem { file: path.display().to_string(), line: None, severity, message }
}
