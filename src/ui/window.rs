//! One frame: take in what happened, draw what is true, do what was asked.

use eframe::egui::{CentralPanel, Context, Frame, Margin, Panel, Response, Sense, Ui, pos2, vec2};

use super::cx::Cx;
use super::picker::{Answer, Ask, Picker};
use super::picture::said;
use super::picture::saving::{Done, Saving, Task, report_name, suggested_name};
use super::theme::{self, Theme, space};
use super::{
    area_view, chooser, compare_view, dialogs, fonts, map_view, matrix_view, palette, rail, reader, search, shortcuts,
    statusbar, table_view, topbar, trend_view, widgets,
};
use crate::app::Desk;
use crate::app::command::{Command, Effect, Side};
use crate::app::jobs::Wake;
use crate::app::state::{Notice, ThemeChoice, View};
use crate::app::{exporting, picture, reporting};

/// The window: the desk, and what the panels keep between frames.
pub struct Window {
    /// State, jobs and derived lists.
    pub desk: Desk,
    picker: Box<dyn Picker>,
    /// What the open dialog asks about.
    asked: Asked,
    pictures: Saving,
    local: Local,
    last_theme: Option<ThemeChoice>,
    last_zoom: f32,
    text_watch: fonts::TextWatch,
}

/// What the panels keep between frames: buffers of text being typed, laid-out text.
#[derive(Default)]
struct Local {
    rail: rail::Local,
    chooser: chooser::Local,
    compare: compare_view::Local,
    matrix: matrix_view::Local,
    map: map_view::Local,
    table: table_view::Local,
    area: area_view::Local,
    reader: reader::Local,
    dialogs: dialogs::Local,
    search: search::Local,
    palette: palette::Local,
    widths: Widths,
}

/// Below this width the left list gives way to the chart and the reader.
const NARROW: f32 = 1040.0;

/// What a dialog was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// What to open.
    Open,
    /// Where a picture goes.
    Picture,
    /// Where observations go.
    Export,
    /// Where a report goes.
    Report,
}

impl Window {
    /// A window on this desk.
    pub fn new(desk: Desk, picker: Box<dyn Picker>) -> Self {
        Self {
            desk,
            picker,
            asked: Asked::Open,
            pictures: Saving::default(),
            local: Local::default(),
            last_theme: None,
            last_zoom: 1.0,
            text_watch: fonts::TextWatch::default(),
        }
    }

