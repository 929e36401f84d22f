//! The command palette: every command, indicator, area and open bulletin, found by some letters of its name.

use eframe::egui::{
    Align2, Context, CursorIcon, Frame, Id, Key, Margin, Modal, Modifiers, Response, Role, ScrollArea, Sense, TextEdit,
    Ui, WidgetInfo, vec2,
};

use super::cx::Cx;
use super::theme::{regular, size, space};
use super::widgets::{line, paint_line, paint_line_right, short_line};
use super::words::Words;
use crate::app::applies::applies;
use crate::app::command::{Command, TABLE};
use crate::app::documents::ArticleKey;
use crate::app::fuzzy::{initials, score};
use crate::compare::words::Language;
use crate::extract::Extractor;

/// Height of a row.
const ROW: f32 = 30.0;
/// Where the palette hangs, from above.
const TOP: f32 = 88.0;

/// What is typed, what there is to choose from, and which row is at hand.
#[derive(Default)]
pub struct Local {
    typed: String,
    was_open: bool,
    entries: Vec<Entry>,
    /// The entries that fit, the best first.
    fitting: Vec<usize>,
    row: usize,
}

/// One thing that can be chosen.
struct Entry {
    label: String,
    /// What kind of thing it is.
    group: String,
    shortcut: String,
    /// By what it can be found besides its label.
    names: Vec<String>,
    command: Command,
    applies: bool,
}

/// Draws the palette while it is open.
pub fn palette_ui(ctx: &Context, cx: &Cx, local: &mut Local) {
    let is_open = cx.state.transient.shows_palette;
    let is_fresh = is_open && !local.was_open;
    local.was_open = is_open;
    if !is_open {
        local.entries.clear();
        return;
    }
    if is_fresh {
        local.typed.clear();
        local.entries = entries(cx);
        look(local);
    }
    keys(ctx, cx, local);
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::symmetric(10, 10));
    let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, vec2(0.0, TOP));
    let modal = Modal::new(Id::unique("palette")).area(area).frame(frame).show(ctx, |ui| {
        let room = ui.ctx().content_rect();
        ui.set_width((room.width() - 120.0).min(600.0));
        let edit = TextEdit::singleline(&mut local.typed)
            .hint_text(cx.say("palette.hint"))
            .margin(Margin::symmetric(8, 7))
            .desired_width(f32::INFINITY)
            .return_key(None);
        let response = ui.add(edit);
        let label = cx.say("palette.label");
        response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
        response.request_focus();
        if response.changed() {
            look(local);
        }
        ui.add_space(space::XS);
        list_ui(ui, cx, local, (room.height() - TOP - 110.0).min(14.0 * ROW));
    });
    if modal.backdrop_response.clicked() {
        cx.send(Command::ShowPalette(false));
    }
}

fn keys(ctx: &Context, cx: &Cx, local: &mut Local) {
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = local.fitting.len().saturating_sub(1);
    if pressed(Key::ArrowDown) {
        local.row = (local.row + 1).min(last);
    }
    if pressed(Key::ArrowUp) {
        local.row = local.row.saturating_sub(1);
    }
    if pressed(Key::PageDown) {
        local.row = (local.row + 10).min(last);
    }
    if pressed(Key::PageUp) {
        local.row = local.row.saturating_sub(10);
    }
    if pressed(Key::Enter)
        && let Some(entry) = local.fitting.get(local.row).and_then(|n| local.entries.get(*n))
    {
        choose(cx, entry);
    }
}

fn list_ui(ui: &mut Ui, cx: &Cx, local: &Local, height: f32) {
    if local.fitting.is_empty() {
        ui.add_space(space::S);
        ui.weak(cx.say("palette.none"));
        ui.add_space(space::S);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = height.min(local.fitting.len() as f32 * ROW);
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    // The row at hand is kept in view by its distance from the top, since rows out of view are not drawn.
    let id = Id::unique("palette row in view");
    let shown = ui.data(|data| data.get_temp::<(usize, usize)>(id));
    let scroll = if shown == Some((local.row, local.fitting.len())) {
        scroll
    } else {
        ui.data_mut(|data| data.insert_temp(id, (local.row, local.fitting.len())));
        let n_shown = (height / ROW) as usize;
        scroll.vertical_scroll_offset(local.row.saturating_sub(n_shown.saturating_sub(2)) as f32 * ROW)
    };
    scroll.show_rows(ui, ROW, local.fitting.len(), |ui, shown| {
        for (n, entry) in shown.clone().filter_map(|n| Some((n, local.entries.get(*local.fitting.get(n)?)?))) {
            if row_ui(ui, cx, entry, n == local.row).clicked() {
                choose(cx, entry);
            }
        }
    });
}

fn row_ui(ui: &mut Ui, cx: &Cx, entry: &Entry, is_at_hand: bool) -> Response {
    let theme = cx.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, entry.applies, is_at_hand, &entry.label));
    if is_at_hand {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), theme.hover);
    }
    let keys = line(ui, entry.shortcut.as_str(), regular(size::SMALL));
    let group = line(ui, entry.group.as_str(), regular(size::SMALL));
    let (right, keys_width) = (rect.right() - space::S, 116.0_f32.max(keys.size().x));
    paint_line_right(ui, &keys, right, rect.center().y, theme.mute);
    paint_line_right(ui, &group, right - keys_width - space::S, rect.center().y, theme.faint);
    let room = rect.width() - keys_width - group.size().x - 4.0 * space::S;
    let ink = if entry.applies { theme.ink } else { theme.faint };
    let label = short_line(ui, &entry.label, regular(size::BODY), room);
    paint_line(ui, &label, rect.left() + space::S, rect.center().y, ink);
    let response = if entry.applies {
        response.on_hover_cursor(CursorIcon::PointingHand)
    } else {
        response.on_hover_text(cx.say("palette.not_now"))
    };
    if label.elided { response.on_hover_text(entry.label.as_str()) } else { response }
}

