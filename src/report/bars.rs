//! The bars that stand in where nobody draws a picture: the forms are those of the screen, so that a reader knows them.
//!
//! Each picture is whole by itself, with colours of its own, and takes its page's colours where it stands inside one.

use std::fmt::{self, Write as _};

use super::content::{Figure, Row, Table};
use super::escape::Html;
use super::words::{Labels, labels};
use crate::compare::UNSURE_BELOW;
use crate::compare::words::Speech;
use crate::compare::words::axis::Axis;
use crate::model::observation::Status;
use crate::model::quantity::Bound;

/// So many rows are drawn; the table has the others.
pub(super) const MOST_ROWS: usize = 40;

/// The width of a picture.
const WIDTH: f64 = 720.0;
/// A picture is no taller than this, so that it fits on a sheet with what stands around it.
const MOST_HEIGHT: f64 = 620.0;
/// Height of the axis.
const HEAD: f64 = 26.0;
/// Height of a row with one figure.
const ROW: f64 = 36.0;
/// Height of each figure of a row with several.
const MARK: f64 = 21.0;
/// Above and below the figures of a row with several.
const PAD: f64 = 6.0;
/// Height of a bar.
const BAR: f64 = 14.0;
/// How far a pointed end reaches past its value.
const TIP: f64 = 8.0;
/// How long a fading end is.
const FADE: f64 = 22.0;
/// Size of names and values.
const TEXT: f64 = 13.0;
/// Size of periods and steps.
const SMALL: f64 = 11.0;

/// The table's rows as pictures of a size that a sheet holds. `name` is what each is called by those who cannot see it.
pub(super) fn pictures(table: &Table, name: &str, anchor: &str, speech: Speech) -> Vec<String> {
    let plan = Plan::of(table, speech);
    let mut sheets: Vec<Vec<&Row>> = Vec::new();
    let mut height = f64::INFINITY;
    for row in table.rows.iter().take(MOST_ROWS) {
        let tall = height_of(row);
        if height + tall > MOST_HEIGHT {
            sheets.push(Vec::new());
            height = HEAD;
        }
        height += tall;
        if let Some(sheet) = sheets.last_mut() {
            sheet.push(row);
        }
    }
    let numbered = sheets.iter().enumerate();
    numbered.map(|(n, rows)| plan.picture(rows, name, &format!("{anchor}-{n}"))).collect()
}

/// What the pictures of a table have in common.
struct Plan<'a> {
    table: &'a Table,
    axis: Axis,
    labels: &'static Labels,
    /// Where bars begin.
    left: f64,
    /// How wide the bars' part is.
    width: f64,
    /// Whether figures of other standings than actual must say theirs.
    says_standing: bool,
}

impl<'a> Plan<'a> {
    fn of(table: &'a Table, speech: Speech) -> Self {
        let rows = || table.rows.iter().take(MOST_ROWS);
        let names = rows().map(|row| width_of(&row.area, TEXT).max(width_of(&under(row), SMALL)));
        let left = names.fold(0.0, f64::max).clamp(70.0, 190.0) + 12.0;
        let mut standings = table.figures().map(|figure| figure.mark.status);
        let first = standings.next();
        let says_standing = standings.any(|status| Some(status) != first);
        let widest = rows()
            .flat_map(|row| row.figures.iter().map(move |figure| (row, figure)))
            .map(|(row, figure)| {
                let beside = beside(row, figure, says_standing);
                width_of(&figure.value, TEXT) + if beside.is_empty() { 0.0 } else { width_of(&beside, SMALL) + 8.0 }
            })
            .fold(0.0, f64::max);
        let width = (WIDTH - left - widest - TIP - 14.0).max(180.0);
        let axis = Axis::new((table.min, table.max), &table.unit, table.basis, (width / 80.0) as usize, speech);
        Self { table, axis, labels: labels(speech.language), left, width, says_standing }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + f64::from(self.axis.at(value)) * self.width
    }

