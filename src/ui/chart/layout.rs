//! Where everything of the chart stands: computed once per answer, width and language, then only painted.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{Galley, Ui};

use crate::compare::ObservationKey;
use crate::compare::derived::Completion;
use crate::compare::ranking::{AreaRow, Group, Mark, Ranking};
use crate::compare::words::axis::Axis;
use crate::compare::words::{Speech, note, period, value};
use crate::model::area::AreaCode;
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

/// So many rows of a group are looked at for the room that labels need.
const SAMPLE: usize = 120;
/// So many marks of each.
const SAMPLE_OF_ROW: usize = 4;

/// What a layout was made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutKey {
    /// The answer.
    pub generation: u64,
    /// The width, in whole points.
    pub width: i32,
    /// How figures are said.
    pub speech: Speech,
    /// The letters that the lines point to.
    pub text_generation: u64,
}

/// The whole chart. Where rows stand is known at once; what is written in a row is laid out when the row comes into view, since
/// a nation's counties are thousands.
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
    maker: Maker,
    rows: HashMap<(usize, usize), Rc<RowLayout>>,
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
    /// The top of each row, and the bottom of the last.
    pub tops: Vec<f32>,
}

/// One row: an area, or one series of it.
pub struct RowLayout {
    /// From the chart's top.
    pub y: f32,
    /// The height.
    pub height: f32,
    /// The area.
    pub area: Option<AreaCode>,
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
    /// The value at which the target is met, with the words for how far it is.
    pub completion: Option<(f64, Arc<Galley>)>,
    /// For screen readers and tests.
    pub name: String,
}

impl ChartLayout {
    /// Lays out an answer.
    pub fn new(ui: &Ui, cx: &Cx, answer: &Ranking, key: LayoutKey) -> Self {
        let width = key.width as f32;
        let label_width = name_column(ui, cx, answer, width);
        let plot_left = label_width + space::M;
        let mut statuses = answer.rows().flat_map(|row| row.marks.iter().map(|mark| mark.status));
        let first = statuses.next();
        let says_status = statuses.any(|status| Some(status) != first);
        let maker = Maker { label_width, year: common_year(answer), says_status };
        let mut y = 0.0;
        let mut groups = Vec::new();
        for group in &answer.groups {
            let laid = group_layout(ui, group, y);
            y += laid.height + GROUP_GAP;
            groups.push(laid);
        }
        let height = (y - GROUP_GAP).max(0.0);
        let mut layout = Self { key, groups, height, plot_left, plot_width: 0.0, maker, rows: HashMap::new() };
        let reserve = layout.widest_label(ui, cx, answer) + LABEL_GAP;
        layout.plot_width = (width - plot_left - reserve).max(width * 0.22).max(60.0);
        layout.make_axes(ui, cx, answer);
        layout
    }

    /// How wide the widest value label is. Of a sample of the marks those are measured that look the widest, since laying out is
    /// what takes time.
    fn widest_label(&self, ui: &Ui, cx: &Cx, answer: &Ranking) -> f32 {
        const MEASURED: usize = 8;
        let mut told: Vec<(f32, MarkWords)> = Vec::new();
        for group in &answer.groups {
            for row in every(&group.rows, SAMPLE) {
                let words = every(&row.marks, SAMPLE_OF_ROW).map(|mark| self.maker.words(cx, row, mark));
                told.extend(words.map(|words| (words.looks(), words)));
            }
        }
        told.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        told.iter().take(MEASURED).map(|(_, words)| words.width(ui, cx)).fold(0.0, f32::max)
    }

    /// Axes last, since the number of labels depends on the plot's width.
    fn make_axes(&mut self, ui: &Ui, cx: &Cx, answer: &Ranking) {
        let n_labels = (self.plot_width / 90.0).clamp(2.0, 6.0) as usize;
        for (laid, group) in self.groups.iter_mut().zip(&answer.groups) {
            laid.axis = Axis::new((group.min, group.max), &group.unit, group.basis, n_labels, cx.speech());
            laid.ticks = laid.axis.ticks.iter().map(|(_, text)| line(ui, text, regular(size::TINY))).collect();
            laid.title = short_line(ui, &title(cx, group), regular(size::TINY), self.plot_left - space::M);
        }
    }

