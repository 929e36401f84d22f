//! The search across all bulletins: a field, what was searched for before, and the list of what is found.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align, CursorIcon, Frame, Galley, Id, Key, Margin, Modifiers, Rect, RichText, Role, ScrollArea, Sense, TextEdit,
    Ui, WidgetInfo, pos2, vec2,
};

use super::cx::Cx;
use super::empty;
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::widgets::{
    focus_ring, icon_button, line, link, menu_row, paint_line, paint_line_right, segments, short_line,
};
use crate::app::command::Command;
use crate::app::documents::ArticleKey;
use crate::app::rail::shown_title;
use crate::app::search::find::{Found, Hit};
use crate::app::search::{Change, LISTED, Only};
use crate::compare::names::short_name;
use crate::compare::words::Language;
use crate::compare::words::{period, value};

/// Height of a figure's row.
const FIGURE: f32 = 96.0;
/// Height of a sentence's row.
const SENTENCE: f32 = 74.0;
/// Left and right of the list.
const SIDE: f32 = 16.0;
/// The longest stretch of a sentence before its first mark.
const BEFORE_CHARS: usize = 16;
/// The longest stretch of a sentence that is laid out.
const SENTENCE_CHARS: usize = 160;

/// What the panel keeps between frames: what is being typed, and the rows that are laid out.
#[derive(Default)]
pub struct Local {
    typed: String,
    rows: HashMap<Hit, Arc<Row>>,
    rows_of: Option<(Arc<Found>, Language, i32, u64)>,
}

/// One row, laid out.
struct Row {
    head: Option<(Arc<Galley>, Arc<Galley>)>,
    sentence: Arc<Galley>,
    source: Arc<Galley>,
    spoken: String,
}

/// Draws the panel.
pub fn search_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    ui.spacing_mut().item_spacing.y = 0.0;
    keys(ui, cx);
    Frame::NONE.inner_margin(Margin { left: 12, right: 10, top: 12, bottom: 6 }).show(ui, |ui| {
        field_ui(ui, cx, local);
        if !cx.state.transient.search.typed.trim().is_empty() {
            ui.add_space(space::S);
            kinds_ui(ui, cx);
        }
    });
    let search = &cx.state.transient.search;
    if search.typed.trim().is_empty() {
        recent_ui(ui, cx);
    } else if search.n_listed() > 0 {
        list_ui(ui, cx, local);
    } else if !search.is_running {
        empty::centred(ui, cx, cx.say("search.none"), cx.say("search.none_more"), |_| {});
    }
}

/// The arrows and Enter belong to the list, also while one types.
fn keys(ui: &Ui, cx: &Cx) {
    let has_keyboard = ui.memory(|memory| memory.has_focus(Id::unique("search field")));
    if !has_keyboard {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 8), (Key::PageUp, -8)] {
        if pressed(key) {
            cx.send(Command::Search(Change::Step(step)));
        }
    }
    if pressed(Key::Enter) {
        cx.send(Command::Search(Change::Open(cx.state.transient.search.at)));
    }
}

fn field_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let search = &cx.state.transient.search;
    if local.typed != search.typed {
        local.typed.clone_from(&search.typed);
    }
    ui.horizontal(|ui| {
        ui.with_layout(eframe::egui::Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, cx.theme, Icon::Cross, cx.say("search.close")).clicked() {
                cx.send(Command::Search(Change::Show(false)));
            }
            let edit = TextEdit::singleline(&mut local.typed)
                .id(Id::unique("search field"))
                .hint_text(cx.say("search.hint"))
                .margin(Margin { left: 26, right: 8, top: 5, bottom: 5 })
                .desired_width(f32::INFINITY)
                // Enter opens a hit and leaves the keyboard here.
                .return_key(None);
            let response = ui.add(edit);
            let label = cx.say("search.label");
            response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
            let at = Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(13.0, 13.0));
            icons::paint(ui.painter(), Icon::Search, at, 13.0, cx.theme.faint);
            if search.wants_focus {
                response.request_focus();
            }
            if response.changed() {
                cx.send(Command::Search(Change::Type(local.typed.clone())));
            }
        });
    });
}

/// How many of each kind; a click lists only those.
fn kinds_ui(ui: &mut Ui, cx: &Cx) {
    let search = &cx.state.transient.search;
    let words = |key: &str, only| cx.words.fill(key, &[("n", &search.found.count(only).to_string())]);
    let (all, figures, text) =
        (words("search.all", Only::All), words("search.figures", Only::Figures), words("search.text", Only::Text));
    let choices = [(Only::All, all.as_str()), (Only::Figures, figures.as_str()), (Only::Text, text.as_str())];
    if let Some(only) = segments(ui, cx.theme, &choices, search.only) {
        cx.send(Command::Search(Change::Only(only)));
    }
}

