//! Bytes → characters: UTF-8 first, then what Chinese files are otherwise written in.
//!
//! Knows encodings and nothing else: what the characters mean is decided elsewhere.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::Findings;
use crate::model::problem::Message;

/// The encoding of that name, as web pages and users name it (`gbk`, `GB2312`, `big5`, `utf-16le`).
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    let found = Encoding::for_label(name.trim().as_bytes())?;
    // GB18030 reads all that GBK and GB2312 write, and more.
    let found = if found == GBK { GB18030 } else { found };
    (found != encoding_rs::REPLACEMENT).then_some(found)
}

/// The start of a file as far as its ASCII goes, to tell the format by.
pub(super) fn glimpse(head: &[u8], told: Option<&'static Encoding>) -> String {
    let bom = Encoding::for_bom(head);
    let is_wide = |encoding: &&'static Encoding| [UTF_16LE, UTF_16BE].contains(encoding);
    match bom.map(|(encoding, _)| encoding).or(told).filter(is_wide).or_else(|| wide(head)) {
        Some(encoding) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// The file's characters with plain line ends, or `None` (and an error) if it is empty or no text. `told` is the encoding
/// that the user or the file itself names.
pub(super) fn decode(bytes: &[u8], told: Option<&'static Encoding>, findings: &mut Findings) -> Option<String> {
    let text = characters(bytes, told, findings);
    let is_plain = control_at(text.as_bytes()).is_none();
    let is_control = |b: u8| (b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0xc)) || b == 0x7f;
    let n_control = if is_plain { 0 } else { text.bytes().filter(|&b| is_control(b)).count() };
    let n_lost = n_lost(&text);
    if (n_control + n_lost / 3) * 50 > text.len() && n_control + n_lost > n_han(&text) / 4 {
        let message = Message::new(
            "不是文本文件，也不是能读的格式：请打开 Markdown、纯文本、网页、Word（.docx）或 PDF 文件",
            "this is no text and no format that can be read: open Markdown, plain text, a web page, Word (.docx) or PDF",
        );
        findings.error(None, message);
        return None;
    }
    if text.trim().is_empty() {
        findings.error(None, Message::new("文件是空的", "the file is empty"));
        return None;
    }
    if n_lost > 0 {
        let message = Message::new(
            format!("有 {n_lost} 处字符无法识别，已用替代符代替：请检查文件编码"),
            format!("characters that could not be decoded were replaced ({n_lost}): check the file's encoding"),
        );
        findings.warn(None, message);
    }
    Some(if is_plain { text } else { plain(&text) })
}

/// Plain line ends, no control characters, which would show as boxes. A form feed, the page break of a text that came out of a
/// PDF, parts words as a blank does.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = control_at(rest.as_bytes()).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let mut chars = from.chars();
        match chars.next() {
            Some('\r') if chars.as_str().starts_with('\n') => {}
            Some('\r') => out.push('\n'),
            _ => out.push(' '),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// Where the next control character stands other than a line end or a tab.
fn control_at(bytes: &[u8]) -> Option<usize> {
    /// So many bytes are looked at in one go, without asking about each by itself.
    const STRETCH: usize = 64;
    // 0xc2 leads the control characters beyond ASCII, but `·` and `°` as well.
    let is_odd = |byte: u8| (byte < 0x20 && byte != b'\n' && byte != b'\t') || byte == 0x7f || byte == 0xc2;
    let is_control = |at: usize| match bytes.get(at) {
        Some(0xc2) => bytes.get(at + 1).is_some_and(|next| (0x80..0xa0).contains(next)),
        Some(&byte) => is_odd(byte),
        None => false,
    };
    bytes
        .chunks(STRETCH)
        .enumerate()
        .filter(|(_, stretch)| stretch.iter().fold(false, |odd, &byte| odd | is_odd(byte)))
        .find_map(|(n, stretch)| (n * STRETCH..n * STRETCH + stretch.len()).find(|&at| is_control(at)))
}

fn characters(bytes: &[u8], told: Option<&'static Encoding>, findings: &mut Findings) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return decoded(bytes.get(skip..).unwrap_or_default(), encoding, findings);
    }
    if let Some(encoding) = told {
        return decoded(bytes, encoding, findings);
    }
    if let Some(encoding) = wide(bytes) {
        return decoded(bytes, encoding, findings);
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return text.into_owned();
    }
    if is_damaged_utf8(bytes) {
        return decoded(bytes, UTF_8, findings);
    }
    decoded(bytes, legacy(bytes), findings)
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, findings: &mut Findings) -> String {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let name = encoding.name();
        findings.note(None, Message::new(format!("文件编码为 {name}，已转换"), format!("decoded from {name}")));
    } else if encoding != UTF_8 {
        let name = if encoding == BIG5 { "Big5" } else { encoding.name().trim_start_matches("gb") };
        let name = if encoding == GB18030 { "GB18030" } else { name };
        let message = Message::new(
            format!("文件不是 UTF-8 编码，已按 {name} 读取：如有乱码，请换一种编码重新读取（命令行用 --encoding）"),
            format!(
                "the file is not UTF-8 and was read as {name}: if it looks garbled, read it again in another encoding (--encoding on the command line)"
            ),
        );
        findings.note(None, message);
    }
    text
}