    /// A row of the answer that this layout was made for.
    pub fn row(&mut self, ui: &Ui, cx: &Cx, answer: &Ranking, g: usize, r: usize) -> Option<Rc<RowLayout>> {
        if let Some(known) = self.rows.get(&(g, r)) {
            return Some(Rc::clone(known));
        }
        let y = *self.groups.get(g)?.tops.get(r)?;
        let laid = Rc::new(self.maker.row(ui, cx, answer.groups.get(g)?.rows.get(r)?, y));
        self.rows.insert((g, r), Rc::clone(&laid));
        Some(laid)
    }

    /// Where the row of this mark or, failing that, of this area stands: top and height.
    pub fn place_of(
        &self,
        answer: &Ranking,
        key: Option<ObservationKey>,
        area: Option<AreaCode>,
    ) -> Option<(f32, f32)> {
        let place = |fits: &dyn Fn(&AreaRow) -> bool| {
            answer.groups.iter().zip(&self.groups).find_map(|(group, laid)| {
                let r = group.rows.iter().position(fits)?;
                Some((*laid.tops.get(r)?, laid.tops.get(r + 1)? - laid.tops.get(r)?))
            })
        };
        let of_mark = key.and_then(|key| place(&|row| row.marks.iter().any(|mark| mark.stands_for(key))));
        of_mark.or_else(|| area.and_then(|area| place(&|row| row.area.code == Some(area))))
    }
}

impl GroupLayout {
    /// The rows that lie between these heights.
    pub fn rows_between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let n_rows = self.tops.len().saturating_sub(1);
        let first = self.tops.partition_point(|y| *y <= top).saturating_sub(1);
        let end = self.tops.partition_point(|y| *y < bottom).min(n_rows);
        first.min(end)..end
    }
}

/// So many of the things or a few less, evenly apart, the first among them.
fn every<T>(things: &[T], most: usize) -> impl Iterator<Item = &T> {
    things.iter().step_by(things.len().div_ceil(most).max(1))
}

/// What stands left of a group's axis: its level, if levels had to be parted, and its unit.
fn title(cx: &Cx, group: &Group) -> String {
    let unit = Axis::new((group.min, group.max), &group.unit, group.basis, 1, cx.speech()).unit;
    match group.level {
        Some(level) => format!("{} · {unit}", note::level(level, cx.language())),
        None => unit,
    }
}

/// As wide as the widest name or title, within reason. Only the longest names are measured.
fn name_column(ui: &Ui, cx: &Cx, answer: &Ranking, width: f32) -> f32 {
    const MEASURED: usize = 12;
    let mut names: Vec<(usize, &str)> =
        answer.rows().map(|row| (row.short_name.chars().count(), row.short_name.as_str())).collect();
    names.sort_unstable_by_key(|(n_chars, _)| std::cmp::Reverse(*n_chars));
    let measured = names.into_iter().take(MEASURED);
    let names = measured.map(|(_, name)| line(ui, name, regular(size::BODY)).size().x);
    let titles = answer.groups.iter().map(|group| line(ui, title(cx, group), regular(size::TINY)).size().x);
    let widest = names.chain(titles).fold(0.0, f32::max);
    widest.clamp(92.0, (width * 0.28).max(92.0))
}

fn common_year(answer: &Ranking) -> Option<i16> {
    period::common_year(answer.rows().flat_map(|row| row.marks.iter().map(|mark| mark.period)))
}

fn group_layout(ui: &Ui, group: &Group, top: f32) -> GroupLayout {
    let mut y = top + HEAD;
    let mut tops = vec![y];
    for row in &group.rows {
        y += height_of(row);
        tops.push(y);
    }
    let empty = line(ui, "", regular(size::TINY));
    let axis = Axis { min: 0.0, max: 1.0, ticks: Vec::new(), unit: String::new() };
    GroupLayout { y: top, height: y - top, title: empty, axis, ticks: Vec::new(), tops }
}

fn height_of(row: &AreaRow) -> f32 {
    match row.marks.len() {
        0 | 1 => ROW,
        n_marks => n_marks as f32 * MARK + 2.0 * PAD,
    }
}

/// What all rows of a chart have in common.
struct Maker {
    label_width: f32,
    year: Option<i16>,
    /// Whether there are marks of several standings, so that each must say its own.
    says_status: bool,
}

