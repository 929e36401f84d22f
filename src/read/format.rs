//! The formats, in one table: each looks at how a file begins and claims it, leaves it to the others, or refuses it with the
//! reason. What the file is decides, not what it is called.

use encoding_rs::Encoding;

use super::archive::{Archive, Fault};
use super::manuscript::Manuscript;
use super::{Findings, ReadOptions, docx, markdown, page, pdf, text};

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
    Refused(String),
}

/// The start of a file, looked at by every format.
struct Opening<'a> {
    bytes: &'a [u8],
    /// The first characters in lower case, whatever the encoding; only its ASCII is to be trusted.
    text: String,
}

/// The table. The first claim counts; the last format claims whatever is text.
pub(super) const FORMATS: [Format; 6] = [
    Format { id: "pdf", extensions: &["pdf"], claim: claim_pdf, read: pdf::read },
    Format { id: "docx", extensions: &["docx"], claim: claim_docx, read: docx::read },
    Format { id: "zip", extensions: &["zip"], claim: claim_zip, read: nothing },
    Format { id: "foreign", extensions: &[], claim: claim_foreign, read: nothing },
    Format { id: "html", extensions: &["html", "htm", "xhtml"], claim: claim_html, read: page::read },
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
        let text = text::glimpse(head, told).to_ascii_lowercase();
        Self { bytes, text }
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

/// Packed with others as an archive, and with what in it.
fn claim_docx(opening: &Opening) -> Claim {
    const OTHERS: &[(&str, &str)] = &[
        ("xl/workbook.xml", "Excel 表格"),
        ("ppt/presentation.xml", "PowerPoint 演示文稿"),
        ("META-INF/container.xml", "EPUB 电子书"),
        ("content.xml", "OpenDocument 文件"),
    ];
    if !Archive::is_archive(opening.bytes) {
        return Claim::Other;
    }
    match Archive::open(opening.bytes) {
        Ok(archive) if archive.has("word/document.xml") => Claim::Mine,
        Ok(archive) => OTHERS.iter().find(|(part, _)| archive.has(part)).map_or(Claim::Other, |(_, what)| {
            Claim::Refused(format!("这是{what}，还不能读：请另存为 .docx、.html 或 .txt 后再打开"))
        }),
        Err(Fault::Broken) => Claim::Refused("Word 文件或压缩包已损坏，打不开：请重新取得这个文件".to_owned()),
        Err(fault) => Claim::Refused(fault.message()),
    }
}

/// An archive that is opened as a folder never comes here: this one came without a path, or inside of two others.
fn claim_zip(opening: &Opening) -> Claim {
    if Archive::is_archive(opening.bytes) {
        Claim::Refused("这是压缩包，里面可能有多份简报：请存成 .zip 文件再打开".to_owned())
    } else {
        Claim::Other
    }
}

fn claim_foreign(opening: &Opening) -> Claim {
    const FOREIGN: &[(&[u8], &str, &str)] = &[
        (b"\xD0\xCF\x11\xE0", "旧版 Office 文件（.doc、.xls、.wps）", "请用 Word 或 WPS 另存为 .docx 后再打开"),
        (b"\x89PNG", "图片", TYPED),
        (b"\xFF\xD8\xFF", "图片", TYPED),
        (b"GIF8", "图片", TYPED),
        (b"BM", "图片", TYPED),
        (b"II*\0", "图片", TYPED),
        (b"MM\0*", "图片", TYPED),
        (b"RIFF", "图片、声音或视频", TYPED),
        (b"ID3", "声音", TYPED),
        (b"{\\rtf", "RTF 文件", "请另存为 .docx 后再打开"),
        (b"Rar!", "RAR 压缩包", UNPACKED),
        (b"7z\xBC\xAF\x27\x1C", "7z 压缩包", UNPACKED),
        (b"\x1F\x8B", "gzip 压缩文件", UNPACKED),
        (b"BZh", "bzip2 压缩文件", UNPACKED),
        (b"\xFD7zXZ", "xz 压缩文件", UNPACKED),
        (b"SQLite format 3", "数据库", "请导出为文本后再打开"),
        (b"\x7FELF", "程序", "请打开简报文件"),
        (b"MZ\x90", "程序", "请打开简报文件"),
        (b"OTTO", "字体", "请打开简报文件"),
        (b"%!PS", "PostScript 文件", "请转成 PDF 后再打开"),
    ];
    const TYPED: &str = "目前不能识别图片和声音里的文字：请转成文字后再打开";
    const UNPACKED: &str = "请先解压，再打开其中的文件或文件夹";
    // Two letters may begin a text as well; a picture has zero bytes soon after.
    let is_it = |magic: &[u8]| {
        opening.starts_with(magic)
            && (magic.len() > 2 || opening.bytes.iter().take(64).any(|&byte| byte == 0 || byte == 8))
    };
    if let Some((_, what, advice)) = FOREIGN.iter().find(|(magic, _, _)| is_it(magic)) {
        return Claim::Refused(format!("这是{what}，读不了：{advice}"));
    }
    if opening.text.contains("mime-version:") && opening.text.contains("multipart/") {
        let advice = "请在浏览器里另存为“网页，仅 HTML”后再打开";
        return Claim::Refused(format!("这是邮件或单文件网页（.eml、.mht），读不了：{advice}"));
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
                Claim::Refused(reason) => return Err(reason),
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
