//! The formats, in one table: each looks at how a file begins and claims it, leaves it to the others, or refuses it with the
//! reason. What the file is decides, not what it is called.

use encoding_rs::Encoding;

use super::archive::{Archive, Fault};
use super::manuscript::Manuscript;
use super::{Findings, ReadOptions, docx, markdown, page, pdf, rows, text};
use crate::model::problem::Message;

/// One format.
pub(super) struct Format {
    /// Its name, for tests and traces.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests name formats"))]
    pub id: &'static str,
    /// Extensions by which files are looked for in folders, in lower case; never asked about a file that is named.
    pub extensions: &'static [&'static str],
    /// What it says to a file.
    claim: fn(&Opening) -> Claim,
    /// Reads a file that it has claimed. `None` comes with a finding that says why.
    read: fn(&Source, &mut Findings) -> Option<Manuscript>,
}

/// A file to be read.
pub(super) struct Source<'a> {
    pub bytes: &'a [u8],
    pub options: &'a ReadOptions,
}

/// What a format says to a file.
#[derive(Debug, PartialEq, Eq)]
enum Claim {
    Mine,
    Other,
    Refused(Message),
}

/// The start of a file, looked at by every format.
struct Opening<'a> {
    bytes: &'a [u8],
    /// The first characters in lower case, whatever the encoding; only its ASCII is to be trusted.
    text: String,
    /// The same in its own case.
    first: String,
}

/// The table. The first claim counts; the last format claims whatever is text.
pub(super) const FORMATS: [Format; 9] = [
    Format { id: "pdf", extensions: &["pdf"], claim: claim_pdf, read: pdf::read },
    Format { id: "docx", extensions: &["docx"], claim: claim_docx, read: docx::read },
    // Exports are looked for by nobody: a folder may hold them beside the bulletins that they were made of.
    Format { id: "xlsx", extensions: &[], claim: claim_xlsx, read: rows::read_xlsx },
    Format { id: "zip", extensions: &["zip"], claim: claim_zip, read: nothing },
    Format { id: "foreign", extensions: &[], claim: claim_foreign, read: nothing },
    Format { id: "html", extensions: &["html", "htm", "xhtml"], claim: claim_html, read: page::read },
    Format { id: "csv", extensions: &[], claim: |opening| mine_if(rows::is_csv(&opening.first)), read: rows::read_csv },
    Format {
        id: "jsonl",
        extensions: &[],
        claim: |opening| mine_if(rows::is_jsonl(&opening.first)),
        read: rows::read_jsonl,
    },
    Format { id: "text", extensions: &["md", "markdown", "txt"], claim: |_| Claim::Mine, read: markdown::read },
];

/// Reads a file by the format that claims it.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    let opening = Opening::of(source.bytes, source.options.encoding);
    for format in &FORMATS {
        match (format.claim)(&opening) {
            Claim::Mine => return (format.read)(source, findings),
            Claim::Refused(reason) => {
                findings.error(None, reason);
                return None;
            }
            Claim::Other => {}
        }
    }
    None
}

/// Whether a file in a folder may be a bulletin, by its extension.
pub fn is_looked_for(extension: &str) -> bool {
    let extension = extension.to_lowercase();
    FORMATS.iter().any(|format| format.extensions.contains(&extension.as_str()))
}

fn nothing(_: &Source, _: &mut Findings) -> Option<Manuscript> {
    None
}

impl<'a> Opening<'a> {
    fn of(bytes: &'a [u8], told: Option<&'static Encoding>) -> Self {
        let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
        let first = text::glimpse(head, told);
        Self { bytes, text: first.to_ascii_lowercase(), first }
    }

    fn starts_with(&self, magic: &[u8]) -> bool {
        self.bytes.starts_with(magic)
    }
}

fn claim_pdf(opening: &Opening) -> Claim {
    // Some programs put a mark or a line end before the header.
    if opening.text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).starts_with("%pdf-") {
        Claim::Mine
    } else {
        Claim::Other
    }
}

