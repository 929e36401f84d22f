//! One pass over an article: figures, periods, areas and lexicon words, each with its place in the folded text.

use std::ops::Range;
use std::sync::LazyLock;

use super::area::{self, AreaMention};
use super::chars::CharSet;
use super::figure::{self, Counter, Figure};
use super::fold::Folded;
use super::lexicon::Lexicon;
use super::number;
use super::period::{self, PeriodWord};
use crate::gazetteer::Gazetteer;
use crate::model::bulletin::{Article, Block, BlockKind};
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
    /// In order of their start. [`Scan::for_figures`] leaves those out that stand far from any figure.
    pub words: Vec<Hit>,
    /// Where 。！？ and line breaks stand, in order.
    stops: Vec<usize>,
}

/// How far back a sentence's context reaches, in bytes: some seventy characters.
pub(super) const NEARBY: usize = 210;

impl Scan {
    /// Scans an article that was issued in a year.
    pub fn new(lexicon: &Lexicon, gazetteer: &Gazetteer, article: &Article, year: i16) -> Self {
        let mut scan = Self::of_numbers(article);
        let text = scan.folded.text.as_str();
        lexicon.words(text, 0..text.len(), &mut scan.words);
        scan.areas = area::find(gazetteer, text, scan.title_end, year);
        scan
    }

    /// As [`Scan::new`], but gives up as soon as it is sure that the article has no figure of this field.
    pub fn for_figures(lexicon: &Lexicon, gazetteer: &Gazetteer, article: &Article, year: i16) -> Option<Self> {
        let mut scan = Self::of_numbers(article);
        // The head of a table and the lead-in of a list name what their figures are, and have none themselves.
        let is_headed = |block: &Block| matches!(block.kind, BlockKind::TableRow { .. } | BlockKind::ListItem);
        if article.blocks.iter().any(is_headed) {
            let text = scan.folded.text.as_str();
            lexicon.words(text, 0..text.len(), &mut scan.words);
        } else if !scan.words_near_figures(lexicon, article) {
            return None;
        }
        scan.areas = area::find(gazetteer, &scan.folded.text, scan.title_end, year);
        Some(scan)
    }

    /// Fold, figures and periods.
    fn of_numbers(article: &Article) -> Self {
        let folded = Folded::new(&article.text);
        let title_end = article.title_span().map_or(0, |span| folded.position(span.end()));
        let mut scan = Self { folded, title_end, ..Self::default() };
        scan.find_numbers();
        scan.find_years_of_tables(article);
        scan
    }

    /// 2021 or 2024.1-5 alone at the head of a column or of a row is a time and no figure.
    fn find_years_of_tables(&mut self, article: &Article) {
        let mut years = Vec::new();
        let (mut is_first, mut labels_years) = (true, false);
        for block in &article.blocks {
            let BlockKind::TableRow { cells, is_header } = &block.kind else {
                is_first = true;
                continue;
            };
            let year = |n: usize| {
                let cell = cells.get(n)?;
                let range = self.folded.position(cell.start())..self.folded.position(cell.end());
                period::bare_time(&self.folded.text, range)
            };
            let is_empty = |n: usize| cells.get(n).is_none_or(|cell| cell.of(&article.text).trim().is_empty());
            // A second row of heads: nothing before it, and nothing but years in it.
            let is_of_years =
                || is_empty(0) && cells.len() > 1 && (1..cells.len()).all(|n| is_empty(n) || year(n).is_some());
            // 年份, 时间 or nothing over the labels: not where they are counts themselves.
            if is_first {
                let head = cells.first().map_or("", |cell| cell.of(&article.text)).trim();
                labels_years = head.is_empty() || head.contains(['年', '时', '期']) || year(0).is_some();
            }
            let is_head = *is_header || is_first || is_of_years();
            let n_heads = if is_head { cells.len() } else { usize::from(labels_years) };
            years.extend((0..n_heads).filter_map(year));
            is_first = false;
        }
        if years.is_empty() {
            return;
        }
        let overlaps = |range: &Range<usize>| {
            let next = years.partition_point(|word| word.range.end <= range.start);
            years.get(next).is_some_and(|word| word.range.start < range.end)
        };
        self.figures.retain(|figure| !overlaps(&figure.range));
        self.periods.retain(|word| !overlaps(&word.range));
        self.periods.append(&mut years);
        self.periods.sort_by_key(|word| word.range.start);
    }

