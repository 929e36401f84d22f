//! Notes of a ranking as sentences.

use super::Language;
use super::period::{common_year, short_period};
use crate::compare::names::short_name;
use crate::compare::note::Note;
use crate::model::area::AreaLevel;
use crate::model::observation::Status;
use crate::model::period::Period;

/// So many series are named; the rest is an ellipsis.
const NAMED_DETAILS: usize = 5;
/// So many periods are named; the rest is counted.
const NAMED_PERIODS: usize = 4;

/// A note as one sentence without a full stop.
pub fn note(note: &Note, language: Language) -> String {
    match language {
        Language::Zh => note_zh(note),
        Language::En => note_en(note),
    }
}

/// The name of a standing.
pub fn status(status: Status, language: Language) -> &'static str {
    match (status, language) {
        (Status::Actual, Language::Zh) => "实际",
        (Status::Target, Language::Zh) => "目标",
        (Status::Policy, Language::Zh) => "政策标准",
        (Status::Actual, Language::En) => "actual",
        (Status::Target, Language::En) => "target",
        (Status::Policy, Language::En) => "policy",
    }
}

/// The name of a level of area.
pub fn level(level: AreaLevel, language: Language) -> &'static str {
    match (level, language) {
        (AreaLevel::Country, Language::Zh) => "全国",
        (AreaLevel::Province, Language::Zh) => "省级",
        (AreaLevel::Prefecture, Language::Zh) => "市级",
        (AreaLevel::County, Language::Zh) => "县级",
        (AreaLevel::Country, Language::En) => "national",
        (AreaLevel::Province, Language::En) => "province-level",
        (AreaLevel::Prefecture, Language::En) => "prefecture-level",
        (AreaLevel::County, Language::En) => "county-level",
    }
}

fn note_zh(note: &Note) -> String {
    match note {
        Note::MixedPeriods { status: Status::Actual, counts } => {
            format!("期间不一：{}", said_periods(counts, Language::Zh))
        }
        Note::MixedPeriods { status: told, counts } => {
            format!("{}的期间不一：{}", status(*told, Language::Zh), said_periods(counts, Language::Zh))
        }
        Note::Conflict { area, period, detail, keys, .. } => {
            let period = short_period(*period, None, Language::Zh);
            format!("{}{detail}{period}的数据有 {} 种说法，请核对原文", short_name(area), keys.len())
        }
        Note::OtherUnits { unit, n } => format!("另有 {n} 个数据以“{}”计，不与此并列", unit.0),
        Note::OtherDetails { counts } => {
            format!("另有 {} 个分项数据未列入（{}）", note.n_left_out(), said_details(counts, "不分项", "，"))
        }
        Note::OtherStatuses { status: told, n } => {
            format!("另有 {n} 个“{}”数据未列入", status(*told, Language::Zh))
        }
        Note::TargetsAlone { n } => format!("另有 {n} 个目标没有可并列的实际数据，未列入"),
        Note::OtherPeriods { n } => format!("另有 {n} 个其他期间的数据未列入"),
        Note::OtherLevels { level: told, n } => format!("另有 {n} 个{}数据未列入", level(*told, Language::Zh)),
        Note::LowConfidence { n } => format!("{n} 个把握不足的数据已隐藏"),
        Note::NoArea { n } => format!("{n} 个数据不能归到单个地区，未列入"),
        Note::NotAveraged { n } => format!("{n} 个数据的期间不是整月，不能折算月均，未列入"),
        Note::OtherNational { n } => format!("另有 {n} 个全国数据未列入"),
    }
}

fn note_en(note: &Note) -> String {
    match note {
        Note::MixedPeriods { status: Status::Actual, counts } => {
            format!("Periods differ: {}", said_periods(counts, Language::En))
        }
        Note::MixedPeriods { status: told, counts } => {
            format!("Periods of {} figures differ: {}", status(*told, Language::En), said_periods(counts, Language::En))
        }
        Note::Conflict { area, period, detail, keys, .. } => {
            let period = short_period(*period, None, Language::En);
            let series = if detail.is_empty() { String::new() } else { format!(" {detail}") };
            format!("{} different figures for {}{series}, {period}: check the text", keys.len(), short_name(area))
        }
        Note::OtherUnits { unit, n } => format!("Not shown beside these: {n} in “{}”", unit.0),
        Note::OtherDetails { counts } => {
            format!(
                "Not shown: {} of other series ({})",
                note.n_left_out(),
                said_details(counts, "not broken down", ", ")
            )
        }
        Note::OtherStatuses { status: told, n } => format!("Not shown: {n} {}", status(*told, Language::En)),
        Note::TargetsAlone { n } => format!("Not shown: {n} target without an actual figure beside it"),
        Note::OtherPeriods { n } => format!("Not shown: {n} of other periods"),
        Note::OtherLevels { level: told, n } => format!("Not shown: {n} {}", level(*told, Language::En)),
        Note::LowConfidence { n } => format!("Hidden as unsure: {n}"),
        Note::NoArea { n } => format!("Not shown: {n} that belong to no single area"),
        Note::NotAveraged { n } => format!("Not shown: {n} whose span is not of whole months"),
        Note::OtherNational { n } => format!("Not shown: {n} more for the whole country"),
    }
}

