//! The numbers that never came to the attacher: times, ordinals and codes, counters of other things, fractions in words.

use std::ops::Range;

use super::{Explanation, Omission, Outcome, reading};
use crate::extract::cues::Cues;
use crate::extract::figure::{Counter, Figure};
use crate::extract::fold;
use crate::extract::number::{self, Style};
use crate::extract::scan::Scan;
use crate::model::bulletin::Article;
use crate::model::span::Span;

/// Adds an explanation for every number that has none.
pub(super) fn add(article: &Article, scan: &Scan, explanations: &mut Vec<Explanation>) {
    let mut known: Vec<Span> = explanations.iter().map(|explanation| explanation.quote).collect();
    known.sort_unstable();
    let mut leftover = Vec::new();
    let mut leave = |source: Range<usize>, figure: Option<&Figure>, omission: Omission| {
        let Some(quote) = Span::new(&article.text, source) else { return };
        let next = known.partition_point(|span| span.end() <= quote.start());
        if known.get(next).is_some_and(|span| span.overlaps(quote)) {
            return;
        }
        leftover.push(Explanation {
            quote,
            sentence: sentence(article, scan, quote),
            reading: figure.map(|figure| reading(figure, &scan.folded.text)),
            measure: None,
            form_words: None,
            candidates: Vec::new(),
            outcome: Outcome::LeftOut(omission),
        });
    };
    for figure in &scan.figures {
        let omission = match figure.foreign_unit(&scan.folded.text) {
            Some("成" | "番" | "分之") => Omission::Fraction,
            _ if figure.counter == Counter::Foreign => Omission::ForeignUnit,
            _ => Omission::NotRead,
        };
        leave(scan.folded.source(figure.range.clone()), Some(figure), omission);
    }
    let text = scan.folded.text.as_str();
    for word in &scan.periods {
        if text.get(word.range.clone()).is_some_and(|words| words.contains(number::may_start)) {
            leave(scan.folded.source(word.range.clone()), None, Omission::Time);
        }
    }
    let mut taken: Vec<Range<usize>> = scan.figures.iter().map(|figure| figure.extent.clone()).collect();
    taken.extend(scan.periods.iter().map(|word| word.range.clone()));
    taken.sort_unstable_by_key(|range| range.start);
    for (range, omission) in bare_numbers(text, &taken) {
        leave(scan.folded.source(range), None, omission);
    }
    // Folding drops the marks of footnotes: [1].
    for mark in fold::footnote_marks(&article.text) {
        leave(mark, None, Omission::PartOfName);
    }
    explanations.append(&mut leftover);
}

/// Numbers outside of figures and times: digits of names, and fractions in words.
fn bare_numbers(text: &str, taken: &[Range<usize>]) -> Vec<(Range<usize>, Omission)> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to || !number::may_start(c) {
            continue;
        }
        let next = taken.partition_point(|range| range.end <= at);
        if let Some(range) = taken.get(next).filter(|range| range.start <= at) {
            skip_to = range.end;
            continue;
        }
        if c.is_ascii_digit() {
            let until = taken.get(next).map_or(text.len(), |range| range.start);
            let rest = text.get(at..until).unwrap_or_default();
            let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
            let len = rest.get(..len).map_or(len, |digits| digits.trim_end_matches(['.', ',']).len());
            skip_to = at + len;
            found.push((at..skip_to, Omission::PartOfName));
        } else if let Some(number) = number::parse(text, at).filter(|number| number.style == Style::Hanzi) {
            let rest = text.get(number.end..).unwrap_or_default();
            let ending = ["分之", "成", "番"].into_iter().find(|ending| rest.starts_with(ending));
            let is_word = WORDS_OF_CHENG.starts(rest);
            if let Some(ending) = ending.filter(|_| !is_word) {
                skip_to = number.end + ending.len();
                found.push((at..skip_to, Omission::Fraction));
            }
        }
    }
    found
}

/// Words that begin with 成 and make no fraction: 一成立, 三成员.
static WORDS_OF_CHENG: Cues = Cues::new(&["成立", "成为", "成员", "成果", "成功", "成本", "成效", "成年", "成长"]);

/// The sentence or row that a place of the article lies in.
fn sentence(article: &Article, scan: &Scan, quote: Span) -> Option<Span> {
    let block = article.blocks.iter().find(|block| block.span.contains(quote))?;
    let at = scan.folded.position(quote.start());
    let sentence = scan.sentences(scan.block(block)).find(|sentence| sentence.contains(&at))?;
    Span::new(&article.text, scan.folded.source(sentence))
}
