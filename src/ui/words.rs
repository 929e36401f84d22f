//! The words of the window: one table per language, looked up by key.
//!
//! Words that belong to figures (values, periods, notes) come from [`crate::compare::words`]; here are the window's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::compare::words::Language;

const CHINESE: &str = include_str!("../../assets/words.zh.tsv");
const ENGLISH: &str = include_str!("../../assets/words.en.tsv");

/// One language's table.
#[derive(Debug)]
pub struct Words {
    table: HashMap<&'static str, &'static str>,
    /// Which language it is.
    pub language: Language,
}

impl Words {
    /// The table of this language.
    pub fn of(language: Language) -> &'static Self {
        static ZH: LazyLock<Words> = LazyLock::new(|| Words::parse(CHINESE, Language::Zh));
        static EN: LazyLock<Words> = LazyLock::new(|| Words::parse(ENGLISH, Language::En));
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }

    fn parse(text: &'static str, language: Language) -> Self {
        Self { table: rows(text).collect(), language }
    }

    /// The words under this key; the key itself where there are none, so that a gap is seen and not fatal.
    pub fn say<'a>(&self, key: &'a str) -> &'a str {
        self.table.get(key).copied().unwrap_or(key)
    }

    /// The words under this key with `{name}` filled in. Where the words are `one|many`, the value of `n` decides.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.say(key);
        let is_one = values.iter().any(|(name, value)| *name == "n" && *value == "1");
        let form = match text.split_once('|') {
            Some((one, _)) if is_one => one,
            Some((_, many)) => many,
            None => text,
        };
        let mut said = form.to_owned();
        for (name, value) in values {
            said = said.replace(&format!("{{{name}}}"), value);
        }
        said
    }

    /// The words under this key for so many.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.fill(key, &[("n", &n.to_string())])
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::app::command::TABLE;

    fn keys(text: &'static str) -> BTreeSet<&'static str> {
        rows(text).map(|(key, _)| key).collect()
    }

    /// What stands in braces.
    fn holes(words: &str) -> BTreeSet<&str> {
        words.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_holes() {
        assert_eq!(keys(CHINESE), keys(ENGLISH));
        let (zh, en) = (Words::of(Language::Zh), Words::of(Language::En));
        for key in keys(CHINESE) {
            assert_eq!(holes(zh.say(key)), holes(en.say(key)), "{key}");
            assert!(!zh.say(key).trim().is_empty() && !en.say(key).trim().is_empty(), "{key}");
        }
        assert_eq!(rows(CHINESE).count(), keys(CHINESE).len(), "a key stands twice");
    }

    #[test]
    fn every_command_has_its_words() {
        let keys = keys(CHINESE);
        for row in TABLE {
            assert!(keys.contains(format!("command.{}", row.id).as_str()), "{}", row.id);
            assert!(keys.contains(format!("commands.{}", row.group).as_str()), "{}", row.group);
        }
    }

    /// Reads the window's sources for `say("…")`, `fill("…"` and `count("…"`.
    #[test]
    fn every_key_in_the_sources_is_in_the_table() {
        let keys = keys(CHINESE);
        let mut n_found = 0;
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui")).into_iter().flatten() {
            if file.path().extension().is_none_or(|ending| ending != "rs") || file.path().ends_with("words.rs") {
                continue;
            }
            let source = std::fs::read_to_string(file.path()).unwrap();
            for call in [".say(\"", ".fill(\"", ".count(\""] {
                for rest in source.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap();
                    assert!(keys.contains(key), "{key} in {}", file.path().display());
                    n_found += 1;
                }
            }
        }
        assert!(n_found > 50, "the search found only {n_found} keys");
    }

    #[test]
    fn holes_are_filled_and_one_is_not_many() {
        let words = Words { table: HashMap::from([("k", "{n} day|{n} days")]), language: Language::En };
        assert_eq!(words.count("k", 1), "1 day");
        assert_eq!(words.count("k", 21), "21 days");
        assert_eq!(words.say("gap"), "gap");
    }
}