    /// Draws one frame and does what was asked in it.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.desk.take_in();
        self.take_answer(&ctx);
        self.take_pictures(&ctx);
        self.take_drops(&ctx);
        self.set_theme(&ctx);
        // Only a change of ours is set, so that the factor a test or the system gives stays.
        let zoom = self.desk.state.session.zoom;
        if self.last_zoom != zoom {
            ctx.set_zoom_factor(zoom);
            self.last_zoom = zoom;
        }
        self.desk.state.transient.is_narrow = ui.available_width() < NARROW;
        let text_generation = self.text_watch.generation(&ctx);
        let cx = Cx::new(&self.desk.state, &self.desk.derived, Theme::of(&ctx), text_generation);
        shortcuts::send_pressed(&ctx, &cx);
        panels_ui(ui, &cx, &mut self.local);
        dialogs::dialogs_ui(&ctx, &cx, &mut self.local.dialogs);
        palette::palette_ui(&ctx, &cx, &mut self.local.palette);
        drop_hint_ui(&ctx, &cx);
        let commands = cx.into_commands();
        self.forget_reveals();
        if !commands.is_empty() {
            ctx.request_repaint();
        }
        for command in commands {
            self.send(&ctx, command);
        }
    }

    /// Does a command, with what only a window can do.
    pub fn send(&mut self, ctx: &Context, command: Command) {
        for effect in self.desk.send(command) {
            match effect {
                Effect::PickFiles => self.ask(ctx, Asked::Open, Ask::Files),
                Effect::PickFolder => self.ask(ctx, Asked::Open, Ask::Folder),
                Effect::Copy(text) => ctx.copy_text(text),
                Effect::PickPicture(format) => {
                    let name = suggested_name(&self.desk.state, &self.desk.derived, format.ending());
                    self.ask(ctx, Asked::Picture, Ask::NewFile { name, ending: format.ending() });
                }
                Effect::PickExport(form) => {
                    let extension = form.extension();
                    let name = suggested_name(&self.desk.state, &self.desk.derived, extension);
                    let ending = extension.rsplit('.').next().unwrap_or(extension);
                    self.ask(ctx, Asked::Export, Ask::NewFile { name, ending });
                }
                Effect::WritePicture { format, path, may_replace } => {
                    self.draw(ctx, Task::Write { format, path, may_replace });
                }
                Effect::PickReport(page) => {
                    let name = report_name(&self.desk.state, page.ending());
                    self.ask(ctx, Asked::Report, Ask::NewFile { name, ending: page.ending() });
                }
                Effect::WriteReport { page, path, may_replace } => {
                    let wishes = Box::new(reporting::wishes(&self.desk.state, &self.desk.derived));
                    self.draw(ctx, Task::Report { wishes, page, path, may_replace });
                }
                Effect::CopyPicture { scale } => self.draw(ctx, Task::Copy { scale }),
                // The desk keeps these to itself.
                Effect::Load(_)
                | Effect::LoadSamples
                | Effect::LookAt(_)
                | Effect::ReadAgain(..)
                | Effect::CancelLoading
                | Effect::Export { .. }
                | Effect::CancelExport
                | Effect::Search
                | Effect::CheckRecent => {}
            }
        }
    }

    fn ask(&mut self, ctx: &Context, asked: Asked, ask: Ask) {
        self.asked = asked;
        self.picker.ask(ask, &waker(ctx));
    }

    /// Draws a picture of what is on the desk, in the colours of the window, beside the frames.
    fn draw(&mut self, ctx: &Context, task: Task) {
        let is_dark = ctx.theme() == eframe::egui::Theme::Dark;
        if let Err(error) = self.pictures.start(&self.desk, is_dark, task, waker(ctx)) {
            self.desk.state.notify(Notice::NotExported(error.to_string()));
        }
    }

    fn take_pictures(&mut self, ctx: &Context) {
        while let Some(done) = self.pictures.take() {
            match done {
                Done::Told(notice) => self.desk.state.notify(notice),
                Done::Copied(image) => {
                    ctx.copy_image(image);
                    self.desk.state.notify(Notice::PictureCopied);
                }
            }
        }
    }

    fn take_answer(&mut self, ctx: &Context) {
        match self.picker.take_answer() {
            Some(Answer::Named(path)) => {
                let may_replace = true;
                let command = match self.asked {
                    Asked::Open => Command::OpenPaths(vec![path]),
                    Asked::Picture => Command::Picture(picture::Change::Write { path, may_replace }),
                    Asked::Report => Command::Report(reporting::Change::Write { path, may_replace }),
                    Asked::Export => {
                        let selection = said(&self.desk.state, &self.desk.derived);
                        Command::Export(exporting::Change::Write { path, may_replace, selection })
                    }
                };
                self.send(ctx, command);
            }
            Some(Answer::Chosen(paths)) if !paths.is_empty() => drop(self.desk.send(Command::OpenPaths(paths))),
            Some(Answer::NoDialog) => {
                self.desk.state.notify(Notice::NoDialog);
                self.desk.send(match self.asked {
                    Asked::Open => Command::ShowPathPrompt(true),
                    Asked::Picture => Command::Picture(picture::Change::AskPath),
                    Asked::Export => Command::Export(exporting::Change::AskPath),
                    Asked::Report => Command::Report(reporting::Change::AskPath),
                });
            }
            Some(Answer::Chosen(_)) => self.desk.state.transient.locating = None,
            None => {}
        }
    }

    fn take_drops(&mut self, ctx: &Context) {
        let paths: Vec<_> = ctx.input(|input| {
            let dropped = input.raw.dropped_files.iter();
            dropped.map(|file| file.path().to_path_buf()).filter(|path| !path.as_os_str().is_empty()).collect()
        });
        if !paths.is_empty() {
            self.desk.send(Command::OpenPaths(paths));
        }
    }

    fn set_theme(&mut self, ctx: &Context) {
        let wanted = self.desk.state.session.theme;
        if self.last_theme != Some(wanted) {
            ctx.set_theme(match wanted {
                ThemeChoice::System => eframe::egui::ThemePreference::System,
                ThemeChoice::Light => eframe::egui::ThemePreference::Light,
                ThemeChoice::Dark => eframe::egui::ThemePreference::Dark,
            });
            self.last_theme = Some(wanted);
        }
    }

    /// What was to be brought into view has been, in the frame just drawn.
    fn forget_reveals(&mut self) {
        let passing = &mut self.desk.state.transient;
        passing.reveal_in_reader = false;
        passing.reveal_in_chart = false;
        passing.reveal_in_rail = false;
        passing.search.reveal = false;
        passing.search.wants_focus = false;
        passing.reading.find.reveal = false;
        passing.reading.find.wants_focus = false;
    }
}

fn waker(ctx: &Context) -> Wake {
    let ctx = ctx.clone();
    std::sync::Arc::new(move || ctx.request_repaint())
}

