//! Front matter: the `---` block of `key: value` lines (or `+++` of `key = value`) that some bulletins begin with.
//!
//! Reads only what the project needs, title and date; it is no YAML parser.

/// What stands before the bulletin proper.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// The bulletin's title, or empty.
    pub title: String,
    /// The date as written, or empty.
    pub date: String,
    /// Where the bulletin proper starts, in bytes.
    pub body_start: usize,
}

/// Splits the front matter off. A text that merely begins with a rule has none.
pub(super) fn split(source: &str) -> Front {
    let start = source.len() - source.trim_start_matches(['\n', ' ']).len();
    let none = Front::default();
    let (fence, separator) = match source.get(start..).unwrap_or_default().lines().next().map(str::trim_end) {
        Some("---") => ("---", ':'),
        Some("+++") => ("+++", '='),
        _ => return none,
    };
    let mut front = Front::default();
    let mut has_key = false;
    let mut at = start + source.get(start..).and_then(|rest| rest.find('\n')).map_or(0, |n| n + 1);
    for line in source.get(at..).unwrap_or_default().split_inclusive('\n').take(LONGEST) {
        at += line.len();
        let line = line.trim_end();
        if line == fence || (line == "..." && separator == ':') {
            front.body_start = at;
            return if has_key { front } else { none };
        }
        let Some((key, value)) = line.split_once(separator).or_else(|| line.split_once('：')) else { continue };
        let value = value.trim().trim_matches(['"', '\'', '“', '”']).trim();
        let key = key.trim().to_lowercase();
        let is_ascii_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        match key.as_str() {
            "title" | "标题" | "刊名" => value.clone_into(&mut front.title),
            "date" | "日期" | "发布日期" | "印发日期" | "issued" | "published" => {
                value.clone_into(&mut front.date);
            }
            _ if is_ascii_key => {}
            _ => continue,
        }
        has_key = true;
    }
    none
}

/// Lines that front matter may have. A rule with another far below it is no front matter.
const LONGEST: usize = 100;
