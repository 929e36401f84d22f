//! Our own controls: chips, buttons, links, tabs, menus. Each has a role, a name, a focus ring and a keyboard way.

use std::sync::Arc;

use eframe::egui::epaint::{CornerRadius, StrokeKind};
use eframe::egui::{
    Align, Color32, CursorIcon, FontId, Galley, Key, Layout, Modifiers, Popup, Pos2, Rect, Response, Role, Sense,
    Stroke, Ui, UiBuilder, UiKind, Vec2, WidgetInfo, pos2, vec2,
};

use super::cx::Cx;
use super::icons::{self, Icon};
use super::theme::{Theme, regular, size, space};

/// Lays out a line whose colour is chosen when it is painted.
pub fn line(ui: &Ui, text: impl Into<String>, font: FontId) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.into(), font, Color32::PLACEHOLDER)
}

/// Lays out a line that is shortened with … where it would be wider than this.
pub fn short_line(ui: &Ui, text: &str, font: FontId, width: f32) -> Arc<Galley> {
    use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, Color32::PLACEHOLDER));
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints a line, vertically centred on `y`, its left edge at `x`.
pub fn paint_line(ui: &Ui, galley: &Arc<Galley>, x: f32, y: f32, colour: Color32) {
    let at = pos2(x, y - galley.size().y / 2.0);
    ui.painter().galley(at, Arc::clone(galley), colour);
}

/// Paints a line, vertically centred on `y`, its right edge at `x`.
pub fn paint_line_right(ui: &Ui, galley: &Arc<Galley>, x: f32, y: f32, colour: Color32) {
    paint_line(ui, galley, x - galley.size().x, y, colour);
}

/// The ring around what has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, theme: &Theme, corner: u8) {
    if response.has_focus() {
        let rect = response.rect.expand(1.0);
        ui.painter().rect_stroke(rect, CornerRadius::same(corner), theme.focus_ring(), StrokeKind::Outside);
    }
}

/// How a button presents itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do.
    Primary,
    /// Outlined.
    Plain,
    /// Without an outline until the pointer is there.
    Quiet,
}

/// A button with words.
pub fn button(ui: &mut Ui, theme: &Theme, text: &str, kind: Kind) -> Response {
    button_with(ui, theme, text, kind, None)
}

/// A button that opens a menu.
pub fn menu_button(ui: &mut Ui, theme: &Theme, text: &str, kind: Kind) -> Response {
    button_with(ui, theme, text, kind, Some(Icon::ChevronDown))
}

fn button_with(ui: &mut Ui, theme: &Theme, text: &str, kind: Kind, icon: Option<Icon>) -> Response {
    const ICON: f32 = 9.0;
    let galley = line(ui, text, regular(size::BODY));
    let icon_width = icon.map_or(0.0, |_| ICON + space::XS);
    let wanted = vec2(galley.size().x + icon_width + 2.0 * space::M, space::CONTROL + 2.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    let is_enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, text));
    let is_hot = response.hovered() || response.is_pointer_button_down_on();
    let (fill, edge, ink) = match kind {
        Kind::Primary if is_hot => (theme.accent_hover, theme.accent_hover, theme.on_accent),
        Kind::Primary => (theme.accent, theme.accent, theme.on_accent),
        Kind::Plain if is_hot => (theme.hover, theme.faint, theme.ink),
        Kind::Plain => (theme.panel, theme.edge, theme.ink),
        Kind::Quiet if is_hot => (theme.chip, theme.chip, theme.ink),
        Kind::Quiet => (Color32::TRANSPARENT, Color32::TRANSPARENT, theme.mute),
    };
    let corner = CornerRadius::same(space::CORNER);
    ui.painter().rect(rect, corner, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    paint_line(ui, &galley, rect.left() + space::M, rect.center().y, ink);
    if let Some(icon) = icon {
        let at = Rect::from_center_size(pos2(rect.right() - space::M - ICON / 2.0, rect.center().y), Vec2::splat(ICON));
        icons::paint(ui.painter(), icon, at, ICON, ink);
    }
    focus_ring(ui, &response, theme, space::CORNER);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A button with nothing but a well-known icon; its name goes to the tooltip and to screen readers.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: Icon, name: &str) -> Response {
    icon_button_if(ui, theme, icon, name, true)
}

