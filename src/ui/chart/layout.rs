//! Where everything of the chart stands: computed once per answer, width and language, then only painted.

use std::sync::Arc;

use eframe::egui::{Galley, Ui};

use super::axis::Axis;
use crate::compare::ranking::{AreaRow, Group, Mark, Ranking};
use crate::compare::words::{note, period, value};
use crate::model::observation::Status;
use crate::ui::cx::Cx;
use crate::ui::theme::{bold, regular, size, space};
use crate::ui::widgets::{line, short_line};

/// Height of a row with one mark.
const ROW: f32 = 42.0;
/// Height of each mark of a row with several.
const MARK: f32 = 24.0;
/// Above and below the marks of a row with several.
const PAD: f32 = 7.0;
/// Height of a bar.
pub const BAR: f32 = 18.0;
/// Height of a group's head with its axis.
const HEAD: f32 = 26.0;
/// Below a group.
const GROUP_GAP: f32 = 22.0;
/// Between a bar's end and its label; a pointed end fits in.
pub const LABEL_GAP: f32 = 8.0;

/// What a layout was made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutKey {
    /// The answer.
    pub generation: u64,
    /// The width, in whole points.
    pub width: i32,
    /// The language.
    pub language: crate::compare::words::Language,
    /// The letters that the lines point to.
    pub text_generation: u64,
}

/// The whole chart.
pub struct ChartLayout {
    /// What it was made for.
    pub key: LayoutKey,
    /// The groups, from top to bottom.
    pub groups: Vec<GroupLayout>,
    /// The whole height.
    pub height: f32,
    /// Where bars begin, from the left edge.
    pub plot_left: f32,
    /// How wide the plot is, without the value labels.
    pub plot_width: f32,
}

/// One group.
pub struct GroupLayout {
    /// From the chart's top.
    pub y: f32,
    /// With head and rows.
    pub height: f32,
    /// Its level in words and its unit.
    pub title: Arc<Galley>,
    /// Its axis.
    pub axis: Axis,
    /// The labels of its steps.
    pub ticks: Vec<Arc<Galley>>,
    /// Its rows.
    pub rows: Vec<RowLayout>,
}

/// One row: an area, or one series of it.
pub struct RowLayout {
    /// From the chart's top.
    pub y: f32,
    /// The height.
    pub height: f32,
    /// The area's name, perhaps shortened.
    pub name: Arc<Galley>,
    /// The full name, where it is not what is shown.
    pub full_name: Option<String>,
    /// What stands under the name: the period of a single mark, or the series.
    pub under: Option<Arc<Galley>>,
    /// Whether what stands under the name differs from the usual.
    pub under_differs: bool,
    /// Its marks.
    pub marks: Vec<MarkLayout>,
}

/// One mark.
pub struct MarkLayout {
    /// What it stands for.
    pub mark: Mark,
    /// Its middle, from the chart's top.
    pub y: f32,
    /// The top and height of what reacts to the pointer.
    pub hit: (f32, f32),
    /// The value as people write it.
    pub label: Arc<Galley>,
    /// The same in bold, for when it is selected.
    pub label_bold: Arc<Galley>,
    /// Period or standing, beside the value.
    pub note: Option<Arc<Galley>>,
    /// Whether the note differs from the usual.
    pub note_differs: bool,
    /// The words for a conflict.
    pub conflict: Option<Arc<Galley>>,
    /// For screen readers and tests.
    pub name: String,
}

impl ChartLayout {
    /// Lays out an answer.
    pub fn new(ui: &Ui, cx: &Cx, answer: &Ranking, key: LayoutKey) -> Self {
        let width = key.width as f32;
        let label_width = name_column(ui, answer, width);
        let plot_left = label_width + space::M;
        let mut statuses = answer.rows().flat_map(|row| row.marks.iter().map(|mark| mark.status));
        let first = statuses.next();
        let says_status = statuses.any(|status| Some(status) != first);
        let maker = Maker { ui, cx, label_width, year: common_year(answer), says_status };
        let mut y = 0.0;
        let mut groups = Vec::new();
        for group in &answer.groups {
            let laid = maker.group(group, y);
            y += laid.height + GROUP_GAP;
            groups.push(laid);
        }
        let marks = || groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.marks);
        let reserve = marks().map(MarkLayout::label_width).fold(0.0, f32::max) + LABEL_GAP;
        let plot_width = (width - plot_left - reserve).max(width * 0.22).max(60.0);
        let mut layout = Self { key, groups, height: (y - GROUP_GAP).max(0.0), plot_left, plot_width };
        layout.make_axes(ui, cx, answer);
        layout
    }

    /// Axes last, since the number of labels depends on the plot's width.
    fn make_axes(&mut self, ui: &Ui, cx: &Cx, answer: &Ranking) {
        let n_labels = (self.plot_width / 90.0).clamp(2.0, 6.0) as usize;
        for (laid, group) in self.groups.iter_mut().zip(&answer.groups) {
            laid.axis = Axis::of(group, n_labels, cx.language());
            laid.ticks = laid.axis.ticks.iter().map(|(_, text)| line(ui, text, regular(size::TINY))).collect();
            let level = group.level.map(|level| note::level(level, cx.language()));
            let title = match level {
                Some(level) => format!("{level} · {}", laid.axis.unit),
                None => laid.axis.unit.clone(),
            };
            laid.title = short_line(ui, &title, regular(size::TINY), self.plot_left - space::M);
        }
    }

    /// The mark that stands for this observation, with its row.
    pub fn find(&self, key: crate::compare::ObservationKey) -> Option<(&RowLayout, &MarkLayout)> {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.flat_map(|row| row.marks.iter().map(move |mark| (row, mark))).find(|(_, mark)| mark.mark.stands_for(key))
    }
}