/// What was searched for before, and what can be typed.
fn recent_ui(ui: &mut Ui, cx: &Cx) {
    let recent = &cx.state.session.recent_searches;
    Frame::NONE.inner_margin(Margin::symmetric(SIDE as i8, space::S as i8)).show(ui, |ui| {
        let small = |words: &str| RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute);
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(small(cx.say("search.how")));
        if recent.is_empty() {
            return;
        }
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            ui.label(RichText::new(cx.say("search.recent")).font(bold(size::SMALL)).color(cx.theme.mute));
            ui.with_layout(eframe::egui::Layout::right_to_left(Align::Center), |ui| {
                if link(ui, cx.theme, cx.say("search.forget")).clicked() {
                    cx.send(Command::Search(Change::ForgetRecent));
                }
            });
        });
        for words in recent {
            if menu_row(ui, cx.theme, words, "", false).clicked() {
                cx.send(Command::Search(Change::Type(words.clone())));
                cx.send(Command::Search(Change::Show(true)));
            }
        }
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let search = &cx.state.transient.search;
    let n_listed = search.n_listed();
    let n_figures = if search.only == Only::Text { 0 } else { search.found.figures.len().min(n_listed) };
    let is_cut = search.found.count(search.only) > LISTED;
    let made_from = (Arc::clone(&search.found), cx.language(), ui.available_width() as i32, cx.text_generation);
    let is_same = local.rows_of.as_ref().is_some_and(|(found, language, width, generation)| {
        Arc::ptr_eq(found, &made_from.0) && (*language, *width, *generation) == (made_from.1, made_from.2, made_from.3)
    });
    if !is_same {
        local.rows.clear();
        local.rows_of = Some(made_from);
    }
    let top_of = |place: usize| {
        let n_sentences = place.saturating_sub(n_figures);
        place.min(n_figures) as f32 * FIGURE + n_sentences as f32 * SENTENCE
    };
    ScrollArea::vertical().id_salt("search hits").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let origin = ui.max_rect().left_top();
        let width = ui.available_width();
        let foot = if is_cut { 40.0 } else { space::L };
        ui.set_min_size(vec2(width, top_of(n_listed) + foot));
        let rect_of = |place: usize| {
            Rect::from_min_max(origin + vec2(0.0, top_of(place)), origin + vec2(width, top_of(place + 1)))
        };
        if search.reveal {
            ui.scroll_to_rect(rect_of(search.at), None::<Align>);
        }
        let first = if viewport.top() < top_of(n_figures) {
            (viewport.top() / FIGURE) as usize
        } else {
            n_figures + ((viewport.top() - top_of(n_figures)) / SENTENCE) as usize
        };
        for place in first..n_listed {
            let rect = rect_of(place);
            if rect.top() - origin.y > viewport.bottom() {
                break;
            }
            let Some(hit) = search.hit(place) else { break };
            let Some(row) = row_of(ui, cx, local, hit, width) else { continue };
            row_ui(ui, cx, place, hit, &row, rect);
        }
        if is_cut {
            let words = short_line(ui, cx.say("search.cut"), regular(size::SMALL), width - 2.0 * SIDE);
            paint_line(ui, &words, origin.x + SIDE, origin.y + top_of(n_listed) + 18.0, cx.theme.mute);
        }
    });
}

/// The row of a hit; `None` where its document has been closed in the meantime.
fn row_of(ui: &Ui, cx: &Cx, local: &mut Local, hit: Hit, width: f32) -> Option<Arc<Row>> {
    if let Some(row) = local.rows.get(&hit) {
        return Some(Arc::clone(row));
    }
    let row = Arc::new(lay_out(ui, cx, hit, width - 2.0 * SIDE)?);
    local.rows.insert(hit, Arc::clone(&row));
    Some(row)
}