fn panels_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let theme = cx.theme;
    let width = ui.available_width();
    let bar = |fill, side| Frame::NONE.fill(fill).inner_margin(Margin::symmetric(side, 0));
    Panel::top("top").exact_size(space::TOP_BAR).resizable(false).frame(bar(theme.panel, 14)).show(ui, |ui| {
        topbar::topbar_ui(ui, cx);
    });
    Panel::bottom("status").exact_size(space::STATUS_BAR).resizable(false).frame(bar(theme.rail, 14)).show(ui, |ui| {
        statusbar::statusbar_ui(ui, cx);
    });
    let is_narrow = cx.state.transient.is_narrow;
    let is_searching = cx.state.transient.search.is_shown;
    if is_searching {
        let most = (width * 0.5).max(340.0);
        Panel::left("search")
            .default_size(380.0_f32.min(most))
            .size_range(300.0..=most)
            .frame(bar(theme.rail, 0))
            .show(ui, |ui| search::search_ui(ui, cx, &mut local.search));
    } else if cx.state.shows_rail() {
        let (default, most) = if is_narrow { (250.0, 280.0) } else { (286.0, 420.0) };
        let id = if is_narrow { "rail narrow" } else { "rail" };
        let default = cx.state.session.rail_width.filter(|_| !is_narrow).unwrap_or(default).clamp(200.0, most);
        let panel = Panel::left(id).default_size(default).size_range(200.0..=most).frame(bar(theme.rail, 0));
        let shown = panel.show(ui, |ui| rail::rail_ui(ui, cx, &mut local.rail));
        if !is_narrow {
            local.widths.note(cx, Side::Rail, width, &shown.response);
        }
    }
    // Where there is no room for three columns, the list that was asked for takes the reader's place for a moment, and what is
    // found is read in the middle.
    if is_searching && is_narrow {
        CentralPanel::default().frame(bar(theme.panel, 0)).show(ui, |ui| reader::reader_ui(ui, cx, &mut local.reader));
        return;
    }
    if cx.state.session.shows_reader && !(is_narrow && cx.state.shows_rail()) {
        let (default, least) = if is_narrow { (330.0, 260.0) } else { (width * 0.29, 320.0) };
        let id = if is_narrow { "reader narrow" } else { "reader" };
        let most = (width * 0.5).max(least + 1.0);
        let default = cx.state.session.reader_width.filter(|_| !is_narrow).unwrap_or(default).clamp(least, most);
        let panel = Panel::right(id).default_size(default).size_range(least..=most).frame(bar(theme.panel, 0));
        let shown = panel.show(ui, |ui| reader::reader_ui(ui, cx, &mut local.reader));
        if !is_narrow {
            local.widths.note(cx, Side::Reader, width, &shown.response);
        }
    }
    CentralPanel::default().frame(bar(theme.panel, 0)).show(ui, |ui| {
        tabs_ui(ui, cx);
        match cx.state.session.view {
            View::Compare => compare_view::compare_ui(ui, cx, &mut local.compare, &mut local.chooser),
            View::Matrix => matrix_view::matrix_ui(ui, cx, &mut local.matrix),
            View::Trend => trend_view::trend_ui(ui, cx, &mut local.chooser),
            View::Map => map_view::map_ui(ui, cx, &mut local.map, &mut local.chooser),
            View::Area => area_view::area_ui(ui, cx, &mut local.area),
            View::Table => table_view::table_ui(ui, cx, &mut local.table),
        }
    });
}

/// How wide the panels were in a window of which width: what changes without the window is the user's doing.
#[derive(Debug, Default)]
struct Widths {
    rail: Option<(f32, f32)>,
    reader: Option<(f32, f32)>,
}

impl Widths {
    /// A width that the user has dragged a panel to is a part of the session.
    fn note(&mut self, cx: &Cx, side: Side, window: f32, panel: &Response) {
        if panel.ctx.input(|input| input.pointer.any_down()) {
            return;
        }
        let known = match side {
            Side::Rail => &mut self.rail,
            Side::Reader => &mut self.reader,
        };
        let width = panel.rect.width();
        if known.is_some_and(|(then, before)| then == window && (width - before).abs() > 1.0) {
            cx.send(Command::SetWidth(side, width));
        }
        *known = Some((window, width));
    }
}

fn tabs_ui(ui: &mut Ui, cx: &Cx) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), space::TABS), Sense::hover());
    widgets::in_row(ui, row.with_min_x(row.left() + space::XL), |ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        for (n, view) in (1..).zip(View::ALL) {
            let words = cx.say(view_key(view));
            if widgets::tab(ui, cx.theme, words, n, cx.state.session.view == view).clicked() {
                cx.send(Command::SetView(view));
            }
        }
    });
    ui.painter().hline(row.x_range(), row.bottom() - 0.5, cx.theme.hairline());
}

/// The key of a view's name.
pub(super) fn view_key(view: View) -> &'static str {
    match view {
        View::Compare => "view.compare",
        View::Matrix => "view.matrix",
        View::Trend => "view.trend",
        View::Map => "view.map",
        View::Table => "view.table",
        View::Area => "view.area",
    }
}

/// While files hover over the window, it says that they may be dropped.
fn drop_hint_ui(ctx: &Context, cx: &Cx) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = eframe::egui::LayerId::new(eframe::egui::Order::Foreground, eframe::egui::Id::unique("drop hint"));
    let painter = ctx.layer_painter(layer);
    let whole = ctx.content_rect();
    painter.rect_filled(whole, 0.0, cx.theme.panel.gamma_multiply(0.85));
    let words =
        painter.layout_no_wrap(cx.say("drop.hint").to_owned(), theme::bold(theme::size::TITLE), cx.theme.accent);
    let at = whole.center() - words.size() / 2.0;
    painter.galley(pos2(at.x, at.y), words, cx.theme.accent);
}
