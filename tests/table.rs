//! The table's state: which rows fit, their order, what is marked, and what is copied.

mod support;

use jobscope::app::Desk;
use jobscope::app::command::{Command, Effect};
use jobscope::app::session::StoredSession;
use jobscope::app::state::{AppState, View};
use jobscope::app::table::text::{COPIED, Saying, copied};
use jobscope::app::table::{Change, ColumnFilter, Mark, Seen, TableColumn, TableSort, Tick, typed_number};
use jobscope::compare::ObservationKey;
use jobscope::compare::ranking::ranking;
use jobscope::compare::words::Language;
use jobscope::model::area::AreaLevel;
use jobscope::model::observation::{Measure, Observation, Status};
use jobscope::model::quantity::Bound;

use support::{desk, find};

/// A desk with the table in front.
fn table() -> Desk {
    let mut desk = desk();
    desk.send(Command::SetView(View::Table));
    desk
}

fn send(desk: &mut Desk, change: Change) {
    desk.send(Command::Table(change));
}

fn filter(desk: &mut Desk, column: TableColumn, filter: ColumnFilter) {
    send(desk, Change::FilterColumn(column, Some(filter)));
}

fn words(text: &str) -> ColumnFilter {
    ColumnFilter::Words(text.to_owned())
}

fn rows(desk: &Desk) -> Vec<ObservationKey> {
    desk.derived.table.get().to_vec()
}

fn observations(desk: &Desk) -> Vec<&Observation> {
    rows(desk).iter().map(|key| desk.state.documents.observation(*key).expect("it is open")).collect()
}

#[test]
fn every_column_sorts_both_ways_and_what_is_missing_stands_last() {
    let mut desk = table();
    let all = rows(&desk);
    let saying = Saying { language: Language::Zh, head: &|_| "", tick: &|_| "x" };
    for column in TableColumn::ALL {
        let sorted = |desk: &mut Desk, is_descending| {
            send(desk, Change::Sort(TableSort { column, is_descending }));
            let found = rows(desk);
            let mut keys = found.clone();
            keys.sort();
            let mut expected = all.clone();
            expected.sort();
            assert_eq!(keys, expected, "{column:?}: nothing is lost");
            found
        };
        let (up, down) = (sorted(&mut desk, false), sorted(&mut desk, true));
        let cell = |key: &ObservationKey| {
            let row = Seen::find(&desk.state, *key).expect("it is open");
            jobscope::app::table::text::cell(&row, column, saying)
        };
        for order in [&up, &down] {
            let first_empty = order.iter().position(|key| cell(key).is_empty()).unwrap_or(order.len());
            let is_empty_to_the_end = order[first_empty..].iter().all(|key| cell(key).is_empty());
            // An area without a code has a name all the same.
            assert!(is_empty_to_the_end || column == TableColumn::Area, "{column:?}");
        }
    }
    // Numbers as numbers, not as text.
    send(&mut desk, Change::Sort(TableSort { column: TableColumn::Value, is_descending: true }));
    let values: Vec<f64> = observations(&desk).iter().map(|o| o.quantity.value).collect();
    assert!(values.is_sorted_by(|a, b| a >= b) && values.first() > values.last(), "{values:?}");
    send(&mut desk, Change::Sort(TableSort { column: TableColumn::End, is_descending: false }));
    let ends: Vec<_> = observations(&desk).iter().filter_map(|o| o.period.and_then(|period| period.end)).collect();
    assert!(ends.is_sorted() && ends.first() != ends.last());
}

