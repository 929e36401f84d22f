//! The figure of then beside the figure of now: 7月份为5.1%，上月为5.0%; 由上季度的1.38升至1.41. And what a list of places sums up to.

use jiff::civil::Date;

use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::period::Role;
use crate::extract::resolve::moved_back;
use crate::extract::scan::within;
use crate::model::area::RefArea;
use crate::model::observation::Measure;
use crate::model::period::{Period, PeriodKind};

/// How many months before now the time lies that the words right before a figure name.
fn months_before(left: &str) -> Option<i32> {
    let left = left.trim_end_matches(['的', '为', '是', '达', '：']);
    let steps: [(&[&str], i32); 3] = [
        (&["上月", "上个月", "上月末"], 1),
        (&["上季度", "上季", "上个季度", "上季度末"], 3),
        (
            &["上年", "上年度", "上年末", "上年底", "上年同期", "上年同月", "去年同期", "去年同月", "去年末", "去年底"],
            12,
        ),
    ];
    steps.into_iter().find(|(words, _)| words.iter().any(|word| left.ends_with(word))).map(|(_, months)| months)
}

/// Whether a time is so short that one can go back from it by so many months: 上月 beside 1至9月 is no month before these.
fn is_within(period: Period, months: i32) -> bool {
    let months_of = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let end = period.end.unwrap_or(period.start);
    period.kind == PeriodKind::AsOf || months_of(end) - months_of(period.start) < months
}

/// Whether a time is told between the figure before and this one.
fn is_dated_anew(sentence: &Sentence<'_>, n: usize) -> bool {
    let start = n.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(sentence.range.start, |f| f.extent.end);
    let end = sentence.figures.get(n).map_or(start, |figure| figure.extent.start);
    let words = within(sentence.periods, &(start..end), |word| word.range.clone());
    words.iter().any(|word| word.role == Role::Dates)
}

impl Attacher<'_> {
    /// Sets back each figure of then that was given the time of the figure of now beside it, and forward what behind a figure of
    /// then was given its time. `placed` is where the observations of the sentence's figures stand among those found.
    pub(super) fn set_back(&mut self, sentence: &Sentence<'_>, placed: &[Option<usize>]) {
        let told = self.text().get(sentence.range.clone()).unwrap_or_default();
        if placed.len() < 2 || !cues!["上月", "上个", "上季", "上年", "去年"].stands_in(told) {
            return;
        }
        let found_at = |n: usize| placed.get(n).copied().flatten();
        // Of the last figure of then: how far back it lies, and its time.
        let mut then: Option<(i32, Period)> = None;
        let (mut last_months, mut has_now) = (None, false);
        for n in 0..placed.len() {
            let left = self.left_of(sentence, n);
            let is_listed = matches!(left, "、" | "和" | "与");
            let months =
                if is_listed { last_months } else { months_before(cues!["，", "；", "（"].last_part(left)) };
            last_months = months;
            let Some(own) = found_at(n).and_then(|at| self.found.get(at)) else { continue };
            let Some(period) = own.period else { continue };
            let moved = match months {
                Some(_) if is_listed || own.measure != Measure::Level => None,
                Some(months) => {
                    let goes_on = left.contains(['由', '从']);
                    let beside = if goes_on { Some(n + 1) } else { n.checked_sub(1) };
                    let now = beside.and_then(found_at).and_then(|at| self.found.get(at));
                    let is_now = now.is_some_and(|now| {
                        now.indicator == own.indicator && now.measure == Measure::Level && now.period == own.period
                    });
                    moved_back(period, months).filter(|_| is_now && is_within(period, months))
                }
                // 上年为11.1万人；登记失业率1.5%: of the time before the one compared with.
                None => then
                    .filter(|(_, of_then)| *of_then == period && !is_dated_anew(sentence, n))
                    .and_then(|(months, of_then)| moved_back(of_then, -months)),
            };
            match months {
                // 高出去年同期1.1个百分点 tells no figure of then.
                Some(_) if own.measure != Measure::Level => {}
                Some(months) => then = has_now.then(|| (months, moved.unwrap_or(period))),
                None => has_now = true,
            }
            if let Some(moved) = moved
                && let Some(own) = found_at(n).and_then(|at| self.found.get_mut(at))
            {
                own.period = Some(moved);
            }
        }
    }

    /// 广州、深圳分别为33万人、20万人，共53万人: behind a list of places, what is of all of them is of none.
    pub(super) fn leave_list(&mut self, sentence: &Sentence<'_>, n: usize) {
        let clause = cues!["，", "；"].last_part(self.left_of(sentence, n));
        let is_sum = ["共", "合计", "总计", "合占", "占全", "两市", "三市", "两地", "三地"]
            .iter()
            .any(|word| clause.starts_with(word));
        let end = sentence.figures.get(n).map_or(0, |figure| figure.extent.start);
        let start = end - clause.len();
        let names_other =
            sentence.areas.iter().any(|area| (start..end).contains(&area.range.start)) && !clause.contains('占');
        if !is_sum || names_other {
            return;
        }
        let first = sentence.figures.first().map_or(0, |figure| figure.extent.start);
        let mut names: Vec<&str> = Vec::new();
        for area in sentence.areas.iter().filter(|area| area.range.end <= first && !area.is_pointer()) {
            let name = self.text().get(area.range.clone()).unwrap_or_default();
            if !names.iter().any(|known| name.contains(known)) {
                names.push(name);
            }
        }
        self.scope.area = RefArea { code: None, name: names.join("、") };
        self.scope.words = None;
    }
}
