//! The room's promises, tried on observations built by hand and on generated ones.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::derived::{Basis, Completion};
use super::note::Note;
use super::question::{DetailFilter, Question, Sort, TargetRule, choices, default_question, reach};
use super::ranking::{Ranking, ranking};
use super::{Item, ObservationKey, items_of};
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Bound, Quantity, Unit, UnitClass};
use crate::model::span::Span;

const JOBS: IndicatorId = IndicatorId(0);
const OTHER: IndicatorId = IndicatorId(1);

const AREAS: [(u32, &str); 9] = [
    (100_000, "全国"),
    (110_000, "北京市"),
    (110_105, "北京市朝阳区"),
    (130_423, "河北省邯郸市临漳县"),
    (220_104, "吉林省长春市朝阳区"),
    (230_600, "黑龙江省大庆市"),
    (320_000, "江苏省"),
    (420_000, "湖北省"),
    (620_100, "甘肃省兰州市"),
];

fn observation(code: u32, value: f64) -> Observation {
    let name = AREAS.iter().find(|(known, _)| *known == code).map_or("东部", |(_, name)| name);
    let nowhere = Span::new("", 0..0).unwrap();
    Observation {
        ref_area: RefArea { code: (code != 0).then_some(AreaCode(code)), name: name.to_owned() },
        indicator: JOBS,
        measure: Measure::Level,
        status: Status::Actual,
        quantity: Quantity { value, value_high: None, unit: Unit::new("人"), bound: Bound::Exact },
        period: Some(months(1, 4)),
        detail: String::new(),
        quote: nowhere,
        sentence: nowhere,
        mentions: Vec::new(),
        rule: "test",
        confidence: 0.9,
        evidence: Evidence::default(),
    }
}

fn months(first: i8, last: i8) -> Period {
    let start = date(2021, first, 1);
    Period { start, end: Some(date(2021, last, 1).last_of_month()), kind: PeriodKind::During }
}

fn ask(observations: &[Observation], question: &Question) -> Ranking {
    let lists = [observations.to_vec()];
    ranking(&items_of(0, &lists).collect::<Vec<_>>(), question)
}

fn plain() -> Question {
    Question::new(JOBS, Measure::Level)
}

fn names(answer: &Ranking) -> Vec<&str> {
    answer.rows().map(|row| row.short_name.as_str()).collect()
}

fn key(place: u32) -> ObservationKey {
    ObservationKey { document: 0, article: 0, place }
}

