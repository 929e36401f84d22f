//! Lists that go in step: phrases, areas or times before 分别 and as many figures behind it; figures and as many of their rates.
//!
//! They are regular in this language, so that no weights are learned for them.

use std::collections::HashMap;
use std::ops::Range;

use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::figure::{Counter, Figure};
use crate::extract::lexicon::IndicatorMention;
use crate::extract::measure::{self, Form};
use crate::extract::period::PeriodWord;
use crate::model::quantity::UnitClass;

/// How sure a list behind 分别 is: it is regular, so no weights are learned for it.
pub(super) const LISTED: f32 = 0.97;

impl Attacher<'_> {
    /// 城镇、农村居民收入分别增长6.2%、7.1%: the second rate of a list is of nothing that the first is not of.
    pub(super) fn goes_on_with_nothing(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        forms: &[Form],
        before: &[Settled],
    ) -> bool {
        if !matches!(forms.get(n), Some(Form::Completion | Form::Share | Form::Change { .. })) {
            return false;
        }
        let head = run_of(self.text(), sentence, forms, n).start;
        let heads_nothing = head < n && before.get(head).is_some_and(|head| head.indicator.is_none());
        // 年访问量达9.1亿人次，同比增长145.9%, 经营主体达1163万户、增长6.3%: what grows is what was counted just before, though it
        // is none of this field.
        let follows_other = head == n
            && matches!(forms.get(n), Some(Form::Change { .. }))
            && n.checked_sub(1).is_some_and(|m| {
                // 较上一期增加: its 一期 counts nothing; 参保人数增加: what grows is named.
                let counts = sentence.figures.get(m).zip(sentence.figures.get(n)).is_some_and(|(counted, change)| {
                    let between = counted.extent.end..change.extent.start;
                    let names = |mention: &IndicatorMention| {
                        mention.indicator.is_some() && between.contains(&mention.range.start)
                    };
                    matches!(counted.counter, Counter::Unit(_))
                        && !counted.is_small_hanzi
                        && !sentence.mentions.iter().any(names)
                });
                counts
                    && before.get(m).is_some_and(|before| before.indicator.is_none())
                    && forms.get(m) == Some(&Form::Level)
            })
            && !measure::names_a_subject(self.left_of(sentence, n));
        // 研发经费增长9%，其中企业研发投入占比60%: a part of what is none of this field.
        let is_part_of_other = head == n
            && forms.get(n) == Some(&Form::Share)
            && self.left_of(sentence, n).contains("其中")
            && n.checked_sub(1).is_some_and(|m| before.get(m).is_some_and(|before| before.indicator.is_none()));
        heads_nothing || follows_other || is_part_of_other
    }

    /// 分别减少29.5万人和29.7万人，各下降6.1%和6.8%: what stands in step with the list before it, in this sentence or the last one's.
    pub(super) fn in_step(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        forms: &[Form],
        before: &[Settled],
    ) -> Option<Settled> {
        let form = *forms.get(n)?;
        if form == Form::Level {
            return self.planned_in_step(sentence, n, before);
        }
        if !matches!(form, Form::Completion | Form::Share | Form::Change { .. }) {
            return None;
        }
        let text = self.text();
        let mut this = Settled::new(form);
        let run = run_of(text, sentence, forms, n);
        // 转移51.9万人，收入31.6亿元，完成全年目标的86.5%和56.4%: nothing is completed twice.
        let are_completions = form == Form::Completion && run.len() > 1;
        if !are_completions && !says_each(text, sentence, &run) && !mirrors_list(text, sentence, &run) {
            return None;
        }
        if let Some(m) = aligned_with(text, sentence, before, &run, n) {
            let other = before.get(m)?;
            this.follow(other, other.probability.max(LISTED), "relative-to-figure");
            this.of = Some(m);
            this.is_in_step = true;
            this.is_part = other.is_part;
            return Some(this);
        }
        let carried = self.carried.as_ref().filter(|carried| carried.len() == run.len() && run.start == 0)?;
        let other = carried.get(n)?;
        this.follow(other, LISTED, "respectively");
        Some(this)
    }

    /// 去年新增就业4.87万人，登记失业率2.9%；今年的计划分别是4.5万人和3.5%以内: what is planned of the figures just told.
    fn planned_in_step(&self, sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> Option<Settled> {
        let list = sentence.lists.iter().find(|list| list.figures.contains(&n))?;
        let clause = cues!["，", "；", "。"].last_part(self.text().get(sentence.range.start..list.word)?);
        let aims = ["计划", "目标", "任务"].iter().any(|noun| clause.ends_with(noun));
        let first = list.figures.start.checked_sub(list.figures.len()).filter(|_| aims)?;
        let told = |m: usize| before.get(first + m - list.figures.start).filter(|told| told.form == Form::Level);
        let fits = |m: usize| {
            let planned = sentence.figures.get(m)?.unit()?.class();
            let counted = sentence.figures.get(first + m - list.figures.start)?.unit()?.class();
            Some(told(m)?.indicator.is_some() && planned == counted)
        };
        if !list.figures.clone().all(|m| fits(m) == Some(true)) {
            return None;
        }
        let mut this = Settled::new(Form::Level);
        this.follow(told(n)?, LISTED, "respectively");
        Some(this)
    }

    /// The list of this sentence, kept for the next one: 需求人数和求职人数分别减少…。与上季度相比，分别减少….
    pub(super) fn carry_list(&self, sentence: &Sentence<'_>, listed: &HashMap<usize, usize>) -> Option<Vec<Settled>> {
        if sentence.figures.is_empty() {
            return None;
        }
        let run = sentence.lists.first();
        let Some(run) = run.filter(|run| run.figures.clone().all(|n| listed.contains_key(&n))) else {
            // A sentence that only goes on with the list keeps it.
            let says_nothing =
                sentence.mentions.iter().all(|mention| mention.indicator.is_none() || mention.weight < -1.0);
            return self.carried.clone().filter(|_| says_nothing);
        };
        let of = |n: usize| {
            let mention = sentence.mentions.get(*listed.get(&n)?)?;
            let mut settled = Settled::new(Form::Level);
            settled.name(mention, LISTED, "respectively");
            Some(settled)
        };
        run.figures.clone().map(of).collect()
    }
}

