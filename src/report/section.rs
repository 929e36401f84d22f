//! From an answer to a section: as many rows as there is room for, each figure with its footnote, and what must be said.

use std::collections::{BTreeSet, HashMap};

use super::ask::Asked;
use super::cite::Sources;
use super::content::{Completed, Fact, Figure, Footnote, Missing, Remark, Row, Section, Table};
use super::words::{self, labels};
use super::{Draw, Wishes, picture};
use crate::compare::names::short_name;
use crate::compare::note::Note;
use crate::compare::question::Question;
use crate::compare::ranking::{AreaRow, Group, Mark, Ranking};
use crate::compare::words::{Language, Speech, axis, note, period, value};
use crate::compare::{ObservationKey, UNSURE_BELOW};
use crate::model::area::{AreaLevel, RefArea};
use crate::model::indicator::Catalogue;
use crate::model::observation::Status;
use crate::model::quantity::Unit;

/// So many figures of one area are listed: the latest ones, the one it is ranked by, and those in conflict.
const MOST_OF_ROW: usize = 12;
/// So many silent areas are named, where nobody chose them by name.
const MOST_MISSING: usize = 120;

/// The section that this answer makes.
pub(super) fn section(
    asked: &Asked,
    sources: &mut Sources,
    catalogue: &Catalogue,
    wishes: &Wishes,
    draw: &mut Draw,
) -> Section {
    let Asked { question, answer } = asked;
    let speech = wishes.speech;
    let (shown, left_out) = trimmed(answer, wishes.most_figures.max(1));
    let anchor = anchor(catalogue, question);
    let picture = draw(question, &shown).and_then(|svg| picture::tamed(&svg, &anchor));
    let mut maker = Maker::of(&shown, sources, speech);
    let reference = shown.reference.as_ref().map(|mark| maker.reference(mark));
    let mut tables: Vec<Table> =
        shown.groups.iter().zip(left_out).map(|(group, left_out)| maker.table(group, left_out)).collect();
    match tables.first_mut() {
        Some(first) => first.reference = reference,
        // Only the country has a figure: it stands alone.
        None => tables.extend(reference.zip(shown.reference.as_ref()).map(|(row, mark)| alone(row, mark))),
    }
    let Maker { footnotes, numbers, .. } = maker;
    let n_areas = asked.n_areas();
    let n_figures = tables.iter().flat_map(Table::figures).count();
    Section {
        anchor,
        title: words::title(catalogue, question, speech.language),
        facts: facts(question, &tables, (n_areas, n_figures), speech),
        remarks: remarks(answer, &tables, &numbers, speech),
        picture,
        missing: missing(&answer.missing, wishes),
        n_areas,
        n_figures,
        tables,
        footnotes,
    }
}

/// A name for links that needs no escaping anywhere. Ids of the user's own indicators can be anything.
fn anchor(catalogue: &Catalogue, question: &Question) -> String {
    let is_plain = |id: &&str| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let id = catalogue.get(question.indicator).map(|row| row.id.as_str()).filter(is_plain);
    let id = id.map_or_else(|| format!("own{}", question.indicator.0), str::to_owned);
    format!("{id}-{}", question.measure.id())
}

/// How much of a group there was no room for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct LeftOut {
    n_figures: usize,
    n_rows: usize,
}

/// The answer with as many figures of each group as there is room for. Figures in conflict stay whatever room there is.
fn trimmed(answer: &Ranking, most_figures: usize) -> (Ranking, Vec<LeftOut>) {
    let parts = answer.groups.iter().map(|group| {
        let mut n_kept = 0;
        let mut left_out = LeftOut::default();
        let mut rows = Vec::new();
        for row in &group.rows {
            let kept = trimmed_row(row, n_kept < most_figures);
            let n_figures = kept.as_ref().map_or(0, |row| row.marks.len());
            n_kept += n_figures;
            left_out.n_figures += row.marks.len() - n_figures;
            left_out.n_rows += usize::from(kept.is_none());
            rows.extend(kept);
        }
        let values = || {
            let marks = rows.iter().flat_map(|row| &row.marks);
            marks.flat_map(|mark| std::iter::once(mark.value).chain(mark.value_high))
        };
        let (min, max) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        (Group { min, max, rows, unit: group.unit.clone(), ..*group }, left_out)
    });
    let (groups, left_out) = parts.unzip();
    let Ranking { reference, notes, missing, .. } = answer.clone();
    (Ranking { groups, reference, notes, missing }, left_out)
}