/// Files that are archives by their make, by a part that each has.
pub(super) const PACKED_FILES: [(&str, &str, &str); 5] = [
    ("word/document.xml", "Word 文件", "a Word file"),
    ("xl/workbook.xml", "Excel 表格", "an Excel workbook"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿", "a PowerPoint presentation"),
    ("META-INF/container.xml", "EPUB 电子书", "an EPUB book"),
    ("content.xml", "OpenDocument 文件", "an OpenDocument file"),
];

fn claim_docx(opening: &Opening) -> Claim {
    if !Archive::is_archive(opening.bytes) {
        return Claim::Other;
    }
    match Archive::open(opening.bytes) {
        Ok(archive) if archive.has("word/document.xml") => Claim::Mine,
        Ok(archive) if archive.has("xl/workbook.xml") => Claim::Other,
        Ok(archive) => PACKED_FILES.iter().find(|(part, ..)| archive.has(part)).map_or(Claim::Other, |(_, zh, en)| {
            Claim::Refused(Message::new(
                format!("这是{zh}，还不能读：请另存为 .docx、.html 或 .txt 后再打开"),
                format!("this is {en}, which cannot be read yet: save it as .docx, .html or .txt, then open that"),
            ))
        }),
        Err(Fault::Broken) => Claim::Refused(Message::new(
            "Word 文件或压缩包已损坏，打不开：请重新取得这个文件",
            "the Word file or archive is damaged and cannot be opened: get it again",
        )),
        Err(fault) => Claim::Refused(fault.message()),
    }
}

fn mine_if(is_mine: bool) -> Claim {
    if is_mine { Claim::Mine } else { Claim::Other }
}

fn claim_xlsx(opening: &Opening) -> Claim {
    mine_if(
        Archive::is_archive(opening.bytes)
            && Archive::open(opening.bytes).is_ok_and(|archive| archive.has("xl/workbook.xml")),
    )
}

/// An archive that is opened as a folder never comes here: this one came without a path, or inside of two others.
fn claim_zip(opening: &Opening) -> Claim {
    if Archive::is_archive(opening.bytes) {
        Claim::Refused(Message::new(
            "这是压缩包，里面可能有多份简报：请存成 .zip 文件再打开",
            "this is an archive that may hold several bulletins: save it as a .zip file, then open that",
        ))
    } else {
        Claim::Other
    }
}

fn claim_foreign(opening: &Opening) -> Claim {
    /// The first bytes, what it is, and what to do.
    type Kind = (&'static [u8], [&'static str; 2], [&'static str; 2]);
    const FOREIGN: &[Kind] = &[
        (
            b"\xD0\xCF\x11\xE0",
            ["旧版 Office 文件（.doc、.xls、.wps）", "an old Office file (.doc, .xls, .wps)"],
            RESAVED,
        ),
        (b"\x89PNG", PICTURE, TYPED),
        (b"\xFF\xD8\xFF", PICTURE, TYPED),
        (b"GIF8", PICTURE, TYPED),
        (b"BM", PICTURE, TYPED),
        (b"II*\0", PICTURE, TYPED),
        (b"MM\0*", PICTURE, TYPED),
        (b"RIFF", ["图片、声音或视频", "a picture, sound or film"], TYPED),
        (b"ID3", ["声音", "sound"], TYPED),
        (b"{\\rtf", ["RTF 文件", "an RTF file"], RESAVED),
        (b"Rar!", ["RAR 压缩包", "a RAR archive"], UNPACKED),
        (b"7z\xBC\xAF\x27\x1C", ["7z 压缩包", "a 7z archive"], UNPACKED),
        (b"\x1F\x8B", ["gzip 压缩文件", "a gzip file"], UNPACKED),
        (b"BZh", ["bzip2 压缩文件", "a bzip2 file"], UNPACKED),
        (b"\xFD7zXZ", ["xz 压缩文件", "an xz file"], UNPACKED),
        (b"SQLite format 3", ["数据库", "a database"], ["请导出为文本后再打开", "export it as text, then open that"]),
        (b"\x7FELF", PROGRAM, OTHER),
        (b"MZ\x90", PROGRAM, OTHER),
        (b"OTTO", ["字体", "a font"], OTHER),
        (
            b"%!PS",
            ["PostScript 文件", "a PostScript file"],
            ["请转成 PDF 后再打开", "make a PDF of it, then open that"],
        ),
    ];
    const PICTURE: [&str; 2] = ["图片", "a picture"];
    const PROGRAM: [&str; 2] = ["程序", "a program"];
    const RESAVED: [&str; 2] =
        ["请用 Word 或 WPS 另存为 .docx 后再打开", "save it as .docx in Word or WPS, then open that"];
    const TYPED: [&str; 2] = [
        "目前不能识别图片和声音里的文字：请转成文字后再打开",
        "words in pictures and sound cannot be recognised yet: turn them into text, then open that",
    ];
    const UNPACKED: [&str; 2] =
        ["请先解压，再打开其中的文件或文件夹", "unpack it first, then open the files or the folder"];
    const OTHER: [&str; 2] = ["请打开简报文件", "open the file of the bulletin"];
    // Two letters may begin a text as well; a picture has zero bytes soon after.
    let is_it = |magic: &[u8]| {
        opening.starts_with(magic)
            && (magic.len() > 2 || opening.bytes.iter().take(64).any(|&byte| byte == 0 || byte == 8))
    };
    if let Some((_, [zh, en], [todo_zh, todo_en])) = FOREIGN.iter().find(|(magic, _, _)| is_it(magic)) {
        return Claim::Refused(Message::new(
            format!("这是{zh}，读不了：{todo_zh}"),
            format!("this is {en} and cannot be read: {todo_en}"),
        ));
    }
    if opening.text.contains("mime-version:") && opening.text.contains("multipart/") {
        return Claim::Refused(Message::new(
            "这是邮件或单文件网页（.eml、.mht），读不了：请在浏览器里另存为“网页，仅 HTML”后再打开",
            "this is a mail or a web page in one file (.eml, .mht) and cannot be read: save it in a browser as “Web page, \
             HTML only”, then open that",
        ));
    }
    Claim::Other
}

/// A page says so at its start. A file that holds nothing but elements is one too; Markdown with some HTML in it is not.
fn claim_html(opening: &Opening) -> Claim {
    const STARTS: &[&str] =
        &["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<link", "<script", "<style", "<base"];
    let mut rest = opening.text.trim_start_matches('\u{feff}').trim_start();
    while let Some(end) = skipped(rest) {
        rest = rest.get(end..).unwrap_or_default().trim_start();
    }
    let is_element = rest.strip_prefix('<').is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    let ends = opening.bytes.trim_ascii_end().ends_with(b">");
    if STARTS.iter().any(|start| rest.starts_with(start)) || is_element && ends { Claim::Mine } else { Claim::Other }
}

/// How long the comment or XML declaration is that the text begins with.
fn skipped(text: &str) -> Option<usize> {
    let end = if text.starts_with("<!--") {
        "-->"
    } else if text.starts_with("<?xml") {
        "?>"
    } else {
        return None;
    };
    text.find(end).map(|at| at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed_by(bytes: &[u8]) -> Result<&'static str, String> {
        let opening = Opening::of(bytes, None);
        for format in &FORMATS {
            match (format.claim)(&opening) {
                Claim::Mine => return Ok(format.id),
                Claim::Refused(reason) => return Err(reason.zh),
                Claim::Other => {}
            }
        }
        Ok("nobody")
    }

    #[test]
    fn content_decides() {
        let cases: [(&[u8], &str); 11] = [
            (b"%PDF-1.7\n", "pdf"),
            (b"\r\n%PDF-1.4\n", "pdf"),
            (b"<!DOCTYPE html><p>x", "html"),
            (b"\xef\xbb\xbf<!-- saved -->\n<HTML><body>x", "html"),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html>", "html"),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "html"),
            (b"<div><p>x</p></div>\n", "html"),
            (b"<div>x</div>\n\n# y\n\nz", "text"),
            (b"# x\n\n<table></table>", "text"),
            (b"BM is two letters", "text"),
            (b"", "text"),
        ];
        for (bytes, format) in cases {
            assert_eq!(claimed_by(bytes), Ok(format), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_name() {
        let cases: [(&[u8], &str); 7] = [
            (b"\xD0\xCF\x11\xE0\xA1\xB1", "旧版 Office"),
            (b"\x89PNG\r\n", "图片"),
            (b"{\\rtf1", "RTF"),
            (b"Rar!\x1a", "RAR"),
            (b"BM\x36\0\0\0", "图片"),
            (b"PK\x03\x04 and no more", "已损坏"),
            (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related;", "单文件网页"),
        ];
        for (bytes, word) in cases {
            let reason = claimed_by(bytes).unwrap_err();
            assert!(reason.contains(word) && reason.contains('：'), "{reason}");
        }
    }
}
