//! The words of `assets/lexicon/forms.tsv`, each kind sorted so that the longest is tried first.

use std::sync::LazyLock;

use crate::extract::tables;
use crate::words::WordList;

/// The words that tell a figure's form, by kind.
pub(super) struct Words {
    pub rise: Vec<&'static str>,
    pub fall: Vec<&'static str>,
    pub filler: Vec<&'static str>,
    pub level: Vec<&'static str>,
    pub target: Vec<&'static str>,
    pub target_head: Vec<&'static str>,
    pub raised: Vec<&'static str>,
    pub per_unit: Vec<&'static str>,
    pub difference: Vec<&'static str>,
    pub other_rate: Vec<&'static str>,
    pub condition: Vec<&'static str>,
    /// Cues, fillers and what else says nothing of whose growth it is.
    pub silent: WordList,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let of = |wanted: &[&str]| {
        let mut words: Vec<&'static str> = tables::rows(include_str!("../../../assets/lexicon/forms.tsv"))
            .filter(|[kind, _]| wanted.contains(kind))
            .flat_map(|[_, words]| words.split('|'))
            .collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    Words {
        rise: of(&["rise"]),
        fall: of(&["fall"]),
        filler: of(&["filler"]),
        level: of(&["level"]),
        target: of(&["target"]),
        target_head: of(&["target-head"]),
        raised: of(&["raised"]),
        per_unit: of(&["per-unit"]),
        difference: of(&["difference"]),
        other_rate: of(&["other-rate"]),
        condition: of(&["condition"]),
        silent: WordList::new(of(&["silent", "rise", "fall", "filler"])),
    }
});

/// The stretch without the fillers at its end: 增长了近 is 增长.
pub(super) fn strip_fillers(mut left: &str) -> &str {
    while let Some(shorter) = WORDS.filler.iter().find_map(|filler| left.strip_suffix(filler)) {
        left = shorter;
    }
    left
}

/// Length of the longest word that a stretch ends with.
pub(super) fn ending(stretch: &str, words: &[&'static str]) -> Option<usize> {
    words.iter().find(|word| stretch.ends_with(**word)).map(|word| word.len())
}

/// What stands behind the last comma, semicolon or stop.
pub(super) fn last_clause(stretch: &str) -> &str {
    stretch.rsplit(['，', '；', '。']).next().unwrap_or(stretch)
}

/// Whether the clause before a change names a subject of its own: 一般公共预算收入增长, but not 比上年同期增长.
pub(in crate::extract) fn names_a_subject(left: &str) -> bool {
    let clause = left.rsplit(['，', '；', '。', '：', '（', '、']).next().unwrap_or(left);
    !clause.contains("其中") && telling_chars(clause) >= 4
}

/// How many characters of a clause say what it is about: all but cues, bases, fillers and the like.
pub(in crate::extract) fn telling_chars(clause: &str) -> usize {
    let hanzi = clause.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).count();
    let silent: usize = WORDS
        .silent
        .find(clause)
        .filter_map(|found| clause.get(found.range()))
        .map(|word| word.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).count())
        .sum();
    hanzi.saturating_sub(silent)
}
