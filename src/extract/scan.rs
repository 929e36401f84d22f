//! One pass over an article: figures, periods, areas and lexicon words, each with its place in the folded text.

use std::ops::Range;

use super::area::{self, AreaMention};
use super::figure::{self, Figure};
use super::fold::Folded;
use super::lexicon::Lexicon;
use super::number;
use super::period::{self, PeriodWord};
use crate::gazetteer::Gazetteer;
use crate::model::bulletin::{Article, Block};
use crate::words::Hit;

/// Everything recognised in an article before anything is related to anything.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The text as recognition sees it.
    pub folded: Folded,
    /// Where the title ends in it; 0 without a title.
    pub title_end: usize,
    /// In order.
    pub figures: Vec<Figure>,
    /// In order.
    pub periods: Vec<PeriodWord>,
    /// In order.
    pub areas: Vec<AreaMention>,
    /// In order of their start.
    pub words: Vec<Hit>,
}

impl Scan {
    /// Scans an article that was issued in a year.
    pub fn new(lexicon: &Lexicon, gazetteer: &Gazetteer, article: &Article, year: i16) -> Self {
        let folded = Folded::new(&article.text);
        let text = folded.text.as_str();
        let title_end = article.title_span().map_or(0, |span| folded.position(span.end()));
        let (figures, periods) = figures_and_periods(text);
        let areas = area::find(gazetteer, text, title_end, year);
        let words = lexicon.words(text);
        Self { folded, title_end, figures, periods, areas, words }
    }

    /// A block's range in the folded text.
    pub fn block(&self, block: &Block) -> Range<usize> {
        self.folded.position(block.span.start())..self.folded.position(block.span.end())
    }

    /// The sentences of a range: ended by 。！？ and the quotes or brackets that close behind.
    pub fn sentences(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = self.folded.text.get(range.clone()).unwrap_or_default();
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if !matches!(c, '。' | '！' | '？' | '\n') {
                continue;
            }
            let mut end = at + c.len_utf8();
            while let Some(&(at, c)) = chars.peek().filter(|(_, c)| matches!(c, '”' | '’' | '）' | '。' | '！' | '？'))
            {
                end = at + c.len_utf8();
                chars.next();
            }
            sentences.push(range.start + start..range.start + end);
            start = end;
        }
        if start < text.len() {
            sentences.push(range.start + start..range.end);
        }
        sentences
    }
}

/// Periods claim their digits first: 2021年, 5月7日 and 前3个月 are no figures.
fn figures_and_periods(text: &str) -> (Vec<Figure>, Vec<PeriodWord>) {
    let (mut figures, mut periods) = (Vec::<Figure>::new(), Vec::<PeriodWord>::new());
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if period::may_start(c)
            && let Some(word) = period::parse(text, at, periods.last())
        {
            skip_to = word.range.end;
            periods.push(word);
            continue;
        }
        if number::may_start(c)
            && let Some(figure) = figure::parse(text, at)
        {
            skip_to = figure.range.end;
            figures.push(figure);
        }
    }
    figure::share_units(text, &mut figures);
    (figures, periods)
}

/// The part of a sorted list whose items lie in a range.
pub(super) fn within<T>(items: &[T], range: &Range<usize>, place: impl Fn(&T) -> Range<usize>) -> Range<usize> {
    let first = items.partition_point(|item| place(item).start < range.start);
    let last = items.partition_point(|item| place(item).start < range.end);
    first..last
}