#[test]
fn words_find_areas_and_indicators_by_their_initials_too() {
    let mut desk = table();
    for (column, typed, fits) in [
        (
            TableColumn::Area,
            "临漳",
            (&|o: &Observation| o.ref_area.name.contains("临漳")) as &dyn Fn(&Observation) -> bool,
        ),
        (TableColumn::Area, "hbs", &|o| o.ref_area.name.contains("湖北省") || o.ref_area.name.contains("河北省")),
        (TableColumn::Code, "42", &|o| o.ref_area.code.is_some_and(|code| code.0 / 10_000 == 42)),
        (TableColumn::Unit, "人", &|o| o.quantity.unit.0.contains('人')),
    ] {
        let expected = desk.state.documents.items().iter().filter(|item| fits(item.observation)).count();
        filter(&mut desk, column, words(typed));
        let found = observations(&desk);
        assert!(found.iter().all(|o| fits(o)), "{column:?} {typed}");
        assert_eq!(found.len(), expected, "{column:?} {typed}");
        assert!(expected > 0, "{column:?} {typed}");
        send(&mut desk, Change::FilterColumn(column, None));
    }
    filter(&mut desk, TableColumn::Indicator, words("czxzjy"));
    let by_initials = rows(&desk);
    filter(&mut desk, TableColumn::Indicator, words("城镇 新增"));
    assert_eq!(rows(&desk), by_initials);
    filter(&mut desk, TableColumn::Indicator, words("URBAN new"));
    assert_eq!(rows(&desk), by_initials);
    assert!(!by_initials.is_empty());
}

#[test]
fn ticks_leave_out_and_thresholds_hold() {
    let mut desk = table();
    let n_all = rows(&desk).len();
    let without = |ticks: &[Tick]| ColumnFilter::Without(ticks.to_vec());
    filter(&mut desk, TableColumn::Status, without(&[Tick::Status(Status::Actual)]));
    assert!(observations(&desk).iter().all(|o| o.status != Status::Actual));
    assert!((1..n_all).contains(&rows(&desk).len()));
    send(&mut desk, Change::ClearFilters);
    filter(&mut desk, TableColumn::Measure, without(&[Tick::Measure(Measure::Level)]));
    filter(&mut desk, TableColumn::Bound, without(&[Tick::Bound(Bound::Exact)]));
    assert!(observations(&desk).iter().all(|o| o.measure != Measure::Level && o.quantity.bound != Bound::Exact));
    send(&mut desk, Change::ClearFilters);
    filter(&mut desk, TableColumn::Level, without(&[Tick::Level(Some(AreaLevel::Province)), Tick::Level(None)]));
    let level = |o: &Observation| o.ref_area.code.map(jobscope::model::area::AreaCode::level);
    assert!(!rows(&desk).is_empty());
    assert!(observations(&desk).iter().all(|o| level(o).is_some_and(|level| level != AreaLevel::Province)));
    send(&mut desk, Change::ClearFilters);
    let between = |least, most| ColumnFilter::Between { least, most };
    filter(&mut desk, TableColumn::Value, between(Some(1_000.0), Some(1e5)));
    assert!(observations(&desk).iter().all(|o| (1_000.0..=1e5).contains(&o.quantity.value)));
    assert!((1..n_all).contains(&rows(&desk).len()));
    // A filter that keeps everything is none.
    filter(&mut desk, TableColumn::Value, between(None, None));
    filter(&mut desk, TableColumn::Area, words("  "));
    assert!(!desk.state.session.table.is_filtered());
    assert_eq!(rows(&desk).len(), n_all);
    // Ranges only: the others have no upper end.
    filter(&mut desk, TableColumn::High, between(Some(0.0), None));
    assert!(observations(&desk).iter().all(|o| o.quantity.value_high.is_some()));
}

#[test]
fn periods_are_found_by_their_words_in_either_language_and_by_dates() {
    let mut desk = table();
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a date");
    for typed in ["1—4月", "2023-04-30", "Apr 2023"] {
        filter(&mut desk, TableColumn::Period, words(typed));
        let found = observations(&desk);
        assert!(!found.is_empty(), "{typed}");
        let ends = |o: &&Observation| o.period.and_then(|period| period.end) == Some(day("2023-04-30"));
        assert!(found.iter().all(ends), "{typed}");
    }
    filter(&mut desk, TableColumn::Period, words("1987"));
    assert!(rows(&desk).is_empty());
    send(&mut desk, Change::ClearFilters);
    filter(&mut desk, TableColumn::Date, words("2023-11"));
    assert!(!rows(&desk).is_empty());
    assert!(rows(&desk).iter().all(|key| key.document == 1), "the bulletin of November");
}

