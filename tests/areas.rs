//! The state behind the views of areas: side by side, the map, one area's page.

mod support;

use jobscope::app::Desk;
use jobscope::app::area_page::{self, AreaPage};
use jobscope::app::command::Command;
use jobscope::app::documents::Source;
use jobscope::app::map::Class;
use jobscope::app::matrix::{Change, Line, MOST, Matrix, Row, moved, toggled};
use jobscope::app::session::StoredSession;
use jobscope::app::state::View;
use jobscope::compare::question::TargetRule;
use jobscope::compare::ranking::ranking;
use jobscope::model::area::{AreaCode, AreaLevel};
use jobscope::model::indicator::Catalogue;
use jobscope::model::observation::Status;

use support::{desk, find, fixture};

const JIANGSU: AreaCode = AreaCode(320_000);
const HUBEI: AreaCode = AreaCode(420_000);
const ANHUI: AreaCode = AreaCode(340_000);
const LINZHANG: AreaCode = AreaCode(130_423);

fn in_view(view: View) -> Desk {
    let mut desk = desk();
    desk.send(Command::SetView(view));
    desk
}

fn pin(desk: &mut Desk, areas: &[AreaCode]) {
    desk.send(Command::Matrix(Change::Pin(areas.to_vec())));
}

fn rows(matrix: &Matrix) -> Vec<&Row> {
    let row = |line| match line {
        &Line::Row(ref row) => Some(row),
        Line::Family(_) => None,
    };
    matrix.lines.iter().filter_map(row).collect()
}

/// The row of this indicator, as a plain level.
fn row<'a>(matrix: &'a Matrix, indicator: &str) -> &'a Row {
    let id = Catalogue::builtin().find(indicator).expect("an id of the catalogue");
    rows(matrix).into_iter().find(|row| row.series.key.indicator == id).expect("a row")
}

fn page(desk: &mut Desk, area: AreaCode) -> AreaPage {
    desk.send(Command::ShowArea(area));
    let page = desk.derived.area_page.get();
    page.as_ref().as_ref().expect("the page of the selected area").clone()
}

/// A desk with one bulletin whose figures are of one indicator, each with its area, its value and its unit.
fn desk_of(told: &[(u32, &str, &str)]) -> Desk {
    let mut lines = String::new();
    for (area, value, unit) in told {
        let number: f64 = value.parse().expect("a number");
        let row = serde_json::json!({
            "section": "", "article": format!("文 {area} {value}"), "ref_area": area.to_string(),
            "ref_area_name": format!("{area}"), "indicator": "job_seekers", "measure": "level", "status": "actual",
            "value": number, "unit": unit, "bound": "exact", "period_start": "2023-01-01", "period_end": "2023-04-30",
            "period_kind": "during", "quote": format!("{value}{unit}"), "sentence": format!("求职{value}{unit}。"),
        });
        lines.push_str(&format!("{row}\n"));
    }
    let mut desk = support::empty_desk();
    desk.put(&Source::Sample("一.md".to_owned()), fixture::document("一.md", "一", "2023-05-19", &lines));
    desk
}

#[test]
fn nothing_pinned_is_answered_with_a_proposal() {
    let desk = in_view(View::Matrix);
    let matrix = desk.derived.matrix.get();
    assert!(matrix.is_proposal);
    assert_eq!(matrix.codes()[..2], [JIANGSU, HUBEI], "these share two indicators");
    assert_eq!(matrix.columns.len(), 4);
    assert!(matrix.codes().iter().all(|code| code.level() == AreaLevel::Province));
    assert!(desk.state.session.matrix.pinned.is_empty(), "a proposal is nobody's choice");
}

#[test]
fn areas_are_pinned_once_and_no_more_than_fit() {
    let mut desk = in_view(View::Matrix);
    pin(&mut desk, &[HUBEI, JIANGSU, HUBEI]);
    assert_eq!(desk.state.session.matrix.pinned, [HUBEI, JIANGSU]);
    assert!(!desk.derived.matrix.get().is_proposal);
    desk.send(Command::Matrix(Change::Toggle(LINZHANG)));
    assert_eq!(desk.state.session.matrix.pinned, [HUBEI, JIANGSU, LINZHANG]);
    desk.send(Command::Matrix(Change::Toggle(HUBEI)));
    assert_eq!(desk.state.session.matrix.pinned, [JIANGSU, LINZHANG]);
    let many: Vec<AreaCode> = (1..=12).map(|n| AreaCode(n * 10_000)).collect();
    pin(&mut desk, &many);
    assert_eq!(desk.state.session.matrix.pinned.len(), MOST);
    desk.send(Command::Matrix(Change::Toggle(HUBEI)));
    assert_eq!(desk.state.session.matrix.pinned.len(), MOST, "a ninth has no room");
}