impl Maker {
    fn row(&self, ui: &Ui, cx: &Cx, row: &AreaRow, y: f32) -> RowLayout {
        let is_single = row.marks.len() == 1;
        let name = short_line(ui, &row.short_name, regular(size::BODY), self.label_width);
        let is_shortened = name.elided || row.area.name != row.short_name;
        let marks: Vec<MarkLayout> = (0_u16..)
            .zip(&row.marks)
            .map(|(n, mark)| {
                let (top, tall) = if is_single { (y, ROW) } else { (y + PAD + f32::from(n) * MARK, MARK) };
                self.mark(ui, cx, row, mark, (top, tall))
            })
            .collect();
        let single = row.marks.first().filter(|_| is_single);
        let period = single.map(|mark| self.period(cx, mark));
        let under = match (period, row.detail.is_empty()) {
            (Some(period), true) => Some(period),
            (Some(period), false) => Some(format!("{} · {period}", row.detail)),
            (None, false) => Some(row.detail.clone()),
            (None, true) => None,
        };
        RowLayout {
            y,
            height: height_of(row),
            area: row.area.code,
            name,
            full_name: is_shortened.then(|| row.area.name.clone()),
            under: under.map(|text| short_line(ui, &text, regular(size::TINY), self.label_width)),
            under_differs: single.is_some_and(|mark| mark.differs_in_period),
            marks,
        }
    }

    fn mark(&self, ui: &Ui, cx: &Cx, row: &AreaRow, mark: &Mark, (top, tall): (f32, f32)) -> MarkLayout {
        let words = self.words(cx, row, mark);
        let (full_period, status) =
            (period::period(mark.period, cx.language()), note::status(mark.status, cx.language()));
        let completed = words.completed.as_deref().unwrap_or_default();
        let name = [row.short_name.as_str(), row.detail.as_str(), &words.label, &full_period, status, completed];
        let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        MarkLayout {
            mark: mark.clone(),
            y: top + tall / 2.0,
            hit: (top, tall),
            label: line(ui, &words.label, regular(size::BODY)),
            label_bold: line(ui, &words.label, bold(size::BODY)),
            note: words.note.map(|text| line(ui, text, regular(size::TINY))),
            note_differs: row.marks.len() > 1 && mark.differs_in_period,
            conflict: words.conflicts.then(|| line(ui, cx.say("chart.conflict"), regular(size::TINY))),
            completion: mark.completion.zip(words.completed).map(|(completion, completed)| {
                let met_at = mark.value / completion.percent * 100.0;
                (met_at, line(ui, completed, regular(size::TINY)))
            }),
            name,
        }
    }

    /// What is written behind the bar of a mark.
    fn words(&self, cx: &Cx, row: &AreaRow, mark: &Mark) -> MarkWords {
        let is_single = row.marks.len() == 1;
        let standing =
            (self.says_status && mark.status != Status::Actual).then(|| note::status(mark.status, cx.language()));
        MarkWords {
            label: value::label(mark, cx.speech()),
            note: match (standing, is_single) {
                (Some(standing), true) => Some(standing.to_owned()),
                (None, true) => None,
                (Some(standing), false) => Some(format!("{standing} · {}", self.period(cx, mark))),
                (None, false) => Some(self.period(cx, mark)),
            },
            completed: mark.completion.map(|completion| completed(cx, completion)),
            conflicts: mark.conflicts,
        }
    }

    fn period(&self, cx: &Cx, mark: &Mark) -> String {
        period::short_period(mark.period, self.year, cx.language())
    }
}

/// What is written behind a bar.
struct MarkWords {
    label: String,
    note: Option<String>,
    completed: Option<String>,
    conflicts: bool,
}

impl MarkWords {
    /// About how wide it is, in letters: enough to tell wide from narrow.
    fn looks(&self) -> f32 {
        let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum::<f32>();
        let small = |text: &Option<String>| text.as_deref().map_or(0.0, |text| 0.5 + 0.8 * width(text));
        width(&self.label) + small(&self.note) + small(&self.completed) + if self.conflicts { 4.0 } else { 0.0 }
    }

    /// How wide it is, the value in bold.
    fn width(&self, ui: &Ui, cx: &Cx) -> f32 {
        let conflict = self.conflicts.then(|| cx.say("chart.conflict"));
        let small = [self.note.as_deref(), self.completed.as_deref(), conflict].into_iter().flatten();
        let small = small.map(|text| line(ui, text, regular(size::TINY)).size().x + space::S);
        line(ui, &self.label, bold(size::BODY)).size().x + small.sum::<f32>()
    }
}

/// How far a target is met, in words; a computed rate says so.
fn completed(cx: &Cx, completion: Completion) -> String {
    let key = if completion.key.is_some() { "chart.completed" } else { "chart.completed_derived" };
    let rounded = (completion.percent * 10.0).round() / 10.0;
    cx.words.fill(key, &[("percent", &rounded.to_string())])
}
