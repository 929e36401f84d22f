//! Parts that stand side by side, and what 其中 takes out of posts, firms and fairs.
//!
//! Both are regular in this language: which indicator such a figure has follows from what stands beside it (see also `groups`).

use super::groups::first_group;
use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::cues::{Cues, cues};
use crate::extract::measure::{self, Form};
use crate::extract::scan::NEARBY;

/// What people do who found work.
const WORK: [&str; 12] = [
    "就业",
    "上岗",
    "工作岗位",
    "找到工作",
    "有了工作",
    "务工",
    "找到了工作",
    "端上饭碗",
    "端上新饭碗",
    "入职",
    "重返岗位",
    "走上岗位",
];

/// What employers are called behind their number.
static EMPLOYERS: Cues = Cues::new(&[
    "单位", "企业", "公司", "机构", "酒店", "学校", "厂矿", "厂家", "商家", "医院", "国企", "民企", "央企", "厂", "店",
    "商户",
]);

/// How far a group may stand behind its number, in bytes: some eight characters.
const NEAR: usize = 24;

impl Attacher<'_> {
    /// 岗位共6430个，其中与冬奥会相关的870个: what 其中 takes out of the posts, firms or fairs counted right before.
    pub(super) fn part_of_count(&self, sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> Option<Settled> {
        let text = self.text();
        let figure = sentence.figures.get(n)?;
        let left = self.left_of(sentence, n);
        let part = left.strip_prefix(['，', '；']).unwrap_or(left).strip_prefix("其中")?;
        let right = text.get(figure.extent.end..sentence.range.end)?;
        let ends = right.is_empty() || right.starts_with(['，', '。', '；', '、', '）']);
        let m = n.checked_sub(1)?;
        let whole = before.get(m).filter(|whole| whole.form == Form::Level && whole.indicator.is_some())?;
        let is_same = sentence.figures.get(m).is_some_and(|other| other.counter == figure.counter);
        // 其中公益性岗位870个 has an indicator of its own.
        let names_other = sentence.mentions.iter().any(|mention| {
            mention.indicator != whole.indicator
                && mention.weight > -1.0
                && mention.units.admits(figure)
                && mention.range.start >= figure.extent.start - part.len()
                && mention.range.end <= figure.extent.start
        });
        if !ends || !is_same || names_other || part.contains(['，', '；', '：']) {
            return None;
        }
        let mut this = Settled::new(Form::Level);
        this.follow(whole, whole.probability.max(0.6), "part-of");
        this.is_part = true;
        this.like = Some(m);
        Some(this)
    }

    /// 126家单位、2380个岗位: the posts of the employers counted right before.
    pub(super) fn posts_of_employers(&self, sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> Option<Settled> {
        let figure = sentence.figures.get(n)?;
        let right = self.text().get(figure.extent.end..sentence.range.end)?;
        let m = n.checked_sub(1)?;
        let counted = self.extractor.catalogue.get(before.get(m)?.indicator?)?;
        let is_beside = counted.id == "recruiting_employers" && self.left_of(sentence, n).ends_with(['、', '，', '和']);
        let noun = self.left_of(sentence, n).trim_end_matches(['、', '，', '和']);
        let is_mere = EMPLOYERS.ends(noun) && noun.len() <= NEAR;
        if !is_beside || !is_mere || !measure::counts_posts(figure, right) {
            return None;
        }
        let mut this = Settled::new(Form::Level);
        this.indicator = self.extractor.catalogue.find("vacancies");
        this.phrase = Some(figure.extent.end..figure.extent.end + right.find(['岗', '职']).map_or(0, |at| at + 6));
        this.probability = 0.95;
        this.rule = "phrase-with-figure";
        Some(this)
    }

    /// 招聘会上23家酒店，1800个职位; 158家单位带来6290个岗位: employers with the posts that they offer right behind, where people are
    /// hired.
    pub(super) fn employers_with_posts(&self, sentence: &Sentence<'_>, n: usize) -> Option<Settled> {
        static OFFERS: Cues = Cues::new(&[
            "，", "、", "带来", "提供", "拿出", "送来", "推出", "发布", "带着", "携", "摆出", "端出", "送上", "放出",
        ]);
        let text = self.text();
        let (figure, next) = (sentence.figures.get(n)?, sentence.figures.get(n + 1)?);
        let gap = text.get(figure.extent.end..next.extent.start).filter(|gap| gap.len() <= 2 * NEAR)?;
        let behind = text.get(next.extent.end..sentence.range.end)?;
        let names_posts = ["岗位", "职位", "就业岗位"].iter().find_map(|noun| gap.strip_suffix(noun));
        if names_posts.is_none() && !measure::counts_posts(next, behind) {
            return None;
        }
        let mut noun = names_posts.unwrap_or(gap).trim_end_matches(['共', '了']);
        while let Some(shorter) = OFFERS.strip_end(noun) {
            noun = shorter;
        }
        let is_mere = noun.len() < gap.len() && EMPLOYERS.ends(noun) && !noun.contains(['，', '、', '；', '：', '（']);
        // 车间 and 项目 offer work as well, and hire nobody at a fair.
        if !is_mere || cues!["车间", "基地", "项目", "合作社", "园区"].stands_in(noun) {
            return None;
        }
        let nearby = text.floor_char_boundary(sentence.range.start.saturating_sub(NEARBY));
        let are_hired = |words: &str| {
            cues!["招聘", "专场", "双选", "洽谈", "求职", "应聘", "签约", "见面会", "招工", "人才市场"].stands_in(words)
        };
        if !are_hired(text.get(nearby..sentence.range.end)?) && !are_hired(&self.article.title) {
            return None;
        }
        let mut this = Settled::new(Form::Level);
        this.indicator = self.extractor.catalogue.find("recruiting_employers");
        this.phrase = Some(figure.extent.end..figure.extent.end + noun.len());
        this.probability = 0.95;
        this.rule = "phrase-with-figure";
        Some(this)
    }

    /// 296万名失业人员、95万名困难人员重新上岗: groups side by side, each behind its number, and what they all do behind the last.
    pub(super) fn side_by_side(&self, sentence: &Sentence<'_>, n: usize) -> Option<Settled> {
        let text = self.text();
        let item = |m: usize| {
            let figure = sentence.figures.get(m)?;
            let end = sentence.figures.get(m + 1).map_or(sentence.range.end, |next| next.extent.start);
            let rest = text.get(figure.extent.end..end)?;
            let (group, indicator) = first_group(rest).filter(|(group, _)| group.start <= NEAR)?;
            let at = figure.extent.end;
            let is_clear = !rest.get(..group.start)?.contains(['，', '；', '、', '。', '：']);
            is_clear.then_some((at + group.start..at + group.end, indicator, rest.get(group.end..)?))
        };
        let is_joint = |gap: &str| matches!(gap, "、" | "和" | "及" | "与" | "以及");
        let (own, indicator, gap) = item(n)?;
        let goes_on = |m: usize| item(m).is_some_and(|(.., gap)| is_joint(gap));
        // The first has one behind it, the last one before it.
        if !is_joint(gap) && !n.checked_sub(1).is_some_and(goes_on) {
            return None;
        }
        let last = (n..sentence.figures.len()).find(|&m| !goes_on(m))?;
        let (.., behind) = item(last)?;
        let clause = behind.split(['，', '；', '。', '、', '：', '（']).next().unwrap_or(behind);
        let finds_work = clause.len() <= 2 * NEAR && WORK.iter().any(|deed| clause.contains(deed));
        if !finds_work {
            return None;
        }
        let mut this = Settled::new(Form::Level);
        this.indicator = self.extractor.catalogue.find(indicator);
        this.phrase = Some(own);
        this.probability = 0.95;
        this.rule = "phrase-with-figure";
        Some(this)
    }
}
