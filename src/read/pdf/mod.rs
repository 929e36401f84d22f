//! PDF with text → a manuscript.
//!
//! `guard` measures what the file would unpack to, `glyphs` follows a page's operators and finds its characters with their
//! places, `layout` makes lines of them in reading order, `paragraphs` makes paragraphs, headings and rows of the lines of
//! all pages. Pictures and drawings are not looked at.

mod glyphs;
mod guard;
mod layout;
mod paragraphs;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{LoadPdfError, Pdf};

use super::Findings;
use super::archive::Fault;
use super::format::Source;
use super::front::Front;
use super::limits::{Limit, Watch};
use super::manuscript::Manuscript;
use crate::model::problem::Message;

/// Fewer characters a page than this are a stamp or a page number on a scanned page.
const FEWEST_CHARS: usize = 20;

/// Why a PDF is not read.
#[derive(Debug)]
enum Refusal {
    Fault(Fault),
    /// No pages can be found in it.
    Unreadable,
    /// Its pages are pictures.
    Scanned,
}

/// Reads a PDF.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    // The crates that parse PDF and fonts are others' work; a file that fells them costs that file and no more.
    let done = catch_unwind(AssertUnwindSafe(|| read_pages(source.bytes, &source.options.watch, findings)));
    let message = match done {
        Ok(Ok(manuscript)) => return Some(manuscript),
        Ok(Err(Refusal::Fault(fault))) => fault.message(),
        Ok(Err(Refusal::Scanned)) => Message::new(
            "PDF 里没有文字，只有图片（可能是扫描件）：请先做文字识别（OCR）再打开",
            "the PDF holds pictures and no text (perhaps a scan): have its text recognised (OCR) first",
        ),
        Ok(Err(Refusal::Unreadable)) | Err(_) => Message::new(
            "PDF 已损坏，读不了：请重新取得这个文件",
            "the PDF is damaged and cannot be read: get it again",
        ),
    };
    findings.error(None, message);
    None
}

fn read_pages(bytes: &[u8], watch: &Watch, findings: &mut Findings) -> Result<Manuscript, Refusal> {
    guard::measure(bytes, watch).map_err(Refusal::Fault)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refusal::Fault(Fault::Locked),
        LoadPdfError::Invalid => Refusal::Unreadable,
    })?;
    guard::measure_encrypted(&pdf, bytes, watch).map_err(Refusal::Fault)?;
    let mut reader = glyphs::Reader::new(watch);
    let mut pages = Vec::new();
    let n_read = Limit::Pages.value() as usize;
    if pdf.pages().len() > n_read {
        findings.limit(Limit::Pages);
    }
    for page in pdf.pages().iter().take(n_read) {
        if watch.is_over() {
            return Err(Refusal::Fault(Fault::Limit(Limit::Seconds)));
        }
        pages.push(layout::page(reader.page(page).map_err(|limit| Refusal::Fault(Fault::Limit(limit)))?));
    }
    let n_chars: usize = pages.iter().map(layout::Page::n_chars).sum();
    if n_chars < FEWEST_CHARS * pages.len().min(10) {
        return Err(Refusal::Scanned);
    }
    let n_unknown = reader.n_unknown;
    if n_unknown > 0 {
        let message = Message::new(
            format!("PDF 里有 {n_unknown} 个字没有编码信息，已用替代符代替：请核对内容"),
            format!("characters that the PDF does not name were replaced ({n_unknown}): check what it says"),
        );
        findings.warn(None, message);
    }
    let n_scanned = pages.iter().filter(|page| page.n_chars() == 0).count();
    if n_scanned > 0 {
        let message = Message::new(
            format!("PDF 有 {n_scanned} 页没有文字（可能是图片），已略过"),
            format!("pages of the PDF without text (perhaps pictures) were passed over ({n_scanned})"),
        );
        findings.warn(None, message);
    }
    Ok(Manuscript::of(paragraphs::pieces(pages), Front::default()))
}
