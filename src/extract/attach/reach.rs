//! How far a time speaks that stands inside a sentence: to its end and beyond, or for a clause, an aside, a part of it.

use super::clock::is_of_then;
use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::measure;
use crate::extract::period::{self, Expression, PeriodWord};

impl Attacher<'_> {
    /// Where a time stops to speak: that of the sentence speaks on, one inside a later clause for that clause.
    pub(super) fn reach(&self, sentence: &Sentence<'_>, word: &PeriodWord) -> Option<usize> {
        let before = self.text().get(sentence.range.start..word.range.start).unwrap_or_default();
        let after = self.text().get(word.range.end..sentence.range.end).unwrap_or_default();
        let until = |ends: &[char]| Some(word.range.end + after.find(ends).unwrap_or(after.len()));
        // 由上年的729万人增加到732万人: the first of the two figures only.
        if before.ends_with(['由', '从']) && after.starts_with(|c: char| c == '的' || c.is_ascii_digit()) {
            let first = sentence.figures.partition_point(|figure| figure.range.start < word.range.end);
            let list = sentence.figures.get(first..).unwrap_or_default();
            let joined = list.windows(2).take_while(|pair| {
                pair.first().zip(pair.get(1)).is_some_and(|(left, right)| {
                    self.text().get(left.extent.end..right.extent.start).is_some_and(measure::is_list_gap)
                })
            });
            return list.get(joined.count()).map(|figure| figure.range.end);
        }
        // 昨日公布了明年目标：新增就业1000万人，再就业500万人: a time in the head of a list speaks for all of it.
        if after.split(['，', '；', '。']).next().is_some_and(|head| head.contains('：')) {
            return None;
        }
        // 到2025年，: set off by itself, it heads what follows.
        let clause = cues!["，", "；", "：", "。"].last_part(before);
        let opens = matches!(clause, "到" | "至" | "截至" | "截止" | "在")
            || cues!["拉长到", "放长到", "延伸到", "拉长至", "扩大到"].ends(clause);
        if opens && after.starts_with('，') {
            return None;
        }
        // 2016年“春风行动”招聘会就于2月20日在市人社局举行, 2013年新春招聘会上周日在体育馆举办: the day of the event.
        let is_held = || {
            cues!["举行", "举办", "召开", "开幕", "启动"]
                .stands_in(after.split(['，', '；', '。']).next().unwrap_or(after))
        };
        let names_event = || {
            cues!["招聘会", "双选会", "洽谈会", "见面会", "交流会", "招聘活动", "招聘大集", "专场", "活动", "仪式"]
                .ends(clause)
        };
        if (clause.ends_with('于') || names_event()) && is_held() {
            return None;
        }
        // 由上年居第四位上升为第三位；城镇新增就业980万人: a time from which something has changed speaks for its clause.
        let clause = after.split(['，', '；', '。']).next().unwrap_or(after);
        let has_changed = || {
            let verbs = cues![
                "上升", "提高", "增加", "增长", "下降", "降低", "减少", "扩大", "提升", "回落", "发展", "跃升", "增",
                "降"
            ];
            clause
                .match_indices(['到', '至', '为'])
                .any(|(at, _)| clause.get(..at).is_some_and(|verb| verbs.ends(verb)))
        };
        if before.ends_with(['由', '从']) && has_changed() && !after.starts_with('起') && !after.starts_with("开始")
        {
            return until(&['，', '；', '。']);
        }
        // 当天（2月25日）: the day itself; 为4.1%（2013年为4.3%）: an aside.
        let says_which = self
            .clock
            .own
            .last()
            .is_some_and(|said| self.text().get(said.word.range.end..word.range.start) == Some("（"));
        if before.ends_with('（') && !says_which && !self.clock.own.is_empty() {
            return until(&['）']);
        }
        // 去年同期是58.3万人；哈尔滨9.2万人: the time of then is gone with its part of the sentence.
        if is_of_then(&word.expression) && !self.clock.own.is_empty() {
            return until(&['；', '。', '）']);
        }
        // 求人倍率落到0.86，去年2月是1.35。岗位少了51.2%: what once was ends its sentence, and no time of what follows.
        let was_then = cues!["是", "为", "只有", "仅", "才"].at_start(after).and_then(|verb| after.get(verb.len()..));
        let is_told_last = was_then.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_digit())
                && sentence.figures.last().is_some_and(|last| last.range.start < word.range.end + 12)
        });
        if is_told_last && before.ends_with(['，', '；', '（', '而']) && self.lies_before_last(word) {
            return until(&['。', '）']);
        }
        // 自2014年以来占比逐年提高: how it has gone since, and no time of what follows.
        let is_since = matches!(word.expression, Expression::Stretch { form: period::Form::Since, .. });
        if is_since && cues!["逐年", "连年", "持续提高", "持续上升", "持续下降"].stands_in(clause) {
            return until(&['，', '；', '。']);
        }
        // “去年我在杭州打工，今天在家门口招聘”: what somebody says.
        if speaks_of_oneself(before, after) {
            return until(&['”']);
        }
        // 2月至6月预计减免150亿元，返还资金已到账7.4亿元: what lies ahead is not when the rest was done.
        let is_ahead = !word.is_whole_year()
            && cues!["预计", "将", "计划", "拟"].starts(after)
            && after.get(clause.len()..).is_some_and(|rest| rest.contains('已'));
        if is_ahead {
            return until(&['，', '；', '。']);
        }
        // 预计四季度用工缺口8000人。当月求职4.7万人次: what is foreseen is no time of what follows.
        if !word.is_whole_year() && cues!["预计", "预测", "预期", "估计"].ends(before) {
            return until(&['，', '；', '。']);
        }
        // 5月份两项人数一度只有正常月份的五成: said in passing.
        if clause.contains("一度") {
            return until(&['，', '；', '。']);
        }
        // 1—10月平均值为5.1%: the text goes on with the month; but 2025年全年平均值4.2%，新增就业64.1万人 is all of that year.
        let heads_year = word.is_whole_year()
            && (word.gives_year() || self.clock.own.last().is_some_and(|said| said.word.is_whole_year()));
        if self.clock.paragraph.is_some() && !heads_year && cues!["平均值", "均值", "平均为"].stands_in(clause)
        {
            return until(&['，', '；', '。']);
        }
        // 《规划》印发，明确“十四五”时期的目标；向161万户发放…: what a paper says is not what was done behind the semicolon.
        let is_of_aims = cues!["明确", "明确了", "提出", "提出了", "勾画了", "描绘了", "擘画了"].ends(before)
            && cues!["目标", "指导思想", "蓝图", "重点任务", "主要任务"].stands_in(clause);
        if is_of_aims && after.contains('；') {
            return until(&['；']);
        }
        if self.clock.own.iter().all(|said| said.until.is_some()) || publishes(before, after) {
            return None;
        }
        if before.ends_with("其中") || before.ends_with("其中，") {
            return until(&['；', '。']);
        }
        let clause = cues!["，", "；", "：", "。", "、", "“"].last_part(before);
        // 落实2020年度补贴政策: the year is that of the paper.
        let is_of_paper = word.is_whole_year() && cues!["落实", "兑现", "申报", "印发", "出台"].ends(before);
        // 2017年，全县城镇非私营单位年末从业人员19262人: whose end of the year may take some more words.
        let is_head = clause.len() <= if word.is_end() { 45 } else { 24 }
            && !is_of_paper
            && !clause.contains(['了', '着', '过', '超', '是', '为', '达', '有', '比', '较', '到', '与', '和', '于']);
        if is_head { None } else { until(&['，', '；', '。', '）']) }
    }

    /// Whether a time is over before the one begins that was named last.
    fn lies_before_last(&self, word: &PeriodWord) -> bool {
        let own = self.resolve(&self.say(word, None), false, false).and_then(|period| period.end);
        own.zip(self.time_last_named()).is_some_and(|(end, last)| end < last.start)
    }
}

/// Whether a place lies in quotation marks within which somebody says 我.
pub(super) fn speaks_of_oneself(before: &str, after: &str) -> bool {
    let Some(opened) = before.rfind('“').and_then(|at| before.get(at..)) else { return false };
    let Some(closed) = after.find('”').and_then(|at| after.get(..at)) else { return false };
    !opened.contains('”') && (opened.contains('我') || closed.contains('我'))
}

/// 7月9日发布2025年度工资价位: what is published is of that time, and so is what follows.
fn publishes(before: &str, after: &str) -> bool {
    let verb = before.trim_end_matches(['了', '的']);
    let clause = after.split(['，', '；', '。']).next().unwrap_or(after);
    ["发布", "公布", "通报", "公开", "晒出", "印发"].iter().any(|word| verb.ends_with(word))
        && ["价位", "数据", "情况", "公报", "报告", "统计", "成绩单", "账单", "结果"]
            .iter()
            .any(|noun| clause.contains(noun))
}