/// An icon button that may be of no use at the moment.
pub fn icon_button_if(ui: &mut Ui, theme: &Theme, icon: Icon, name: &str, is_useful: bool) -> Response {
    const ICON: f32 = 15.0;
    let sense = if is_useful { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(space::CONTROL + 2.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_useful, name));
    let is_hot = is_useful && response.hovered();
    if is_hot {
        ui.painter().rect_filled(rect, CornerRadius::same(space::CORNER), theme.chip);
    }
    let ink = match (is_useful, is_hot) {
        (false, _) => theme.edge,
        (true, true) => theme.ink,
        (true, false) => theme.mute,
    };
    icons::paint(ui.painter(), icon, rect, ICON, ink);
    focus_ring(ui, &response, theme, space::CORNER);
    let response = if is_useful { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
    response.on_hover_text(name)
}

/// A chip that is on or off.
pub fn chip(ui: &mut Ui, theme: &Theme, text: &str, is_on: bool) -> Response {
    let galley = line(ui, text, regular(size::SMALL + 0.5));
    let wanted = vec2(galley.size().x + 2.0 * 11.0, space::CONTROL - 2.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, text));
    let (fill, ink) = match (is_on, response.hovered()) {
        (true, true) => (theme.accent_hover, theme.on_accent),
        (true, false) => (theme.accent, theme.on_accent),
        (false, true) => (theme.chip_hover, theme.ink),
        (false, false) => (theme.chip, theme.mute),
    };
    let corner = (rect.height() / 2.0) as u8;
    ui.painter().rect_filled(rect, CornerRadius::same(corner), fill);
    paint_line(ui, &galley, rect.left() + 11.0, rect.center().y, ink);
    focus_ring(ui, &response, theme, corner);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// One of a row of choices that exclude each other: text with a ground only under the current one. Drawn inside [`segments`].
fn segment(ui: &mut Ui, theme: &Theme, text: &str, is_current: bool) -> Response {
    let galley = line(ui, text, regular(size::SMALL + 0.5));
    let wanted = vec2(galley.size().x + 2.0 * 9.0, space::CONTROL - 2.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_current, text));
    let ground = rect.shrink(2.0);
    let corner = (ground.height() / 2.0) as u8;
    if is_current {
        ui.painter().rect_filled(ground, CornerRadius::same(corner), theme.panel);
        let edge = Stroke::new(1.0, theme.edge);
        ui.painter().rect_stroke(ground, CornerRadius::same(corner), edge, StrokeKind::Inside);
    }
    let ink = if is_current || response.hovered() { theme.ink } else { theme.mute };
    paint_line(ui, &galley, rect.left() + 9.0, rect.center().y, ink);
    focus_ring(ui, &response, theme, corner);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A row of choices that exclude each other; returns the one that was clicked.
pub fn segments<T: Copy + PartialEq>(ui: &mut Ui, theme: &Theme, choices: &[(T, &str)], current: T) -> Option<T> {
    let font = regular(size::SMALL + 0.5);
    let width: f32 = choices.iter().map(|(_, text)| line(ui, *text, font.clone()).size().x + 18.0).sum();
    let (rect, _) = ui.allocate_exact_size(vec2(width, space::CONTROL - 2.0), Sense::hover());
    let corner = (rect.height() / 2.0) as u8;
    ui.painter().rect_filled(rect, CornerRadius::same(corner), theme.chip);
    in_row(ui, rect, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut clicked = None;
        for (choice, text) in choices {
            if segment(ui, theme, text, *choice == current).clicked() {
                clicked = Some(*choice);
            }
        }
        clicked
    })
}