#[test]
fn rows_are_ranked_by_value_name_or_code() {
    let told = [observation(320_000, 5e4), observation(110_000, 2e4), observation(420_000, 9e4)];
    let sorted = |sort| {
        let answer = ask(&told, &Question { sort, ..plain() });
        names(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(sorted(Sort::Value), ["湖北省", "江苏省", "北京市"]);
    assert_eq!(sorted(Sort::Code), ["北京市", "江苏省", "湖北省"]);
    assert_eq!(sorted(Sort::Name), ["北京市", "江苏省", "湖北省"]);
}

#[test]
fn the_same_fact_in_two_places_is_one_mark() {
    let surer = Observation { confidence: 0.95, ..observation(110_000, 2e4) };
    let answer = ask(&[observation(110_000, 2e4), surer], &plain());
    let [row] = answer.groups[0].rows.as_slice() else { panic!("one row") };
    assert_eq!(row.marks.len(), 1);
    assert_eq!((row.marks[0].key, row.marks[0].duplicates.as_slice()), (key(1), [key(0)].as_slice()));
    assert!(answer.find(key(0)).is_some() && answer.notes.is_empty());
}

#[test]
fn two_values_for_one_fact_are_a_conflict() {
    let answer = ask(&[observation(110_000, 2e4), observation(110_000, 3e4)], &plain());
    assert!(answer.groups[0].rows[0].marks.iter().all(|mark| mark.conflicts));
    let [Note::Conflict { keys, .. }] = answer.notes.as_slice() else { panic!("{:?}", answer.notes) };
    assert_eq!(keys, &[key(0), key(1)]);
}

#[test]
fn what_can_both_be_true_is_no_conflict() {
    let over = |value| {
        let mut told = observation(110_000, value);
        told.quantity.bound = Bound::MoreThan;
        told
    };
    let undated = |value| Observation { period: None, ..observation(110_000, value) };
    for pair in [[over(12_700.0), observation(110_000, 12_703.0)], [undated(100.0), undated(300.0)]] {
        let answer = ask(&pair, &plain());
        assert_eq!(answer.groups[0].rows[0].marks.len(), 2);
        assert!(!answer.notes.iter().any(|note| matches!(note, Note::Conflict { .. })), "{:?}", answer.notes);
    }
    let answer = ask(&[over(12_700.0), observation(110_000, 20_000.0)], &plain());
    assert!(answer.notes.iter().any(|note| matches!(note, Note::Conflict { .. })));
}

#[test]
fn mixed_periods_are_counted_and_the_rare_ones_flagged() {
    let quarter = Observation { period: Some(months(1, 3)), ..observation(420_000, 9e4) };
    let undated = Observation { period: None, ..observation(620_100, 2.8e4) };
    let answer = ask(&[observation(110_000, 2e4), observation(320_000, 5e4), quarter, undated], &plain());
    let counts = vec![(Some(months(1, 4)), 2), (Some(months(1, 3)), 1), (None, 1)];
    assert_eq!(answer.notes, [Note::MixedPeriods { status: Status::Actual, counts }]);
    let flagged: Vec<_> = answer.rows().filter(|row| row.marks[0].differs_in_period).collect();
    assert_eq!(flagged.iter().map(|row| row.area.name.as_str()).collect::<Vec<_>>(), ["湖北省", "甘肃省兰州市"]);
    let restricted = ask(&[observation(110_000, 2e4)], &Question { period: Some(months(1, 3)), ..plain() });
    assert_eq!(restricted.notes, [Note::OtherPeriods { n: 1 }]);
}

#[test]
fn where_no_two_areas_share_a_period_every_mark_differs() {
    let in_months = |code, last| Observation { period: Some(months(1, last)), ..observation(code, 2e4) };
    let answer = ask(&[in_months(110_000, 3), in_months(320_000, 4), in_months(100_000, 4)], &plain());
    assert!(answer.rows().flat_map(|row| &row.marks).all(|mark| mark.differs_in_period));
    // The history of one area is no mix, and the nation is held to the one period that all areas have.
    let history = ask(&[in_months(110_000, 3), in_months(110_000, 4)], &plain());
    assert!(history.notes.is_empty() && !history.groups[0].rows[0].marks[0].differs_in_period);
    let nation = ask(&[in_months(110_000, 3), in_months(320_000, 3), in_months(100_000, 4)], &plain());
    assert!(nation.reference.is_some_and(|mark| mark.differs_in_period));
}

#[test]
fn periods_of_one_area_stand_in_order_of_time() {
    let quarter = Observation { period: Some(months(1, 3)), ..observation(110_000, 1e4) };
    let answer = ask(&[observation(110_000, 2e4), quarter], &plain());
    let row = &answer.groups[0].rows[0];
    assert_eq!(row.marks.iter().map(|mark| mark.value).collect::<Vec<_>>(), [1e4, 2e4]);
    assert_eq!(row.lead, 1);
}

#[test]
fn a_target_stands_only_beside_an_actual_figure_unless_asked() {
    let year =
        |code, value| Observation { status: Status::Target, period: Some(months(1, 12)), ..observation(code, value) };
    let told = [observation(110_000, 2e4), year(110_000, 6e4), year(320_000, 5e5)];
    let beside = ask(&told, &Question { period: Some(months(1, 4)), ..plain() });
    assert_eq!(names(&beside), ["北京市"]);
    assert_eq!(beside.groups[0].rows[0].marks.len(), 2);
    assert_eq!(beside.notes, [Note::TargetsAlone { n: 1 }]);
    assert!(beside.missing.is_empty(), "an area with a target is not without the figure");

    let ranked = ask(&told, &Question { targets: TargetRule::Ranked, ..plain() });
    assert_eq!(names(&ranked), ["江苏省", "北京市"]);
    let only = ask(&told, &Question { statuses: vec![Status::Target], ..plain() });
    assert_eq!(names(&only), ["江苏省", "北京市"]);
    assert_eq!(only.notes, [Note::OtherStatuses { status: Status::Actual, n: 1 }]);
}

#[test]
fn units_never_share_a_group() {
    let in_unit = |code, unit| {
        let mut told = observation(code, 100.0);
        told.quantity.unit = Unit::new(unit);
        told
    };
    let told = [in_unit(110_000, "人"), in_unit(320_000, "人"), in_unit(420_000, "人次"), in_unit(620_100, "个")];
    let answer = ask(&told, &plain());
    assert_eq!(names(&answer), ["北京市", "江苏省"]);
    let left = |unit| Note::OtherUnits { unit: Unit::new(unit), n: 1 };
    assert_eq!(answer.notes, [left("个"), left("人次")]);
    let times = ask(&told, &Question { unit_class: Some(UnitClass::PersonTimes), ..plain() });
    assert_eq!(names(&times), ["湖北省"]);

    // One class, two units: still two axes.
    let told = [in_unit(110_000, "元/月"), in_unit(320_000, "元/年"), in_unit(420_000, "元/月")];
    let answer = ask(&told, &plain());
    assert_eq!(answer.groups.iter().map(|group| group.unit.0.as_ref()).collect::<Vec<_>>(), ["元/月", "元/年"]);
}

#[test]
fn levels_are_parted_where_one_would_crush_another() {
    let told = [observation(320_000, 5e5), observation(110_000, 2e5), observation(130_423, 2156.0)];
    let answer = ask(&told, &plain());
    let levels: Vec<_> = answer.groups.iter().map(|group| (group.level, group.max)).collect();
    assert_eq!(levels, [(Some(AreaLevel::Province), 5e5), (Some(AreaLevel::County), 2156.0)]);
    let near = ask(&[observation(320_000, 4e4), observation(130_423, 2156.0)], &plain());
    assert_eq!((near.groups.len(), near.groups[0].level), (1, None));
}

#[test]
fn series_are_never_drawn_as_one() {
    let detailed = |code, detail: &str| Observation { detail: detail.to_owned(), ..observation(code, 10.0) };
    let told = [observation(110_000, 20.0), detailed(110_000, "女"), detailed(320_000, "女"), detailed(320_000, "男")];
    let answer = ask(&told, &plain());
    assert_eq!(names(&answer), ["北京市"]);
    assert_eq!(answer.notes, [Note::OtherDetails { counts: vec![("女".to_owned(), 2), ("男".to_owned(), 1)] }]);
    let all = ask(&told, &Question { detail: DetailFilter::All, ..plain() });
    let rows: Vec<_> = all.rows().map(|row| (row.area.name.as_str(), row.detail.as_str())).collect();
    assert_eq!(rows, [("北京市", ""), ("北京市", "女"), ("江苏省", "女"), ("江苏省", "男")]);
    let no_plain = ask(&told[1..], &plain());
    assert_eq!(no_plain.rows().map(|row| row.detail.as_str()).collect::<Vec<_>>(), ["女", "女"]);
}

#[test]
fn the_nation_is_a_reference_and_groups_without_a_code_are_counted() {
    let old = Observation { period: Some(months(1, 3)), ..observation(100_000, 2.97e6) };
    let told = [old, observation(100_000, 4.37e6), observation(110_000, 2e4), observation(0, 1e5)];
    let answer = ask(&told, &plain());
    assert_eq!(answer.reference.map(|mark| mark.value), Some(4.37e6));
    assert_eq!(answer.notes, [Note::NoArea { n: 1 }, Note::OtherNational { n: 1 }]);
    assert_eq!(answer.groups.iter().map(|group| group.rows.len()).sum::<usize>(), 1);
    // A nation alone is still told.
    let alone = ask(&told[1..2], &plain());
    assert!(alone.groups.is_empty() && alone.reference.is_some());
}

#[test]
fn missing_is_listed_and_doubt_is_counted() {
    let elsewhere = Observation { indicator: OTHER, ..observation(620_100, 1.0) };
    let doubtful = Observation { confidence: 0.3, ..observation(320_000, 5e4) };
    let told = [observation(110_000, 2e4), elsewhere, doubtful];
    let answer = ask(&told, &Question { min_confidence: 0.5, ..plain() });
    assert_eq!(answer.missing.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["甘肃省兰州市"]);
    assert_eq!(answer.notes, [Note::LowConfidence { n: 1 }]);
    let provinces = ask(&told, &Question { levels: vec![AreaLevel::Province], ..plain() });
    assert!(provinces.missing.is_empty());
}

#[test]
fn areas_of_one_name_are_told_apart() {
    let answer = ask(&[observation(110_105, 2.0), observation(220_104, 1.0), observation(130_423, 3.0)], &plain());
    assert_eq!(names(&answer), ["临漳县", "北京市朝阳区", "吉林省长春市朝阳区"]);
}

#[test]
fn a_range_counts_by_its_lower_end_and_reaches_to_its_upper() {
    let mut range = observation(110_000, 5e4);
    range.quantity = Quantity { value_high: Some(8e4), bound: Bound::Range, ..range.quantity };
    let answer = ask(&[range, observation(320_000, 6e4)], &plain());
    assert_eq!(names(&answer), ["江苏省", "北京市"]);
    assert_eq!(answer.groups[0].max, 8e4);
}

#[test]
fn the_default_question_takes_what_most_areas_tell() {
    let rate = |code| Observation { measure: Measure::YoyRate, ..observation(code, 5.0) };
    let told = [vec![observation(110_000, 1.0), rate(110_000), rate(320_000)]];
    let items: Vec<_> = items_of(0, &told).collect();
    assert_eq!(default_question(&items, JOBS).measure, Measure::YoyRate);
    let of_one = [vec![observation(110_000, 1.0), rate(320_000)]];
    let items: Vec<_> = items_of(0, &of_one).collect();
    assert_eq!(default_question(&items, JOBS).measure, Measure::Level, "of equals, the figure itself");
    let policy = [vec![Observation { status: Status::Policy, ..observation(110_000, 1.0) }]];
    let items: Vec<_> = items_of(0, &policy).collect();
    assert_eq!(default_question(&items, JOBS).statuses, [Status::Policy]);
}

#[test]
fn reach_puts_the_widest_first() {
    let other = |code| Observation { indicator: OTHER, ..observation(code, 1.0) };
    let told = [vec![observation(110_000, 1.0), observation(100_000, 2.0)], vec![other(110_000), other(320_000)]];
    let items: Vec<_> = items_of(0, &told).collect();
    assert_eq!(reach(&items, Catalogue::builtin()), [(OTHER, 2), (JOBS, 1)]);
    let offered = choices(&items, &plain());
    assert_eq!(offered.levels, [(AreaLevel::Province, 1)]);
    assert_eq!(offered.measures, [(Measure::Level, 2)]);
}

#[test]
fn a_target_is_met_in_part_as_told_or_as_computed() {
    let target =
        |code, value| Observation { status: Status::Target, period: Some(months(1, 12)), ..observation(code, value) };
    let mut rate = Observation { measure: Measure::Completion, ..observation(320_000, 61.5) };
    rate.quantity.unit = Unit::new("%");
    let over = |mut told: Observation| {
        told.quantity.bound = Bound::MoreThan;
        told
    };
    let told = [
        observation(110_000, 3e4),
        target(110_000, 6e4),
        observation(320_000, 5e4),
        target(320_000, 8e4),
        rate,
        // A hedged figure gives no rate, and neither does a target of other days.
        over(observation(420_000, 3e4)),
        target(420_000, 6e4),
        Observation { period: Some(months(2, 4)), ..observation(620_100, 3e4) },
        target(620_100, 6e4),
    ];
    let answer = ask(&told, &plain());
    let completion = |name: &str| {
        let row = answer.rows().find(|row| row.short_name == name).unwrap();
        row.marks.iter().find(|mark| mark.status == Status::Actual).unwrap().completion
    };
    assert_eq!(completion("北京市"), Some(Completion { percent: 50.0, key: None }));
    assert_eq!(completion("江苏省"), Some(Completion { percent: 61.5, key: Some(key(4)) }));
    assert_eq!((completion("湖北省"), completion("兰州市")), (None, None));
    let by_month = ask(&told, &Question { basis: Basis::MonthlyAverage, ..plain() });
    assert!(by_month.rows().flat_map(|row| &row.marks).all(|mark| mark.completion.is_none()));
}

#[test]
fn spans_of_different_length_compare_by_the_month() {
    let quarter = Observation { period: Some(months(1, 3)), ..observation(110_000, 3e4) };
    let day = date(2021, 4, 30);
    let stock = Observation {
        period: Some(Period { start: day, end: Some(day), kind: PeriodKind::AsOf }),
        ..observation(420_000, 9e4)
    };
    let national = observation(100_000, 400e4);
    let told = [quarter, observation(320_000, 3.6e4), stock, national];
    let answer = ask(&told, &Question { basis: Basis::MonthlyAverage, ..plain() });
    assert_eq!(names(&answer), ["北京市", "江苏省"]);
    let values: Vec<_> = answer.rows().map(|row| (row.marks[0].value, row.marks[0].basis)).collect();
    assert_eq!(values, [(1e4, Basis::MonthlyAverage), (9e3, Basis::MonthlyAverage)]);
    assert_eq!(answer.reference.as_ref().map(|mark| mark.value), Some(1e6));
    assert!(answer.notes.contains(&Note::NotAveraged { n: 1 }), "{:?}", answer.notes);
    // A rate over nine months is no ninth of it each month.
    let rate = |code| {
        let mut told = observation(code, 5.4);
        told.quantity.unit = Unit::new("%");
        told
    };
    let rates = ask(&[rate(110_000), rate(320_000)], &Question { basis: Basis::MonthlyAverage, ..plain() });
    assert!(rates.groups.is_empty() && rates.notes.contains(&Note::NotAveraged { n: 2 }), "{:?}", rates.notes);
}

prop_compose! {
    fn any_period()(kind in 0..6_u8) -> Option<Period> {
        let as_of = |day: Date| Period { start: day, end: Some(day), kind: PeriodKind::AsOf };
        match kind {
            0 => None,
            1 => Some(months(1, 3)),
            2 => Some(months(1, 12)),
            3 => Some(as_of(date(2021, 4, 30))),
            4 => Some(Period { end: None, ..months(7, 7) }),
            _ => Some(months(1, 4)),
        }
    }
}

prop_compose! {
    fn any_observation()(
        area in 0..=AREAS.len(), indicator in 0..2_u16, measure in 0..2_usize, status in 0..3_u8, value in -2..6_i32,
        high in 0..8_i32, unit in 0..4_usize, period in any_period(), detail in 0..3_usize, sure in 0..3_u8, named in 0..2_u8, bound in 0..6_u8,
    ) -> Observation {
        let mut told = observation(AREAS.get(area).map_or(0, |(code, _)| *code), f64::from(value) * 1000.0);
        // One code under two names: which of them is shown must not depend on the order either.
        told.ref_area.name.push_str(["", "（全域）"][usize::from(named)]);
        told.indicator = IndicatorId(indicator);
        told.measure = Measure::ALL[measure];
        told.status = [Status::Actual, Status::Target, Status::Policy][usize::from(status)];
        told.quantity.unit = Unit::new(["人", "人次", "元/月", "元/年"][unit]);
        told.quantity.bound = [Bound::Exact, Bound::About, Bound::MoreThan, Bound::AtLeast, Bound::AtMost, Bound::Range]
            [usize::from(bound)];
        told.quantity.value_high = (told.quantity.bound == Bound::Range && high > value)
            .then(|| f64::from(high) * 1000.0);
        told.period = period;
        told.detail = ["", "女", "养老保险"][detail].to_owned();
        told.confidence = f32::from(sure) / 2.0;
        told
    }
}

prop_compose! {
    fn any_question()(
        measure in 0..2_usize, statuses in 0..4_usize, targets in 0..2_u8, levels in 0..3_usize, class in 0..3_usize,
        period in any_period(), detail in 0..4_usize, sort in 0..3_usize, doubt in 0..2_u8,
        by_month in 0..2_u8,
    ) -> Question {
        Question {
            statuses: [vec![], vec![Status::Actual], vec![Status::Actual, Status::Target], vec![Status::Target]]
                [statuses].clone(),
            targets: if targets == 0 { TargetRule::BesideActual } else { TargetRule::Ranked },
            levels: [vec![], vec![AreaLevel::Province], vec![AreaLevel::Prefecture, AreaLevel::County]][levels].clone(),
            unit_class: [None, Some(UnitClass::Persons), Some(UnitClass::MoneyRate)][class],
            period,
            detail: [DetailFilter::Auto, DetailFilter::All, DetailFilter::Only("女".to_owned()), DetailFilter::Auto]
                [detail].clone(),
            basis: if by_month == 0 { Basis::AsTold } else { Basis::MonthlyAverage },
            sort: [Sort::Value, Sort::Name, Sort::Code][sort],
            min_confidence: f32::from(doubt) / 2.0,
            ..Question::new(JOBS, Measure::ALL[measure])
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_and_order_does_not_matter(
        lists in prop::collection::vec(prop::collection::vec(any_observation(), 0..12), 0..5),
        question in any_question(),
        turn in 0..40_usize,
    ) {
        let mut items: Vec<Item> = items_of(0, &lists).collect();
        let answer = ranking(&items, &question);
        let reached = reach(&items, Catalogue::builtin());
        let default = default_question(&items, JOBS);

        // Every observation of this indicator and measure is drawn once or counted once.
        let asked = |item: &&Item| (item.observation.indicator, item.observation.measure) == (JOBS, question.measure);
        let marks = answer.rows().flat_map(|row| &row.marks).chain(&answer.reference);
        let drawn: Vec<_> = marks.flat_map(|mark| mark.duplicates.iter().chain([&mark.key])).collect();
        prop_assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
        let left_out: usize = answer.notes.iter().map(Note::n_left_out).sum();
        prop_assert_eq!(drawn.len() + left_out, items.iter().filter(asked).count());

        for group in &answer.groups {
            prop_assert!(group.min <= 0.0 && group.max >= 0.0);
            for mark in group.rows.iter().flat_map(|row| &row.marks) {
                prop_assert_eq!(&mark.unit, &group.unit);
                prop_assert!(mark.value <= group.max && mark.value >= group.min);
            }
            for row in &group.rows {
                prop_assert!(row.lead < row.marks.len());
                prop_assert!(row.marks.iter().all(|mark| mark.detail == row.detail));
            }
        }

        let by = turn.min(items.len());
        items.rotate_left(by);
        items.reverse();
        prop_assert_eq!(&ranking(&items, &question), &answer);
        prop_assert_eq!(reach(&items, Catalogue::builtin()), reached);
        prop_assert_eq!(default_question(&items, JOBS), default);
    }
}
