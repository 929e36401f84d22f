//! The sheet: heading, the view's own body, where it comes from; drawn once to be measured and once more for good.

use eframe::egui::epaint::ClippedShape;
use eframe::egui::{
    self, Align, Color32, ColorImage, Context, Frame, Label, Layout, Margin, Pos2, RawInput, Rect, RichText, Ui, Vec2,
    pos2, vec2,
};

use super::heading::Heading;
use super::raster::{Painting, Textures};
use super::sources::Sources;
use super::{Options, TooLarge, png, svg};
use crate::app::derive::Derived;
use crate::app::state::{AppState, Selection, Transient, View};
use crate::ui::cx::Cx;
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::{area_view, compare_view, fonts, map_view, matrix_view, table_view, theme, trend_view};

/// Around everything.
const MARGIN: f32 = 28.0;
/// No picture is narrower.
const LEAST_WIDTH: f32 = 480.0;
/// So much room there is to draw in; the picture is as high as what was drawn.
const ROOM: f32 = 1_000_000.0;

/// The letters, laid out and drawn without a window.
pub struct Easel {
    ctx: Context,
    textures: Textures,
}

/// What was drawn: its shapes, in points.
pub(super) struct Sheet {
    pub(super) shapes: Vec<ClippedShape>,
    pub(super) size: Vec2,
    pub(super) ground: Color32,
    pub(super) heading: Heading,
    pub(super) sources: String,
    pub(super) language: &'static str,
}

impl Default for Easel {
    fn default() -> Self {
        Self::new()
    }
}

impl Easel {
    /// Sets it up.
    pub fn new() -> Self {
        let ctx = Context::default();
        fonts::install(&ctx);
        theme::install(&ctx);
        // What is seen only for a moment on a screen is not seen at all here.
        ctx.all_styles_mut(|style| style.animation_time = 0.0);
        Self { ctx, textures: Textures::default() }
    }

    /// The view in front as an SVG.
    pub fn svg(&mut self, state: &AppState, derived: &Derived, options: &Options) -> String {
        svg::svg(&self.sheet(state, derived, *options, svg::LETTERS), options.text)
    }

    /// The view in front as a PNG; each point is `scale` pixels.
    pub fn png(
        &mut self,
        state: &AppState,
        derived: &Derived,
        options: &Options,
        scale: u8,
    ) -> Result<Vec<u8>, TooLarge> {
        let sheet = self.sheet(state, derived, *options, f32::from(scale));
        let title = sheet.heading.title.clone();
        png::png(&self.painting(sheet, f32::from(scale)), scale, &title)
    }

    /// The view in front as pixels.
    pub fn pixels(
        &mut self,
        state: &AppState,
        derived: &Derived,
        options: &Options,
        scale: u8,
    ) -> Result<ColorImage, TooLarge> {
        let sheet = self.sheet(state, derived, *options, f32::from(scale));
        png::pixels(&self.painting(sheet, f32::from(scale)))
    }

    fn painting(&self, sheet: Sheet, scale: f32) -> Painting<'_> {
        let size = (sheet.size * scale).ceil();
        let primitives = self.ctx.tessellate(sheet.shapes, scale);
        Painting::new(primitives, &self.textures, [size.x as usize, size.y as usize], scale, sheet.ground)
    }

    /// Draws the sheet. `scale` is what the letters are made for.
    fn sheet(&mut self, state: &AppState, derived: &Derived, options: Options, scale: f32) -> Sheet {
        let state = quiet(state);
        let theme = options.theme();
        self.ctx.set_theme(if options.is_dark { egui::Theme::Dark } else { egui::Theme::Light });
        self.ctx.set_pixels_per_point(scale);
        let cx = Cx::of_picture(&state, derived, theme);
        let heading = Heading::of(&cx);
        let sources = Sources::of(&cx).words(&cx);
        let width = options.width.max(LEAST_WIDTH).max(least_width(&cx)).round();
        // The plot knows the room that its axes take only when it has drawn them once.
        let n_passes = if state.session.view == View::Trend { 2 } else { 1 };
        let (shapes, height) = self.drawn(width, n_passes, |ui| sheet_ui(ui, &cx, width, &heading, &sources));
        finished(&cx, shapes, vec2(width, height), heading, sources)
    }

    /// An answer as the comparison draws it, alone: for a page that says all else itself.
    pub(super) fn inlay(&mut self, state: &AppState, derived: &Derived, width: f32) -> Sheet {
        self.ctx.set_theme(egui::Theme::Light);
        self.ctx.set_pixels_per_point(svg::LETTERS);
        let cx = Cx::of_picture(state, derived, &theme::LIGHT);
        let (shapes, height) = self.drawn(width, 1, |ui| {
            let room = Rect::from_min_size(Pos2::ZERO, vec2(width, ROOM));
            on_page(ui, room, |ui| compare_view::inlay_ui(ui, &cx))
        });
        finished(&cx, shapes, vec2(width, height), Heading::of(&cx), String::new())
    }

    /// Draws until all has found its place; gives what was drawn last, and how far down it reaches.
    fn drawn(&mut self, width: f32, n_passes: usize, mut draw: impl FnMut(&mut Ui) -> f32) -> (Vec<ClippedShape>, f32) {
        let (mut shapes, mut height) = (Vec::new(), 0.0);
        // A new context knows its scale only after its first pass.
        for pass in 0..=n_passes {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(width, ROOM))),
                max_texture_side: Some(8192),
                ..RawInput::default()
            };
            let mut output = self.ctx.run_ui(input, |ui| {
                if pass > 0 {
                    height = draw(ui);
                }
            });
            self.textures.take(&mut output.textures_delta);
            shapes = output.shapes;
        }
        (shapes, height)
    }
}