fn lay_out(ui: &Ui, cx: &Cx, hit: Hit, width: f32) -> Option<Row> {
    let key = match hit {
        Hit::Figure(key) => ArticleKey::from(key),
        Hit::Place(key, _) => key,
    };
    let open = cx.state.documents.get(key.document)?;
    let article = open.article(key.article)?;
    // A figure that is named by its area or indicator stands in the sentence too.
    let mut quote = None;
    let (head, span, spoken) = match hit {
        Hit::Figure(key) => {
            let o = cx.state.documents.observation(key)?;
            quote = Some(o.quote);
            let figure = value::figure(&o.quantity, o.measure, cx.speech());
            let area = short_name(&o.ref_area);
            let facts = [cx.indicator_name(o.indicator), &o.detail, &period::period(o.period, cx.language())]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · ");
            let figure_line = line(ui, figure.as_str(), bold(size::BODY));
            let spoken = format!("{area} {facts} {figure}");
            let mut job = LayoutJob::default();
            let format = |font, colour| TextFormat::simple(font, colour);
            job.append(area, 0.0, format(bold(size::BODY), cx.theme.ink));
            job.append(&facts, space::S, format(regular(size::SMALL), cx.theme.mute));
            job.wrap = TextWrapping::truncate_at_width(width - figure_line.size().x - space::M);
            let facts = ui.fonts_mut(|fonts| fonts.layout_job(job));
            (Some((facts, figure_line)), o.sentence, spoken)
        }
        Hit::Place(_, span) => (None, span, String::new()),
    };
    let sentence = span.of(&article.text).trim_end();
    let quote = quote.and_then(|quote| Some(quote.start().checked_sub(span.start())?..quote.end() - span.start()));
    let title = shown_title(article);
    let date = open.document.bulletin.date.map(|issue| issue.date.to_string()).unwrap_or_default();
    let bulletin = open.title();
    let tag = article.area_tag.as_deref().unwrap_or_default();
    let source = [tag, title, bulletin.as_str(), date.as_str()];
    let source = source.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let spoken = if spoken.is_empty() { format!("{sentence} {title}") } else { spoken };
    let mut job = marked(cx, sentence, quote);
    job.wrap = TextWrapping { max_width: width, max_rows: 2, break_anywhere: true, ..TextWrapping::default() };
    Some(Row {
        head,
        sentence: ui.fonts_mut(|fonts| fonts.layout_job(job)),
        source: short_line(ui, &source, regular(size::TINY), width),
        spoken,
    })
}

/// A sentence with the words that were looked for marked, begun shortly before the first of them.
fn marked(cx: &Cx, sentence: &str, quote: Option<Range<usize>>) -> LayoutJob {
    let theme = cx.theme;
    let is_quiet = quote.is_some();
    let mut marks = cx.state.transient.search.found.query.marks(sentence);
    if let Some(quote) = quote.filter(|quote| quote.end <= sentence.len()) {
        marks.retain(|mark| mark.end <= quote.start || quote.end <= mark.start);
        marks.push(quote);
        marks.sort_by_key(|mark| mark.start);
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    let n_before = sentence.get(..first).map_or(0, |before| before.chars().count());
    let skipped = if n_before > BEFORE_CHARS + 4 { n_before - BEFORE_CHARS } else { 0 };
    let start = sentence.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    let end = sentence.char_indices().nth(skipped + SENTENCE_CHARS).map_or(sentence.len(), |(at, _)| at);
    let ink = if is_quiet { theme.mute } else { theme.ink };
    let plain = TextFormat { line_height: Some(size::SMALL * 1.55), ..TextFormat::simple(regular(size::SMALL), ink) };
    let found = TextFormat { color: theme.ink, background: theme.chosen, ..plain.clone() };
    let mut job = LayoutJob::default();
    if start > 0 {
        job.append("…", 0.0, plain.clone());
    }
    let mut at = start;
    for mark in marks.into_iter().filter(|mark| mark.start >= start && mark.end <= end) {
        job.append(sentence.get(at..mark.start).unwrap_or_default(), 0.0, plain.clone());
        job.append(sentence.get(mark.clone()).unwrap_or_default(), 0.0, found.clone());
        at = mark.end;
    }
    job.append(sentence.get(at..end).unwrap_or_default(), 0.0, plain);
    job
}

fn row_ui(ui: &Ui, cx: &Cx, place: usize, hit: Hit, row: &Row, rect: Rect) {
    let theme = cx.theme;
    let is_at_hand = cx.state.transient.search.at == place;
    let response = ui.interact(rect, Id::unique(("search hit", hit)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_at_hand, &row.spoken));
    if is_at_hand {
        ui.painter().rect_filled(rect, 0.0, theme.selection);
        let edge = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(edge, 0.0, theme.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    let left = rect.left() + SIDE;
    let mut y = rect.top() + 10.0;
    if let Some((facts, figure)) = &row.head {
        paint_line(ui, facts, left, y + 9.0, theme.ink);
        paint_line_right(ui, figure, rect.right() - SIDE, y + 9.0, theme.accent);
        y += 21.0;
    }
    ui.painter().galley(pos2(left, y), Arc::clone(&row.sentence), theme.ink);
    paint_line(ui, &row.source, left, rect.bottom() - 15.0, theme.faint);
    ui.painter().hline(left..=rect.right() - SIDE, rect.bottom() - 0.5, theme.hairline());
    focus_ring(ui, &response, theme, 3);
    if response.clicked() {
        cx.send(Command::Search(Change::Open(place)));
    }
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
