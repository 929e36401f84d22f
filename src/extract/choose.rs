//! Which indicator a figure belongs to: every phrase of its sentence is a candidate, and the best score wins.

use std::ops::Range;

use super::figure::{Counter, Figure};
use super::lexicon::IndicatorMention;

/// A figure's indicator and how well it is supported.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    /// The winning phrase, by its place in the sentence's list.
    pub mention: usize,
    /// Its score; [`ACCEPTED`] and above is taken.
    pub score: f32,
    /// How far it is ahead of the best phrase of another indicator.
    pub margin: f32,
}

/// The score from which a phrase is taken to name the figure.
pub(super) const ACCEPTED: f32 = 2.0;

/// The best phrase for figure `n` among those of its sentence.
pub(super) fn best(text: &str, figures: &[Figure], n: usize, mentions: &[IndicatorMention]) -> Option<Choice> {
    let scored = candidates(text, figures, n, mentions);
    let &(top, winner) = scored.first()?;
    let indicator = mentions.get(winner)?.indicator;
    let rival = scored.iter().find(|&&(_, m)| mentions.get(m).is_some_and(|mention| mention.indicator != indicator));
    (top >= ACCEPTED).then(|| Choice {
        mention: winner,
        score: top,
        margin: top - rival.map_or(0.0, |&(score, _)| score),
    })
}

/// Every phrase that figure `n` may belong to by its unit, as its score and its place in the list, best first.
///
/// `explain` shows these to the user, so that what it tells is what [`best`] chose from.
pub(super) fn candidates(text: &str, figures: &[Figure], n: usize, mentions: &[IndicatorMention]) -> Vec<(f32, usize)> {
    let Some(figure) = figures.get(n) else { return Vec::new() };
    let mut scored: Vec<(f32, usize)> = mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.units.admits(figure) || is_bare_count(text, figure, mention))
        .map(|(m, mention)| (score(text, figures, n, mention), m))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored
}

/// 城镇新增就业2160，: a whole number right behind the phrase and right before punctuation may do without its unit.
pub(super) fn is_bare_count(text: &str, figure: &Figure, mention: &IndicatorMention) -> bool {
    let gap = text.get(mention.range.end..figure.extent.start).unwrap_or("，");
    let after = text.get(figure.extent.end..).unwrap_or_default();
    figure.counter == Counter::Missing
        && figure.value >= 10.0
        && figure.value.fract() == 0.0
        && matches!(gap, "" | "达" | "为" | "达到" | "：")
        && (after.is_empty() || after.starts_with(['，', '。', '；', '、', '\n']))
        && mention.units.admits_persons()
}

/// How well a phrase goes with a figure: by which side it stands on, how far, and how specific it is.
pub(super) fn score(text: &str, figures: &[Figure], n: usize, mention: &IndicatorMention) -> f32 {
    let Some(figure) = figures.get(n) else { return 0.0 };
    let specific = 0.12 * (mention.literal as f32 / 3.0).min(12.0) + mention.weight;
    if mention.figure == Some(n) {
        return 4.4 + specific;
    }
    // A phrase that holds another figure mostly belongs to that one.
    let taken = if mention.figure.is_some() { 2.2 } else { 0.0 };
    let place = if mention.range.end <= figure.extent.start {
        behind(text, figures, n, mention)
    } else if mention.range.start >= figure.extent.end {
        ahead(text, figures, figure, mention)
    } else {
        3.8
    };
    place + specific - taken
}

/// The phrase stands before the figure, as in 城镇新增就业达2156人.
fn behind(text: &str, figures: &[Figure], n: usize, mention: &IndicatorMention) -> f32 {
    let Some(figure) = figures.get(n) else { return 0.0 };
    let gap = Gap::new(text, mention.range.end..figure.extent.start, figures);
    let rivals = figures
        .get(..n)
        .unwrap_or_default()
        .iter()
        .filter(|other| {
            other.extent.start >= mention.range.end && mention.units.admits(other) && other.unit().is_some()
        })
        .count() as f32;
    4.0 - 0.07 * gap.chars.min(40.0) - 0.9 * gap.commas - 1.8 * gap.semicolons - 1.5 * rivals
}

/// The phrase stands behind the figure, as in 1156名就业困难人员.
fn ahead(text: &str, figures: &[Figure], figure: &Figure, mention: &IndicatorMention) -> f32 {
    let gap = Gap::new(text, figure.extent.end..mention.range.start, figures);
    let opening = if gap.figures > 0.0 { -2.0 } else { 0.0 };
    3.4 - 0.22 * gap.chars.min(20.0) - 2.4 * gap.commas - 3.0 * gap.semicolons + opening
}

struct Gap {
    chars: f32,
    commas: f32,
    semicolons: f32,
    figures: f32,
}

impl Gap {
    fn new(text: &str, range: Range<usize>, figures: &[Figure]) -> Self {
        let stretch = text.get(range.clone()).unwrap_or_default();
        let first = figures.partition_point(|figure| figure.extent.start < range.start);
        let (mut n_figures, mut figure_len) = (0, 0);
        for figure in figures.iter().skip(first).take_while(|figure| figure.extent.end <= range.end) {
            n_figures += 1;
            figure_len += figure.extent.len();
        }
        Self {
            chars: (stretch.len().saturating_sub(figure_len) / 3) as f32,
            commas: stretch.matches(['，', '：']).count() as f32,
            semicolons: stretch.matches(['；', '。']).count() as f32,
            figures: n_figures as f32,
        }
    }
}