/// A chip that opens a menu: outlined, with a chevron.
pub fn menu_chip(ui: &mut Ui, theme: &Theme, text: &str, is_set: bool) -> Response {
    const ICON: f32 = 8.0;
    let galley = line(ui, text, regular(size::SMALL + 0.5));
    let wanted = vec2(galley.size().x + ICON + space::XS + 2.0 * 11.0, space::CONTROL - 2.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    let corner = (rect.height() / 2.0) as u8;
    let (edge, ink) = match (is_set, response.hovered()) {
        (true, _) => (theme.accent, theme.accent),
        (false, true) => (theme.faint, theme.ink),
        (false, false) => (theme.edge, theme.mute),
    };
    let stroke = Stroke::new(1.0, edge);
    ui.painter().rect_stroke(rect, CornerRadius::same(corner), stroke, StrokeKind::Inside);
    paint_line(ui, &galley, rect.left() + 11.0, rect.center().y, ink);
    let at = Rect::from_center_size(pos2(rect.right() - 11.0 - ICON / 2.0, rect.center().y), Vec2::splat(ICON));
    icons::paint(ui.painter(), Icon::ChevronDown, at, ICON, ink);
    focus_ring(ui, &response, theme, corner);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A chip that is there until it is clicked; `name` says what the click does.
pub fn removable_chip(ui: &mut Ui, theme: &Theme, text: &str, name: &str) -> Response {
    const ICON: f32 = 9.0;
    const WIDEST: f32 = 260.0;
    let galley = short_line(ui, text, regular(size::SMALL + 0.5), WIDEST);
    let wanted = vec2(galley.size().x + ICON + space::XS + 2.0 * 10.0, space::CONTROL - 2.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let corner = (rect.height() / 2.0) as u8;
    let fill = if response.hovered() { theme.chip_hover } else { theme.selection };
    ui.painter().rect_filled(rect, CornerRadius::same(corner), fill);
    paint_line(ui, &galley, rect.left() + 10.0, rect.center().y, theme.accent);
    let at = Rect::from_center_size(pos2(rect.right() - 10.0 - ICON / 2.0, rect.center().y), Vec2::splat(ICON));
    icons::paint(ui.painter(), Icon::Cross, at, ICON, theme.accent);
    focus_ring(ui, &response, theme, corner);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if galley.elided { response.on_hover_text(text) } else { response }
}

/// Words that do something, inside a sentence or under a chart.
pub fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    link_sized(ui, theme, text, size::SMALL)
}

/// A link in this size.
pub fn link_sized(ui: &mut Ui, theme: &Theme, text: &str, points: f32) -> Response {
    let galley = line(ui, text, regular(points));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    paint_line(ui, &galley, rect.left(), rect.center().y, theme.accent);
    if response.hovered() || response.has_focus() {
        let y = rect.bottom() - 1.0;
        ui.painter().line_segment([pos2(rect.left(), y), pos2(rect.right(), y)], Stroke::new(1.0, theme.accent));
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Words that lead somewhere on the screen, and are no more than words in a picture.
pub fn link_or_words(ui: &mut Ui, cx: &Cx, text: &str, points: f32) -> Response {
    if !cx.is_picture {
        return link_sized(ui, cx.theme, text, points);
    }
    let galley = line(ui, text, regular(points));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    paint_line(ui, &galley, rect.left(), rect.center().y, cx.theme.mute);
    response
}

/// A tab with its number.
pub fn tab(ui: &mut Ui, theme: &Theme, text: &str, number: usize, is_front: bool) -> Response {
    let font = if is_front { super::theme::bold(size::BODY + 1.0) } else { regular(size::BODY + 1.0) };
    let galley = line(ui, text, font);
    let digit = line(ui, number.to_string(), regular(size::TINY - 1.0));
    let wanted = vec2(galley.size().x + digit.size().x + 3.0, space::TABS);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_front, text));
    let ink = if is_front || response.hovered() { theme.ink } else { theme.mute };
    paint_line(ui, &galley, rect.left(), rect.center().y, ink);
    let after = rect.left() + galley.size().x + 3.0;
    paint_line(ui, &digit, after, rect.center().y - 5.0, theme.faint);
    if is_front {
        let under = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), pos2(after - 3.0, rect.bottom()));
        ui.painter().rect_filled(under, 0.0, theme.accent);
    }
    focus_ring(ui, &response, theme, 2);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// One row of a menu; the current choice has a tick.
pub fn menu_row(ui: &mut Ui, theme: &Theme, text: &str, note: &str, is_current: bool) -> Response {
    let response = row_of(ui, theme, Role::MenuItemRadio, text, note, is_current);
    // A press outside or inside closes a menu by itself; the keyboard does not press.
    if response.clicked() && ui.stack().iter().any(|part| part.kind() == Some(UiKind::Menu)) {
        ui.close_kind(UiKind::Menu);
    }
    response
}

/// One row of a list in which each can be ticked by itself.
pub fn tick_row(ui: &mut Ui, theme: &Theme, text: &str, note: &str, is_on: bool) -> Response {
    row_of(ui, theme, Role::CheckBox, text, note, is_on)
}

fn row_of(ui: &mut Ui, theme: &Theme, role: Role, text: &str, note: &str, is_current: bool) -> Response {
    const TICK: f32 = 20.0;
    let galley = line(ui, text, regular(size::BODY));
    let note = line(ui, note, regular(size::SMALL));
    let beside = note.size().x + TICK + 3.0 * space::S;
    let needed = galley.size().x + beside;
    // A menu is first measured, unseen, to be no wider than its widest row.
    let width = if ui.is_sizing_pass() { needed } else { ui.available_width() };
    let is_cut = needed > width + 0.5;
    let galley = if is_cut { short_line(ui, text, regular(size::BODY), width - beside) } else { galley };
    let (rect, response) = ui.allocate_exact_size(vec2(width, space::CONTROL + 2.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(role, true, is_current, text));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(space::CORNER - 1), theme.hover);
    }
    if is_current {
        let at = Rect::from_center_size(pos2(rect.left() + TICK / 2.0 + 2.0, rect.center().y), Vec2::splat(10.0));
        icons::paint(ui.painter(), Icon::Check, at, 10.0, theme.accent);
    }
    paint_line(ui, &galley, rect.left() + TICK + space::XS, rect.center().y, theme.ink);
    paint_line_right(ui, &note, rect.right() - space::S, rect.center().y, theme.faint);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if is_cut { response.on_hover_text(text) } else { response }
}