impl MarkLayout {
    fn label_width(&self) -> f32 {
        let beside = |galley: &Option<Arc<Galley>>| galley.as_ref().map_or(0.0, |galley| galley.size().x + space::S);
        self.label_bold.size().x + beside(&self.note) + beside(&self.conflict)
    }
}

/// As wide as the widest name, within reason.
fn name_column(ui: &Ui, answer: &Ranking, width: f32) -> f32 {
    let widest = answer.rows().map(|row| line(ui, &row.short_name, regular(size::BODY)).size().x).fold(0.0, f32::max);
    widest.clamp(92.0, (width * 0.28).max(92.0))
}

fn common_year(answer: &Ranking) -> Option<i16> {
    period::common_year(answer.rows().flat_map(|row| row.marks.iter().map(|mark| mark.period)))
}

struct Maker<'a> {
    ui: &'a Ui,
    cx: &'a Cx<'a>,
    label_width: f32,
    year: Option<i16>,
    /// Whether there are marks of several standings, so that each must say its own.
    says_status: bool,
}

impl Maker<'_> {
    fn group(&self, group: &Group, top: f32) -> GroupLayout {
        let mut y = top + HEAD;
        let mut rows = Vec::new();
        for row in &group.rows {
            let laid = self.row(row, y);
            y += laid.height;
            rows.push(laid);
        }
        let empty = line(self.ui, "", regular(size::TINY));
        let axis = Axis { min: 0.0, max: 1.0, ticks: Vec::new(), unit: String::new() };
        GroupLayout { y: top, height: y - top, title: empty, axis, ticks: Vec::new(), rows }
    }

    fn row(&self, row: &AreaRow, y: f32) -> RowLayout {
        let is_single = row.marks.len() == 1;
        let height = if is_single { ROW } else { row.marks.len() as f32 * MARK + 2.0 * PAD };
        let name = short_line(self.ui, &row.short_name, regular(size::BODY), self.label_width);
        let is_shortened = name.elided || row.area.name != row.short_name;
        let marks: Vec<MarkLayout> = (0_u16..)
            .zip(&row.marks)
            .map(|(n, mark)| {
                let (top, tall) = if is_single { (y, ROW) } else { (y + PAD + f32::from(n) * MARK, MARK) };
                self.mark(row, mark, is_single, top, tall)
            })
            .collect();
        let single = row.marks.first().filter(|_| is_single);
        let period = single.map(|mark| self.period(mark));
        let under = match (period, row.detail.is_empty()) {
            (Some(period), true) => Some(period),
            (Some(period), false) => Some(format!("{} · {period}", row.detail)),
            (None, false) => Some(row.detail.clone()),
            (None, true) => None,
        };
        RowLayout {
            y,
            height,
            name,
            full_name: is_shortened.then(|| row.area.name.clone()),
            under: under.map(|text| short_line(self.ui, &text, regular(size::TINY), self.label_width)),
            under_differs: single.is_some_and(|mark| mark.differs_in_period),
            marks,
        }
    }

    fn mark(&self, row: &AreaRow, mark: &Mark, is_single: bool, top: f32, tall: f32) -> MarkLayout {
        let language = self.cx.language();
        let label = value::label(mark, language);
        let status = note::status(mark.status, language);
        let standing = (self.says_status && mark.status != Status::Actual).then_some(status);
        let note = match (standing, is_single) {
            (Some(standing), true) => Some(standing.to_owned()),
            (None, true) => None,
            (Some(standing), false) => Some(format!("{standing} · {}", self.period(mark))),
            (None, false) => Some(self.period(mark)),
        };
        let full_period = period::period(mark.period, language);
        let name = [row.short_name.as_str(), row.detail.as_str(), &label, &full_period, status];
        let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
        let conflict = mark.conflicts.then(|| line(self.ui, self.cx.say("chart.conflict"), regular(size::TINY)));
        MarkLayout {
            mark: mark.clone(),
            y: top + tall / 2.0,
            hit: (top, tall),
            label: line(self.ui, &label, regular(size::BODY)),
            label_bold: line(self.ui, &label, bold(size::BODY)),
            note: note.map(|text| line(self.ui, text, regular(size::TINY))),
            note_differs: !is_single && mark.differs_in_period,
            conflict,
            name: name.join(" "),
        }
    }

    fn period(&self, mark: &Mark) -> String {
        period::short_period(mark.period, self.year, self.cx.language())
    }
}
