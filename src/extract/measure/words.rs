//! The words of `assets/lexicon/forms.tsv`, each kind sorted so that the longest is tried first.

use std::sync::LazyLock;

use crate::extract::cues::{Cues, cues};
use crate::extract::tables;
use crate::words::WordList;

/// The words that tell a figure's form, by kind.
pub(super) struct Words {
    pub rise: Cues,
    pub fall: Cues,
    pub filler: Cues,
    pub level: Cues,
    pub target: Cues,
    pub target_head: Cues,
    pub raised: Cues,
    pub per_unit: Cues,
    pub difference: Cues,
    pub other_rate: Cues,
    pub condition: Cues,
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
    let cues = |kind| Cues::of(of(&[kind]));
    Words {
        rise: cues("rise"),
        fall: cues("fall"),
        filler: cues("filler"),
        level: cues("level"),
        target: cues("target"),
        target_head: cues("target-head"),
        raised: cues("raised"),
        per_unit: cues("per-unit"),
        difference: cues("difference"),
        other_rate: cues("other-rate"),
        condition: cues("condition"),
        silent: WordList::new(of(&["silent", "rise", "fall", "filler"])),
    }
});

/// The stretch without the fillers at its end: 增长了近 is 增长.
pub(super) fn strip_fillers(mut left: &str) -> &str {
    while let Some(shorter) = WORDS.filler.strip_end(left) {
        left = shorter;
    }
    left
}

/// Length of the longest word that a stretch ends with.
pub(super) fn ending(stretch: &str, words: &Cues) -> Option<usize> {
    words.at_end(stretch).map(str::len)
}

/// What stands behind the last comma, semicolon or stop.
pub(super) fn last_clause(stretch: &str) -> &str {
    cues!["，", "；", "。"].last_part(stretch)
}

/// 提高到, 升至, 降为: a change that says what was reached, at the start of the words.
pub(super) fn says_what_was_reached(words: &str) -> bool {
    WORDS.raised.all_at_start(words).any(|(_, verb)| {
        words.get(verb.len()..).is_some_and(|tail| tail.trim_start_matches('了').starts_with(['到', '至', '为']))
    })
}

/// Whether the clause before a change names a subject of its own: 一般公共预算收入增长, but not 比上年同期增长.
pub(in crate::extract) fn names_a_subject(left: &str) -> bool {
    let clause = cues!["，", "；", "。", "：", "（", "、"].last_part(left);
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
