//! The phrases that name indicators: `assets/lexicon/phrases.tsv` compiled to one list of words and short sequences over it.
//!
//! A phrase is a sequence of words with small gaps; where a figure may or must stand in a gap is part of the phrase, since Chinese
//! puts the number now before (`1156名就业困难人员`), now inside (`带动1251人就业`), now behind (`城镇新增就业2156人`).

use std::collections::HashMap;
use std::ops::Range;

use super::figure::Figure;
use super::tables;
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::quantity::{Bound, Unit, UnitClass};
use crate::words::{Hit, WordList};

/// All phrases, ready to be looked for.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: WordList,
    phrases: Vec<Phrase>,
    /// For each word, the phrases that start with it.
    starting: Vec<Vec<u32>>,
    groups: Vec<WordSet>,
    /// From here on the phrases are the user's.
    first_own: usize,
}

/// A set of words, one bit each.
#[derive(Debug, Clone, Default)]
struct WordSet(Vec<u64>);

#[derive(Debug)]
struct Phrase {
    /// None for what only looks like a figure of this field (国内生产总值).
    indicator: Option<IndicatorId>,
    units: UnitMask,
    weight: f32,
    /// Words of which one must stand near, else the phrase is doubted.
    context: Option<Needed>,
    /// A figure right before the first word.
    leading: Option<Reach>,
    steps: Vec<Step>,
    /// A figure right after the last word.
    trailing: Option<Reach>,
}

/// The words that a phrase needs near.
#[derive(Debug, Clone, Copy)]
struct Needed {
    group: usize,
    /// Whether those behind it in its sentence do not count.
    is_before: bool,
}

#[derive(Debug)]
struct Step {
    reach: Reach,
    figure: FigureInGap,
    group: usize,
}

/// How wide a gap may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Near,
    Far,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FigureInGap {
    None,
    One,
    Maybe,
}

impl Reach {
    /// In bytes of Chinese characters.
    fn bytes(self) -> usize {
        match self {
            Self::Near => 4 * 3,
            Self::Far => 12 * 3,
        }
    }
}

/// Which units a phrase goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitMask(u16);

impl UnitMask {
    const LETTERS: &'static str = "PXFLMR%EDZT";

    #[expect(clippy::indexing_slicing, reason = "evaluated with the tables: within both lengths")]
    const fn parse(letters: &str) -> Self {
        let (letters, known) = (letters.as_bytes(), Self::LETTERS.as_bytes());
        let mut mask = 0;
        let mut n = 0;
        while n < letters.len() {
            let mut bit = 0;
            while bit < known.len() {
                if known[bit] == letters[n] {
                    mask |= 1 << bit;
                }
                bit += 1;
            }
            n += 1;
        }
        Self(mask)
    }

    /// Whether it goes with persons.
    pub fn admits_persons(self) -> bool {
        self.0 & Self::parse("P").0 != 0
    }

    /// Whether it goes with pieces that are no firms.
    pub fn admits_pieces(self) -> bool {
        self.0 & Self::parse("X").0 != 0
    }

    /// Whether it goes only with money that is at most so much.
    pub fn is_of_caps(self) -> bool {
        self == Self::parse("T")
    }

    /// Whether a figure may be of a phrase with this mask.
    pub fn admits(self, figure: &Figure) -> bool {
        self.meets(Self::of(figure))
    }

    /// Whether a figure with that mask may be of a phrase with this one.
    pub fn meets(self, figure: Self) -> bool {
        self.0 & figure.0 != 0
    }

    /// The letters of which a phrase must have one to name a figure.
    pub fn of(figure: &Figure) -> Self {
        match figure.unit().map(Unit::class) {
            // 每百万元增加值吸纳8.1人: persons come whole.
            Some(UnitClass::Persons | UnitClass::PersonTimes) if figure.value < 1e3 && figure.value.fract() != 0.0 => {
                const { Self::parse("") }
            }
            // 个次 counts posts, 家次 firms.
            Some(UnitClass::FirmTimes) if figure.unit().is_some_and(|unit| unit.0 == "个次") => {
                const { Self::parse("X") }
            }
            Some(UnitClass::Money) if figure.is_rate => const { Self::parse("R") },
            Some(UnitClass::Money) if matches!(figure.bound, Bound::AtMost) => const { Self::parse("MT") },
            Some(UnitClass::Money) => const { Self::parse("M") },
            // 1285亿, 31.3万: a scale may stand for a unit; a small number with decimals may be a ratio.
            None if figure.value >= 1e4 => const { Self::parse("MPX") },
            None => const { Self::parse("D") },
            Some(class) => Self::of_class(class),
        }
    }