/// A list of figures behind 分别 or 依次.
pub(super) struct Respectively {
    /// Where the word stands.
    pub word: usize,
    /// The figures, by their places in the sentence.
    pub figures: Range<usize>,
}

/// The lists of figures behind 分别 or 依次 in a sentence.
pub(super) fn respectively(text: &str, sentence: &Range<usize>, figures: &[Figure]) -> Vec<Respectively> {
    let mut runs = Vec::new();
    if figures.len() < 2 {
        return runs;
    }
    let stretch = text.get(sentence.clone()).unwrap_or_default();
    for word in ["分别", "依次"] {
        for (at, _) in stretch.match_indices(word) {
            let place = sentence.start + at;
            let first = figures.partition_point(|figure| figure.range.start < place + word.len());
            let Some(head) = figures.get(first) else { continue };
            if text
                .get(place..head.extent.start)
                .is_none_or(|gap| gap.contains(['，', '；']) || gap.chars().count() > 16)
            {
                continue;
            }
            let mut last = first + 1;
            while let (Some(left), Some(right)) = (figures.get(last - 1), figures.get(last)) {
                let gap = text.get(left.extent.end..right.extent.start).unwrap_or("。");
                // 分别回落58.9万人和73.2万人，降幅为12%和17.2%: rates of the list are another list.
                if !measure::is_list_gap(gap) || (gap.contains('，') && left.counter != right.counter) {
                    break;
                }
                last += 1;
            }
            runs.push(Respectively { word: place, figures: first..last });
        }
    }
    runs
}

/// 城镇新增就业、失业人员再就业分别为3128人、1406人: the phrases listed before 分别 take the figures listed behind, in order.
pub(super) fn listed(text: &str, sentence: &Sentence<'_>) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let start = sentence.range.start;
    for run in &sentence.lists {
        let clause =
            text.get(start..run.word).and_then(|before| before.rfind(['；', '。'])).map_or(start, |at| start + at);
        // 失业率5.2%，城镇、农村居民收入分别增长3.4%、5.2%: what stands before another figure is not in a list that names its own.
        let last =
            run.figures.start.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(clause, |f| f.extent.end);
        let has_own = text.get(last..run.word).is_some_and(measure::names_a_subject);
        let since = if has_own { clause.max(last) } else { clause };
        let names = names_listed(text, since..run.word, &sentence.mentions, run.figures.len());
        // 场次、企业数、岗位数分别增长: no phrases of their own.
        let head = sentence.figures.get(run.figures.start).and_then(Figure::unit);
        if run.figures.start >= run.figures.len()
            && head.is_some_and(|unit| unit.class() == UnitClass::Percent)
            && text.get(last..run.word).is_some_and(|names| names_the_counts(names, run.figures.len()))
        {
            continue;
        }
        // 16—24岁人口、25—59岁人口调查失业率分别为15.4%、4.2%: 人口 is no item of the list.
        let is_item = |(place, name): (usize, &usize)| {
            let pair = sentence.figures.get(place).zip(sentence.mentions.get(*name));
            pair.is_some_and(|(figure, mention)| mention.indicator.is_some() || mention.units.admits(figure))
        };
        if run.figures.len() < 2 || names.len() != run.figures.len() || !run.figures.clone().zip(&names).all(is_item) {
            continue;
        }
        for (place, mention) in run.figures.clone().zip(names) {
            let Some(figure) = sentence.figures.get(place) else { continue };
            let is_percent = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Percent);
            if is_percent || sentence.mentions.get(mention).is_some_and(|m| m.units.admits(figure)) {
                pairs.insert(place, mention);
            }
        }
    }
    pairs
}