fn trimmed_row(row: &AreaRow, has_room: bool) -> Option<AreaRow> {
    // Marks stand in order of time: the last ones are the latest.
    let first_recent = row.marks.len().saturating_sub(MOST_OF_ROW);
    let is_kept =
        |place: usize, mark: &Mark| mark.conflicts || has_room && (place >= first_recent || place == row.lead);
    let kept: Vec<usize> =
        row.marks.iter().enumerate().filter(|(place, mark)| is_kept(*place, mark)).map(|(place, _)| place).collect();
    let lead = kept.iter().position(|place| *place == row.lead).unwrap_or_default();
    let marks: Vec<Mark> = kept.iter().filter_map(|place| row.marks.get(*place)).cloned().collect();
    (!marks.is_empty()).then(|| AreaRow { marks, lead, ..row.clone() })
}

/// Puts marks into words and gives out footnotes.
struct Maker<'a, 's> {
    sources: &'a mut Sources<'s>,
    speech: Speech,
    /// The year that need not be said of each period.
    year: Option<i16>,
    footnotes: Vec<Footnote>,
    numbers: HashMap<ObservationKey, usize>,
}

impl<'a, 's> Maker<'a, 's> {
    fn of(shown: &Ranking, sources: &'a mut Sources<'s>, speech: Speech) -> Self {
        let marks = shown.rows().flat_map(|row| &row.marks).chain(&shown.reference);
        let year = period::common_year(marks.map(|mark| mark.period));
        Self { sources, speech, year, footnotes: Vec::new(), numbers: HashMap::new() }
    }

    fn table(&mut self, group: &Group, left_out: LeftOut) -> Table {
        let rows = group.rows.iter().map(|row| self.row(row)).collect();
        Table {
            level: group.level,
            unit: group.unit.clone(),
            basis: group.basis,
            min: group.min,
            max: group.max,
            reference: None,
            rows,
            n_figures_left_out: left_out.n_figures,
            n_rows_left_out: left_out.n_rows,
        }
    }

    fn row(&mut self, row: &AreaRow) -> Row {
        Row {
            area: row.short_name.clone(),
            full_name: row.area.name.clone(),
            detail: row.detail.clone(),
            figures: row.marks.iter().map(|mark| self.figure(mark)).collect(),
        }
    }

    fn reference(&mut self, mark: &Mark) -> Row {
        let name = note::level(AreaLevel::Country, self.speech.language).to_owned();
        let figures = vec![self.figure(mark)];
        Row { area: name.clone(), full_name: name, detail: mark.detail.clone(), figures }
    }

    fn figure(&mut self, mark: &Mark) -> Figure {
        let language = self.speech.language;
        let footnote = self.sources.cite(mark.key, &mark.duplicates, &mut self.footnotes);
        self.numbers.insert(mark.key, footnote);
        let completion = mark.completion.map(|completion| Completed {
            text: words::completed(completion, language),
            footnote: completion.key.map(|key| self.sources.cite(key, &[], &mut self.footnotes)),
        });
        let labels = labels(language);
        let remarks = [
            mark.differs_in_period.then(|| labels.differs.to_owned()),
            mark.conflicts.then(|| labels.conflicts.to_owned()),
            (mark.confidence < UNSURE_BELOW).then(|| words::unsure(mark.confidence, language)),
        ];
        Figure {
            mark: mark.clone(),
            value: value::label(mark, self.speech),
            period: period::period(mark.period, language),
            short_period: period::short_period(mark.period, self.year, language),
            standing: note::status(mark.status, language),
            bound: words::bound(mark.bound, language),
            completion,
            remarks: remarks.into_iter().flatten().collect(),
            footnote,
        }
    }
}

/// A table of the country's figure alone.
fn alone(row: Row, mark: &Mark) -> Table {
    let high = mark.value_high.unwrap_or(mark.value);
    Table {
        level: None,
        unit: mark.unit.clone(),
        basis: mark.basis,
        min: mark.value.min(0.0),
        max: high.max(0.0),
        reference: Some(row),
        rows: Vec::new(),
        n_figures_left_out: 0,
        n_rows_left_out: 0,
    }
}