/// What does not apply now has no effect.
fn choose(cx: &Cx, entry: &Entry) {
    if entry.applies {
        cx.send(Command::ShowPalette(false));
        cx.send(entry.command.clone());
    }
}

/// Looks anew for what is typed.
fn look(local: &mut Local) {
    let typed = local.typed.trim();
    let best = |entry: &Entry| entry.names.iter().filter_map(|name| score(typed, name)).max();
    let mut scored: Vec<(i32, usize)> =
        local.entries.iter().enumerate().filter_map(|(n, entry)| Some((best(entry)?, n))).collect();
    // Stable: of equals, the one that stands first.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    local.fitting = scored.into_iter().map(|(_, n)| n).collect();
    local.row = 0;
}

fn entries(cx: &Cx) -> Vec<Entry> {
    let mut entries = commands(cx);
    entries.extend(indicators(cx));
    entries.extend(areas(cx));
    entries.extend(bulletins(cx));
    entries
}

fn commands(cx: &Cx) -> Vec<Entry> {
    let (zh, en) = (Words::of(Language::Zh), Words::of(Language::En));
    let rows = TABLE.iter().filter(|row| row.id != "palette");
    rows.map(|row| {
        let key = format!("command.{}", row.id);
        let command = (row.command)();
        Entry {
            label: cx.words.say(&key).to_owned(),
            group: cx.words.say(&format!("commands.{}", row.group)).to_owned(),
            shortcut: row.shortcut.map(|shortcut| shortcut.to_string()).unwrap_or_default(),
            names: vec![zh.say(&key).to_owned(), initials(zh.say(&key)), en.say(&key).to_owned()],
            applies: applies(cx.state, &command),
            command,
        }
    })
    .collect()
}

fn indicators(cx: &Cx) -> Vec<Entry> {
    let catalogue = Extractor::in_use().catalogue();
    let reached = cx.derived.reach.get();
    let rows = reached.iter().filter_map(|(id, _)| Some((*id, catalogue.get(*id)?)));
    rows.map(|(id, row)| {
        let label = cx.words.fill("palette.compare", &[("name", cx.name_of(row))]);
        Entry {
            names: vec![label.clone(), row.name_zh.clone(), row.pinyin.clone(), row.name_en.clone()],
            label,
            group: cx.say("palette.indicator").to_owned(),
            shortcut: String::new(),
            command: Command::ChooseIndicator(id),
            applies: true,
        }
    })
    .collect()
}

fn areas(cx: &Cx) -> Vec<Entry> {
    let index = cx.derived.area_index.get();
    let areas = index.areas.iter();
    areas
        .map(|area| {
            let label = cx.words.fill("palette.area", &[("name", &area.name)]);
            Entry {
                names: vec![label.clone(), area.name.clone(), initials(&area.name)],
                label,
                group: cx.say("palette.area_group").to_owned(),
                shortcut: String::new(),
                command: Command::ShowArea(area.code),
                applies: true,
            }
        })
        .collect()
}

fn bulletins(cx: &Cx) -> Vec<Entry> {
    let open = cx.state.documents.iter().filter(|open| !open.is_missing);
    open.map(|open| {
        let label = cx.words.fill("palette.bulletin", &[("name", &open.title())]);
        Entry {
            names: vec![label.clone(), initials(&open.title()), open.source.short_name()],
            label,
            group: cx.say("palette.bulletin_group").to_owned(),
            shortcut: String::new(),
            command: Command::SelectArticle(ArticleKey { document: open.id, article: 0 }),
            applies: true,
        }
    })
    .collect()
}
