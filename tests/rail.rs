//! The left list without a window: groups, folds, filters, counts, what has been read.

mod support;

use jobscope::app::command::Command;
use jobscope::app::documents::ArticleKey;
use jobscope::app::rail::{Change, Group, Grouping, RailRow, rows, unread};
use jobscope::app::state::AppState;
use jobscope::app::update::apply;
use jobscope::model::area::AreaCode;

use support::desk;

fn send(state: &mut AppState, change: Change) {
    apply(state, Command::Rail(change));
}

/// The heads of the groups with their depth and number of articles.
fn heads(state: &AppState) -> Vec<(u8, String, usize)> {
    let list = rows(&state.documents, &state.session.rail);
    let head = |row: &RailRow| match row {
        RailRow::Document { title, n, .. } => Some((0, title.clone(), list.groups[*n].len())),
        RailRow::Group { title, n, depth, .. } => Some((*depth, title.clone(), list.groups[*n].len())),
        RailRow::Article { .. } => None,
    };
    list.rows.iter().filter_map(head).collect()
}

fn articles(state: &AppState) -> Vec<ArticleKey> {
    let list = rows(&state.documents, &state.session.rail);
    let key = |row: RailRow| match row {
        RailRow::Article { key, .. } => Some(key),
        _ => None,
    };
    list.rows.into_iter().filter_map(key).collect()
}

#[test]
fn every_grouping_lists_every_article_once() {
    let mut state = desk().state;
    let n_articles: usize = state.documents.iter().map(jobscope::app::documents::OpenDocument::n_articles).sum();
    for grouping in [Grouping::Bulletin, Grouping::Section, Grouping::Area] {
        send(&mut state, Change::GroupBy(grouping));
        let mut keys = articles(&state);
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), n_articles, "{grouping:?}");
    }
}

#[test]
fn by_area_goes_from_the_country_over_provinces_down() {
    let mut state = desk().state;
    send(&mut state, Change::GroupBy(Grouping::Area));
    let heads = heads(&state);
    assert_eq!(heads.first().map(|(depth, title, _)| (*depth, title.as_str())), Some((0, "全国")));
    let hubei = heads.iter().find(|(_, title, _)| title == "湖北省").expect("湖北");
    assert_eq!(hubei.2, 2, "the articles of both bulletins stand together");
    let guangdong = heads.iter().position(|(_, title, _)| title == "广东省").expect("广东");
    assert_eq!((heads[guangdong + 1].0, heads[guangdong + 1].1.as_str()), (1, "佛山市"));
}

#[test]
fn sections_of_one_name_stand_together() {
    let mut state = desk().state;
    send(&mut state, Change::GroupBy(Grouping::Section));
    let heads = heads(&state);
    let mut titles: Vec<_> = heads.iter().map(|(_, title, _)| title.clone()).collect();
    let n_before = titles.len();
    titles.dedup();
    assert!(n_before == titles.len() && n_before >= 3, "{titles:?}");
    assert!(heads.iter().all(|(depth, _, n)| *depth == 0 && *n > 0));
}

#[test]
fn all_groups_fold_and_unfold() {
    let mut state = desk().state;
    for grouping in [Grouping::Bulletin, Grouping::Section, Grouping::Area] {
        send(&mut state, Change::GroupBy(grouping));
        let n_rows = rows(&state.documents, &state.session.rail).rows.len();
        send(&mut state, Change::FoldAll);
        assert!(articles(&state).is_empty(), "{grouping:?}");
        // A filter looks into what is folded.
        send(&mut state, Change::Filter("湖北".to_owned()));
        assert_eq!(articles(&state).len(), 2, "{grouping:?}");
        send(&mut state, Change::Filter(String::new()));
        send(&mut state, Change::UnfoldAll);
        assert_eq!(rows(&state.documents, &state.session.rail).rows.len(), n_rows);
    }
    send(&mut state, Change::GroupBy(Grouping::Area));
    send(&mut state, Change::ToggleFold(Group::Province(Some(AreaCode(440_000)))));
    assert!(!heads(&state).iter().any(|(_, title, _)| title == "佛山市"), "what lies in a folded group is folded too");
}

#[test]
fn an_article_is_read_once_it_has_been_shown() {
    let mut desk = desk();
    let first = desk.state.session.selection.article.expect("one is shown");
    assert!(desk.state.is_read(first));
    let other = articles(&desk.state).into_iter().find(|key| !desk.state.is_read(*key)).expect("not all are read");
    desk.send(Command::SelectArticle(other));
    assert!(desk.state.is_read(other));
    let counted = |desk: &jobscope::app::Desk| desk.derived.unread.get().iter().sum::<usize>();
    let n_before = counted(&desk);
    desk.send(Command::Rail(Change::MarkRead(vec![other], false)));
    assert!(!desk.state.is_read(other));
    assert!(counted(&desk) > n_before, "every group that it is in counts it");
    desk.send(Command::Rail(Change::MarkAllRead));
    assert_eq!(counted(&desk), 0);
    // Closing and opening the bulletin again changes nothing.
    let id = other.document;
    desk.send(Command::CloseDocument(id));
    desk.send(Command::Undo);
    assert!(desk.state.is_read(other));
    let list = rows(&desk.state.documents, &desk.state.session.rail);
    assert!(unread(&desk.state, &list).iter().all(|n| *n == 0));
}

#[test]
fn what_is_not_shown_is_not_read() {
    let mut state = desk().state;
    apply(&mut state, Command::Rail(Change::MarkAllRead));
    let key = articles(&state)[3];
    apply(&mut state, Command::Rail(Change::MarkRead(vec![key], false)));
    apply(&mut state, Command::NextFigure);
    assert!(!state.is_read(key), "walking in another article does not touch it");
}