/// UTF-16 without a mark. Its line ends and digits hold zero bytes, which text in no other encoding does; read the right way
/// round, its characters are ones that such files are made of.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(1 << 14)).unwrap_or_default();
    memchr::memchr(0, head)?;
    let is_usual = |c: &char| matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let share = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(head);
        // Line ends and blanks tell the right way round from the wrong one, whose characters may all be Han.
        let n_ascii = text.chars().filter(char::is_ascii).count();
        let n_usual = text.chars().filter(is_usual).count();
        (n_usual * 10 >= text.chars().count() * 9 && n_ascii > 0).then_some((n_usual, n_ascii))
    };
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter_map(|encoding| Some((share(encoding)?, encoding)))
        .max_by_key(|&(share, _)| share)
        .map(|(_, encoding)| encoding)
}

/// UTF-8 with a few bytes gone wrong: most of its longer sequences are whole, which they never are in another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_whole, mut n_broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().bytes().filter(|b| *b >= 0xe0).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_whole > n_broken * 3 || (n_whole > 0 && n_broken == 1)
}

/// The encoding of a file that is not UTF-8: GB18030, unless the detector that browsers use says Big5, or the text makes no
/// sense in GB18030 and does in Big5.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..bytes.len().min(1 << 18)).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, head.len() == bytes.len());
    if detector.guess(None, Utf8Detection::Deny) == BIG5 {
        return BIG5;
    }
    // Characters of private use fill the places where GB18030 has none.
    let n_senseless = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(head).0;
        text.chars().filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}')).count()
    };
    let n_in_gb = n_senseless(GB18030);
    if n_in_gb * 100 > head.len() && n_senseless(BIG5) * 10 < n_in_gb { BIG5 } else { GB18030 }
}

fn n_lost(text: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count()
}

fn n_han(text: &str) -> usize {
    text.bytes().filter(|b| (0xe4..=0xe9).contains(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLE: &str = "一、四川\n\n今年前4个月，全县城镇新增就业2156人，失业人员再就业658人，形势总体平稳。\n";
    const TRADITIONAL: &str = "臺北市\n\n今年前4個月，全縣城鎮新增就業2156人，失業人員再就業658人，形勢總體平穩。\n";

    fn read(bytes: &[u8], told: Option<&'static Encoding>) -> (Option<String>, Vec<String>) {
        let mut findings = Findings::new("x");
        let text = decode(bytes, told, &mut findings);
        (text, findings.sorted().into_iter().map(|problem| problem.message.zh).collect())
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_is_told_without_a_mark() {
        let cases = [
            (SIMPLE.as_bytes().to_vec(), SIMPLE, ""),
            (GB18030.encode(SIMPLE).0.into_owned(), SIMPLE, "GB18030"),
            (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5"),
            (utf16(SIMPLE, u16::to_le_bytes), SIMPLE, "UTF-16LE"),
            (utf16(SIMPLE, u16::to_be_bytes), SIMPLE, "UTF-16BE"),
            ([b"\xef\xbb\xbf", SIMPLE.as_bytes()].concat(), SIMPLE, ""),
            ([b"\xff\xfe".to_vec(), utf16(SIMPLE, u16::to_le_bytes)].concat(), SIMPLE, "UTF-16LE"),
        ];
        for (bytes, expected, name) in cases {
            let (text, messages) = read(&bytes, None);
            assert_eq!(text.as_deref(), Some(expected));
            assert!(if name.is_empty() { messages.is_empty() } else { messages[0].contains(name) }, "{messages:?}");
        }
    }

    #[test]
    fn the_user_may_choose() {
        let bytes = BIG5.encode(TRADITIONAL).0.into_owned();
        assert_eq!(read(&bytes, encoding("big5")).0.as_deref(), Some(TRADITIONAL));
        assert_ne!(read(&bytes, encoding("gbk")).0.as_deref(), Some(TRADITIONAL));
        assert_eq!(encoding("GB2312"), Some(GB18030));
        assert_eq!(encoding("no such thing"), None);
        assert_eq!(encoding("iso-2022-cn"), None);
    }

    #[test]
    fn what_is_damaged_is_counted_and_the_rest_is_read() {
        for (bytes, at) in [(SIMPLE.as_bytes().to_vec(), 30), (GB18030.encode(SIMPLE).0.into_owned(), 21)] {
            let mut bytes = bytes;
            bytes[at] = 0xff;
            let (text, messages) = read(&bytes, None);
            let text = text.unwrap();
            assert!(text.contains("失业人员再就业658人，形势总体平稳"), "{text}");
            assert!(messages.iter().any(|message| message.contains("处字符无法识别")), "{messages:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(read(&noise, None).0, None);
        assert_eq!(read(b"\0\0\0\0\x01\x02\x03\x04", None).0, None);
        assert_eq!(read(b" \n\r\n", None), (None, vec!["文件是空的".to_owned()]));
    }
}