    /// The letters of which a phrase must have one to name what is counted in units of a class.
    pub fn of_class(class: UnitClass) -> Self {
        match class {
            UnitClass::Persons => const { Self::parse("PL") },
            UnitClass::PersonTimes => const { Self::parse("P") },
            UnitClass::Pieces => const { Self::parse("XFLE") },
            UnitClass::Firms | UnitClass::FirmTimes => const { Self::parse("F") },
            UnitClass::Households => const { Self::parse("FL") },
            UnitClass::Loans => const { Self::parse("L") },
            UnitClass::Events => const { Self::parse("E") },
            UnitClass::Money => const { Self::parse("MR") },
            UnitClass::MoneyRate => const { Self::parse("R") },
            UnitClass::Percent | UnitClass::PercentagePoints => const { Self::parse("%") },
            UnitClass::Other => const { Self::parse("Z") },
            UnitClass::Ratio => const { Self::parse("D") },
        }
    }
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct IndicatorMention {
    /// What it names; nothing of this field, if none.
    pub indicator: Option<IndicatorId>,
    /// From its first word to its last.
    pub range: Range<usize>,
    /// Which units it goes with.
    pub units: UnitMask,
    /// Bytes of its words, without the gaps: how specific it is.
    pub literal: usize,
    /// The table's weight, less what a missing context costs.
    pub weight: f32,
    /// Where the words stand that it needs near.
    pub context: Context,
    /// The figure that is part of it, by its place in the list.
    pub figure: Option<usize>,
    /// What the longer phrases name that it lies inside of, if it lies in any.
    pub covered: Option<Cover>,
}

/// What a longer phrase around another names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cover {
    Same,
    Other,
    /// Nothing of this field.
    NotOurs,
}

impl IndicatorMention {
    /// What the longer of these phrases name that it lies inside of; they are in order of their start.
    fn covered_by(&self, mentions: &[Self]) -> Option<Cover> {
        mentions
            .iter()
            .take_while(|other| other.range.start <= self.range.start)
            .filter(|other| other.range.end >= self.range.end && other.literal > self.literal)
            .map(|other| match other.indicator {
                None => Cover::NotOurs,
                other if other == self.indicator => Cover::Same,
                Some(_) => Cover::Other,
            })
            .max()
    }
}

/// Where the words stand that a phrase needs near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// It needs none.
    Free,
    /// In its sentence, before it or in it.
    Before,
    /// In its sentence, behind it.
    Behind,
    /// In the headline or right before.
    Around,
    /// Nowhere.
    Missing,
}

/// The table's id for phrases that take a figure out.
pub(super) const NOT_OURS: &str = "-";

/// A phrase that a user adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnPhrase {
    /// The indicator's id, or [`NOT_OURS`].
    pub id: String,
    /// The letters of its units; `None` for those of the indicator's other phrases.
    pub letters: Option<&'static str>,
    /// As in `phrases.tsv`.
    pub phrase: String,
}

/// What a phrase of the user's is ahead of a built-in one that goes as well with a figure: who adds it means it.
const OWN_WEIGHT: f32 = 0.5;

const GROUPS: &str = include_str!("../../assets/lexicon/groups.tsv");

/// Whether there is a group of words by that name.
pub(super) fn is_group(name: &str) -> bool {
    tables::rows(GROUPS).any(|[known, _]| known == name)
}

/// What a missing context costs.
const CONTEXT_MISSING: f32 = 2.5;

