//! Word files (.docx) → a manuscript.
//!
//! `styles` knows what a paragraph looks like by its style, `numbering` what numbers stand before it; `body` walks the text
//! and cuts it into paragraphs and rows; `looks` finds the headings among them.

mod body;
mod looks;
mod numbering;
mod styles;

use std::collections::HashMap;

use super::Findings;
use super::archive::{Archive, Fault};
use super::format::Source;
use super::front::Front;
use super::limits::Watch;
use super::manuscript::Manuscript;
use super::xml::End;
use crate::model::problem::Message;
use numbering::Numbering;
use styles::Styles;

/// Everything beside the text that says how the text is read.
#[derive(Default)]
struct Context {
    styles: Styles,
    numbering: Numbering,
    /// Footnotes and endnotes by their ids, the latter with an `e` before.
    notes: HashMap<String, String>,
}

/// Reads a Word file.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Option<Manuscript> {
    match read_parts(source.bytes, &source.options.watch, findings) {
        Ok(manuscript) => Some(manuscript),
        Err(fault) => {
            findings.error(None, fault.message());
            None
        }
    }
}

fn read_parts(bytes: &[u8], watch: &Watch, findings: &mut Findings) -> Result<Manuscript, Fault> {
    let mut archive = Archive::open(bytes)?;
    let text = archive.read_name("word/document.xml")?;
    let mut context = Context::default();
    // The text can be read without its helpers: what is missing or damaged there costs headings and numbers alone.
    let mut part = |name: &str| match archive.read_name(name) {
        Ok(part) => Ok(Some(part)),
        Err(Fault::Missing) => Ok(None),
        Err(Fault::Broken) => {
            let message = Message::new(
                format!("文件的 {name} 部分已损坏，已略过：标题或编号可能不全"),
                format!(
                    "the part {name} of the file is damaged and was passed over: headings or numbers may be missing"
                ),
            );
            findings.warn(None, message);
            Ok(None)
        }
        Err(fault) => Err(fault),
    };
    if let Some(part) = part("word/styles.xml")? {
        context.styles = Styles::read(&part, watch)?;
    }
    if let Some(part) = part("word/numbering.xml")? {
        context.numbering = Numbering::read(&part, watch)?;
    }
    for (name, prefix) in [("word/footnotes.xml", ""), ("word/endnotes.xml", "e")] {
        if let Some(part) = part(name)? {
            context.notes.extend(body::notes(&part, prefix, watch)?);
        }
    }
    let (mut paragraphs, end) = body::read(&text, &mut context, watch)?;
    if end == End::Cut {
        let message = Message::new(
            "文件后部已损坏，只读到损坏处：请核对内容",
            "the file is damaged towards its end and was read up to there: check what it says",
        );
        findings.warn(None, message);
    }
    looks::set_headings(&mut paragraphs);
    Ok(Manuscript::of(looks::pieces(paragraphs), Front::default()))
}
