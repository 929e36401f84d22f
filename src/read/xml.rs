//! Walking XML, bounded: a limited depth, no entities but the five that every file has, a look at the watch now and then.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::archive::Fault;
use super::limits::{Limit, Watch};

/// What is met on the way.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(&'a str, &'a Attributes<'a>),
    /// An element ends.
    Close(&'a str),
    /// Characters, as meant.
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the attribute of that name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attribute = attributes.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
        Some(unescaped(&attribute.value))
    }
}

/// How far a walk came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// To the end.
    Whole,
    /// Up to a place where the file is damaged; what came before was walked.
    Cut,
}

/// So many events lie between two looks at the watch.
const EVENTS_PER_LOOK: u32 = 4096;

/// Walks a part. Names of the part's own vocabulary (`prefix` is what the first element has) come bare, others with their
/// prefix (`mc:Fallback`).
pub(super) fn walk(xml: &[u8], watch: &Watch, mut meet: impl FnMut(Node)) -> Result<End, Fault> {
    let text = match encoding_rs::Encoding::for_bom(xml) {
        Some((encoding, _)) => encoding.decode(xml).0,
        None => String::from_utf8_lossy(xml),
    };
    let mut reader = Reader::from_str(&text);
    reader.config_mut().allow_dangling_amp = true;
    let mut prefix: Option<String> = None;
    let (mut depth, mut n_events) = (0_u64, 0_u32);
    loop {
        n_events = n_events.wrapping_add(1);
        if n_events.is_multiple_of(EVENTS_PER_LOOK) && watch.is_over() {
            return Err(Fault::Limit(Limit::Seconds));
        }
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > Limit::XmlDepth.value() {
                    return Err(Fault::Limit(Limit::XmlDepth));
                }
                let own = prefix.get_or_insert_with(|| prefix_of(start.name().as_ref()).to_owned());
                meet(Node::Open(bare(start.name().as_ref(), own), &Attributes(&start)));
            }
            Ok(Event::Empty(start)) => {
                let own = prefix.get_or_insert_with(|| prefix_of(start.name().as_ref()).to_owned());
                meet(Node::Open(bare(start.name().as_ref(), own), &Attributes(&start)));
                meet(Node::Close(bare(start.name().as_ref(), own)));
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                meet(Node::Close(bare(end.name().as_ref(), prefix.as_deref().unwrap_or_default())));
            }
            Ok(Event::Text(text)) => meet(Node::Text(&text.into_inner())),
            Ok(Event::CData(text)) => meet(Node::Text(&text.into_inner())),
            Ok(Event::GeneralRef(name)) => {
                let mut buffer = [0; 4];
                if let Some(c) = character(&name.into_inner()) {
                    meet(Node::Text(c.encode_utf8(&mut buffer)));
                }
            }
            // A document type is how entities come in; none of our formats has one.
            Ok(Event::DocType(_)) => return Err(Fault::Limit(Limit::Entities)),
            Ok(Event::Eof) => return Ok(if depth == 0 && prefix.is_some() { End::Whole } else { End::Cut }),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Err(_) => return Ok(End::Cut),
        }
    }
}

fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

fn bare<'n>(name: &'n str, prefix: &str) -> &'n str {
    name.strip_prefix(prefix)
        .and_then(|rest| if prefix.is_empty() { Some(rest) } else { rest.strip_prefix(':') })
        .unwrap_or(name)
}

/// The character that a reference stands for: `amp`, `#20154`, `#x4eba`.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')
        }
    }
}

fn unescaped(value: &str) -> String {
    let Some((before, rest)) = value.split_once('&') else { return value.to_owned() };
    let mut out = before.to_owned();
    for part in rest.split('&') {
        match part.split_once(';') {
            Some((name, after)) => {
                out.extend(character(name));
                out.push_str(after);
            }
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn told(xml: &str) -> (String, Result<End, Fault>) {
        let mut told = String::new();
        let end = walk(xml.as_bytes(), &Watch::default(), |node| match node {
            Node::Open(name, attributes) => {
                write!(told, "<{name}{}", attributes.get("v").map(|v| format!(" {v}")).unwrap_or_default()).unwrap();
            }
            Node::Close(name) => write!(told, "/{name}>").unwrap(),
            Node::Text(text) => told.push_str(text),
        });
        (told, end)
    }

    #[test]
    fn names_come_bare_and_text_as_meant() {
        let (text, end) = told("<w:a w:v=\"1&amp;2\">x&lt;&#20154;<mc:b/><w:c/></w:a>");
        assert_eq!((text.as_str(), end), ("<a 1&2x<人<mc:b/mc:b><c/c>/a>", Ok(End::Whole)));
        assert_eq!(told("<a><b>x").1, Ok(End::Cut));
        assert_eq!(told("<a>x</b>").0, "<ax");
    }

    #[test]
    fn depth_and_entities_are_refused() {
        let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
        assert_eq!(told(&deep(256)).1, Ok(End::Whole));
        assert_eq!(told(&deep(257)).1, Err(Fault::Limit(Limit::XmlDepth)));
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><a>&b;&c;</a>";
        assert_eq!(told(bomb).1, Err(Fault::Limit(Limit::Entities)));
        assert_eq!(told("<a>&b;x</a>").0, "<ax/a>");
    }
}