#[test]
fn columns_are_moved_within_their_row() {
    let columns = [JIANGSU, HUBEI, ANHUI];
    assert_eq!(moved(&columns, HUBEI, -1), [HUBEI, JIANGSU, ANHUI]);
    assert_eq!(moved(&columns, HUBEI, 1), [JIANGSU, ANHUI, HUBEI]);
    assert_eq!(moved(&columns, JIANGSU, -1), columns);
    assert_eq!(moved(&columns, LINZHANG, 1), columns);
    assert_eq!(toggled(&columns, HUBEI), [JIANGSU, ANHUI]);
}

#[test]
fn a_cell_leads_with_the_latest_actual_figure() {
    let mut desk = in_view(View::Matrix);
    pin(&mut desk, &[JIANGSU, HUBEI, ANHUI]);
    let matrix = desk.derived.matrix.get();
    let row = row(matrix, "urban_new_jobs");
    let told: Vec<_> = row.cell(JIANGSU).iter().map(|mark| (mark.value, mark.status)).collect();
    assert_eq!(told, [(1_010_000.0, Status::Actual), (450_000.0, Status::Actual), (1_200_000.0, Status::Target)]);
    assert!(row.cell(ANHUI).iter().all(|mark| mark.conflicts) && row.cell(ANHUI).len() == 2);
    assert_eq!((row.min, row.max), (0.0, 1_010_000.0), "the scale is that of the leading figures");
    assert!(row.cell(ANHUI)[0].value > row.cell(ANHUI)[1].value, "of two in conflict the larger leads");
}

#[test]
fn a_row_never_mixes_units() {
    let mut desk = desk_of(&[(320_000, "500", "人"), (420_000, "900", "人次"), (340_000, "700", "人")]);
    desk.send(Command::SetView(View::Matrix));
    pin(&mut desk, &[JIANGSU, HUBEI, ANHUI]);
    let matrix = desk.derived.matrix.get();
    let units: Vec<_> = rows(matrix).iter().map(|row| (row.series.key.unit.0.to_string(), row.max)).collect();
    assert_eq!(units, [("人".to_owned(), 700.0), ("人次".to_owned(), 900.0)]);
}

#[test]
fn rows_that_not_all_have_can_be_hidden() {
    let mut desk = in_view(View::Matrix);
    pin(&mut desk, &[JIANGSU, HUBEI, ANHUI]);
    assert_eq!(desk.derived.matrix.get().n_rows, 2);
    desk.send(Command::Matrix(Change::ToggleSharedOnly));
    let matrix = desk.derived.matrix.get();
    assert_eq!((matrix.n_rows, matrix.n_hidden), (1, 1));
    assert!(row(matrix, "urban_new_jobs").series.areas.len() == 3);
}

#[test]
fn a_row_asks_its_own_question_of_all_areas() {
    let mut desk = in_view(View::Matrix);
    pin(&mut desk, &[LINZHANG, AreaCode(440_600), AreaCode(510_000)]);
    let matrix = desk.derived.matrix.get();
    for row in rows(matrix) {
        let answer = ranking(&desk.state.documents.items(), &row.series.question());
        for mark in row.series.marks() {
            assert!(answer.find(mark.key).is_some(), "{:?}", row.series.key);
        }
    }
    assert_eq!(row(matrix, "startup_loan_cap").series.question().targets, TargetRule::BesideActual);
}

#[test]
fn an_area_that_nothing_is_told_of_is_still_a_column() {
    let mut desk = in_view(View::Matrix);
    pin(&mut desk, &[AreaCode(520_000), HUBEI]);
    let matrix = desk.derived.matrix.get();
    assert_eq!(matrix.columns[0].name, "贵州省");
    assert!(rows(matrix).iter().all(|row| row.cell(AreaCode(520_000)).is_empty()));
}

#[test]
fn a_province_is_coloured_by_its_own_figure_alone() {
    let desk = in_view(View::Map);
    let map = desk.derived.map.get();
    let (_, hubei) = map.find(HUBEI).expect("a tile");
    assert_eq!(hubei.own[0].value, 262_100.0, "the figure of the period that most share");
    assert_eq!(hubei.class, Some(Class::Step(2)));
    let (_, guangdong) = map.find(AreaCode(440_000)).expect("a tile");
    assert!(guangdong.own.is_empty() && guangdong.class.is_none());
    assert_eq!(guangdong.n_inner, 1);
    assert_eq!(guangdong.inner[0].short_name, "佛山市");
    let (_, guizhou) = map.find(AreaCode(520_000)).expect("a tile");
    assert!(guizhou.own.is_empty() && guizhou.n_inner == 0);
    let bounds: Vec<f64> = map.classes.bounds().collect();
    assert_eq!(bounds, [0.0, 100_000.0, 200_000.0, 300_000.0, 400_000.0, 500_000.0]);
}

