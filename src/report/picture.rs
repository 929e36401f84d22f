//! A picture made elsewhere, so that it can stand inside a page with others: no prolog, names of its own, and nothing in it
//! that runs or fetches.

use std::fmt::Write as _;

/// Larger pictures are left to the report's own bars: they would make the page too large to send.
const MOST_BYTES: usize = 2_000_000;

/// What a picture in a report must not hold. Looked for in lower case.
const FORBIDDEN: [&str; 11] = [
    "<script",
    "<foreignobject",
    "<iframe",
    "<image",
    "javascript:",
    "@import",
    "<!entity",
    "href=\"http",
    "href='http",
    "url(http",
    "url(//",
];

/// Where a name is given or used: what stands before it, and the sign that ends it.
const NAMES: [(&str, char); 6] =
    [(" id=\"", '"'), (" id='", '\''), ("url(#", ')'), ("href=\"#", '"'), ("href='#", '\''), ("url('#", '\'')];

/// The picture with its names made its own; `None` where it is no picture, too large, or holds what it must not.
pub(super) fn tamed(svg: &str, prefix: &str) -> Option<String> {
    let svg = svg.get(svg.find("<svg")?..svg.rfind("</svg>")? + "</svg>".len()).filter(|svg| !svg.is_empty())?;
    let lower = svg.to_ascii_lowercase();
    let runs = || lower.split(" on").skip(1).any(is_handler);
    if svg.len() > MOST_BYTES || FORBIDDEN.iter().any(|word| lower.contains(word)) || runs() {
        return None;
    }
    Some(with_own_names(svg, prefix))
}

/// Whether ` on` goes on as a handler: `click="…"`.
fn is_handler(rest: &str) -> bool {
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    after.len() < rest.len() && after.trim_start().starts_with('=')
}

/// Two pictures of one page may both have a pattern called `a`, and all would be drawn with the first.
fn with_own_names(svg: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(svg.len() + svg.len() / 8);
    let mut rest = svg;
    while let Some((at, opening)) = next_name(rest) {
        let (before, after) = rest.split_at(at + opening.len());
        out.push_str(before);
        out.push_str(prefix);
        out.push('-');
        rest = after;
    }
    out.push_str(rest);
    out
}

fn next_name(text: &str) -> Option<(usize, &'static str)> {
    // One look at each sign, whatever the openings: a search for each would read the rest of the picture six times a name.
    let bytes = text.as_bytes();
    (0..bytes.len()).filter(|&at| matches!(bytes.get(at), Some(b' ' | b'u' | b'h'))).find_map(|at| {
        let here = bytes.get(at..)?;
        NAMES.iter().find(|(opening, _)| here.starts_with(opening.as_bytes())).map(|(opening, _)| (at, *opening))
    })
}

/// The picture as an address that holds all of it, for formats that cannot hold a picture.
pub(super) fn data_uri(svg: &str) -> String {
    let mut uri = "data:image/svg+xml,".to_owned();
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'=' | b':' | b';' | b'/' | b',' => {
                uri.push(char::from(byte));
            }
            other => write!(uri, "%{other:02X}").expect("a string takes all"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_the_pictures_own() {
        let svg = r##"<?xml version="1.0"?><svg xmlns="x"><g id="a"/><rect fill="url(#a)"/><use href="#a"/></svg>"##;
        let own = r##"<svg xmlns="x"><g id="p-a"/><rect fill="url(#p-a)"/><use href="#p-a"/></svg>"##;
        assert_eq!(tamed(svg, "p").as_deref(), Some(own));
    }

    #[test]
    fn what_runs_or_fetches_is_no_picture() {
        for inside in [
            "<script/>",
            "<rect onclick=\"x()\"/>",
            "<rect ONLOAD = 'x'/>",
            "<use href=\"https://a/b\"/>",
            "<a xlink:href=\"javascript:x\"/>",
            "<foreignObject/>",
            "<style>@import 'x'</style>",
        ] {
            assert_eq!(tamed(&format!("<svg>{inside}</svg>"), "p"), None, "{inside}");
        }
        assert_eq!(tamed("no picture", "p"), None);
        assert_eq!(tamed("</svg><svg>", "p"), None);
        assert!(tamed("<svg><text>depends on it, on = off, on1</text></svg>", "p").is_some());
        assert!(tamed("<svg><text>turn on</text></svg>", "p").is_some());
    }

    #[test]
    fn an_address_holds_nothing_that_ends_it() {
        let uri = data_uri("<svg a=\"b\">(就业) # %</svg>");
        assert!(uri.is_ascii() && !uri.contains(['<', '>', '"', '(', ')', ' ', '#']), "{uri}");
    }
}
