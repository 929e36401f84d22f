//! Everything a user can do, as one enum, and one table of the commands that have a name and perhaps a shortcut.
//!
//! Menus, tooltips, shortcuts and the help sheet are fed by [`TABLE`]; widgets and tests send [`Command`]s.

use std::path::PathBuf;

use super::documents::{ArticleKey, DocumentId, OpenDocument};
use super::reading::Change;
use super::state::{ThemeChoice, View};
use super::{exporting, matrix, picture, rail, reading, reporting, rereading, search, table};
use crate::compare::ObservationKey;
use crate::compare::derived::Basis;
use crate::compare::question::{DetailFilter, Question, Sort};
use crate::compare::words::Language;
use crate::export::form::Form;
use crate::model::area::{AreaCode, AreaLevel};
use crate::model::indicator::IndicatorId;
use crate::model::observation::{Measure, Status};
use crate::model::period::Period;
use crate::model::problem::{Problem, Severity};
use crate::model::quantity::UnitClass;
use crate::report::Page;

/// One thing that a user can do.
#[derive(Debug, Clone)]
pub enum Command {
    /// Open these files and folders.
    OpenPaths(Vec<PathBuf>),
    /// Ask for files.
    ChooseFiles,
    /// Ask for a folder.
    ChooseFolder,
    /// Open or close the window for a typed path.
    ShowPathPrompt(bool),
    /// Open the built-in samples.
    OpenSamples,
    /// Find out which of the recent files are still there.
    CheckRecent,
    /// Forget the recent files.
    ForgetRecent,
    /// Stop loading and keep what is done.
    CancelLoading,
    /// Take a document off the desk.
    CloseDocument(DocumentId),
    /// Ask where the file of a missing document is now.
    LocateMissing(DocumentId),
    /// Read a file again, perhaps in another encoding.
    Reread(rereading::Change),
    /// Put a closed document back.
    ReopenDocument(usize, Box<OpenDocument>),

    /// Show an article.
    SelectArticle(ArticleKey),
    /// Select a figure, and say where that was done.
    SelectObservation(ObservationKey, Origin),
    /// Select an area, without showing its page.
    SelectArea(AreaCode),
    /// Show an area's page.
    ShowArea(AreaCode),
    /// Let go of the selected figure, then of the area.
    ClearSelection,
    /// Go to the next figure of the article.
    NextFigure,
    /// Go to the figure before.
    PreviousFigure,
    /// Go to the next article.
    NextArticle,
    /// Go to the article before.
    PreviousArticle,
    /// Bring the selected figure's mark into view.
    LocateInChart,
    /// Back to what was looked at before.
    Back,
    /// Forward again.
    Forward,

    /// Ask about another indicator.
    ChooseIndicator(IndicatorId),
    /// Open or close the indicator chooser.
    ShowChooser(bool),
    /// Replace the whole question.
    SetQuestion(Option<Box<Question>>),
    /// Show or hide figures of this standing.
    ToggleStatus(Status),
    /// Ask for another form of the figure.
    SetMeasure(Measure),
    /// Show or hide areas of this level.
    ToggleLevel(AreaLevel),
    /// Restrict to one period, or to none.
    SetPeriod(Option<Period>),
    /// Choose among parallel series.
    SetDetail(DetailFilter),
    /// Choose what the unit counts.
    SetUnitClass(Option<UnitClass>),
    /// Rank targets where there is no actual figure, or stop doing so.
    ToggleTargetsRanked,
    /// Hide figures that the extractor is unsure of, or show them.
    ToggleUnsure,
    /// Hide figures below this confidence.
    SetMinConfidence(f32),
    /// Compare as told or by the month.
    SetBasis(Basis),
    /// Order the rows.
    SetSort(Sort),