    fn picture(&self, rows: &[&Row], name: &str, anchor: &str) -> String {
        let height = HEAD + rows.iter().map(|row| height_of(row)).sum::<f64>() + 6.0;
        let mut svg = Svg(String::new());
        svg.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bars\" role=\"img\" aria-label=\"{}\" \
             viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             font-family=\"'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif\">",
            Html(name)
        ));
        Self::patterns(&mut svg, rows, anchor);
        self.steps(&mut svg, height);
        let mut top = HEAD;
        for row in rows {
            self.row(&mut svg, row, top, anchor);
            top += height_of(row);
        }
        let zero = self.x(0.0);
        svg.put(format_args!(
            "<path class=\"zero\" d=\"M{zero:.1} {:.1}V{top:.1}\" stroke=\"#6c7279\" fill=\"none\"/>",
            HEAD - 4.0
        ));
        self.reference(&mut svg, top);
        svg.put(format_args!("</svg>"));
        svg.0
    }

    /// Hatching and fading, where any bar needs them.
    fn patterns(svg: &mut Svg, rows: &[&Row], anchor: &str) {
        let any = |is_so: &dyn Fn(&Figure) -> bool| rows.iter().flat_map(|row| &row.figures).any(is_so);
        if any(&is_unsure) {
            svg.put(format_args!(
                "<pattern id=\"hatch-{anchor}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><path class=\"line\" d=\"M0 0V6\" stroke=\"#4c86b5\" \
                 stroke-width=\"2.4\"/></pattern>"
            ));
        }
        if any(&|figure| figure.mark.bound == Bound::About) {
            svg.put(format_args!(
                "<linearGradient id=\"fade-{anchor}\"><stop class=\"stop\" offset=\"0\" stop-color=\"#4c86b5\"/>\
                 <stop class=\"stop\" offset=\"1\" stop-color=\"#4c86b5\" stop-opacity=\"0\"/></linearGradient>"
            ));
        }
    }

    fn steps(&self, svg: &mut Svg, height: f64) {
        for (value, label) in &self.axis.ticks {
            let x = self.x(*value);
            svg.put(format_args!(
                "<path class=\"grid\" d=\"M{x:.1} {:.1}V{:.1}\" stroke=\"#e3e0d8\" fill=\"none\"/>",
                HEAD - 4.0,
                height - 6.0
            ));
            svg.text((x, HEAD - 9.0), SMALL, "mute", "middle", label);
        }
        svg.text((self.left - 12.0, HEAD - 9.0), SMALL, "mute", "end", &self.axis.unit);
    }

    fn row(&self, svg: &mut Svg, row: &Row, top: f64, anchor: &str) {
        let tall = height_of(row);
        let middle = top + tall / 2.0;
        let under = under(row);
        let right = self.left - 12.0;
        let lift = if under.is_empty() { 4.5 } else { -1.0 };
        svg.text((right, middle + lift), TEXT, "ink", "end", &fitted(&row.area, TEXT, right));
        if !under.is_empty() {
            let class = if row.figures.iter().any(is_apart) && row.figures.len() == 1 { "alert" } else { "mute" };
            svg.text((right, middle + 12.5), SMALL, class, "end", &fitted(&under, SMALL, right));
        }
        for (n, figure) in row.figures.iter().enumerate() {
            let y = if row.figures.len() == 1 { middle } else { top + PAD + MARK * (n as f64 + 0.5) };
            self.bar(svg, figure, y, anchor);
            self.label(svg, row, figure, y);
        }
    }

    fn label(&self, svg: &mut Svg, row: &Row, figure: &Figure, y: f64) {
        let mark = &figure.mark;
        let end = self.x(mark.value_high.unwrap_or(mark.value).max(mark.value).max(0.0));
        let x = end + 7.0 + if is_pointed(mark.bound) || mark.status == Status::Policy { TIP } else { 0.0 };
        svg.text((x, y + 4.5), TEXT, "ink", "start", &figure.value);
        let beside = beside(row, figure, self.says_standing);
        if !beside.is_empty() {
            let class = if row.figures.len() > 1 && is_apart(figure) { "alert" } else { "mute" };
            svg.text((x + width_of(&figure.value, TEXT) + 8.0, y + 4.5), SMALL, class, "start", &beside);
        }
    }

    fn bar(&self, svg: &mut Svg, figure: &Figure, y: f64, anchor: &str) {
        let mark = &figure.mark;
        let (zero, end) = (self.x(0.0), self.x(mark.value));
        let body = Body { zero, end, top: y - BAR / 2.0, bottom: y + BAR / 2.0 };
        if let Some(high) = mark.value_high {
            let high = self.x(high);
            svg.put(format_args!(
                "<path class=\"bar\" d=\"M{end:.1} {:.1}H{high:.1}V{:.1}H{end:.1}Z\" fill=\"#4c86b5\" opacity=\"0.35\"/>",
                body.top, body.bottom
            ));
        }
        match mark.status {
            Status::Target => svg.put(format_args!(
                "<path class=\"line\" d=\"{}\" fill=\"none\" stroke=\"#4c86b5\" stroke-width=\"1.4\" \
                 stroke-dasharray=\"4 3\"/>",
                body.outline(is_pointed(mark.bound))
            )),
            Status::Policy => svg.put(format_args!(
                "<path class=\"policy\" d=\"M{zero:.1} {y:.1}H{end:.1}M{:.1} {y:.1}l5 -5l5 5l-5 5z\" fill=\"#8a6d3b\" \
                 stroke=\"#8a6d3b\" stroke-width=\"1.6\"/>",
                end - 5.0
            )),
            Status::Actual => actual(svg, figure, &body, anchor),
        }
        if mark.bound == Bound::AtMost {
            svg.put(format_args!(
                "<path class=\"line\" d=\"M{end:.1} {:.1}V{:.1}\" fill=\"none\" stroke=\"#4c86b5\" stroke-width=\"2.4\"/>",
                body.top - 3.0,
                body.bottom + 3.0
            ));
        }
    }

    /// A line at the country's figure, where it lies on the axis.
    fn reference(&self, svg: &mut Svg, bottom: f64) {
        let Some(figure) = self.table.reference.as_ref().and_then(|row| row.figures.first()) else { return };
        if figure.mark.value > self.axis.max || figure.mark.value < self.axis.min {
            return;
        }
        let x = self.x(figure.mark.value);
        svg.put(format_args!(
            "<path class=\"reference\" d=\"M{x:.1} {:.1}V{bottom:.1}\" fill=\"none\" stroke=\"#b4482e\" \
             stroke-dasharray=\"2 3\"><title>{}</title></path>",
            HEAD - 4.0,
            Html(&format!("{}{}{}", self.labels.reference, self.labels.colon, figure.value))
        ));
    }
}

