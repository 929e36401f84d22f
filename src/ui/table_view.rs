//! All observations as a table: virtual rows, sorted by any column, a click opens the sentence. The accessible twin of every
//! chart.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    Align, CursorIcon, Frame, Id, Layout, Margin, Rect, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};
use egui_extras::{Column, TableBuilder, TableRow};

use super::cx::Cx;
use super::empty;
use super::icons::{self, Icon};
use super::theme::{bold, regular, size, space};
use super::tooltip::observation_tooltip;
use super::widgets::{paint_line, paint_line_right, short_line};
use crate::app::command::{Command, Origin};
use crate::app::rail::shown_title;
use crate::app::table::{self, TableColumn, TableSort};
use crate::compare::ObservationKey;
use crate::compare::words::{Language, note, period, value};

/// The columns, in their order.
const COLUMNS: [TableColumn; 8] = [
    TableColumn::Area,
    TableColumn::Indicator,
    TableColumn::Value,
    TableColumn::Measure,
    TableColumn::Status,
    TableColumn::Period,
    TableColumn::Confidence,
    TableColumn::Article,
];
/// Height of a row.
const ROW: f32 = 30.0;

/// What the table keeps between frames: the words of the rows seen so far, and the filter being typed.
#[derive(Default)]
pub struct Local {
    filter: String,
    words: HashMap<ObservationKey, Arc<[String; COLUMNS.len()]>>,
    words_of: Option<(u64, Language)>,
    scrolled_to: Option<ObservationKey>,
}

/// Draws the view.
pub fn table_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if cx.derived.totals.get().n_figures == 0 {
        empty::no_figures_ui(ui, cx);
        return;
    }
    let margin = Margin { left: space::XL as i8, right: space::L as i8, top: 16, bottom: 0 };
    Frame::NONE.inner_margin(margin).show(ui, |ui| {
        head_ui(ui, cx, local);
        ui.add_space(space::S);
        if cx.derived.table.get().is_empty() {
            empty::centred(ui, cx, cx.say("table.none"), cx.say("table.none_more"), |_| {});
        } else {
            body_ui(ui, cx, local);
        }
    });
}

fn head_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    if local.filter != cx.state.session.table.filter {
        local.filter.clone_from(&cx.state.session.table.filter);
    }
    ui.horizontal(|ui| {
        ui.label(RichText::new(cx.say("table.title")).font(bold(size::TITLE)).color(cx.theme.ink));
        let n = cx.words.count("count.figures", cx.derived.table.get().len());
        ui.label(RichText::new(n).font(regular(size::BODY)).color(cx.theme.mute));
    });
    ui.add_space(space::XS);
    let margin = Margin { left: 26, right: 8, top: 5, bottom: 5 };
    let edit = TextEdit::singleline(&mut local.filter)
        .id(Id::unique("table filter"))
        .hint_text(cx.say("table.filter_hint"))
        .margin(margin)
        .desired_width(320.0);
    let response = ui.add(edit);
    let label = cx.say("table.filter");
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, label));
    let at = Rect::from_center_size(response.rect.left_center() + vec2(14.0, 0.0), vec2(13.0, 13.0));
    icons::paint(ui.painter(), Icon::Search, at, 13.0, cx.theme.faint);
    if response.changed() {
        cx.send(Command::Table(table::Change::Filter(local.filter.clone())));
    }
}

fn body_ui(ui: &mut Ui, cx: &Cx, local: &mut Local) {
    let now = (cx.state.documents.generation(), cx.language());
    if local.words_of != Some(now) {
        local.words.clear();
        local.words_of = Some(now);
    }
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let width = ui.available_width();
    // English values and standings take more room.
    let shares = match cx.language() {
        Language::Zh => [0.14, 0.19, 0.15, 0.09, 0.08, 0.16, 0.07],
        Language::En => [0.12, 0.17, 0.21, 0.10, 0.09, 0.13, 0.07],
    };
    let mut table = TableBuilder::new(ui)
        .id_salt(("observations", cx.language() == Language::Zh))
        .sense(Sense::click())
        .resizable(true)
        .auto_shrink(false)
        .cell_layout(Layout::left_to_right(Align::Center));
    for share in shares {
        table = table.column(Column::initial((width * share).max(48.0)).at_least(44.0).clip(true));
    }
    table = table.column(Column::remainder().at_least(60.0).clip(true));
    let selected = cx.state.session.selection.observation;
    let rows = Arc::clone(cx.derived.table.get());
    if selected != local.scrolled_to {
        local.scrolled_to = selected;
        if let Some(place) = selected.and_then(|key| rows.iter().position(|row| *row == key)) {
            table = table.scroll_to_row(place, None);
        }
    }
    table
        .header(28.0, |mut row| {
            for column in COLUMNS {
                row.col(|ui| header_cell_ui(ui, cx, column));
            }
        })
        .body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                if let Some(&key) = rows.get(row.index()) {
                    let words = Arc::clone(local.words.entry(key).or_insert_with(|| Arc::new(words_of(cx, key))));
                    row_ui(&mut row, cx, key, &words, selected == Some(key));
                }
            });
        });
}

