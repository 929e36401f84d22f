//! The figure of then beside the figure of now: 7月份为5.1%，上月为5.0%; 由上季度的1.38升至1.41.

use jiff::civil::Date;

use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::resolve::moved_back;
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

impl Attacher<'_> {
    /// Sets back the figures of then that were given the time of the figure of now. `placed` is where the observations of the
    /// sentence's figures stand among those found.
    pub(super) fn set_back(&mut self, sentence: &Sentence<'_>, placed: &[Option<usize>]) {
        let steps: Vec<Option<i32>> = (0..placed.len())
            .map(|n| {
                let left = self.left_of(sentence, n);
                // 比上年的…: what is compared with is set back already; 上年 after all of a year may be its own.
                months_before(cues!["，", "；", "（"].last_part(left))
            })
            .collect();
        for (n, months) in steps.iter().enumerate() {
            let Some((months, at)) = months.zip(placed.get(n).copied().flatten()) else { continue };
            let Some(then) = self.found.get(at).filter(|then| then.measure == Measure::Level) else { continue };
            let is_now = |m: &usize| {
                steps.get(*m) == Some(&None)
                    && placed.get(*m).copied().flatten().and_then(|m| self.found.get(m)).is_some_and(|now| {
                        now.indicator == then.indicator
                            && now.measure == Measure::Level
                            && now.ref_area == then.ref_area
                            && now.detail == then.detail
                            && now.period == then.period
                    })
            };
            let has_now = (0..placed.len()).any(|m| is_now(&m));
            let period = then.period.filter(|&now| has_now && is_within(now, months));
            if let Some(before) = period.and_then(|now| moved_back(now, months))
                && let Some(then) = self.found.get_mut(at)
            {
                then.period = Some(before);
            }
        }
    }
}

impl Attacher<'_> {
    /// 广州、深圳分别为33万人、20万人，共53万人: behind a list of places, what is of all of them is of none.
    pub(super) fn leave_list(&mut self, sentence: &Sentence<'_>, n: usize) {
        let left = self.left_of(sentence, n);
        let clause = cues!["，", "；"].last_part(left);
        let is_sum = ["共", "合计", "总计", "合占", "占全", "两市", "三市", "两地", "三地"]
            .iter()
            .any(|word| clause.starts_with(word));
        if is_sum {
            let end = sentence.figures.get(n).map_or(0, |figure| figure.extent.start);
            let places = sentence.areas.iter().filter(|area| area.range.end <= end && !area.is_pointer());
            let names: Vec<&str> = places.filter_map(|area| self.text().get(area.range.clone())).collect();
            self.scope.area = RefArea { code: None, name: names.join("、") };
            self.scope.words = None;
        }
    }
}
