//! `jobscope chart`: a view as a picture.
//!
//! The window's own state is set up by the window's own commands, so that the picture shows what the window would; whoever can
//! draw ([`crate::cli::Outcome::Draw`]) draws it.

use std::sync::Arc;

use super::input::documents;
use super::names::Known;
use super::output::{check_target, fail, refuse_terminal, write_whole};
use super::plan::Job;
use super::table::Words;
use super::tally::{Rows, Tally};
use super::{Exit, Outcome};
use crate::app::command::Command;
use crate::app::documents::Documents;
use crate::app::state::{self, AppState};
use crate::app::{Desk, matrix};
use crate::compare::words::Language;
use crate::extract::Extractor;
use crate::model::area::AreaCode;
use crate::model::observation::Measure;
use crate::pipeline::Document;

/// The views that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Areas ranked by one indicator.
    #[default]
    Compare,
    /// Areas side by side, an indicator a row.
    Matrix,
    /// One indicator over time.
    Trend,
    /// One indicator on the map.
    Map,
    /// All figures.
    Table,
    /// All about one area.
    Area,
}

impl View {
    /// All views with the words that name them.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Compare, "compare"),
        (Self::Matrix, "matrix"),
        (Self::Trend, "trend"),
        (Self::Map, "map"),
        (Self::Table, "table"),
        (Self::Area, "area"),
    ];

    /// The word that names it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(view, _)| *view == self).map_or("", |(_, name)| name)
    }

    fn of_window(self) -> state::View {
        match self {
            Self::Compare => state::View::Compare,
            Self::Matrix => state::View::Matrix,
            Self::Trend => state::View::Trend,
            Self::Map => state::View::Map,
            Self::Table => state::View::Table,
            Self::Area => state::View::Area,
        }
    }

    /// Whether it answers a question about one indicator.
    pub fn asks(self) -> bool {
        matches!(self, Self::Compare | Self::Trend | Self::Map)
    }

    /// How many areas can be named for it, at most.
    pub fn most_areas(self) -> usize {
        match self {
            Self::Matrix => matrix::MOST,
            Self::Area | Self::Trend | Self::Map => 1,
            Self::Compare | Self::Table => 0,
        }
    }

    /// The view of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|&(view, _)| view)
    }
}

/// The kinds of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Lines and letters, sharp at any size.
    Svg,
    /// Points.
    Png,
}

impl Picture {
    /// The kind whose files end so.
    pub fn parse(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            _ => None,
        }
    }
}

/// What is to be drawn, as it was typed where names are looked up among what was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Which view.
    pub view: View,
    /// The indicator's id or name.
    pub indicator: Option<String>,
    /// Codes or names of areas.
    pub areas: Vec<String>,
    /// The period.
    pub period: Option<String>,
    /// The measure.
    pub measure: Option<Measure>,
    /// How much a picture of points is enlarged.
    pub scale: u8,
    /// Whether the text of an SVG is text with its letters, and not outlines.
    pub has_font: bool,
    /// Whether it is drawn on dark ground.
    pub is_dark: bool,
    /// Which kind of picture.
    pub picture: Picture,
}

const NO_FIGURES: Words = Words {
    zh: "这些简报里没有数据，画不了图",
    en: "there are no figures in these bulletins, so that nothing can be drawn",
};

const TOO_LARGE: Words = Words {
    zh: "图片太大（{size} 点），没有画：请用 --scale 1，或改用 SVG",
    en: "the picture would be too large ({size} points) and was not drawn: use --scale 1, or an SVG",
};
const NO_WINDOW: Words = Words {
    zh: "这个程序是不带窗口编译的，画不了图：请用带窗口的程序，或用 extract 取得数据",
    en: "this program was built without the window and cannot draw: use one with it, or take the figures with extract",
};

