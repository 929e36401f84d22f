//! Observations written to files from the window's desk: what is in them, what stops them, and what is left alone.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

mod support;

use std::path::{Path, PathBuf};

use jobscope::app::Desk;
use jobscope::app::command::Command;
use jobscope::app::exporting::Change;
use jobscope::app::shown::shown;
use jobscope::app::state::{Notice, View};
use jobscope::app::table;
use jobscope::export::form::Form;
use jobscope::export::reader::read_rows;
use jobscope::extract::Extractor;
use jobscope::model::observation::Row;

use support::{desk, many};

/// Does what was asked, and waits until it is done; returns what was told then.
fn done(desk: &mut Desk, changes: Vec<Change>) -> Notice {
    for change in changes {
        desk.send(Command::Export(change));
    }
    while desk.state.transient.export_progress.is_some() {
        std::thread::yield_now();
        desk.take_in();
    }
    desk.state.transient.notices.back().cloned().expect("something was told")
}

fn write(path: &Path, may_replace: bool) -> Change {
    Change::Write { path: path.to_owned(), may_replace, selection: "只看湖北".to_owned() }
}

fn all_rows(desk: &Desk) -> Vec<Row> {
    let catalogue = Extractor::in_use().catalogue();
    let mut rows = Vec::new();
    for open in desk.state.documents.iter() {
        for (article, observations) in open.document.articles() {
            let row = |observation| Row::new(catalogue, &open.document.bulletin, article, observation);
            rows.extend(observations.iter().map(row));
        }
    }
    rows
}

/// The rows as they are written: confidence has two digits there.
fn rounded(rows: Vec<Row>) -> Vec<Row> {
    let round = |row: Row| Row { confidence: (row.confidence * 100.0).round() / 100.0, ..row };
    rows.into_iter().map(round).collect()
}

fn names(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_form_holds_every_figure() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    for form in Form::ALL {
        let path = folder.path().join(format!("全部.{}", form.extension()));
        let told = done(&mut desk, vec![Change::Choose(form), write(&path, false)]);
        let wanted = rounded(all_rows(&desk));
        assert_eq!(told, Notice::Exported { path: path.clone(), n_rows: wanted.len() });
        let read = read_rows(&std::fs::read(&path).unwrap(), form).unwrap();
        assert_eq!(rounded(read.rows), wanted, "{}", form.name());
        assert_eq!(read.selection, None);
    }
}

#[test]
fn what_the_view_shows_is_written_with_its_filters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("显示.csv");
    let mut desk = desk();
    desk.send(Command::SetView(View::Table));
    desk.send(Command::Table(table::Change::Filter("湖北".to_owned())));
    let n_shown = shown(&desk.state, &desk.derived).len();
    assert!(n_shown > 0 && n_shown < all_rows(&desk).len());
    let told = done(&mut desk, vec![Change::OnlyShown(true), write(&path, false)]);
    assert_eq!(told, Notice::Exported { path: path.clone(), n_rows: n_shown });
    let read = read_rows(&std::fs::read(&path).unwrap(), Form::Csv).unwrap();
    assert_eq!(read.rows.len(), n_shown);
    assert!(read.rows.iter().all(|row| row.ref_area.starts_with("42")), "{:?}", read.rows);
    assert_eq!(read.selection.as_deref(), Some("只看湖北"));
}

#[test]
fn each_view_shows_something_to_write() {
    let mut desk = desk();
    let all = all_rows(&desk).len();
    for view in [View::Compare, View::Trend, View::Map, View::Table] {
        desk.send(Command::SetView(view));
        let n_shown = shown(&desk.state, &desk.derived).len();
        assert!((1..=all).contains(&n_shown), "{view:?}: {n_shown}");
    }
}

#[test]
fn a_stopped_export_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("多.xlsx");
    std::fs::write(&path, "old").unwrap();
    let mut desk = many::desk(100, 10);
    let told = done(&mut desk, vec![write(&path, true), Change::Cancel]);
    assert_eq!(told, Notice::ExportCancelled);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(folder.path()), [path]);
}

#[test]
fn what_is_there_is_replaced_only_where_that_was_agreed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("数据.csv");
    std::fs::write(&path, "old").unwrap();
    let mut desk = desk();
    let told = done(&mut desk, vec![write(&path, false)]);
    let Notice::NotExported(reason) = told else { panic!("{told:?}") };
    assert!(reason.contains("数据.csv"), "{reason}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    let told = done(&mut desk, vec![write(&path, true)]);
    assert!(matches!(told, Notice::Exported { .. }), "{told:?}");
    assert_ne!(std::fs::read_to_string(&path).unwrap(), "old");
}

#[test]
fn a_place_that_cannot_be_written_is_told_in_the_users_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("没有/数据.csv");
    let mut desk = desk();
    let Notice::NotExported(zh) = done(&mut desk, vec![write(&path, false)]) else { panic!("told otherwise") };
    desk.send(Command::SwitchLanguage);
    let Notice::NotExported(en) = done(&mut desk, vec![write(&path, false)]) else { panic!("told otherwise") };
    assert!(zh.contains("文件夹不存在") && en.contains("folder does not exist"), "{zh} / {en}");
}