impl Lexicon {
    /// Compiles the built-in phrases and the user's for a catalogue. Phrases of indicators that it lacks are passed over.
    pub fn new(catalogue: &Catalogue, own: &[OwnPhrase]) -> Self {
        let mut builder = Builder::default();
        for [name, words] in tables::rows(GROUPS) {
            builder.named.insert(name, words);
        }
        for line in include_str!("../../assets/lexicon/phrases.tsv").lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(id), Some(units), Some(phrase)) = (columns.first(), columns.get(1), columns.get(2)) else {
                continue;
            };
            let indicator = catalogue.find(id);
            if indicator.is_none() && *id != NOT_OURS {
                continue;
            }
            let weight = columns.get(3).and_then(|weight| weight.parse().ok()).unwrap_or(0.0);
            let context = columns.get(4).filter(|words| !words.is_empty()).map(|words| {
                let before = words.strip_prefix('<');
                Needed { group: builder.group(before.unwrap_or(words)), is_before: before.is_some() }
            });
            builder.phrase(indicator, UnitMask::parse(units), phrase, weight, context);
        }
        let first_own = builder.phrases.len();
        for own in own {
            builder.own_phrase(catalogue, own);
        }
        Self { first_own, ..builder.finish() }
    }

    /// Adds all words of the lexicon that start in a range of a text, in order of their start.
    pub fn words(&self, text: &str, range: Range<usize>, hits: &mut Vec<Hit>) {
        self.words.find_all(text, range, |hit| hits.push(hit));
    }

    /// Whether a phrase that names an indicator can begin with this word.
    pub fn may_begin(&self, word: u32) -> bool {
        let phrases = self.starting.get(word as usize).into_iter().flatten();
        phrases.filter_map(|&n| self.phrases.get(n as usize)).any(|phrase| phrase.indicator.is_some())
    }

    /// The phrases made of these words, in order.
    ///
    /// `words` are those of one sentence, `around` those of the heading and of the text right before (for contexts), `figures` the sentence's figures.
    pub fn mentions(
        &self,
        text: &str,
        words: &[Hit],
        around: [&[Hit]; 2],
        figures: &[Figure],
    ) -> Vec<IndicatorMention> {
        let mut mentions = Vec::new();
        let mut own: Vec<(Range<usize>, Option<IndicatorId>)> = Vec::new();
        let breaks = &breaks(text, words);
        for (n, first) in words.iter().enumerate() {
            for &place in self.starting.get(first.word as usize).into_iter().flatten() {
                let Some(phrase) = self.phrases.get(place as usize) else { continue };
                let Some(leading) = leading_figure(phrase, text, first.start, figures) else { continue };
                let search = Search { lexicon: self, text, words, breaks, figures, phrase };
                let Some((end, literal, inside)) = search.rest(n, 1, first.end - first.start, None) else { continue };
                let Some(trailing) = trailing_figure(phrase, text, end, figures) else { continue };
                let context = self.context_of(phrase, end, words, around);
                if place as usize >= self.first_own {
                    own.push((first.start..end, phrase.indicator));
                }
                mentions.push(IndicatorMention {
                    indicator: phrase.indicator,
                    range: first.start..end,
                    units: phrase.units,
                    literal,
                    weight: phrase.weight - if context == Context::Missing { CONTEXT_MISSING } else { 0.0 },
                    context,
                    figure: leading.or(trailing).or(inside),
                    covered: None,
                });
            }
        }
        // Who adds a phrase means these words by it, and not what built-in phrases see in them or in a part of them.
        if !own.is_empty() {
            mentions.retain(|known| {
                own.contains(&(known.range.clone(), known.indicator))
                    || !own.iter().any(|(range, indicator)| {
                        *indicator != known.indicator
                            && range.start <= known.range.start
                            && known.range.end <= range.end
                    })
            });
        }
        let covers: Vec<_> = mentions.iter().map(|mention| mention.covered_by(&mentions)).collect();
        for (mention, cover) in mentions.iter_mut().zip(covers) {
            mention.covered = cover;
        }
        mentions
    }
}

impl Lexicon {
    /// Where the words stand that a phrase needs near, if it ends here.
    fn context_of(&self, phrase: &Phrase, end: usize, words: &[Hit], around: [&[Hit]; 2]) -> Context {
        let Some(Needed { group, is_before }) = phrase.context else { return Context::Free };
        let Some(set) = self.groups.get(group) else { return Context::Missing };
        let holds = |words: &[Hit]| words.iter().any(|hit| set.contains(hit.word));
        let behind = words.partition_point(|hit| hit.start < end);
        match () {
            () if holds(words.get(..behind).unwrap_or_default()) => Context::Before,
            () if !is_before && holds(words.get(behind..).unwrap_or_default()) => Context::Behind,
            () if around.into_iter().any(holds) => Context::Around,
            () => Context::Missing,
        }
    }
}