fn finished(cx: &Cx, shapes: Vec<ClippedShape>, size: Vec2, heading: Heading, sources: String) -> Sheet {
    let language = match cx.language() {
        crate::compare::words::Language::Zh => "zh-CN",
        crate::compare::words::Language::En => "en",
    };
    Sheet { shapes, size: size.ceil(), ground: cx.theme.panel, heading, sources, language }
}

/// What the picture of this state is called, in its language: for file names.
pub fn title(state: &AppState, derived: &Derived) -> String {
    Heading::of(&Cx::of_picture(state, derived, &theme::LIGHT)).title
}

/// What the view in front shows, and what it was narrowed down to, in words.
pub fn said(state: &AppState, derived: &Derived) -> String {
    let Heading { title, filters, .. } = Heading::of(&Cx::of_picture(state, derived, &theme::LIGHT));
    if filters.is_empty() { title } else { format!("{title} · {filters}") }
}

/// The state with nothing selected but the area that the view is about.
fn quiet(state: &AppState) -> AppState {
    let is_about_area = matches!(state.session.view, View::Trend | View::Map | View::Area);
    let area = state.session.selection.area.filter(|_| is_about_area);
    let mut quiet = AppState {
        documents: state.documents.clone(),
        session: state.session.clone(),
        transient: Transient::default(),
        ..AppState::default()
    };
    quiet.session.selection = Selection { area, ..Selection::default() };
    quiet
}

/// No view is squeezed to less than it needs.
fn least_width(cx: &Cx) -> f32 {
    match cx.state.session.view {
        View::Matrix => matrix_view::least_width(cx.derived.matrix.get()) + 2.0 * MARGIN,
        View::Table => table_view::least_width(cx) + 2.0 * MARGIN,
        _ => 0.0,
    }
}

/// Draws everything; returns how high it is.
fn sheet_ui(ui: &mut Ui, cx: &Cx, width: f32, heading: &Heading, sources: &str) -> f32 {
    let inner = Rect::from_min_max(pos2(MARGIN, MARGIN - 4.0), pos2(width - MARGIN, ROOM));
    let bottom = on_page(ui, inner, |page| {
        heading_ui(page, cx, heading);
        page.scope(|ui| body_ui(ui, cx));
        page.add_space(space::S);
        foot_ui(page, cx, sources);
    });
    bottom + MARGIN - 8.0
}

/// Draws from top to bottom in this place; returns how far down it reaches.
fn on_page(ui: &mut Ui, inner: Rect, add: impl FnOnce(&mut Ui)) -> f32 {
    let builder = egui::UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min));
    let mut page = ui.new_child(builder);
    // On a screen, what is out of view is left out: here all is in view.
    page.set_clip_rect(Rect::from_min_max(Pos2::ZERO, pos2(inner.right() + inner.left(), ROOM)));
    add(&mut page);
    page.min_rect().bottom()
}

fn heading_ui(ui: &mut Ui, cx: &Cx, heading: &Heading) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.add(Label::new(RichText::new(&heading.title).font(bold(size::TITLE)).color(theme.ink)).wrap());
    for words in [&heading.facts, &heading.filters] {
        if !words.is_empty() {
            ui.add(Label::new(RichText::new(words).font(regular(size::BODY)).color(theme.mute)).wrap());
        }
    }
    ui.add_space(space::M);
}

fn body_ui(ui: &mut Ui, cx: &Cx) {
    match cx.state.session.view {
        View::Compare => compare_view::picture_ui(ui, cx),
        View::Matrix => matrix_view::picture_ui(ui, cx),
        View::Trend => trend_view::picture_ui(ui, cx),
        View::Map => map_view::picture_ui(ui, cx),
        View::Area => area_view::picture_ui(ui, cx),
        View::Table => table_view::picture_ui(ui, cx),
    }
}

/// The sources on the left, the program's name on the right.
fn foot_ui(ui: &mut Ui, cx: &Cx, sources: &str) {
    let theme = cx.theme;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), egui::Sense::hover());
    ui.painter().hline(row.x_range(), row.center().y.round() - 0.5, theme.hairline());
    Frame::NONE.inner_margin(Margin::ZERO).show(ui, |ui| {
        let name = crate::ui::widgets::line(ui, "jobscope", regular(size::SMALL));
        let right = ui.max_rect().right();
        let top = ui.cursor().top();
        crate::ui::widgets::paint_line_right(ui, &name, right, top + name.size().y / 2.0, theme.faint);
        ui.set_max_width(ui.available_width() - name.size().x - space::L);
        ui.add(Label::new(RichText::new(sources).font(regular(size::SMALL)).color(theme.mute)).wrap());
    });
}
