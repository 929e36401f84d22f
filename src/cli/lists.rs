//! Lists of files: `@list` and `--files-from`.
//!
//! One path a line, or parted by NUL as `find -print0` writes them; from where the program runs, not from where the list
//! lies. Whatever Chinese encoding a list is in, as it comes from `dir` or an editor on Windows, it is read.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::table::Words;
use crate::compare::words::Language;
use crate::model::problem::{Message, Problem, Severity};
use crate::pipeline;
use crate::read;
use crate::read::limits::Limit;

const NO_TEXT: Words = Words {
    zh: "文件列表不是文本：应是一行一个文件名的文本文件；要读这个文件本身，请去掉 @ 或 --files-from",
    en: "this list of files is no text: write one path a line; to read the file itself, leave out @ or --files-from",
};
const EMPTY: Words = Words {
    zh: "文件列表是空的：请一行写一个文件名",
    en: "this list of files is empty: write one path a line",
};
const UNREADABLE_STDIN: Words = Words { zh: "读不了标准输入", en: "cannot read standard input" };

/// The paths that a list names, in their order.
pub(super) fn read(list: &Path, language: Language) -> Result<Vec<PathBuf>, Problem> {
    let fail = |message: String| {
        let (file, message) = (list.display().to_string(), Message::told(message));
        Problem { file, line: None, severity: Severity::Error, message }
    };
    let bytes = if list == Path::new("-") {
        stdin_bytes(Limit::FileBytes).map_err(|error| fail(format!("{}（{error}）", UNREADABLE_STDIN.of(language))))?
    } else {
        pipeline::open(list)?
    };
    if bytes.trim_ascii().is_empty() {
        return Err(fail(EMPTY.of(language).to_owned()));
    }
    let paths = paths(&bytes).ok_or_else(|| fail(NO_TEXT.of(language).to_owned()))?;
    if paths.is_empty() { Err(fail(EMPTY.of(language).to_owned())) } else { Ok(paths) }
}

/// Standard input to its end, and one byte more than a file may have, so that the reader can tell that it is too much.
pub(super) fn stdin_bytes(limit: Limit) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit.value() + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The paths in these bytes; `None` if they are no text.
fn paths(bytes: &[u8]) -> Option<Vec<PathBuf>> {
    let to_path = |line: &str| (!line.trim().is_empty()).then(|| PathBuf::from(line));
    // UTF-16 without a mark has a NUL at each Latin letter, so that no two of them stand together.
    if let Ok(text) = std::str::from_utf8(bytes)
        && text.contains('\0')
        && text.split('\0').any(|part| part.len() > 1)
    {
        return Some(text.split('\0').filter_map(to_path).collect());
    }
    let text = read::read_text(bytes)?;
    Some(
        text.trim_start_matches('\u{feff}')
            .lines()
            .map(|line| line.trim_end_matches('\r'))
            .filter_map(to_path)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> Vec<String> {
        paths(bytes).unwrap().iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn a_list_is_read_as_it_comes() {
        let (gbk, ..) = encoding_rs::GBK.encode("简报一.md\r\n五月 简报.docx\r\n");
        let utf16: Vec<u8> =
            "\u{feff}简报一.md\r\n五月 简报.docx\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [&[u8]; 6] = [
            "简报一.md\n五月 简报.docx\n".as_bytes(),
            "\u{feff}简报一.md\r\n\r\n五月 简报.docx".as_bytes(),
            "\n  \n简报一.md\n\n五月 简报.docx\n\n".as_bytes(),
            "简报一.md\0五月 简报.docx\0".as_bytes(),
            &gbk,
            &utf16,
        ];
        for bytes in cases {
            assert_eq!(names(bytes), ["简报一.md", "五月 简报.docx"], "{bytes:?}");
        }
        assert_eq!(names("a\nb\0c d\0".as_bytes()), ["a\nb", "c d"], "a name with a line break");
    }

    #[test]
    fn what_is_no_list_is_told_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let case = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let problem = read(&path, Language::Zh).unwrap_err();
            assert!(problem.file.ends_with(name), "{problem:?}");
            problem.message.zh
        };
        assert_eq!(case("empty.txt", b""), EMPTY.zh);
        assert_eq!(case("blank.txt", b"\r\n  \r\n"), EMPTY.zh);
        assert_eq!(
            case("book.docx", &[b"PK\x03\x04".as_slice(), &[0; 64], &[0x9f, 0x01, 0xff].repeat(40)].concat()),
            NO_TEXT.zh
        );
        assert!(read(&folder.path().join("gone.txt"), Language::Zh).unwrap_err().message.zh.contains("找不到"));
        assert!(read(folder.path(), Language::Zh).unwrap_err().message.zh.contains("文件夹"));
    }
}
