//! Bytes → characters: UTF-8 first, then what Chinese files are otherwise written in.
//!
//! Does not guess languages or formats beyond telling text from what is no text at all.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::Findings;

/// File formats that people drop in by mistake, by their first bytes.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"\xD0\xCF\x11\xE0", "旧版 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xFF\xD8\xFF", "图片"),
    (b"GIF8", "图片"),
    (b"{\\rtf", "RTF 文件"),
];

/// The file's characters with plain line ends, or `None` (and an error) if it is empty or no text.
pub(super) fn decode(bytes: &[u8], findings: &mut Findings) -> Option<String> {
    if let Some((_, what)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        findings.error(None, format!("这是{what}，目前只能读 Markdown 和纯文本：请另存为 .md 或 .txt 后再打开"));
        return None;
    }
    let text = characters(bytes, findings);
    let n_control = text.chars().filter(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if n_control * 50 > text.chars().count() {
        findings.error(None, "不是文本文件：请打开 Markdown（.md）或纯文本（.txt）");
        return None;
    }
    if text.trim().is_empty() {
        findings.error(None, "文件是空的");
        return None;
    }
    // A form feed is the page break of a text that came out of a PDF; the other control characters show as boxes.
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    Some(plain.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect())
}

fn characters(bytes: &[u8], findings: &mut Findings) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let body = bytes.get(skip..).unwrap_or_default();
        let (text, lossy) = encoding.decode_without_bom_handling(body);
        if encoding == UTF_16LE || encoding == UTF_16BE {
            findings.note(None, format!("文件编码为 {}，已转换", encoding.name()));
        }
        if lossy {
            report_loss(&text, findings);
        }
        return text.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let (gb, gb_lossy) = GB18030.decode_without_bom_handling(bytes);
    let utf8 = String::from_utf8_lossy(bytes);
    if gb_lossy && n_lost(&utf8) <= n_lost(&gb) {
        report_loss(&utf8, findings);
        return utf8.into_owned();
    }
    findings.warn(None, "文件不是 UTF-8 编码，已按 GB18030 读取：如有乱码，请另存为 UTF-8 后再打开");
    if gb_lossy {
        report_loss(&gb, findings);
    }
    gb.into_owned()
}

fn n_lost(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

fn report_loss(text: &str, findings: &mut Findings) {
    findings.warn(None, format!("有 {} 处字符无法识别，已用替代符代替：请检查文件编码", n_lost(text)));
}