/// `None`: the phrase needs a figure there and has none. `Some(None)`: it needs none.
#[expect(clippy::option_option, reason = "three outcomes, told apart at both call sites")]
fn leading_figure(phrase: &Phrase, text: &str, start: usize, figures: &[Figure]) -> Option<Option<usize>> {
    let Some(reach) = phrase.leading else { return Some(None) };
    let n = figures.partition_point(|figure| figure.extent.end <= start).checked_sub(1)?;
    let gap = text.get(figures.get(n)?.extent.end..start)?;
    (gap.len() <= reach.bytes() && !has_break(gap) && !gap.contains('、')).then_some(Some(n))
}

#[expect(clippy::option_option, reason = "as above")]
fn trailing_figure(phrase: &Phrase, text: &str, end: usize, figures: &[Figure]) -> Option<Option<usize>> {
    let Some(reach) = phrase.trailing else { return Some(None) };
    let n = figures.partition_point(|figure| figure.extent.start < end);
    let gap = text.get(end..figures.get(n)?.extent.start)?;
    (gap.len() <= reach.bytes() && !has_break(gap)).then_some(Some(n))
}

/// Punctuation that a phrase does not reach across.
const BREAKS: [char; 7] = ['，', '。', '；', '：', '！', '？', '\n'];

fn has_break(gap: &str) -> bool {
    gap.contains(BREAKS)
}

/// Where such punctuation stands from the first word to the last.
fn breaks(text: &str, words: &[Hit]) -> Vec<usize> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let stretch = text.get(first.start..last.start).unwrap_or_default();
    stretch.match_indices(BREAKS).map(|(at, _)| first.start + at).collect()
}

struct Search<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    words: &'a [Hit],
    /// Where punctuation stands that a phrase does not reach across.
    breaks: &'a [usize],
    figures: &'a [Figure],
    phrase: &'a Phrase,
}

impl Search<'_> {
    /// Matches the steps from `step` on behind word `n`; gives the end, the literal length and the figure inside.
    fn rest(
        &self,
        n: usize,
        step: usize,
        literal: usize,
        figure: Option<usize>,
    ) -> Option<(usize, usize, Option<usize>)> {
        let here = self.words.get(n)?;
        let Some(next) = self.phrase.steps.get(step) else { return Some((here.end, literal, figure)) };
        let set = self.lexicon.groups.get(next.group)?;
        let reach = next.reach.bytes() * 2 + 40;
        let wall = self.breaks.get(self.breaks.partition_point(|&at| at < here.end)).copied().unwrap_or(usize::MAX);
        let mut best = None;
        for (m, hit) in self.words.iter().enumerate().skip(n + 1) {
            if hit.start < here.end {
                continue;
            }
            // 40 bytes are the longest figure.
            if hit.start - here.end > reach || hit.start > wall {
                break;
            }
            if !set.contains(hit.word) {
                continue;
            }
            let Some(inside) = self.gap(here.end, hit.start, next) else { continue };
            let found = self.rest(m, step + 1, literal + hit.end - hit.start, figure.or(inside));
            // The longest word at the nearest place wins: 就业岗位 before 就业.
            if let Some(found) = found
                && best.is_none_or(|(end, length, _)| found.1 > length && found.0 <= end + 12)
            {
                best = Some(found);
            }
        }
        best
    }

    /// Whether a gap without punctuation is as the step wants it; gives the figure in it.
    #[expect(clippy::option_option, reason = "three outcomes, told apart at the call site")]
    fn gap(&self, start: usize, end: usize, step: &Step) -> Option<Option<usize>> {
        let gap = self.text.get(start..end)?;
        let first = self.figures.partition_point(|figure| figure.extent.start < start);
        let mut inside = self.figures.iter().enumerate().skip(first).take_while(|(_, figure)| figure.extent.end <= end);
        let found = inside.next();
        if inside.next().is_some() {
            return None;
        }
        // 新增城镇就业1.3万人、创业担保贷款: behind a figure a list goes on to something else.
        if found
            .is_some_and(|(_, figure)| self.text.get(figure.extent.end..end).is_some_and(|tail| tail.contains('、')))
        {
            return None;
        }
        let figure_len = found.map_or(0, |(_, figure)| figure.extent.len());
        let reach = if step.figure == FigureInGap::One { Reach::Far.bytes() } else { step.reach.bytes() };
        if gap.len() - figure_len > reach {
            return None;
        }
        match (step.figure, found) {
            (FigureInGap::None, Some(_)) | (FigureInGap::One, None) => None,
            (_, found) => Some(found.map(|(n, _)| n)),
        }
    }
}