/// What is compared.
fn facts(question: &Question, tables: &[Table], (n_areas, n_figures): (usize, usize), speech: Speech) -> Vec<Fact> {
    let language = speech.language;
    let labels = labels(language);
    let marks = || tables.iter().flat_map(Table::figures).map(|figure| &figure.mark);
    let standings: BTreeSet<Status> = marks().map(|mark| mark.status).collect();
    let standings: Vec<&str> = standings.into_iter().map(|status| note::status(status, language)).collect();
    let facts = [
        (labels.measure, words::measure(question.measure, language).to_owned()),
        (labels.unit, units(tables, speech)),
        (labels.standing, standings.join(labels.comma)),
        (labels.extent, words::extent(n_areas, n_figures, language)),
    ];
    let told = facts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(name, text)| Fact { name, text }).collect()
}

/// The units of all tables, in their order.
fn units(tables: &[Table], speech: Speech) -> String {
    let mut units: Vec<String> = tables.iter().map(|table| unit(&table.unit, speech)).collect();
    units.dedup();
    units.join(labels(speech.language).comma)
}

/// A unit in words; those that are not said beside a number still have a name.
pub(super) fn unit(unit: &Unit, speech: Speech) -> String {
    let said = axis::Axis::new((0.0, 1.0), unit, crate::compare::derived::Basis::AsTold, 1, speech).unit;
    if said.is_empty() { unit.0.clone().into_owned() } else { said }
}

/// What must be said: of what is shown first, then of what is not.
fn remarks(
    answer: &Ranking,
    tables: &[Table],
    numbers: &HashMap<ObservationKey, usize>,
    speech: Speech,
) -> Vec<Remark> {
    let language = speech.language;
    let plain = |text: String, is_warning| Remark { text, is_warning, footnotes: Vec::new() };
    let (left_out, of_shown): (Vec<&Note>, Vec<&Note>) = answer.notes.iter().partition(|note| note.n_left_out() > 0);
    let mut remarks: Vec<Remark> = of_shown.into_iter().map(|note| of_shown_figures(note, numbers, language)).collect();
    let shows = |status| tables.iter().flat_map(Table::figures).any(|figure| figure.mark.status == status);
    if shows(Status::Actual) && shows(Status::Target) {
        remarks.push(plain(words::targets_beside(language).to_owned(), true));
    }
    if tables.iter().any(|table| tables.first().is_some_and(|first| first.unit != table.unit)) {
        remarks.push(plain(words::mixed_units(&units(tables, speech), language), true));
    }
    if tables.iter().any(|table| table.level.is_some()) {
        remarks.push(plain(words::parted_levels(language).to_owned(), true));
    }
    remarks.extend(left_out.into_iter().map(|told| plain(note::note(told, language), false)));
    remarks
}

/// A note on figures that are shown. The screen's words for a conflict bid to click; on paper there are footnotes.
fn of_shown_figures(told: &Note, numbers: &HashMap<ObservationKey, usize>, language: Language) -> Remark {
    let Note::Conflict { area, period: when, detail, keys, .. } = told else {
        return Remark { text: note::note(told, language), is_warning: true, footnotes: Vec::new() };
    };
    let area = match (detail.is_empty(), language) {
        (true, _) => short_name(area).to_owned(),
        (false, Language::Zh) => format!("{}{detail}", short_name(area)),
        (false, Language::En) => format!("{} {detail}", short_name(area)),
    };
    let text = words::conflict(&area, &period::period(*when, language), keys.len(), language);
    let footnotes = keys.iter().filter_map(|key| numbers.get(key)).copied().collect();
    Remark { text, is_warning: true, footnotes }
}