#[test]
fn all_counties_of_a_province_never_make_its_figure() {
    let told = [(130_423, "10", "人"), (130_400, "20", "人"), (130_100, "30", "人"), (320_000, "40", "人")];
    let mut desk = desk_of(&told);
    desk.send(Command::SetView(View::Map));
    let map = desk.derived.map.get();
    let (_, hebei) = map.find(AreaCode(130_000)).expect("a tile");
    assert_eq!((hebei.class, hebei.own.len(), hebei.n_inner), (None, 0, 3));
    assert_eq!(map.classes.class_of(40.0), map.find(JIANGSU).and_then(|(_, tile)| tile.class).expect("coloured"));
}

#[test]
fn a_page_tells_what_lies_above_and_inside() {
    let mut desk = in_view(View::Compare);
    let county = page(&mut desk, LINZHANG);
    assert_eq!(desk.state.session.view, View::Area);
    let above: Vec<_> = county.above.iter().map(|above| above.short_name.as_str()).collect();
    assert_eq!(above, ["全国", "河北省", "邯郸市"]);
    assert_eq!((county.n_figures, county.n_indicators, county.articles.len()), (4, 4, 1));
    assert_eq!((county.level, county.years), (AreaLevel::County, None));
    let province = page(&mut desk, AreaCode(130_000));
    assert!(province.lines.is_empty() && province.articles.is_empty());
    let inside: Vec<_> = province.inside.iter().map(|inner| (inner.short_name.as_str(), inner.n_figures)).collect();
    assert_eq!(inside, [("临漳县", 4)]);
    let country = page(&mut desk, AreaCode::CHINA);
    assert!(country.above.is_empty());
    assert!(country.inside.iter().all(|inner| inner.code.level() == AreaLevel::Province));
    assert_eq!(country.inside.len(), 6);
}

#[test]
fn a_page_shows_a_trend_only_where_there_are_two_dates() {
    let mut desk = in_view(View::Compare);
    let page = page(&mut desk, JIANGSU);
    let trends: Vec<_> = page
        .lines
        .iter()
        .filter_map(|line| match line {
            area_page::Line::Row(row) => Some(row.trend.iter().map(|mark| mark.value).collect::<Vec<_>>()),
            area_page::Line::Family(_) => None,
        })
        .collect();
    assert_eq!(trends, [vec![450_000.0, 1_010_000.0, 1_200_000.0], vec![]]);
}

#[test]
fn areas_that_are_no_more_have_a_page() {
    let mut desk = desk_of(&[(341_400, "300", "人"), (340_000, "800", "人")]);
    let chaohu = page(&mut desk, AreaCode(341_400));
    assert_eq!(chaohu.years.map(|(_, last)| last), Some(2010));
    assert_eq!(chaohu.above.iter().map(|above| above.code.0).collect::<Vec<_>>(), [100_000, 340_000]);
    let anhui = page(&mut desk, ANHUI);
    assert_eq!(anhui.inside.iter().map(|inner| inner.code.0).collect::<Vec<_>>(), [341_400]);
    let unknown = page(&mut desk, AreaCode(999_999));
    assert_eq!((unknown.n_figures, unknown.years), (0, None));
}

#[test]
fn the_views_are_restored() {
    let mut desk = in_view(View::Matrix);
    pin(&mut desk, &[HUBEI, LINZHANG]);
    desk.send(Command::Matrix(Change::ToggleSharedOnly));
    desk.send(Command::ShowArea(LINZHANG));
    let stored = StoredSession::of(&desk.state);
    let text = serde_json::to_string(&stored).expect("a session can be written");
    let state = serde_json::from_str::<StoredSession>(&text).expect("and read").to_state();
    assert_eq!(state.session.matrix, desk.state.session.matrix);
    assert_eq!(state.session.selection.area, Some(LINZHANG));
    assert_eq!(state.session.view, View::Area);
}

#[test]
fn lists_follow_the_documents_and_nothing_else() {
    let mut desk = in_view(View::Matrix);
    let before = desk.derived.matrix.generation();
    let key = find(&desk.state, "urban_new_jobs", "湖北省", 262_100.0);
    desk.send(Command::SelectObservation(key, jobscope::app::command::Origin::Chart));
    assert_eq!(desk.derived.matrix.generation(), before, "a selection makes no list anew");
    let first = desk.state.documents.iter().next().expect("a document").id;
    desk.send(Command::CloseDocument(first));
    assert!(desk.derived.matrix.generation() > before);
}
