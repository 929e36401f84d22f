//! jobscope: reads the arguments and picks window or command line. All else is in the library.

use std::path::PathBuf;
use std::process::ExitCode;

use jobscope::cli::chart::Drawing;
use jobscope::cli::report::Draft;
use jobscope::cli::{self, Exit, Outcome};
use jobscope::model::problem::Problem;
use jobscope::report::content::Report;

fn main() -> ExitCode {
    let exit = match cli::main(std::env::args_os().skip(1)) {
        Outcome::Done(exit) => exit,
        Outcome::Draw(drawing) => {
            let picture = draw(&drawing);
            drawing.finish(picture)
        }
        Outcome::Report(draft) => {
            let report = report(&draft);
            draft.finish(&report)
        }
        Outcome::OpenWindow { paths, language, problems } => match open_window(paths, problems) {
            Ok(()) => Exit::Well,
            Err(reason) => cli::explain_no_window(&reason, language),
        },
    };
    ExitCode::from(exit.code())
}

/// The picture of a view; the error is why there is none.
#[cfg(feature = "gui")]
fn draw(drawing: &Drawing) -> Result<Vec<u8>, String> {
    use jobscope::cli::chart::Picture;
    use jobscope::ui::picture::{Easel, Options, Text};

    let Drawing { desk, wish, .. } = drawing;
    let text = if wish.has_font { Text::Font } else { Text::Outlines };
    let options = Options { is_dark: wish.is_dark, text, ..Options::default() };
    let mut easel = Easel::new();
    match wish.picture {
        Picture::Svg => Ok(easel.svg(&desk.state, &desk.derived, &options).into_bytes()),
        Picture::Png => {
            let png = easel.png(&desk.state, &desk.derived, &options, wish.scale);
            png.map_err(|large| drawing.too_large(large.width, large.height))
        }
    }
}

/// The picture of a view; the error is why there is none.
#[cfg(not(feature = "gui"))]
fn draw(drawing: &Drawing) -> Result<Vec<u8>, String> {
    Err(drawing.cannot_draw())
}

/// The report, its charts drawn as the window draws them.
#[cfg(feature = "gui")]
fn report(draft: &Draft) -> Report {
    let documents: Vec<_> = draft.documents.iter().collect();
    jobscope::ui::picture::report(&documents, &draft.wishes, draft.page)
}

/// The report, its charts as plain bars.
#[cfg(not(feature = "gui"))]
fn report(draft: &Draft) -> Report {
    draft.undrawn()
}

#[cfg(feature = "gui")]
fn open_window(paths: Vec<PathBuf>, problems: Vec<Problem>) -> Result<(), String> {
    jobscope::ui::run(paths, problems)
}

#[cfg(not(feature = "gui"))]
fn open_window(_paths: Vec<PathBuf>, _problems: Vec<Problem>) -> Result<(), String> {
    Err("这个程序是不带窗口编译的".to_owned())
}