#[test]
fn filters_and_the_whole_tables_filter_hold_together() {
    let mut desk = table();
    send(&mut desk, Change::Filter("湖北 新增".to_owned()));
    let wide = rows(&desk);
    assert!(observations(&desk).len() > 1);
    filter(&mut desk, TableColumn::Bulletin, words("五月"));
    let narrow = rows(&desk);
    assert!(!narrow.is_empty() && narrow.len() < wide.len());
    assert!(narrow.iter().all(|key| wide.contains(key) && key.document == 0));
    send(&mut desk, Change::ClearFilters);
    assert_eq!(rows(&desk).len(), desk.state.documents.items().len());
}

#[test]
fn only_what_the_chart_shows_follows_the_question() {
    let mut desk = table();
    send(&mut desk, Change::OnlyCharted(true));
    let charted = |state: &AppState| {
        let question = state.session.question.clone().expect("something is asked");
        let answer = ranking(&state.documents.items(), &question);
        let marks = answer.rows().flat_map(|row| row.marks.clone()).chain(answer.reference.clone());
        let mut keys: Vec<_> = marks.flat_map(|mark| [vec![mark.key], mark.duplicates].concat()).collect();
        keys.sort();
        keys
    };
    let sorted = |desk: &Desk| {
        let mut found = rows(desk);
        found.sort();
        found
    };
    assert_eq!(sorted(&desk), charted(&desk.state));
    desk.send(Command::ToggleStatus(Status::Target));
    let without_targets = sorted(&desk);
    assert_eq!(without_targets, charted(&desk.state));
    assert!(observations(&desk).iter().all(|o| o.status == Status::Actual));
    let reemployment = jobscope::model::indicator::Catalogue::builtin().find("reemployment").expect("it is known");
    desk.send(Command::ChooseIndicator(reemployment));
    assert_ne!(sorted(&desk), without_targets);
    assert_eq!(sorted(&desk), charted(&desk.state));
}

#[test]
fn rows_are_marked_one_by_one_and_in_ranges() {
    let mut desk = table();
    let all = rows(&desk);
    let marked = |desk: &Desk| all.iter().filter(|key| desk.state.transient.marked.contains(**key)).count();
    send(&mut desk, Change::Mark(Mark::Only(all[2])));
    send(&mut desk, Change::Mark(Mark::Range(all[2..=5].to_vec(), all[5])));
    assert_eq!(marked(&desk), 4);
    let state = &desk.state.transient.marked;
    assert_eq!((state.anchor(), state.cursor()), (Some(all[2]), Some(all[5])));
    send(&mut desk, Change::Mark(Mark::Toggle(all[3])));
    send(&mut desk, Change::Mark(Mark::Toggle(all[0])));
    assert_eq!(marked(&desk), 4);
    assert!(!desk.state.transient.marked.contains(all[3]) && desk.state.transient.marked.contains(all[0]));
    send(&mut desk, Change::Mark(Mark::All(all.clone())));
    assert_eq!(marked(&desk), all.len());
    // Esc lets go of the marks first, then of the figure.
    desk.send(Command::SelectObservation(all[1], jobscope::app::command::Origin::Chart));
    desk.send(Command::ClearSelection);
    assert_eq!((marked(&desk), desk.state.session.selection.observation), (0, Some(all[1])));
    desk.send(Command::ClearSelection);
    assert_eq!(desk.state.session.selection.observation, None);
}