/// The last `n` parts of a list, each with its best phrase.
fn names_listed(text: &str, range: Range<usize>, mentions: &[IndicatorMention], n: usize) -> Vec<usize> {
    let stretch = text.get(range.clone()).unwrap_or_default();
    let mut ends: Vec<usize> =
        stretch.match_indices(['、', '和', '，', '及', '与']).map(|(at, _)| range.start + at).collect();
    ends.push(range.end);
    let mut names: Vec<usize> = Vec::new();
    let mut start = range.start;
    for end in ends {
        let best = mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| mention.range.start >= start && mention.range.end <= end && mention.figure.is_none())
            .filter(|(_, mention)| !mention.units.is_of_caps())
            .max_by(|(_, a), (_, b)| {
                (a.literal as f32 + 6.0 * a.weight).total_cmp(&(b.literal as f32 + 6.0 * b.weight))
            });
        if let Some((m, _)) = best {
            names.push(m);
        }
        start = end;
    }
    names.split_off(names.len().saturating_sub(n))
}

/// 分别完成年度任务的31.3%、35.2%、44.6%: one for each of the figures listed before; gives the one of figure `n`.
pub(super) fn aligned_with(
    text: &str,
    sentence: &Sentence<'_>,
    before: &[Settled],
    run: &Range<usize>,
    n: usize,
) -> Option<usize> {
    let levels: Vec<usize> = (0..run.start)
        .filter(|&m| {
            before.get(m).is_some_and(|s| s.indicator.is_some() && matches!(s.form, Form::Level | Form::Change { .. }))
        })
        .collect();
    let lines_up = run.len() > 1 && levels.len() >= run.len() && !has_two_bases(text, sentence, run);
    if lines_up { levels.get(levels.len() - run.len() + n - run.start).copied() } else { None }
}

/// The run of figures of one form around `n`: 31.3%、35.2%、44.6%.
pub(super) fn run_of(text: &str, sentence: &Sentence<'_>, forms: &[Form], n: usize) -> Range<usize> {
    let joined = |m: usize| {
        let (Some(left), Some(right)) = (sentence.figures.get(m), sentence.figures.get(m + 1)) else { return false };
        let gap = text.get(left.extent.end..right.extent.start).unwrap_or("。");
        left.counter == right.counter && measure::is_list_gap(gap)
    };
    let same_form = |m: usize| {
        forms.get(m).zip(forms.get(n)).is_some_and(|(a, b)| std::mem::discriminant(a) == std::mem::discriminant(b))
    };
    let mut start = n;
    while start > 0 && joined(start - 1) && same_form(start - 1) {
        start -= 1;
    }
    let mut end = n + 1;
    while joined(end - 1) {
        end += 1;
    }
    start..end
}

/// 环比、同比分别回落0.2个和0.6个百分点: two forms of one figure, not one form of two.
fn has_two_bases(text: &str, sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    let start = sentence.figures.get(run.start).map_or(sentence.range.start, |figure| figure.extent.start);
    let before = text.get(sentence.range.start..start).unwrap_or_default();
    let clause = cues!["，", "；"].last_part(before);
    let year = clause.contains("同比") || clause.contains("同期");
    let month = clause.contains("环比") || clause.contains("上月") || clause.contains("上季度");
    year && month
}

/// Whether a list of rates says that each is of one of the figures before: 分别增长…, 各下降6.1%和6.8%.
pub(super) fn says_each(text: &str, sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    let start =
        run.start.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(sentence.range.start, |f| f.extent.end);
    let end = sentence.figures.get(run.start).map_or(start, |figure| figure.extent.start);
    let left = text.get(start..end).unwrap_or_default();
    let clause = cues!["；", "。"].last_part(left);
    // 分别完成年度任务的… names a task, 城镇居民收入分别增长… another subject.
    let names_other = || {
        measure::names_a_subject(left)
            && !clause.contains("完成")
            && !clause.contains('占')
            && !left.rsplit_once("分别").is_some_and(|(names, _)| names_the_counts(names, run.len()))
    };
    (clause.contains("分别") || clause.starts_with("，各") || clause.contains("依次") || clause.contains('幅'))
        && !names_other()
}

