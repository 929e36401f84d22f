//! ZIP archives, bounded: what is in one, and the bytes of a member. Nothing is ever written to disk.
//!
//! Word and Excel files are such archives too; `docx` and `rows` take their parts from here.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use encoding_rs::GB18030;
use zip::ZipArchive;

use super::format::PACKED_FILES;
use super::limits::{FREE_BYTES, Limit};
use crate::model::problem::Message;

/// How an archive begins: with a member, or, empty, with its directory.
pub(super) const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// Why an archive, or a member of one, is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It asks for too much.
    Limit(Limit),
    /// It is damaged.
    Broken,
    /// It wants a password.
    Locked,
    /// There is no such member.
    Missing,
}

impl Fault {
    /// What is said of it.
    pub fn message(self) -> Message {
        let (zh, en) = match self {
            Self::Limit(limit) => return limit.message(),
            Self::Broken => (
                "压缩内容已损坏，读不了：请重新取得这个文件",
                "what is packed in it is damaged and cannot be read: get the file again",
            ),
            Self::Locked => (
                "文件有密码，读不了：请先去掉密码",
                "the file has a password and cannot be read: take the password off first",
            ),
            Self::Missing => ("压缩包里没有这个文件：请检查路径", "the archive has no such file: check the path"),
        };
        Message::new(zh, en)
    }
}

/// An archive that is open.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
    n_unpacked: u64,
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path inside the archive, parted by `/`.
    pub path: PathBuf,
    /// Its place in the archive.
    pub idx: usize,
}

impl<'a> Archive<'a> {
    /// Opens an archive, or tells why not.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        // The count is looked up before the directory is read, since a long directory costs memory.
        if n_entries(bytes) > Limit::Entries.value() {
            return Err(Fault::Limit(Limit::Entries));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
        if zip.len() as u64 > Limit::Entries.value() {
            return Err(Fault::Limit(Limit::Entries));
        }
        if zip.decompressed_size().is_some_and(|n| n > u128::from(Limit::UnpackedBytes.value())) {
            return Err(Fault::Limit(Limit::UnpackedBytes));
        }
        Ok(Self { zip, bytes, n_unpacked: 0 })
    }

    /// Whether these bytes begin as an archive does.
    pub fn is_archive(bytes: &[u8]) -> bool {
        MAGIC.iter().any(|magic| bytes.starts_with(magic))
    }

    /// Whether it holds files of its own rather than being the make of one (a Word file, an e-book).
    pub fn is_folder(&self) -> bool {
        !PACKED_FILES.iter().any(|(part, ..)| self.has(part))
    }

    /// How many members there are, folders and all.
    pub(super) fn n_members(&self) -> usize {
        self.zip.len()
    }

    /// Whether there is a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The files in the archive by path, in the order of their paths, and how many were left out because their names lead out
    /// of it. Folders, links, hidden files and what a Mac adds are no files here.
    pub fn members(&mut self) -> (Vec<Member>, usize) {
        let (mut members, mut n_escaping) = (Vec::new(), 0);
        for idx in 0..self.zip.len() {
            let Ok(file) = self.zip.by_index_raw(idx) else { continue };
            if file.is_dir() || file.is_symlink() {
                continue;
            }
            match safe_path(&file_name(file.name_raw())) {
                None => n_escaping += 1,
                Some(path) if path.iter().any(is_hidden) => {}
                Some(path) => members.push(Member { path, idx }),
            }
        }
        members.sort_by(|a, b| a.path.cmp(&b.path));
        members.dedup_by(|a, b| a.path == b.path);
        (members, n_escaping)
    }

    /// The bytes of the member of this name.
    pub(super) fn read_name(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        let idx = self.zip.index_for_name(name).ok_or(Fault::Missing)?;
        self.read(idx)
    }

    /// The bytes of the member in this place.
    pub fn read(&mut self, idx: usize) -> Result<Vec<u8>, Fault> {
        use zip::result::ZipError;
        let mut file = self.zip.by_index(idx).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Locked,
            ZipError::FileNotFound => Fault::Missing,
            _ => Fault::Broken,
        })?;
        // Sizes in the directory are claims: what counts is what comes out.
        let n_packed = file.compressed_size().min(self.bytes.len() as u64);
        let by_ratio = (n_packed * Limit::Ratio.value()).max(FREE_BYTES);
        let by_total = Limit::UnpackedBytes.value() - self.n_unpacked;
        let allowed = by_ratio.min(by_total);
        let mut unpacked = Vec::with_capacity(file.size().min(allowed) as usize);
        file.by_ref().take(allowed + 1).read_to_end(&mut unpacked).map_err(|_| Fault::Broken)?;
        if unpacked.len() as u64 > file.size().min(allowed) {
            if file.size() <= allowed {
                // More came out than the directory says: it lies, and so may its sum.
                return Err(Fault::Broken);
            }
            return Err(Fault::Limit(if by_ratio <= by_total { Limit::Ratio } else { Limit::UnpackedBytes }));
        }
        self.n_unpacked += unpacked.len() as u64;
        Ok(unpacked)
    }
}

/// How many members the end of the archive claims; `u64::MAX` where the number stands elsewhere because it is large.
fn n_entries(bytes: &[u8]) -> u64 {
    let Some(end) = memchr::memmem::rfind(bytes, b"PK\x05\x06") else { return 0 };
    match bytes.get(end + 10..end + 12) {
        Some(&[0xff, 0xff]) => u64::MAX,
        Some(&[low, high]) => u64::from(u16::from_le_bytes([low, high])),
        _ => 0,
    }
}

/// Names are UTF-8 by the flag, or whatever the system that packed them used: here mostly GBK.
fn file_name(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(|_| GB18030.decode_without_bom_handling(raw).0.into_owned(), str::to_owned)
}

/// The path inside the archive; `None` for one that would lead out of it.
fn safe_path(name: &str) -> Option<PathBuf> {
    let name = name.replace('\\', "/");
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || has_drive || name.contains('\0') || name.split('/').any(|part| part == "..") {
        return None;
    }
    let path: PathBuf = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!path.as_os_str().is_empty()).then_some(path)
}

fn is_hidden(part: &std::ffi::OsStr) -> bool {
    part.to_str().is_some_and(|part| part.starts_with('.') || part == "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_the_archive() {
        for (name, path) in [("a.md", "a.md"), ("x/./b.md", "x/b.md"), ("x\\c.md", "x/c.md"), ("//", "")] {
            let expected = (!path.is_empty() && !name.starts_with('/')).then(|| PathBuf::from(path));
            assert_eq!(safe_path(name), expected, "{name}");
        }
        for name in ["../a.md", "x/../../a.md", "/etc/a.md", "C:\\a.md", "x\\..\\..\\a.md", "", "."] {
            assert_eq!(safe_path(name), None, "{name}");
        }
    }

    #[test]
    fn names_from_windows_are_read() {
        assert_eq!(file_name(&GB18030.encode("简报.md").0), "简报.md");
        assert_eq!(file_name("简报.md".as_bytes()), "简报.md");
    }
}