/// Where a bar stands. A fall's end lies left of its beginning.
struct Body {
    zero: f64,
    end: f64,
    top: f64,
    bottom: f64,
}

impl Body {
    fn outline(&self, is_pointed: bool) -> String {
        let Self { zero, end, top, bottom } = self;
        if !is_pointed {
            return format!("M{zero:.1} {top:.1}H{end:.1}V{bottom:.1}H{zero:.1}Z");
        }
        let tip = if end < zero { end - TIP } else { end + TIP };
        let middle = f64::midpoint(*top, *bottom);
        format!("M{zero:.1} {top:.1}H{end:.1}L{tip:.1} {middle:.1}L{end:.1} {bottom:.1}H{zero:.1}Z")
    }
}

fn actual(svg: &mut Svg, figure: &Figure, body: &Body, anchor: &str) {
    let outline = body.outline(is_pointed(figure.mark.bound));
    if is_unsure(figure) {
        svg.put(format_args!(
            "<path class=\"line\" d=\"{outline}\" fill=\"url(#hatch-{anchor})\" stroke=\"#4c86b5\"/>"
        ));
    } else if figure.mark.bound == Bound::About && body.end > body.zero {
        let Body { zero, end, top, bottom } = body;
        let solid = (end - FADE).max(zero + (end - zero) * 0.3);
        svg.put(format_args!(
            "<path class=\"bar\" d=\"M{zero:.1} {top:.1}H{solid:.1}V{bottom:.1}H{zero:.1}Z\" fill=\"#4c86b5\"/>\
             <path d=\"M{solid:.1} {top:.1}H{end:.1}V{bottom:.1}H{solid:.1}Z\" fill=\"url(#fade-{anchor})\"/>"
        ));
    } else {
        svg.put(format_args!("<path class=\"bar\" d=\"{outline}\" fill=\"#4c86b5\"/>"));
    }
}