    /// Bring a view to the front.
    SetView(View),
    /// Choose light or dark.
    SetTheme(ThemeChoice),
    /// Choose the language of the window.
    SetLanguage(Language),
    /// Choose the other language.
    SwitchLanguage,
    /// Write large numbers in the other kind of steps.
    SwitchNumbers,
    /// Make everything larger (positive) or smaller, in steps; 0 is back to the usual size.
    StepZoom(i8),
    /// Make the reader's text larger (positive) or smaller, in steps.
    StepReaderText(i8),
    /// Search all bulletins.
    Search(search::Change),
    /// Open or close the command palette.
    ShowPalette(bool),
    /// Find in the article, walk its bulletin, copy from it.
    Reading(reading::Change),
    /// Set up the left list.
    Rail(rail::Change),
    /// Set up the table.
    Table(table::Change),
    /// Set up the view of areas side by side.
    Matrix(matrix::Change),
    /// Write observations to a file.
    Export(exporting::Change),
    /// Make a picture of the view.
    Picture(picture::Change),
    /// Make a report.
    Report(reporting::Change),
    /// Show or hide the left list.
    ToggleRail,
    /// Show or hide the reader.
    ToggleReader,
    /// Make a panel so wide.
    SetWidth(Side, f32),

    /// Open or close the list of problems.
    ShowProblems(bool),
    /// List only problems of this severity, or all.
    FilterProblems(Option<Severity>),
    /// Go to the article that a problem is about.
    ShowProblem(usize),
    /// Copy the problems that are listed.
    CopyProblems,
    /// Strike one problem off the list.
    DismissProblem(usize),
    /// Strike all problems off the list.
    DismissProblems,
    /// Put problems back on the list.
    RestoreProblems(Vec<Problem>),
    /// Let go of the news in the status bar.
    DismissNotice,
    /// Open or close the help sheet.
    ShowHelp(bool),
    /// Copy a text.
    Copy(String),
    /// Copy rows of the table: their text, and how many they are.
    CopyRows(String, usize),
    /// Copy the selected figure's sentence with its source.
    CopyCitation,
    /// Undo.
    Undo,
    /// Do again.
    Redo,
}

/// The panels whose width can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left list.
    Rail,
    /// The reader.
    Reader,
}

/// Where a figure was selected: the other panels follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In a chart or the table: the reader follows.
    Chart,
    /// In the reader: the chart follows.
    Reader,
}

/// What an update asks of the outside; nothing in here happens by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Load these files and folders.
    Load(Vec<PathBuf>),
    /// Load the built-in samples.
    LoadSamples,
    /// Find out how this file begins in each encoding.
    LookAt(PathBuf),
    /// Read this file again in this encoding.
    ReadAgain(PathBuf, rereading::Chosen),
    /// Stop loading.
    CancelLoading,
    /// Show a dialog for files.
    PickFiles,
    /// Show a dialog for a folder.
    PickFolder,
    /// Put this on the clipboard.
    Copy(String),
    /// Show a dialog for where a picture of this form goes.
    PickPicture(picture::Format),
    /// Draw the view into this file.
    WritePicture {
        /// In which form.
        format: picture::Format,
        /// Where.
        path: PathBuf,
        /// Whether a file of that name may be replaced.
        may_replace: bool,
    },
    /// Draw the view for the clipboard.
    CopyPicture {
        /// So many pixels to a point.
        scale: u8,
    },
    /// Show a dialog for where a report goes.
    PickReport(Page),
    /// Write the report that is offered to this file.
    WriteReport {
        /// What it is written in.
        page: Page,
        /// Where.
        path: PathBuf,
        /// Whether a file of that name may be replaced.
        may_replace: bool,
    },
    /// Show a dialog for where observations in this form go.
    PickExport(Form),
    /// Write observations to this file.
    Export {
        /// In which form.
        form: Form,
        /// Where.
        path: PathBuf,
        /// Whether a file of that name may be replaced.
        may_replace: bool,
        /// What the view shows, in words, where only that is written.
        selection: Option<String>,
    },
    /// Stop writing.
    CancelExport,
    /// Look for what is typed in the search.
    Search,
    /// Find out which of the recent files are still there.
    CheckRecent,
}

/// A key, without any window library's words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter or a digit.
    Char(char),
    /// A function key.
    F(u8),
    /// ←
    Left,
    /// →
    Right,
    /// Esc
    Escape,
    /// +
    Plus,
    /// -
    Minus,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl, or ⌘ on a Mac.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    const fn plain(key: Key) -> Self {
        Self { ctrl: false, alt: false, shift: false, key }
    }

    const fn shift(key: Key) -> Self {
        Self { ctrl: false, alt: false, shift: true, key }
    }

    const fn ctrl(key: Key) -> Self {
        Self { ctrl: true, alt: false, shift: false, key }
    }

    const fn ctrl_shift(key: Key) -> Self {
        Self { ctrl: true, alt: false, shift: true, key }
    }

    const fn alt(key: Key) -> Self {
        Self { ctrl: false, alt: true, shift: false, key }
    }

    /// Whether it would get in the way of typing.
    pub fn is_typing(self) -> bool {
        !self.ctrl && !self.alt && matches!(self.key, Key::Char(_) | Key::Plus | Key::Minus)
    }
}