/// A picture that is to be drawn: of the view in front on this desk.
pub struct Drawing {
    /// The state, set up as was wished.
    pub desk: Desk,
    /// How it is to be drawn.
    pub wish: Wish,
    job: Job,
    language: Language,
    exit: Exit,
}

impl Drawing {
    /// Why a build without the window has no picture, and what to do.
    pub fn cannot_draw(&self) -> String {
        NO_WINDOW.of(self.language).to_owned()
    }

    /// Why a picture of so many points was not made, and what to do.
    pub fn too_large(&self, width: usize, height: usize) -> String {
        let size = format!("{width}×{height}");
        TOO_LARGE.of(self.language).replace("{size}", &size)
    }

    /// Puts the picture where it was wished; the error is why there is none.
    pub fn finish(self, picture: Result<Vec<u8>, String>) -> Exit {
        match picture.and_then(|bytes| write_whole(&self.job, &bytes, self.language)) {
            Ok(()) => self.exit,
            Err(reason) => fail(&reason),
        }
    }
}

/// Reads the bulletins and sets up the view.
pub(super) fn chart(job: Job, wish: Wish, language: Language) -> Outcome {
    let is_binary = wish.picture == Picture::Png;
    let allowed =
        check_target(&job, language).and_then(|()| if is_binary { refuse_terminal(&job, language) } else { Ok(()) });
    if let Err(reason) = allowed {
        return Outcome::Done(fail(&reason));
    }
    let mut tally = Tally::new(Rows::Figures, job.loudness, language);
    let documents = documents(&job, language, &mut tally);
    tally.say_summary();
    if tally.exit() == Exit::Nothing {
        return Outcome::Done(Exit::Nothing);
    }
    match set_up(documents, &wish, language) {
        Ok(desk) => Outcome::Draw(Box::new(Drawing { desk, wish, job, language, exit: tally.exit() })),
        Err(reason) => Outcome::Done(fail(&reason)),
    }
}

/// The window's state with these documents and the view that was wished in front.
fn set_up(documents: Vec<Document>, wish: &Wish, language: Language) -> Result<Desk, String> {
    let state = AppState { documents: Documents::of(documents), ..AppState::default() };
    let mut desk = Desk::new(state, Arc::new(|| {}));
    // Where there are many figures, what follows from them is worked out on a thread of its own.
    while desk.is_loading() {
        std::thread::yield_now();
        desk.take_in();
    }
    for command in commands(&desk, wish, language)? {
        desk.send(command);
    }
    if let Some(period) = &wish.period
        && let Some(question) = desk.state.session.question.clone()
    {
        let items = desk.state.documents.items();
        let known = Known::new(&items, Extractor::in_use().catalogue(), language);
        let period = known.period(period, question.indicator, question.measure)?;
        desk.send(Command::SetPeriod(Some(period)));
    }
    Ok(desk)
}

/// What a user would do to see it.
fn commands(desk: &Desk, wish: &Wish, language: Language) -> Result<Vec<Command>, String> {
    let items = desk.state.documents.items();
    if items.is_empty() {
        return Err(NO_FIGURES.of(language).to_owned());
    }
    let known = Known::new(&items, Extractor::in_use().catalogue(), language);
    let mut commands = vec![Command::SetLanguage(language)];
    if let Some(indicator) = &wish.indicator {
        commands.push(Command::ChooseIndicator(known.indicator(indicator)?));
    }
    commands.extend(wish.measure.map(Command::SetMeasure));
    let areas = wish.areas.iter().map(|area| Ok(known.area(area)?.code)).collect::<Result<Vec<_>, String>>()?;
    let areas: Vec<AreaCode> = areas.into_iter().flatten().collect();
    match (wish.view, areas.as_slice()) {
        (_, []) => {}
        (View::Matrix, _) => commands.push(Command::Matrix(matrix::Change::Pin(areas))),
        (_, [area, ..]) => commands.push(Command::SelectArea(*area)),
    }
    commands.push(Command::SetView(wish.view.of_window()));
    Ok(commands)
}
