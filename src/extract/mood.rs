//! What a stretch of text does: it looks back or it plans.
//!
//! A government work report says 过去一年 once and then reports for pages, says 今年主要预期目标是 once and then plans for pages.
//! Headings and the first words of a paragraph turn it; in an account of that kind the turn holds until the next, elsewhere for the
//! paragraph only.

use std::sync::LazyLock;

use super::cues::{Cues, cues};
use super::tables;
use crate::model::bulletin::BlockKind;

/// What a stretch of text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mood {
    /// Neither is told.
    #[default]
    Plain,
    /// It tells what was done.
    Review,
    /// It tells what is to be done.
    Plan,
}

struct Words {
    review: Cues,
    plan: Cues,
    review_opening: Cues,
    plan_opening: Cues,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let of = |wanted: &str| {
        let rows = tables::rows(include_str!("../../assets/lexicon/standing.tsv"));
        Cues::of(rows.filter(|[kind, _]| *kind == wanted).flat_map(|[_, words]| words.split('|')).collect())
    };
    Words {
        review: of("review-head"),
        plan: of("plan-head"),
        review_opening: of("review-open"),
        plan_opening: of("plan-open"),
    }
});

impl Mood {
    /// The mood that a headline or a heading sets; none where it names both (2025年回顾和2026年目标).
    pub fn of_heading(heading: &str) -> Self {
        match (WORDS.review.stands_in(heading), WORDS.plan.stands_in(heading)) {
            (true, false) => Self::Review,
            (false, true) => Self::Plan,
            _ => Self::Plain,
        }
    }

    /// The mood that the first words of a sentence set, if they set one.
    fn of_opening(sentence: &str, year: Option<i16>, is_account: bool) -> Option<Self> {
        let stop = sentence.char_indices().nth(OPENING).map_or(sentence.len(), |(at, _)| at);
        let head = sentence.get(..stop).unwrap_or_default();
        // 就业超过预期目标, 2093人，占全年目标任务的174%: it was reached, and nothing is planned.
        let passed = cues![
            "超过",
            "好于",
            "高于",
            "超出",
            "超额完成",
            "完成了",
            "占全年",
            "占年度",
            "占",
            "完成全年",
            "完成年度",
            "为全年",
            "为年度"
        ];
        let is_open = |at: &usize| head.get(..*at).is_some_and(|left| !passed.ends(left));
        match (WORDS.review_opening.first_in(head), WORDS.plan_opening.first_of_each_in(head).find(is_open)) {
            (Some(review), Some(plan)) => return Some(if review < plan { Self::Review } else { Self::Plan }),
            (Some(_), None) => return Some(Self::Review),
            (None, Some(_)) => return Some(Self::Plan),
            (None, None) => {}
        }
        if !is_account {
            return None;
        }
        // In a yearly account 今年 is the year planned for, 2025年 in one of 2026 the year told of.
        if head.starts_with("今年") && !head.starts_with("今年以来") && !head.starts_with("今年上半年") {
            return Some(Self::Plan);
        }
        let digits = head.get(..4).and_then(|digits| digits.parse::<i16>().ok());
        let named = digits.filter(|_| head.get(4..).is_some_and(|rest| rest.starts_with('年')))?;
        match year?.cmp(&named) {
            std::cmp::Ordering::Greater => Some(Self::Review),
            std::cmp::Ordering::Less => Some(Self::Plan),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// How far into a sentence its opening reaches, in characters.
const OPENING: usize = 24;
/// A line of at most so many characters and without a stop is a heading, marked as one or not.
const HEADING: usize = 24;

/// The mood as the text goes on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Course {
    /// Whether the article is a yearly account (政府工作报告), in which a turn holds until the next.
    is_account: bool,
    /// The year that the bulletin was issued in.
    year: Option<i16>,
    /// The mood of the heading in force.
    section: Mood,
    /// The mood in force.
    pub mood: Mood,
}

impl Course {
    /// At an article's headline.
    pub fn new(title: &str, year: Option<i16>) -> Self {
        let mood = Mood::of_heading(title);
        let is_account = cues!["工作报告", "计划报告", "计划执行情况", "规划纲要"].stands_in(title);
        // 春风行动取得成效 over a piece of news says nothing of how to read 确保.
        let mood = if mood == Mood::Review && !is_account { Mood::Plain } else { mood };
        // 政府工作报告：着力稳就业促增收: the part that says what is to be done.
        let part = title.rsplit(['：', '|', '｜']).next().unwrap_or(title);
        let orders = cues!["着力", "大力", "全力", "加快", "扎实", "切实", "聚力"].starts(part);
        let mood = if mood == Mood::Plain && is_account && orders { Mood::Plan } else { mood };
        Self { is_account, year, section: mood, mood }
    }

    /// Goes on to a block.
    pub fn enter(&mut self, kind: &BlockKind, text: &str) {
        match kind {
            BlockKind::Title | BlockKind::TableRow { .. } | BlockKind::ListItem => return,
            BlockKind::Subheading => {}
            BlockKind::Paragraph => {
                let is_heading = text.chars().nth(HEADING).is_none() && !text.contains(['。', '：', '，', '；']);
                if !is_heading {
                    // Where an account reports is told anew by each paragraph, unless a heading has told it.
                    if !self.is_account || self.mood == Mood::Review {
                        self.mood = self.section;
                    }
                    return;
                }
            }
        }
        let mood = Mood::of_heading(text);
        if mood != Mood::Plain {
            (self.section, self.mood) = (mood, mood);
        }
    }

    /// Goes on to a sentence.
    pub fn read(&mut self, sentence: &str) {
        if let Some(mood) = Mood::of_opening(sentence.trim_start(), self.year, self.is_account) {
            self.mood = mood;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for (heading, mood) in [
            ("2026年主要预期目标和重点工作", Mood::Plan),
            ("2025年工作回顾", Mood::Review),
            ("2025年回顾和2026年主要预期目标", Mood::Plain),
            ("河北邯郸 | 春风行动启动", Mood::Plain),
            ("下一步打算", Mood::Plan),
        ] {
            assert_eq!(Mood::of_heading(heading), mood, "{heading}");
        }
    }

    #[test]
    fn a_turn_holds_in_an_account_and_ends_with_the_paragraph_elsewhere() {
        let mut account = Course::new("2026年某省政府工作报告", Some(2026));
        account.read("过去一年，全省上下共同努力。");
        assert_eq!(account.mood, Mood::Review);
        account.enter(&BlockKind::Paragraph, "今年，要做好这些工作。城镇新增就业28万人，稳定重点群体就业。");
        account.read("今年，要做好这些工作。");
        account.enter(&BlockKind::Paragraph, "促进高质量充分就业。城镇新增就业不少于28万人，稳定重点群体就业。");
        account.read("促进高质量充分就业。");
        assert_eq!(account.mood, Mood::Plan);

        let mut news = Course::new("河北邯郸 | 培训先行", Some(2026));
        news.read("下一步，全市将继续加力。");
        assert_eq!(news.mood, Mood::Plan);
        news.enter(&BlockKind::Paragraph, "据统计，全市培训各类劳动者500人，其中女性210人，占四成多。");
        assert_eq!(news.mood, Mood::Plain);
    }
}