fn column_key(column: TableColumn) -> &'static str {
    match column {
        TableColumn::Area => "fact.area",
        TableColumn::Indicator => "fact.indicator",
        TableColumn::Value => "table.value",
        TableColumn::Status => "table.status",
        TableColumn::Measure => "table.measure",
        TableColumn::Period => "fact.period",
        TableColumn::Confidence => "table.confidence",
        TableColumn::Article => "table.article",
    }
}

/// Numbers stand on the right, words on the left.
fn is_number(column: TableColumn) -> bool {
    matches!(column, TableColumn::Value | TableColumn::Confidence)
}

fn header_cell_ui(ui: &mut Ui, cx: &Cx, column: TableColumn) {
    let theme = cx.theme;
    let rect = ui.max_rect();
    let TableSort { column: sorted, is_descending } = cx.state.session.table.sort;
    let is_sorted = sorted == column;
    let words = cx.words.say(column_key(column));
    let response = ui.interact(rect, ui.scope_id().with(words), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_sorted, words));
    let ink = if is_sorted || response.hovered() { theme.ink } else { theme.mute };
    let name = short_line(ui, words, bold(size::SMALL), rect.width() - space::S);
    let arrow = if is_descending { Icon::SortDown } else { Icon::SortUp };
    let x = if is_number(column) { rect.right() - space::M - name.size().x } else { rect.left() + space::XS };
    paint_line(ui, &name, x, rect.center().y, ink);
    if is_sorted {
        let at = pos2(x + name.size().x + 8.0, rect.center().y + 0.5);
        icons::paint(ui.painter(), arrow, Rect::from_center_size(at, vec2(8.0, 8.0)), 7.0, theme.accent);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), eframe::egui::Stroke::new(1.0, theme.edge));
    super::widgets::focus_ring(ui, &response, theme, 2);
    if response.clicked() {
        // The first click sorts numbers from large to small and words from first to last; the next turns it round.
        let is_descending = if is_sorted { !is_descending } else { is_number(column) };
        cx.send(Command::Table(table::Change::Sort(TableSort { column, is_descending })));
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}

fn row_ui(row: &mut TableRow, cx: &Cx, key: ObservationKey, words: &[String; COLUMNS.len()], is_selected: bool) {
    let theme = cx.theme;
    row.set_selected(is_selected);
    for (column, text) in COLUMNS.into_iter().zip(words) {
        row.col(|ui| {
            let rect = ui.max_rect();
            ui.painter().hline(rect.x_range(), rect.bottom(), theme.hairline());
            let font = regular(size::SMALL + 0.5);
            let ink = match column {
                TableColumn::Area | TableColumn::Indicator | TableColumn::Value => theme.ink,
                _ => theme.mute,
            };
            if is_number(column) {
                let text = short_line(ui, text, font, rect.width() - space::M);
                paint_line_right(ui, &text, rect.right() - space::M, rect.center().y, ink);
            } else {
                let text = short_line(ui, text, font, rect.width() - space::S);
                paint_line(ui, &text, rect.left() + space::XS, rect.center().y, ink);
            }
        });
    }
    let response = row.response();
    let name = words.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, &name));
    if response.clicked() {
        cx.send(Command::SelectObservation(key, Origin::Chart));
    }
    if response.hovered() {
        response
            .on_hover_cursor(CursorIcon::PointingHand)
            .on_hover_ui_at_pointer(|ui| observation_tooltip(ui, cx, key, None));
    }
}

fn words_of(cx: &Cx, key: ObservationKey) -> [String; COLUMNS.len()] {
    let Some(o) = cx.state.documents.observation(key) else { return Default::default() };
    let article = cx.state.documents.article(key.into());
    let indicator = cx.indicator_name(o.indicator);
    COLUMNS.map(|column| match column {
        TableColumn::Area if o.ref_area.name.is_empty() => cx.say("card.no_area").to_owned(),
        TableColumn::Area => crate::compare::names::short_name(&o.ref_area).to_owned(),
        TableColumn::Indicator if o.detail.is_empty() => indicator.to_owned(),
        TableColumn::Indicator => format!("{indicator} · {}", o.detail),
        TableColumn::Value => value::figure(&o.quantity, o.measure, cx.speech()),
        TableColumn::Status => note::status(o.status, cx.language()).to_owned(),
        TableColumn::Measure => cx.measure(o.measure).to_owned(),
        TableColumn::Period => period::period(o.period, cx.language()),
        TableColumn::Confidence => format!("{:.2}", o.confidence),
        TableColumn::Article => article.map(|article| shown_title(article).to_owned()).unwrap_or_default(),
    })
}