fn height_of(row: &Row) -> f64 {
    match row.figures.len() {
        0 | 1 => ROW,
        n => n as f64 * MARK + 2.0 * PAD,
    }
}

/// What stands under the name: the series, and the period of a single figure.
fn under(row: &Row) -> String {
    let single = row.figures.first().filter(|_| row.figures.len() == 1);
    let period = single.map(|figure| dotted(&figure.short_period, is_apart(figure)));
    let parts = [Some(row.detail.clone()).filter(|detail| !detail.is_empty()), period];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What stands beside the value: the standing, and the period where a row has several.
fn beside(row: &Row, figure: &Figure, says_standing: bool) -> String {
    let standing = (says_standing && figure.mark.status != Status::Actual).then(|| figure.standing.to_owned());
    let period = (row.figures.len() > 1).then(|| dotted(&figure.short_period, is_apart(figure)));
    standing.into_iter().chain(period).collect::<Vec<_>>().join(" · ")
}

/// No meaning by colour alone: what differs has a dot too.
fn dotted(text: &str, differs: bool) -> String {
    if differs { format!("• {text}") } else { text.to_owned() }
}

fn is_apart(figure: &Figure) -> bool {
    figure.mark.differs_in_period
}

fn is_unsure(figure: &Figure) -> bool {
    figure.mark.confidence < UNSURE_BELOW
}

fn is_pointed(bound: Bound) -> bool {
    matches!(bound, Bound::MoreThan | Bound::AtLeast)
}

/// About how wide text is: a page's font is not known here. Chinese is square, the rest about half as wide.
fn width_of(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.58 } else { 1.0 }).sum::<f64>() * size
}

/// The text, cut where it is too wide.
fn fitted(text: &str, size: f64, room: f64) -> String {
    if width_of(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width_of(&kept, size) + size > room {
            break;
        }
    }
    kept + "…"
}

/// What the forms of these figures mean: only those that are there.
pub(super) fn legend(table: &Table, speech: Speech) -> String {
    let labels = labels(speech.language);
    let any = |is_so: &dyn Fn(&Figure) -> bool| table.rows.iter().flat_map(|row| &row.figures).any(is_so);
    let of_status = |status| any(&|figure| figure.mark.status == status);
    let of_bound = |bound| any(&|figure| figure.mark.bound == bound);
    let forms = [
        (of_status(Status::Actual), labels.legend_actual),
        (of_status(Status::Target), labels.legend_target),
        (of_status(Status::Policy), labels.legend_policy),
        (any(&|figure| is_pointed(figure.mark.bound)), labels.legend_more),
        (of_bound(Bound::About), labels.legend_about),
        (of_bound(Bound::AtMost), labels.legend_most),
        (any(&|figure| figure.mark.value_high.is_some()), labels.legend_range),
        (any(&is_unsure), labels.legend_unsure),
        (any(&is_apart), labels.legend_differs),
    ];
    let used: Vec<&str> = forms.iter().filter(|(is_used, _)| *is_used).map(|(_, words)| *words).collect();
    used.join(labels.semicolon)
}

/// A picture in the making.
struct Svg(String);

impl Svg {
    fn put(&mut self, piece: fmt::Arguments) {
        self.0.write_fmt(piece).expect("a string takes all");
    }

    fn text(&mut self, (x, y): (f64, f64), size: f64, class: &str, anchor: &str, text: &str) {
        let fill = match class {
            "ink" => "#22262b",
            "alert" => "#b4482e",
            _ => "#5a6067",
        };
        self.put(format_args!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{fill}\" \
             text-anchor=\"{anchor}\">{}</text>",
            Html(text)
        ));
    }
}