/// `7 个地区为1—4月，5 个为一季度，1 个未说明`: the year is dropped only where all of them share it.
fn said_periods(counts: &[(Option<Period>, usize)], language: Language) -> String {
    let year = common_year(counts.iter().map(|&(period, _)| period));
    let known = counts.iter().filter_map(|&(period, n)| period.map(|period| (period, n)));
    let said = known.clone().take(NAMED_PERIODS).enumerate().map(|(place, (period, n))| {
        let period = short_period(Some(period), year, language);
        match (language, place) {
            (Language::Zh, 0) => format!("{n} 个地区为{period}"),
            (Language::Zh, _) => format!("{n} 个为{period}"),
            (Language::En, 0) => format!("{period} in {n} {}", if n == 1 { "area" } else { "areas" }),
            (Language::En, _) => format!("{period} in {n}"),
        }
    });
    let n_unnamed = known.clone().count().saturating_sub(NAMED_PERIODS);
    let unnamed = (n_unnamed > 0).then(|| match language {
        Language::Zh => format!("另有 {n_unnamed} 种期间"),
        Language::En => format!("{n_unnamed} more"),
    });
    let untold = counts.iter().find(|(period, _)| period.is_none()).map(|(_, n)| match language {
        Language::Zh => format!("{n} 个未说明期间"),
        Language::En => format!("not told in {n}"),
    });
    said.chain(unnamed).chain(untold).collect::<Vec<_>>().join(if language == Language::Zh { "，" } else { ", " })
}

/// `undivided` stands for the figures that are of no part, where the view shows those of one.
fn said_details(counts: &[(String, usize)], undivided: &str, comma: &str) -> String {
    let name = |detail: &str| if detail.is_empty() { undivided.to_owned() } else { detail.to_owned() };
    let named = counts.iter().take(NAMED_DETAILS).map(|(detail, n)| format!("{} {n}", name(detail)));
    let rest = (counts.len() > NAMED_DETAILS).then(|| "…".to_owned());
    named.chain(rest).collect::<Vec<_>>().join(comma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::ObservationKey;
    use crate::model::area::{AreaCode, RefArea};
    use crate::model::period::PeriodKind;
    use crate::model::quantity::Unit;

    #[test]
    fn notes_read_as_sentences() {
        let period = |start: &str, end: &str| {
            let (start, end) = (start.parse().unwrap(), Some(end.parse().unwrap()));
            Some(Period { start, end, kind: PeriodKind::During })
        };
        let (april, quarter) = (period("2021-01-01", "2021-04-30"), period("2021-01-01", "2021-03-31"));
        let key = |place| ObservationKey { document: 0, article: 0, place };
        let area = RefArea { code: Some(AreaCode(130_423)), name: "河北省邯郸市临漳县".to_owned() };
        let ends = ["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31"];
        let many = ends.map(|end| (period("2021-01-01", end), 1)).to_vec();
        let details = (1..=6).map(|n| (format!("第{n}类"), 7 - n)).collect();
        let cases = [
            (
                Note::MixedPeriods { status: Status::Actual, counts: vec![(april, 7), (quarter, 5), (None, 1)] },
                "期间不一：7 个地区为1—4月，5 个为一季度，1 个未说明期间",
                "Periods differ: Jan–Apr in 7 areas, Q1 in 5, not told in 1",
            ),
            (
                Note::Conflict {
                    area,
                    status: Status::Actual,
                    period: april,
                    detail: String::new(),
                    keys: vec![key(0), key(1)],
                },
                "临漳县2021年1—4月的数据有 2 种说法，请核对原文",
                "2 different figures for 临漳县, Jan–Apr 2021: check the text",
            ),
            (
                Note::OtherUnits { unit: Unit::new("人次"), n: 3 },
                "另有 3 个数据以“人次”计，不与此并列",
                "Not shown beside these: 3 in “人次”",
            ),
            (
                Note::OtherDetails { counts: details },
                "另有 21 个分项数据未列入（第1类 6，第2类 5，第3类 4，第4类 3，第5类 2，…）",
                "Not shown: 21 of other series (第1类 6, 第2类 5, 第3类 4, 第4类 3, 第5类 2, …)",
            ),
            (
                Note::OtherDetails { counts: vec![(String::new(), 13), ("市本级".to_owned(), 1)] },
                "另有 14 个分项数据未列入（不分项 13，市本级 1）",
                "Not shown: 14 of other series (not broken down 13, 市本级 1)",
            ),
            (
                Note::MixedPeriods { status: Status::Target, counts: many },
                "目标的期间不一：1 个地区为1月，1 个为1—2月，1 个为一季度，1 个为1—4月，另有 1 种期间",
                "Periods of target figures differ: Jan in 1 area, Jan–Feb in 1, Q1 in 1, Jan–Apr in 1, 1 more",
            ),
            (
                Note::OtherLevels { level: AreaLevel::County, n: 2 },
                "另有 2 个县级数据未列入",
                "Not shown: 2 county-level",
            ),
            (Note::OtherStatuses { status: Status::Target, n: 2 }, "另有 2 个“目标”数据未列入", "Not shown: 2 target"),
        ];
        for (data, zh, en) in cases {
            assert_eq!(note(&data, Language::Zh), zh);
            assert_eq!(note(&data, Language::En), en);
        }
    }
}
