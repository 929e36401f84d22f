//! The head of the reader: where the article stands, its title, what is known of it.

use eframe::egui::{Align, CursorIcon, Label, Layout, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::command::Command;
use crate::app::documents::{ArticleKey, OpenDocument, Source};
use crate::app::rail::shown_title;
use crate::app::reading::Change;
use crate::model::bulletin::{Article, DateSource};
use crate::ui::cx::Cx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::topbar::hint;
use crate::ui::widgets::{focus_ring, icon_button, paint_line, short_line};

/// Draws the head.
pub fn head_ui(ui: &mut Ui, cx: &Cx, key: ArticleKey, open: &OpenDocument, article: &Article) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, theme, Icon::ArrowRight, &hint(cx, "next_article")).clicked() {
                cx.send(Command::NextArticle);
            }
            if icon_button(ui, theme, Icon::ArrowLeft, &hint(cx, "previous_article")).clicked() {
                cx.send(Command::PreviousArticle);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| place_ui(ui, cx, key, open, article));
        });
    });
    let title = RichText::new(shown_title(article)).font(bold(size::ARTICLE_TITLE)).color(theme.ink);
    ui.add(Label::new(title).wrap());
    let date = open.document.bulletin.date.map(|issue| match issue.source {
        DateSource::Inferred => cx.words.fill("reader.inferred", &[("date", &issue.date.to_string())]),
        _ => issue.date.to_string(),
    });
    let figures = cx.words.count("count.figures", open.observations(key.article).len());
    let tag = article.area_tag.clone().unwrap_or_default();
    let facts = [tag, date.unwrap_or_default(), figures];
    let facts: Vec<String> = facts.into_iter().filter(|part| !part.is_empty()).collect();
    quiet_ui(ui, cx, &facts.join(" · "));
    source_ui(ui, cx, open);
    ui.add_space(space::XS);
    ui.separator();
}

/// Section and place in the bulletin; opens the outline.
fn place_ui(ui: &mut Ui, cx: &Cx, key: ArticleKey, open: &OpenDocument, article: &Article) {
    const ICON: f32 = 8.0;
    let is_open = cx.state.transient.reading.outline.is_some();
    let place = (key.article + 1).to_string();
    let place = cx.words.fill("reader.place", &[("place", &place), ("all", &open.n_articles().to_string())]);
    let parts = [article.section.as_str(), place.as_str()];
    let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ›  ");
    let room = ui.available_width() - ICON - space::XS - space::S;
    let galley = short_line(ui, &words, regular(size::SMALL), room);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + ICON + space::XS, space::CONTROL), Sense::click());
    let name = cx.say("reader.outline");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, name));
    let ink = if response.hovered() || is_open { cx.theme.ink } else { cx.theme.mute };
    paint_line(ui, &galley, rect.left(), rect.center().y, ink);
    let at = Rect::from_center_size(pos2(rect.right() - ICON / 2.0, rect.center().y), Vec2::splat(ICON));
    icons::paint(ui.painter(), if is_open { Icon::Cross } else { Icon::ChevronDown }, at, ICON, ink);
    focus_ring(ui, &response, cx.theme, space::CORNER);
    let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint(cx, "outline"));
    if response.clicked() {
        cx.send(Command::Reading(Change::ShowOutline(!is_open)));
    }
}

/// The bulletin's title and its file; the whole path is told under the pointer.
fn source_ui(ui: &mut Ui, cx: &Cx, open: &OpenDocument) {
    let (title, file) = (open.title(), open.source.short_name());
    let path = match &open.source {
        Source::File(path) => path.display().to_string(),
        Source::Sample(name) => name.clone(),
    };
    ui.spacing_mut().interact_size.y = 0.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if title != file {
            // The file keeps a part of the line even where the title is long.
            let whole = ui.available_width();
            let font = regular(size::SMALL);
            let wanted = short_line(ui, &file, font.clone(), whole * 0.45).size().x;
            let short = short_line(ui, &format!("{title} · "), font, whole - wanted - 1.0);
            let (rect, response) = ui.allocate_exact_size(short.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
            paint_line(ui, &short, rect.left(), rect.center().y, cx.theme.mute);
            response.on_hover_text(&title);
        }
        quiet_ui(ui, cx, &file).on_hover_text(path);
    });
}

fn quiet_ui(ui: &mut Ui, cx: &Cx, words: &str) -> eframe::egui::Response {
    let words = RichText::new(words).font(regular(size::SMALL)).color(cx.theme.mute);
    ui.add(Label::new(words).truncate())
}