/// The areas that say nothing of this: all that were chosen by name, else as many as there is room for.
fn missing(areas: &[RefArea], wishes: &Wishes) -> Missing {
    let is_chosen = |area: &&RefArea| wishes.areas.iter().any(|chosen| chosen.code == area.code);
    let (chosen, others): (Vec<&RefArea>, Vec<&RefArea>) = areas.iter().partition(is_chosen);
    let n_others = others.len().min(MOST_MISSING.saturating_sub(chosen.len()));
    let n_more = others.len() - n_others;
    let named: Vec<&RefArea> = chosen.into_iter().chain(others.into_iter().take(n_others)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for area in &named {
        *counts.entry(short_name(area)).or_default() += 1;
    }
    let own = |area: &&RefArea| {
        let short = short_name(area);
        if counts.get(short) == Some(&1) { short.to_owned() } else { area.name.clone() }
    };
    Missing { names: named.iter().map(own).collect(), n_more }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::derived::Basis;
    use crate::model::area::AreaCode;
    use crate::model::observation::Measure;
    use crate::model::quantity::Bound;

    fn mark(place: u32, value: f64, conflicts: bool) -> Mark {
        Mark {
            key: ObservationKey { document: 0, article: 0, place },
            value,
            value_high: None,
            unit: Unit::new("人"),
            bound: Bound::Exact,
            measure: Measure::Level,
            status: Status::Actual,
            period: None,
            detail: String::new(),
            confidence: 1.0,
            basis: Basis::AsTold,
            completion: None,
            differs_in_period: false,
            conflicts,
            duplicates: Vec::new(),
        }
    }

    fn row(code: u32, marks: Vec<Mark>, lead: usize) -> AreaRow {
        let area = RefArea { code: Some(AreaCode(code)), name: format!("地区{code}") };
        AreaRow { short_name: area.name.clone(), area, detail: String::new(), marks, lead }
    }

    fn answer(rows: Vec<AreaRow>) -> Ranking {
        let group = Group { level: None, unit: Unit::new("人"), basis: Basis::AsTold, max: 9e9, min: 0.0, rows };
        Ranking { groups: vec![group], ..Ranking::default() }
    }

    #[test]
    fn what_there_is_no_room_for_is_counted_and_conflicts_stay() {
        let plain = (0..5).map(|n| row(110_000 + n, vec![mark(n, 100.0 - f64::from(n), false)], 0));
        let torn = row(990_000, vec![mark(90, 1.0, true), mark(91, 2.0, true), mark(92, 3.0, false)], 1);
        let all = answer(plain.chain([torn]).collect());
        let (shown, left_out) = trimmed(&all, 2);
        let values: Vec<f64> = shown.rows().flat_map(|row| &row.marks).map(|mark| mark.value).collect();
        assert_eq!(values, [100.0, 99.0, 1.0, 2.0]);
        assert_eq!(left_out, [LeftOut { n_figures: 4, n_rows: 3 }]);
        assert_eq!((shown.groups[0].max, shown.groups[0].min), (100.0, 0.0));
        let (whole, nothing) = trimmed(&all, 100);
        assert_eq!((whole.rows().count(), nothing), (6, vec![LeftOut::default()]));
    }

    #[test]
    fn a_long_history_keeps_its_end_and_what_it_is_ranked_by() {
        let marks: Vec<Mark> = (0..40).map(|n| mark(n, f64::from(n), n == 1)).collect();
        let (shown, left_out) = trimmed(&answer(vec![row(110_000, marks, 3)]), 100);
        let row = shown.rows().next().unwrap();
        assert_eq!((row.marks.len(), row.marks[row.lead].value), (MOST_OF_ROW + 2, 3.0));
        assert_eq!((row.marks[0].value, row.marks.last().unwrap().value), (1.0, 39.0));
        assert_eq!(left_out, [LeftOut { n_figures: 40 - MOST_OF_ROW - 2, n_rows: 0 }]);
    }

    #[test]
    fn silent_areas_are_named_in_full_where_their_names_are_one() {
        let area = |code, name: &str| RefArea { code: Some(AreaCode(code)), name: name.to_owned() };
        let areas = [area(110_105, "北京市朝阳区"), area(130_000, "河北省"), area(220_104, "吉林省长春市朝阳区")];
        let told = missing(&areas, &Wishes::default());
        assert_eq!((told.names.join(" "), told.n_more), ("北京市朝阳区 河北省 吉林省长春市朝阳区".to_owned(), 0));
        let many: Vec<RefArea> = (0..200).map(|n| area(110_000 + n, &format!("第{n}区"))).collect();
        assert_eq!(missing(&many, &Wishes::default()).n_more, 200 - MOST_MISSING);
        let all = missing(&many, &Wishes { areas: many.clone(), ..Wishes::default() });
        assert_eq!((all.names.len(), all.n_more), (200, 0));
    }
}
