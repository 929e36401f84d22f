//! The words of exports in two languages, from one table.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::compare::words::Language;

type Table = HashMap<&'static str, [&'static str; 2]>;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| include_str!("../../assets/export.tsv").lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<(&'static str, [&'static str; 2])> {
    let mut cells = line.split('\t');
    let (key, zh, en) = (cells.next()?, cells.next()?, cells.next()?);
    (!key.starts_with('#')).then_some((key, [zh, en]))
}

/// The words under this key; the key itself where there are none, so that a gap is seen and not fatal.
pub(super) fn say(key: &'static str, language: Language) -> &'static str {
    TABLE.get(key).map_or(key, |words| words[language as usize])
}

/// The words under this key with `{name}` filled in.
pub(super) fn fill(key: &'static str, language: Language, values: &[(&str, &str)]) -> String {
    fill_text(say(key, language), values)
}

/// A text with `{name}` filled in, in one pass, so that braces in what is filled in stay as they are.
pub(super) fn fill_text(text: &str, values: &[(&str, &str)]) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(b, r)| Some((b, r.split_once('}')?))) {
        said.push_str(before);
        said.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_sources_agree() {
        let mut sources = String::new();
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/export")).into_iter().flatten() {
            sources += &std::fs::read_to_string(file.path()).unwrap_or_default();
        }
        for key in TABLE.keys() {
            assert!(sources.contains(&format!("\"{key}\"")), "{key} is not used");
        }
        for call in [" say(\"", "(say(\"", " fill(\"", "(fill(\""] {
            for rest in sources.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(TABLE.contains_key(key), "{key} has no words");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_holes() {
        let holes = |words: &str| words.matches('{').count();
        for (key, [zh, en]) in TABLE.iter() {
            assert!(holes(zh) == holes(en) && !zh.is_empty() && !en.is_empty(), "{key}");
        }
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let said = fill("sheet.more_data", Language::En, &[("n", "{n}")]);
        assert_eq!(said, "Data {n}");
    }
}