    /// Finds the words of the headline, of the blocks with figures and of what stands right before those; tells whether a figure
    /// shares its block with a word that a phrase can begin with.
    fn words_near_figures(&mut self, lexicon: &Lexicon, article: &Article) -> bool {
        let (mut known_to, mut may_be_ours) = (0, false);
        for block in &article.blocks {
            let range = self.block(block);
            let figures = within(&self.figures, &range, |figure| figure.range.clone());
            if figures.iter().all(|figure| figure.counter == Counter::Foreign) {
                continue;
            }
            if known_to == 0 {
                known_to = self.title_end;
                lexicon.words(&self.folded.text, 0..known_to, &mut self.words);
            }
            let nearby = self.folded.text.floor_char_boundary(range.start.saturating_sub(NEARBY));
            lexicon.words(&self.folded.text, nearby.max(known_to)..range.end, &mut self.words);
            known_to = known_to.max(range.end);
            let words = within(&self.words, &range, Hit::range);
            may_be_ours = may_be_ours || words.iter().any(|hit| lexicon.may_begin(hit.word));
        }
        may_be_ours
    }

    /// A block's range in the folded text.
    pub fn block(&self, block: &Block) -> Range<usize> {
        self.folded.position(block.span.start())..self.folded.position(block.span.end())
    }

    /// The sentences of a range: ended by 。！？ and the quotes or brackets that close behind.
    pub fn sentences(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = range.start;
        let mut pending = None;
        let mut stops = self.stops.iter().skip(self.stops.partition_point(|&stop| stop < start)).copied();
        std::iter::from_fn(move || {
            if start >= range.end {
                return None;
            }
            // A stop that was taken in as a bracket closing the sentence before ends nothing.
            let stop = pending.take().or_else(|| stops.find(|&stop| stop >= start)).filter(|&stop| stop < range.end);
            let end = stop.map_or(range.end, |stop| self.closed(stop, range.end));
            let sentence = start..self.cut(start, end);
            // What a cut leaves over is closed by the same stop.
            if sentence.end < end
                && let Some(stop) = stop
            {
                pending = Some(stop);
            }
            start = sentence.end;
            Some(sentence)
        })
    }

    /// Where a sentence is cut that goes on for pages without a stop, so that the work on it stays bounded: at a comma, if it has one.
    fn cut(&self, start: usize, end: usize) -> usize {
        if end - start <= LONGEST {
            return end;
        }
        let text = self.folded.text.as_str();
        let limit = text.floor_char_boundary(start + LONGEST);
        let comma = text.get(start..limit).and_then(|stretch| stretch.rfind(['；', '，', '、']));
        comma.map_or(limit, |at| start + at + '，'.len_utf8())
    }

    /// Where a sentence ends whose stop is at this place, not later than `until`.
    fn closed(&self, stop: usize, until: usize) -> usize {
        let rest = self.folded.text.get(stop..until).unwrap_or_default();
        let stop_len = rest.chars().next().map_or(0, char::len_utf8);
        let tail = rest.get(stop_len..).unwrap_or_default();
        until - tail.trim_start_matches(['”', '’', '）', '。', '！', '？']).len()
    }

    /// Finds figures, periods and stops. Periods claim their digits first: 2021年, 5月7日 and 前3个月 are no figures.
    fn find_numbers(&mut self) {
        let text = self.folded.text.as_str();
        let mut chars = text.chars();
        let mut at = 0;
        while let Some(c) = chars.next() {
            let start = at;
            at += c.len_utf8();
            if !STARTS.contains(c) {
                continue;
            }
            if is_stop(c) {
                self.stops.push(start);
                continue;
            }
            if c.is_ascii_digit()
                && let Some(end) = period::item_before_time(text, start, self.periods.last())
            {
                at = end;
            } else if period::may_start(c)
                && let Some(word) = period::parse(text, start, self.periods.last())
            {
                at = word.range.end;
                self.periods.push(word);
            } else if number::may_start(c)
                && let Some(figure) = figure::parse(text, start)
            {
                at = figure.range.end;
                self.figures.push(figure);
            } else {
                continue;
            }
            chars = text.get(at..).unwrap_or_default().chars();
        }
        figure::share_units(text, &mut self.figures);
    }
}

/// How long a sentence may be, in bytes: some seven hundred characters. Real ones, lists of areas with their figures among them, are shorter.
const LONGEST: usize = 2100;

/// The characters at which something may start or end.
static STARTS: LazyLock<CharSet> =
    LazyLock::new(|| CharSet::of(|c| is_stop(c) || period::may_start(c) || number::may_start(c)));

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}

/// The part of a sorted list whose items lie in a range.
pub(super) fn within<'a, T>(items: &'a [T], range: &Range<usize>, place: impl Fn(&T) -> Range<usize>) -> &'a [T] {
    let first = items.partition_point(|item| place(item).start < range.start);
    let last = items.partition_point(|item| place(item).start < range.end);
    items.get(first..last).unwrap_or_default()
}