impl std::fmt::Display for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (is_held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if is_held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(key) => write!(f, "{key}"),
            Key::F(n) => write!(f, "F{n}"),
            Key::Left => f.write_str("←"),
            Key::Right => f.write_str("→"),
            Key::Escape => f.write_str("Esc"),
            Key::Plus => f.write_str("+"),
            Key::Minus => f.write_str("-"),
        }
    }
}

/// A command that has a name.
#[derive(Debug, Clone, Copy)]
pub struct NamedCommand {
    /// Its id; the words table has its label under `command.<id>`.
    pub id: &'static str,
    /// What it belongs to; the words table has the group's label under `commands.<group>`.
    pub group: &'static str,
    /// Its key, if it has one.
    pub shortcut: Option<Shortcut>,
    /// What it sends.
    pub command: fn() -> Command,
}

const fn row(
    id: &'static str,
    group: &'static str,
    shortcut: Option<Shortcut>,
    command: fn() -> Command,
) -> NamedCommand {
    NamedCommand { id, group, shortcut, command }
}

/// All commands that have a name, in the order in which help shows them.
pub const TABLE: &[NamedCommand] = &[
    row("open", "file", Some(Shortcut::ctrl(Key::Char('O'))), || Command::ChooseFiles),
    row("open_folder", "file", Some(Shortcut::ctrl_shift(Key::Char('O'))), || Command::ChooseFolder),
    row("open_path", "file", Some(Shortcut::ctrl(Key::Char('L'))), || Command::ShowPathPrompt(true)),
    row("open_samples", "file", None, || Command::OpenSamples),
    row("export_data", "file", Some(Shortcut::ctrl(Key::Char('S'))), || Command::Export(exporting::Change::Show(true))),
    row("export_picture", "file", Some(Shortcut::ctrl(Key::Char('E'))), || {
        Command::Picture(picture::Change::Show(true))
    }),
    row("export_report", "file", Some(Shortcut::ctrl_shift(Key::Char('S'))), || {
        Command::Report(reporting::Change::Show(true))
    }),
    row("copy_picture", "file", Some(Shortcut::ctrl_shift(Key::Char('E'))), || Command::Picture(picture::Change::Copy)),
    row("reread", "file", Some(Shortcut::plain(Key::F(5))), || Command::Reread(rereading::Change::ReadShown)),
    row("reread_as", "file", None, || Command::Reread(rereading::Change::OfferShown)),
    row("problems", "file", Some(Shortcut::ctrl(Key::Char('P'))), || Command::ShowProblems(true)),
    row("forget_recent", "file", None, || Command::ForgetRecent),
    row("search", "find", Some(Shortcut::ctrl_shift(Key::Char('F'))), || Command::Search(search::Change::Show(true))),
    row("find_in_article", "find", Some(Shortcut::ctrl(Key::Char('F'))), || Command::Reading(Change::ShowFind(true))),
    row("find_next", "find", Some(Shortcut::plain(Key::F(3))), || Command::Reading(Change::Step(1))),
    row("find_previous", "find", Some(Shortcut::shift(Key::F(3))), || Command::Reading(Change::Step(-1))),
    row("palette", "find", Some(Shortcut::ctrl(Key::Char('K'))), || Command::ShowPalette(true)),
    row("next_figure", "read", Some(Shortcut::plain(Key::Char('J'))), || Command::NextFigure),
    row("previous_figure", "read", Some(Shortcut::plain(Key::Char('K'))), || Command::PreviousFigure),
    row("next_article", "read", Some(Shortcut::plain(Key::Char('N'))), || Command::NextArticle),
    row("previous_article", "read", Some(Shortcut::plain(Key::Char('B'))), || Command::PreviousArticle),
    row("outline", "read", Some(Shortcut::plain(Key::Char('O'))), || Command::Reading(Change::ShowOutline(true))),
    row("back", "read", Some(Shortcut::alt(Key::Left)), || Command::Back),
    row("forward", "read", Some(Shortcut::alt(Key::Right)), || Command::Forward),
    row("copy_citation", "read", Some(Shortcut::ctrl_shift(Key::Char('C'))), || Command::CopyCitation),
    row("copy_paragraph", "read", None, || Command::Reading(Change::CopyParagraph)),
    row("locate", "read", Some(Shortcut::plain(Key::Char('L'))), || Command::LocateInChart),
    row("clear", "read", Some(Shortcut::plain(Key::Escape)), || Command::ClearSelection),
    row("choose_indicator", "compare", Some(Shortcut::ctrl(Key::Char('I'))), || Command::ShowChooser(true)),
    row("view_compare", "compare", Some(Shortcut::plain(Key::Char('1'))), || Command::SetView(View::Compare)),
    row("view_matrix", "compare", Some(Shortcut::plain(Key::Char('2'))), || Command::SetView(View::Matrix)),
    row("view_trend", "compare", Some(Shortcut::plain(Key::Char('3'))), || Command::SetView(View::Trend)),
    row("view_map", "compare", Some(Shortcut::plain(Key::Char('4'))), || Command::SetView(View::Map)),
    row("view_table", "compare", Some(Shortcut::plain(Key::Char('5'))), || Command::SetView(View::Table)),
    row("view_area", "compare", Some(Shortcut::plain(Key::Char('6'))), || Command::SetView(View::Area)),
    row("undo", "compare", Some(Shortcut::ctrl(Key::Char('Z'))), || Command::Undo),
    row("redo", "compare", Some(Shortcut::ctrl_shift(Key::Char('Z'))), || Command::Redo),
    row("toggle_rail", "list", Some(Shortcut::ctrl(Key::Char('B'))), || Command::ToggleRail),
    row("unfold_all", "list", None, || Command::Rail(rail::Change::UnfoldAll)),
    row("fold_all", "list", None, || Command::Rail(rail::Change::FoldAll)),
    row("mark_all_read", "list", None, || Command::Rail(rail::Change::MarkAllRead)),
    row("group_by_bulletin", "list", None, || Command::Rail(rail::Change::GroupBy(rail::Grouping::Bulletin))),
    row("group_by_section", "list", None, || Command::Rail(rail::Change::GroupBy(rail::Grouping::Section))),
    row("group_by_area", "list", None, || Command::Rail(rail::Change::GroupBy(rail::Grouping::Area))),
    row("toggle_reader", "window", Some(Shortcut::ctrl(Key::Char('R'))), || Command::ToggleReader),
    row("larger_text", "window", Some(Shortcut::alt(Key::Plus)), || Command::StepReaderText(1)),
    row("smaller_text", "window", Some(Shortcut::alt(Key::Minus)), || Command::StepReaderText(-1)),
    row("theme_light", "window", None, || Command::SetTheme(ThemeChoice::Light)),
    row("theme_dark", "window", None, || Command::SetTheme(ThemeChoice::Dark)),
    row("theme_system", "window", None, || Command::SetTheme(ThemeChoice::System)),
    row("switch_language", "window", None, || Command::SwitchLanguage),
    row("switch_numbers", "window", None, || Command::SwitchNumbers),
    row("zoom_in", "window", Some(Shortcut::ctrl(Key::Plus)), || Command::StepZoom(1)),
    row("zoom_out", "window", Some(Shortcut::ctrl(Key::Minus)), || Command::StepZoom(-1)),
    row("zoom_usual", "window", Some(Shortcut::ctrl(Key::Char('0'))), || Command::StepZoom(0)),
    row("help", "window", Some(Shortcut::plain(Key::F(1))), || Command::ShowHelp(true)),
];

/// The row with this id.
pub fn named(id: &str) -> Option<&'static NamedCommand> {
    TABLE.iter().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_and_shortcuts_are_used_once() {
        let ids: HashSet<_> = TABLE.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), TABLE.len());
        let shortcuts: Vec<_> = TABLE.iter().filter_map(|row| row.shortcut).collect();
        assert_eq!(shortcuts.iter().collect::<HashSet<_>>().len(), shortcuts.len());
    }

    #[test]
    fn a_shortcut_is_written_as_on_the_keyboard() {
        assert_eq!(Shortcut::ctrl_shift(Key::Char('O')).to_string(), "Ctrl+Shift+O");
        assert_eq!(Shortcut::plain(Key::F(1)).to_string(), "F1");
    }
}
