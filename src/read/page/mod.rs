//! HTML, as a browser saves it → a manuscript: the main content with headings, lists and tables, without what surrounds it.
//!
//! `elements` says what each element means, `blocks` follows the tags and cuts the text into blocks, `cells` tells tables of
//! data from tables that merely lay out a page, `content` finds the part of the page that is the article.

mod blocks;
mod cells;
mod content;
mod elements;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

use super::Findings;
use super::format::Source;
use super::front::Front;
use super::limits::Limit;
use super::manuscript::Manuscript;
use super::text;
use crate::model::problem::Message;
use blocks::{Hiding, Sink};

/// So much is read between two looks at the watch.
const SLICE: usize = 1 << 16;

/// Reads a page.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    let told = source.options.encoding.or_else(|| declared(source.bytes));
    let text = text::decode(source.bytes, told, findings)?;
    let mut page = blocks_of(&text, source, Hiding::ByName, findings)?;
    if page.blocks.is_empty() {
        // A part that was never closed, or everything inside of a menu: better too much than nothing.
        page = blocks_of(&text, source, Hiding::Scripts, findings)?;
    }
    if page.is_flattened {
        let depth = Limit::XmlDepth.value();
        let message = Message::new(
            format!("网页嵌套超过 {depth} 层，更深的按同一层读：请核对内容"),
            format!(
                "the page is nested more than {depth} deep; what lies deeper was read as one level: check what it says"
            ),
        );
        findings.warn(None, message);
    }
    // The time of day that stands behind the date is no part of it.
    let date = page.date.split([' ', 'T']).next().unwrap_or_default().to_owned();
    let front = Front { date, ..Front::default() };
    Some(Manuscript::of(content::main_part(page, findings), front))
}

fn blocks_of(text: &str, source: &Source, hiding: Hiding, findings: &mut Findings) -> Option<blocks::Page> {
    let tokenizer = Tokenizer::new(Sink::new(hiding), TokenizerOpts { discard_bom: true, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    let mut rest = text;
    while !rest.is_empty() {
        if source.options.watch.is_over() {
            findings.limit(Limit::Seconds);
            return None;
        }
        let (slice, tail) = rest.split_at(rest.floor_char_boundary(SLICE));
        queue.push_back(StrTendril::from_slice(slice));
        // A script that ends asks to be run first; going on is the answer.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        rest = tail;
    }
    tokenizer.end();
    Some(tokenizer.sink.finish())
}

/// The encoding that the page names, unless its bytes say otherwise: a browser that saves a page as UTF-8 often leaves the
/// old name standing.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return None;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=").or_else(|| memchr::memmem::find(&head, b"encoding="))?;
    let value = head.get(at..)?.split(|&byte| byte == b'=').nth(1)?;
    let value = value.trim_ascii_start().trim_ascii();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let n = value.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    let name = std::str::from_utf8(value.get(..n)?).ok()?;
    // A page that calls itself UTF-8 and is none is damaged or named wrongly: `text` decides which.
    text::encoding(name).filter(|&encoding| encoding != encoding_rs::UTF_8)
}