#[test]
fn what_is_copied_is_a_line_of_heads_and_a_line_for_each_row() {
    let desk = table();
    let key = find(&desk.state, "urban_new_jobs", "湖北省", 262_100.0);
    let head = |column: TableColumn| if column == TableColumn::Value { "数值" } else { "…" };
    let tick = |tick: Tick| match tick {
        Tick::Status(Status::Actual) => "实际",
        Tick::Bound(Bound::Exact) => "确数",
        _ => "其他",
    };
    let saying = Saying { language: Language::Zh, head: &head, tick: &tick };
    let text = copied(&desk.state, &rows(&desk), saying);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), rows(&desk).len() + 1);
    assert!(lines.iter().all(|line| line.len() == COPIED.len()), "each line has as many cells");
    let place = |column| COPIED.iter().position(|other| *other == column).expect("it is copied");
    assert_eq!(lines[0][place(TableColumn::Value)], "数值");
    let n = rows(&desk).iter().position(|row| *row == key).expect("it is shown");
    let cell = |column| lines[n + 1][place(column)];
    let article = desk.state.documents.article(key.into()).expect("it is open");
    let observation = desk.state.documents.observation(key).expect("it is open");
    for (column, expected) in [
        (TableColumn::Code, "420000"),
        (TableColumn::Area, "湖北省"),
        (TableColumn::Indicator, "城镇新增就业"),
        (TableColumn::Value, "262100"),
        (TableColumn::High, ""),
        (TableColumn::Unit, "人"),
        (TableColumn::Written, observation.quote.of(&article.text)),
        (TableColumn::Start, "2023-01-01"),
        (TableColumn::End, "2023-04-30"),
        (TableColumn::Status, "实际"),
        (TableColumn::Bound, "确数"),
        (TableColumn::Sentence, observation.sentence.of(&article.text).trim()),
        (TableColumn::Article, article.title.as_str()),
        (TableColumn::Bulletin, "就业动态 五月"),
        (TableColumn::Date, "2023-05-19"),
    ] {
        assert_eq!(cell(column), expected, "{column:?}");
    }
    let mut desk = desk;
    assert_eq!(desk.send(Command::CopyRows(text.clone(), 3)), [Effect::Copy(text)]);
}

#[test]
fn columns_are_chosen_and_the_last_one_stays() {
    let mut desk = table();
    send(&mut desk, Change::ToggleColumn(TableColumn::Rule));
    send(&mut desk, Change::ToggleColumn(TableColumn::Code));
    send(&mut desk, Change::ToggleColumn(TableColumn::Article));
    let shown = desk.state.session.table.columns.clone();
    assert!(shown.is_sorted() && shown.contains(&TableColumn::Code) && !shown.contains(&TableColumn::Article));
    for column in shown {
        send(&mut desk, Change::ToggleColumn(column));
    }
    assert_eq!(desk.state.session.table.columns, [TableColumn::Rule]);
    send(&mut desk, Change::UsualColumns);
    assert_eq!(desk.state.session.table.columns, TableColumn::USUAL);
}

#[test]
fn the_set_up_comes_back_and_an_odd_one_is_mended() {
    let mut desk = table();
    send(&mut desk, Change::Sort(TableSort { column: TableColumn::Bulletin, is_descending: true }));
    send(&mut desk, Change::ToggleColumn(TableColumn::Sentence));
    send(&mut desk, Change::OnlyCharted(true));
    filter(&mut desk, TableColumn::Area, words("湖北"));
    filter(&mut desk, TableColumn::Confidence, ColumnFilter::Between { least: Some(0.8), most: None });
    filter(&mut desk, TableColumn::Level, ColumnFilter::Without(vec![Tick::Level(None)]));
    let text = StoredSession::of(&desk.state).to_text();
    let (stored, lost) = StoredSession::parse(text.as_bytes()).expect("it is JSON");
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(stored.to_state().session.table, desk.state.session.table);
    // Nothing to show, and twice the same.
    let odd = br#"{"table_columns": ["Rule", "Area", "Rule"]}"#;
    let (stored, _) = StoredSession::parse(odd).expect("it is JSON");
    assert_eq!(stored.to_state().session.table.columns, [TableColumn::Area, TableColumn::Rule]);
    let (stored, _) = StoredSession::parse(b"{}").expect("it is JSON");
    assert_eq!(stored.to_state().session.table.columns, TableColumn::USUAL);
}

#[test]
fn numbers_are_typed_as_people_write_them() {
    for (typed, number) in [
        ("0.8", Some(0.8)),
        (" 1,500 ", Some(1_500.0)),
        ("1.5万", Some(15_000.0)),
        ("2亿", Some(2e8)),
        ("5.2%", Some(5.2)),
        ("-3", Some(-3.0)),
        ("很多", None),
        ("inf", None),
        ("", None),
    ] {
        assert_eq!(typed_number(typed), number, "{typed}");
    }
}
