//! The command line and the window read the same figures.

#[path = "support/shell.rs"]
mod shell;
#[path = "support/texts.rs"]
mod texts;

use std::path::Path;
use std::sync::Arc;

use jobscope::app::Desk;
use jobscope::app::jobs::Request;
use jobscope::app::state::AppState;
use jobscope::extract::Extractor;
use jobscope::model::observation::Row;
use shell::rows;

#[test]
fn every_row_of_extract_is_a_figure_of_the_window() {
    let generated = texts::bulletin(7, 12);
    let folder = shell::Desk::with(&[("生成.md", &generated)]);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    // The window keeps absolute paths.
    let paths = [samples, folder.path("生成.md")];

    let args: Vec<&str> = std::iter::once("extract").chain(paths.iter().map(|path| path.to_str().unwrap())).collect();
    let ran = folder.run(&args);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let extracted = rows(&ran.stdout);

    let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
    desk.load(Request::Paths(paths.to_vec()));
    while desk.is_loading() {
        std::thread::yield_now();
        desk.take_in();
    }
    let catalogue = Extractor::in_use().catalogue();
    let mut shown = Vec::new();
    for open in desk.state.documents.iter() {
        let bulletin = &open.document.bulletin;
        for (article, observations) in open.document.articles() {
            let row = |observation| Row::new(catalogue, bulletin, article, observation);
            shown.extend(observations.iter().map(row).map(|row| serde_json::to_value(row).unwrap()));
        }
    }
    assert!(extracted.len() > 200, "{} rows", extracted.len());
    assert_eq!(extracted.len(), shown.len());
    for (extracted, shown) in extracted.iter().zip(&shown) {
        assert_eq!(extracted, shown);
    }
}
