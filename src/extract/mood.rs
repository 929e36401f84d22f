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
        // 马兰花创业培训计划落地, 推进农民工培训计划: a programme at work, and no plan of a year.
        let is_dated = || heading.contains(|c: char| c.is_ascii_digit()) || cues!["今年", "明年"].stands_in(heading);
        let is_at_work = heading.split_once("计划").is_some_and(|(head, tail)| {
            cues!["落实", "推进"].stands_in(head) || cues!["落地", "见效", "见实效", "显效", "惠及"].starts(tail)
        });
        let plans = WORDS.plan.stands_in(heading) && (!is_at_work || is_dated());
        match (WORDS.review.stands_in(heading), plans) {
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
            "完成",
            "超",
            "超过",
            "好于",
            "高于",
            "超出",
            "占全年",
            "占年度",
            "占",
            "完成全年",
            "完成年度",
            "为全年",
            "为年度",
            "比",
            "较",
            "低于",
            "优于",
            "控制在",
            "达到",
            "实现了"
        ];
        // 新增就业4.8万人，目标任务4.2万人: what stands behind a figure opens nothing.
        let counted = cues!["人，", "%，", "个，", "户，", "家，", "元，", "万，", "人、", "%、", "人；", "%；"];
        let is_open = |at: &usize| {
            let is_behind = |left| {
                let noun = cues!["目标任务", "预期目标", "主要目标"].starts(head.get(*at..).unwrap_or_default());
                noun && counted.stands_in(left)
            };
            let is_passed = |left| passed.ends(left) && !cues!["确保", "力争", "努力", "争取", "务必"].stands_in(left);
            head.get(..*at).is_some_and(|left| !is_passed(left) && !is_behind(left))
        };
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
        match year?.cmp(&year_at_start(head)?) {
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
    /// Whether an account turns to its plans in some paragraph, so that what stands before reports.
    turns: bool,
    /// Whether the mood is taken from how a paragraph is worded, and so ends with it.
    is_guessed: bool,
}

impl Course {
    /// At an article's headline. `paragraphs` is what follows it.
    pub fn new<'t>(title: &str, year: Option<i16>, mut paragraphs: impl Iterator<Item = &'t str>) -> Self {
        let mood = Mood::of_heading(title);
        let is_account = cues!["工作报告", "计划报告", "计划执行情况", "规划纲要"].stands_in(title);
        // 春风行动取得成效 over a piece of news says nothing of how to read 确保.
        let mood = if mood == Mood::Review && !is_account { Mood::Plain } else { mood };
        // 政府工作报告：着力稳就业促增收: the part that says what is to be done.
        let part = title.rsplit(['：', '|', '｜']).next().unwrap_or(title);
        let orders = cues!["着力", "大力", "全力", "加快", "扎实", "切实", "聚力"].starts(part);
        let mood = match mood {
            Mood::Plain if is_account && orders => Mood::Plan,
            Mood::Plain if is_account && part.len() < title.len() => Self::of_year(part, year).unwrap_or_default(),
            // 2025年民生和2026年主要预期目标: only its second half plans.
            Mood::Plan if is_account && plans_in_second_half(part) => Mood::Plain,
            // 关于推进民生工程的实施意见: what it orders is yet to be done.
            Mood::Plain if is_order(title) => Mood::Plan,
            told => told,
        };
        let plans = |text: &str| Mood::of_opening(text.trim_start(), year, true) == Some(Mood::Plan);
        let turns = is_account && mood == Mood::Plain && paragraphs.any(plans);
        Self { is_account, year, section: mood, mood, turns, is_guessed: false }
    }

    /// 2026年促进就业创业 in a report of 2026: the year alone tells whether a part looks ahead.
    fn of_year(part: &str, year: Option<i16>) -> Option<Mood> {
        let named = year_at_start(part)?;
        let is_alone = !part.get("2026年".len()..)?.contains('年');
        let is_own = is_alone && named == year?;
        is_own.then_some(Mood::Plan)
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
                    if !self.is_account || self.mood == Mood::Review || self.is_guessed {
                        self.mood = self.section;
                    }
                    self.is_guessed = self.is_account && self.mood == Mood::Plain;
                    if self.is_guessed {
                        self.mood = if self.turns { Mood::Review } else { worded(text) };
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
            (self.mood, self.is_guessed) = (mood, false);
        }
    }
}

/// How a paragraph of an account that no word of time has dated is worded: 健全…，加强…，鼓励… orders, 建成了…，位居全省第四 reports.
fn worded(paragraph: &str) -> Mood {
    static DONE: Cues = Cues::new(&[
        "了",
        "已",
        "累计",
        "位居",
        "居全",
        "跻身",
        "连续",
        "荣获",
        "获评",
        "持续改善",
        "持续增进",
        "成效",
        "突破",
        "如期",
        "圆满",
        "顺利",
        "惠及",
        "达",
        "投用",
        "投入使用",
        "同比",
        "建成",
        "超过",
    ]);
    static TO_DO: Cues = Cues::new(&[
        "要", "不得", "健全", "完善", "坚决", "加快", "扎实", "加强", "鼓励", "推动", "强化", "深化", "支持", "优化",
        "促进", "确保", "力争", "加大", "着力", "统筹", "引导", "做好", "抓好", "探索", "扩大",
    ]);
    let (done, to_do) = (DONE.count_in(paragraph), TO_DO.count_in(paragraph));
    match (done, to_do) {
        (0, 3..) | (1, 6..) => Mood::Plan,
        (3.., _) if to_do <= done / 2 => Mood::Review,
        _ => Mood::Plain,
    }
}

/// The year that a heading begins with.
fn year_at_start(heading: &str) -> Option<i16> {
    let named = heading.get(..4)?.parse().ok()?;
    heading.get(4..)?.starts_with('年').then_some(named)
}

/// 棉花基地和2026年主要预期目标: what stands before 和 is told, what stands behind it planned.
fn plans_in_second_half(part: &str) -> bool {
    part.split_once('和').is_some_and(|(first, _)| !WORDS.plan.stands_in(first))
}

/// 关于做好就业工作的通知, 关于推进民生工程的实施意见: a paper that orders.
fn is_order(title: &str) -> bool {
    title.contains("关于")
        && cues!["的意见", "实施意见", "指导意见", "若干意见", "若干措施", "的通知"].stands_in(title)
        && !cues!["情况", "通报", "结果", "公示"].stands_in(title)
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
        let mut account = Course::new("2026年某省政府工作报告", Some(2026), std::iter::empty());
        account.read("过去一年，全省上下共同努力。");
        assert_eq!(account.mood, Mood::Review);
        account.enter(&BlockKind::Paragraph, "今年，要做好这些工作。城镇新增就业28万人，稳定重点群体就业。");
        account.read("今年，要做好这些工作。");
        account.enter(&BlockKind::Paragraph, "促进高质量充分就业。城镇新增就业不少于28万人，稳定重点群体就业。");
        account.read("促进高质量充分就业。");
        assert_eq!(account.mood, Mood::Plan);

        let mut news = Course::new("河北邯郸 | 培训先行", Some(2026), std::iter::empty());
        news.read("下一步，全市将继续加力。");
        assert_eq!(news.mood, Mood::Plan);
        news.enter(&BlockKind::Paragraph, "据统计，全市培训各类劳动者500人，其中女性210人，占四成多。");
        assert_eq!(news.mood, Mood::Plain);
    }
}
