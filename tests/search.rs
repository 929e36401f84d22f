//! Searching all bulletins without a window: what is found, in which order, and that the pieces can be trusted.

mod support;

use jobscope::app::command::Command;
use jobscope::app::search::find::{Found, Hit, find};
use jobscope::app::search::query::Query;
use jobscope::app::search::{Change, Only};
use jobscope::app::state::AppState;
use jobscope::app::update::apply;

use support::desk;

fn search(state: &AppState, typed: &str) -> Found {
    find(&state.documents.snapshot(), Query::parse(typed), &|| false).expect("nobody ends it")
}

/// Each figure as area, value.
fn figures(state: &AppState, typed: &str) -> Vec<(String, f64)> {
    let found = search(state, typed);
    let told = found.figures.iter().filter_map(|key| state.documents.observation(*key));
    told.map(|o| (o.ref_area.name.clone(), o.quantity.value)).collect()
}

#[test]
fn an_area_and_an_indicator_lead_to_their_figures() {
    let state = desk().state;
    for typed in ["临漳 城镇新增就业", "临漳县 czxzjy", "czxzjy 临漳", "urban new jobs 临漳", "邯郸 czxzjy"]
    {
        assert_eq!(figures(&state, typed), [("河北省邯郸市临漳县".to_owned(), 2156.0)], "{typed}");
    }
    let all = figures(&state, "czxzjy");
    let n = state.documents.each_item().filter(|item| Some(item.observation.indicator) == indicator()).count();
    assert_eq!(all.len(), n, "every figure of the indicator");
}

fn indicator() -> Option<jobscope::model::indicator::IndicatorId> {
    jobscope::model::indicator::Catalogue::builtin().find("urban_new_jobs")
}

#[test]
fn a_number_leads_to_its_figure() {
    let state = desk().state;
    assert_eq!(figures(&state, "2156"), [("河北省邯郸市临漳县".to_owned(), 2156.0)]);
    assert_eq!(figures(&state, "２１５６人"), [("河北省邯郸市临漳县".to_owned(), 2156.0)], "widths make no difference");
}

#[test]
fn words_lead_to_sentences_that_hold_all_of_them() {
    let state = desk().state;
    let found = search(&state, "“据统计”");
    assert!(found.count(Only::Text) > 0);
    for &(article, span) in &found.places {
        let text = &state.documents.article(article).expect("it is open").text;
        let sentence = span.of(text);
        assert!(sentence.contains("据统计") && !sentence.contains('\n'), "{sentence}");
        let marks: Vec<&str> = found.query.marks(sentence).into_iter().map(|mark| &sentence[mark]).collect();
        assert_eq!(marks, ["据统计"]);
    }
    assert_eq!(search(&state, "“据统计 全县”").count(Only::All), 0, "a phrase stands as typed");
    assert_eq!(search(&state, "没有这样的话").count(Only::All), 0);
    assert_eq!(search(&state, "   ").count(Only::All), 0);
}

#[test]
fn a_sentence_of_a_figure_is_not_listed_twice() {
    let state = desk().state;
    let found = search(&state, "临漳 就业");
    for key in &found.figures {
        let o = state.documents.observation(*key).expect("it is open");
        let is_twice =
            found.places.iter().any(|(article, span)| *article == (*key).into() && span.overlaps(o.sentence));
        assert!(!is_twice);
    }
}

#[test]
fn hits_come_in_the_order_of_the_documents_whatever_the_cores_do() {
    let state = desk().state;
    let found = search(&state, "就业");
    assert!(found.figures.is_sorted() && found.places.is_sorted());
    for _ in 0..20 {
        let again = search(&state, "就业");
        assert_eq!((again.figures, again.places), (found.figures.clone(), found.places.clone()));
    }
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let state = desk().state;
    assert!(find(&state.documents.snapshot(), Query::parse("就业"), &|| true).is_none());
}

#[test]
fn a_hit_opens_its_place_and_is_remembered() {
    let mut state = desk().state;
    apply(&mut state, Command::Search(Change::Type("临漳".to_owned())));
    let found = search(&state, "临漳");
    jobscope::app::search::take_in(&mut state, found);
    let first = state.transient.search.hit(0);
    assert!(matches!(first, Some(Hit::Figure(_))), "figures go first");
    apply(&mut state, Command::Search(Change::Open(0)));
    assert_eq!(state.session.selection.observation.map(Hit::Figure), first);
    assert_eq!(state.session.recent_searches, ["临漳"]);
    apply(&mut state, Command::Search(Change::Only(Only::Text)));
    let Some(Hit::Place(article, span)) = state.transient.search.hit(0) else { panic!("a sentence") };
    apply(&mut state, Command::Search(Change::Open(0)));
    assert_eq!(state.session.selection.article, Some(article));
    assert_eq!(state.transient.reveal_span, Some((article, span)));
    assert_eq!(state.session.selection.observation, None);
    // Back leads to the figure, and the mark is gone with the next selection.
    apply(&mut state, Command::Back);
    assert_eq!(state.session.selection.observation.map(Hit::Figure), first);
    apply(&mut state, Command::NextArticle);
    assert_eq!(state.transient.reveal_span, None);
}

#[test]
fn the_list_is_walked_and_stops_at_its_ends() {
    let mut state = desk().state;
    let found = search(&state, "就业");
    let n = found.count(Only::All);
    jobscope::app::search::take_in(&mut state, found);
    apply(&mut state, Command::Search(Change::Step(-1)));
    assert_eq!(state.transient.search.at, 0);
    apply(&mut state, Command::Search(Change::Step(100_000)));
    assert_eq!(state.transient.search.at, n - 1);
    apply(&mut state, Command::Search(Change::Only(Only::Figures)));
    assert_eq!(state.transient.search.at, 0);
}

#[test]
fn a_closed_document_is_found_no_more() {
    let mut desk = desk();
    desk.send(Command::Search(Change::Show(true)));
    desk.send(Command::Search(Change::Type("czxzjy".to_owned())));
    let wait = |desk: &mut jobscope::app::Desk| {
        for _ in 0..1000 {
            desk.take_in();
            if !desk.state.transient.search.is_running {
                return desk.state.transient.search.found.count(Only::Figures);
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("searching takes too long");
    };
    let n_before = wait(&mut desk);
    let id = desk.state.documents.iter().next().expect("one is open").id;
    desk.send(Command::CloseDocument(id));
    desk.send(Command::Search(Change::Type("czxzjy".to_owned())));
    let n_after = wait(&mut desk);
    assert!(0 < n_after && n_after < n_before, "{n_before} then {n_after}");
}