/// 场次、企业数、岗位数分别增长: the counts just told, named once more, one for each of the rates.
fn names_the_counts(names: &str, n: usize) -> bool {
    let clause = cues!["，", "；", "。"].last_part(names);
    let mut count = 0;
    clause.split(['、', '和', '及', '与']).all(|name| {
        count += 1;
        name.chars().count() <= 5 && cues!["数", "数量", "场次", "人次", "金额", "总额", "规模"].ends(name)
    }) && count == n
}

/// Whether as many figures stand in a list right before: 分别为10.64亿人、2.43亿人、3.01亿人，同比增加1373万人、576万人、1069万人.
pub(super) fn mirrors_list(text: &str, sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    let joined = |m: usize| {
        let pair = sentence.figures.get(m).zip(sentence.figures.get(m + 1));
        pair.is_some_and(|(left, right)| {
            let gap = text.get(left.extent.end..right.extent.start).unwrap_or("。");
            left.counter == right.counter && !gap.contains('，') && measure::is_list_gap(gap)
        })
    };
    let Some(mut first) = run.start.checked_sub(1).filter(|_| run.len() > 1) else { return false };
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    run.start - first == run.len()
}

/// What stands for figure `n` in the list before 分别: 失业 in 养老、医疗、失业保险参保人数分别为….
pub(super) fn item<'t>(text: &'t str, sentence: &Sentence<'_>, n: usize) -> Option<&'t str> {
    let run = sentence.lists.iter().find(|run| run.figures.contains(&n))?;
    let before = text.get(sentence.range.start..run.word)?;
    let clause = before.rsplit(['，', '；', '。']).find(|clause| !clause.is_empty())?;
    let items: Vec<&str> = clause.split(['、', '和', '及', '与']).collect();
    let first = items.len().checked_sub(run.figures.len())?;
    items.get(first + n - run.figures.start).copied()
}

/// 9月、8月分别是17.6%和18.8%; 2019年、2020年，全县分别为5210人、5680人: as many times before 分别 as figures behind it.
pub(super) fn times_listed(text: &str, sentence: &Sentence<'_>) -> Vec<(usize, PeriodWord)> {
    let figures: &[Figure] = &sentence.figures;
    let mut pairs = Vec::new();
    for run in &sentence.lists {
        let last = sentence.periods.partition_point(|word| word.range.start < run.word);
        // 1到3月，新增就业分别是69万、93万和106万: a figure for each of the months, as for each of 2019—2023年.
        if let Some(word) = last.checked_sub(1).and_then(|n| sentence.periods.get(n))
            && let Some(gap) = text.get(word.range.end..run.word)
            && !gap.contains(['、', '和', '与', '及', '；', '。'])
            && !figures.iter().any(|figure| (word.range.end..run.word).contains(&figure.range.start))
        {
            let parts = word.parts();
            if parts.len() == run.figures.len() {
                pairs.extend(run.figures.clone().zip(parts));
                continue;
            }
        }
        let mut first = last;
        while let Some(word) = first.checked_sub(1).and_then(|n| sentence.periods.get(n)) {
            let next = sentence.periods.get(first).filter(|_| first < last).map_or(run.word, |next| next.range.start);
            let gap = text.get(word.range.end..next).unwrap_or("。");
            let is_joined = if first == last {
                let reaches = word.range.end..run.word;
                gap.len() <= 60
                    && !gap.contains('；')
                    && !figures.iter().any(|figure| reaches.contains(&figure.range.start))
            } else {
                matches!(gap, "、" | "和" | "及" | "与" | "以及")
            };
            if !is_joined {
                break;
            }
            first -= 1;
        }
        if last - first == run.figures.len() && last - first > 1 {
            let words = sentence.periods.get(first..last).unwrap_or_default();
            pairs.extend(run.figures.clone().zip(words.iter().cloned()));
        }
    }
    pairs
}

/// 其中，31个大城市调查失业率分别为5.2%、5.3%和5%: as many figures as the sentence before gave times, and nothing else listed.
pub(super) fn times_again(times: &[PeriodWord], text: &str, sentence: &Sentence<'_>) -> Vec<(usize, PeriodWord)> {
    let [run] = sentence.lists.as_slice() else { return Vec::new() };
    let lists_other = text.get(sentence.range.start..run.word).is_none_or(|before| before.contains(['、', '和', '与']));
    if times.len() != run.figures.len() || lists_other {
        return Vec::new();
    }
    run.figures.clone().zip(times.iter().cloned()).collect()
}