impl WordSet {
    fn insert(&mut self, word: u32) {
        let word = word as usize;
        if self.0.len() <= word / 64 {
            self.0.resize(word / 64 + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word / 64) {
            *bits |= 1 << (word % 64);
        }
    }

    fn contains(&self, word: u32) -> bool {
        let word = word as usize;
        self.0.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.0.len() as u32 * 64).filter(|&word| self.contains(word))
    }
}

#[derive(Default)]
struct Builder {
    named: HashMap<&'static str, &'static str>,
    words: Vec<String>,
    word_ids: HashMap<String, u32>,
    groups: Vec<WordSet>,
    group_ids: HashMap<String, usize>,
    phrases: Vec<Phrase>,
}

impl Builder {
    /// The set of words that an alternative list means.
    fn group(&mut self, list: &str) -> usize {
        if let Some(&id) = self.group_ids.get(list) {
            return id;
        }
        let mut set = WordSet::default();
        for item in list.split('|') {
            let words = match item.strip_prefix('@') {
                Some(name) => self.named.get(name).copied().unwrap_or_default(),
                None => item,
            };
            for word in words.split('|').filter(|word| !word.is_empty()) {
                let next = self.words.len() as u32;
                let id = *self.word_ids.entry(word.to_owned()).or_insert(next);
                if id == next {
                    self.words.push(word.to_owned());
                }
                set.insert(id);
            }
        }
        self.groups.push(set);
        self.group_ids.insert(list.to_owned(), self.groups.len() - 1);
        self.groups.len() - 1
    }

    fn phrase(
        &mut self,
        indicator: Option<IndicatorId>,
        units: UnitMask,
        source: &str,
        weight: f32,
        context: Option<Needed>,
    ) {
        let mut phrase = Phrase { indicator, units, weight, context, leading: None, steps: Vec::new(), trailing: None };
        let (mut reach, mut figure) = (Reach::Near, FigureInGap::None);
        for part in source.split(' ').filter(|part| !part.is_empty()) {
            match part {
                "#" => figure = FigureInGap::One,
                ".." => reach = Reach::Far,
                "~" => (reach, figure) = (Reach::Far, FigureInGap::Maybe),
                words => {
                    if phrase.steps.is_empty() && figure == FigureInGap::One {
                        phrase.leading = Some(reach);
                        figure = FigureInGap::None;
                    }
                    let group = self.group(words);
                    phrase.steps.push(Step { reach, figure, group });
                    (reach, figure) = (Reach::Near, FigureInGap::None);
                }
            }
        }
        phrase.trailing = (figure == FigureInGap::One).then_some(reach);
        self.phrases.push(phrase);
    }

    fn own_phrase(&mut self, catalogue: &Catalogue, own: &OwnPhrase) {
        let indicator = catalogue.find(&own.id);
        if indicator.is_none() && own.id != NOT_OURS {
            return;
        }
        let alike = self.phrases.iter().filter(|phrase| phrase.indicator == indicator);
        let units_alike = || UnitMask(alike.fold(0, |mask, phrase| mask | phrase.units.0));
        let units = own.letters.map_or_else(units_alike, UnitMask::parse);
        self.phrase(indicator, units, &own.phrase, OWN_WEIGHT, None);
    }

    fn finish(self) -> Lexicon {
        let mut starting = vec![Vec::new(); self.words.len()];
        for (n, phrase) in (0u32..).zip(&self.phrases) {
            let first = phrase.steps.first().and_then(|step| self.groups.get(step.group));
            for word in first.into_iter().flat_map(WordSet::iter) {
                if let Some(phrases) = starting.get_mut(word as usize) {
                    phrases.push(n);
                }
            }
        }
        Lexicon {
            words: WordList::new(self.words.iter().map(String::as_str)),
            starting,
            first_own: self.phrases.len(),
            phrases: self.phrases,
            groups: self.groups,
        }
    }
}