/// Draws into a part of the panel that is taken up already, from left to right, centred vertically.
pub fn in_row<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    add(&mut ui.new_child(builder))
}

/// A dashed rectangle, its dashes beginning at the upper left.
pub fn dashed_rect(ui: &Ui, rect: Rect, stroke: Stroke) {
    use eframe::egui::Shape;
    let corners: [Pos2; 5] =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    ui.painter().extend(Shape::dashed_line(&corners, stroke, 5.0, 3.0));
}

/// A label that takes part in screen reading but is painted by hand.
pub fn named_area(ui: &Ui, rect: Rect, id: eframe::egui::Id, name: &str) -> Response {
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    response
}

/// A menu that the right button opens, and Shift+F10 on what has the keyboard: then it hangs on the thing itself.
pub fn context_menu(response: &Response, has_keyboard: bool, add: impl FnOnce(&mut Ui)) {
    let (ctx, id) = (&response.ctx, Popup::default_response_id(response));
    if has_keyboard && ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10)) {
        Popup::open_id(ctx, id);
    }
    let mut popup = Popup::context_menu(response);
    let has_no_place = Popup::is_id_open(ctx, id) && Popup::position_of_id(ctx, id).is_none();
    if has_no_place && !response.secondary_clicked() {
        // Of what reaches out of view the part that is seen.
        popup = popup.anchor(response.interact_rect);
    }
    popup.show(add);
}
