//! Explanations for people: a paragraph for each number.

use std::io::{self, Write};

use super::Told;
use super::words::{self, fill};
use crate::cli::table::Words;
use crate::compare::words::{Language, note, value};
use crate::extract::explain::{Candidate, Explanation, Found, Ground, Omission, Outcome, Place, Reading};
use crate::model::area::AreaCode;
use crate::model::indicator::IndicatorId;
use crate::model::observation::Measure;
use crate::model::quantity::Bound;
use crate::model::span::Span;

/// So many of the phrases that a figure might have belonged to are shown.
const SHOWN_CANDIDATES: usize = 5;
/// So many characters of a sentence before are shown around the words taken from it.
const SHOWN_CHARS: usize = 12;

/// Writes a heading for the article and a paragraph for each of its numbers.
pub(super) fn write(out: &mut dyn Write, told: &Told<'_>, language: Language) -> io::Result<()> {
    let page = Page { told, language };
    let n_found = told.explanations.iter().filter(|known| known.outcome.is_found()).count();
    let (number, numbers) = (told.number.to_string(), told.explanations.len().to_string());
    let heading = [
        ("n", number.as_str()),
        ("title", told.article.title.as_str()),
        ("numbers", numbers.as_str()),
        ("found", &n_found.to_string()),
    ];
    writeln!(out, "{}", page.fill(words::HEADING, &heading))?;
    for explanation in told.explanations {
        writeln!(out)?;
        for line in page.paragraph(explanation) {
            writeln!(out, "{}", line.replace(['\t', '\n', '\r'], " "))?;
        }
    }
    writeln!(out)
}

/// What all lines of an article need.
struct Page<'a> {
    told: &'a Told<'a>,
    language: Language,
}

impl Page<'_> {
    fn fill(&self, template: Words, values: &[(&str, &str)]) -> String {
        fill(template.of(self.language), values)
    }

    fn quote(&self, words: Span) -> &str {
        words.of(&self.told.article.text)
    }

    /// The name of an indicator in the user's language.
    fn name(&self, indicator: Option<IndicatorId>) -> &str {
        let row = indicator.and_then(|id| self.told.catalogue.get(id));
        row.map_or(words::OTHER_MATTER.of(self.language), |row| match self.language {
            Language::Zh => &row.name_zh,
            Language::En => &row.name_en,
        })
    }

    fn paragraph(&self, explanation: &Explanation) -> Vec<String> {
        let quote = self.quote(explanation.quote);
        match &explanation.outcome {
            Outcome::Found(found) => {
                let o = &found.observation;
                let figure = value::figure(&o.quantity, o.measure, self.language);
                let values = [("quote", quote), ("name", self.name(Some(o.indicator))), ("figure", &figure)];
                let mut lines = vec![self.fill(words::FOUND, &values)];
                lines.extend(self.sentence(explanation));
                lines.push(self.amount(&Reading {
                    value: o.quantity.value,
                    value_high: o.quantity.value_high,
                    unit: Some(o.quantity.unit.0.to_string()),
                    bound: o.quantity.bound,
                }));
                lines.push(self.form(o.measure, explanation.form_words));
                lines.extend(self.indicator(found));
                lines.extend(self.candidates(&explanation.candidates, Some(o.indicator)));
                lines.push(self.area(found));
                lines.push(self.period(found));
                lines.push(self.status(found));
                if !o.detail.is_empty() {
                    lines.push(self.fill(words::DETAIL, &[("detail", &o.detail)]));
                }
                let confidence = format!("{:.2}", o.confidence);
                let meaning = words::rule(o.rule).map_or("", |meaning| meaning.of(self.language));
                lines.push(self.fill(words::RULE, &[("rule", o.rule), ("meaning", meaning), ("n", &confidence)]));
                lines
            }
            Outcome::LeftOut(omission) => {
                let reason = self.reason(*omission, explanation);
                let mut lines = vec![self.fill(words::LEFT_OUT, &[("quote", quote), ("reason", &reason)])];
                // A time or an ordinal explains itself.
                if let Some(reading) = &explanation.reading {
                    lines.extend(self.sentence(explanation));
                    lines.push(self.amount(reading));
                    lines.extend(explanation.measure.map(|measure| self.form(measure, explanation.form_words)));
                    lines.extend(self.candidates(&explanation.candidates, None));
                }
                lines
            }
        }
    }

    /// The sentence with the figure marked.
    fn sentence(&self, explanation: &Explanation) -> Option<String> {
        let (text, sentence, quote) = (&self.told.article.text, explanation.sentence?, explanation.quote);
        let before = text.get(sentence.start()..quote.start())?;
        let after = text.get(quote.end()..sentence.end())?;
        let marked = format!("{before}【{}】{after}", self.quote(quote));
        Some(self.fill(words::SENTENCE, &[("sentence", &marked)]))
    }

    fn amount(&self, reading: &Reading) -> String {
        let bound = words::bound(reading.bound).of(self.language);
        let unit = reading.unit.as_deref().unwrap_or(words::NO_UNIT.of(self.language));
        let (low, high) = (number(reading.value), reading.value_high.map(number));
        match &high {
            Some(high) if reading.bound == Bound::Range => {
                self.fill(words::RANGE, &[("low", &low), ("high", high), ("unit", unit)])
            }
            _ => self.fill(words::AMOUNT, &[("value", &low), ("unit", unit), ("bound", bound)]),
        }
    }

    fn form(&self, measure: Measure, form_words: Option<Span>) -> String {
        let name = words::measure(measure).of(self.language);
        let before = form_words.map_or("", |words| self.quote(words));
        match measure {
            Measure::Level => self.fill(words::FORM, &[("measure", name)]),
            _ => self.fill(words::FORM_READ, &[("measure", name), ("words", before)]),
        }
    }

    fn indicator(&self, found: &Found) -> Option<String> {
        let o = &found.observation;
        let id = &self.told.catalogue.get(o.indicator)?.id;
        let by = o.evidence.indicator.map_or("", |words| self.quote(words));
        Some(self.fill(words::INDICATOR, &[("name", self.name(Some(o.indicator))), ("id", id), ("words", by)]))
    }

    /// The best phrases, and how far the first is ahead of the first of another indicator.
    fn candidates(&self, candidates: &[Candidate], taken: Option<IndicatorId>) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (n, candidate) in candidates.iter().take(SHOWN_CANDIDATES).enumerate() {
            let template = if n == 0 { words::CANDIDATE } else { words::CANDIDATE_MORE };
            let score = format!("{:.2}", candidate.score);
            let values = [
                ("score", score.as_str()),
                ("name", self.name(candidate.indicator)),
                ("words", self.quote(candidate.words)),
            ];
            lines.push(self.fill(template, &values));
        }
        let first = candidates.first().filter(|first| taken.is_none() || first.indicator == taken);
        let rival = first.and_then(|first| candidates.iter().find(|other| other.indicator != first.indicator));
        if let (Some(first), Some(rival), Some(_)) = (first, rival, taken) {
            let margin = format!("{:.2}", first.score - rival.score);
            lines.push(self.fill(words::MARGIN, &[("margin", &margin), ("name", self.name(rival.indicator))]));
        }
        lines
    }

    fn area(&self, found: &Found) -> String {
        let area = &found.observation.ref_area;
        let code = area.code.map_or_else(|| words::NO_CODE.of(self.language).to_owned(), |code| code.to_string());
        if area.name.is_empty() {
            return self.fill(words::AREA_UNTOLD, &[]);
        }
        let values = [("name", area.name.as_str()), ("code", &code)];
        if found.area.place == Place::Nowhere {
            let template = if area.code == Some(AreaCode::CHINA) { words::AREA_COUNTRY } else { words::AREA_ALONE };
            return self.fill(template, &values);
        }
        let ground = self.ground(found.area);
        let template = if found.area.is_pointer { words::AREA_POINTED } else { words::AREA };
        self.fill(template, &[values[0], values[1], ("ground", &ground)])
    }

    fn period(&self, found: &Found) -> String {
        let Some(period) = found.observation.period else {
            return match found.unused_time {
                Some(words) => self.fill(words::PERIOD_UNUSED, &[("words", self.quote(words))]),
                None => self.fill(words::PERIOD_UNTOLD, &[]),
            };
        };
        let end = period.end.map(|end| end.to_string());
        let template = words::period(period.kind, end.is_some(), Some(period.start) == period.end);
        let ground = match found.period.place {
            Place::Nowhere => words::TAKEN_FOR_GRANTED.of(self.language).to_owned(),
            _ => self.ground(found.period),
        };
        let (start, end) = (period.start.to_string(), end.unwrap_or_default());
        self.fill(template, &[("start", &start), ("end", &end), ("ground", &ground)])
    }

    fn status(&self, found: &Found) -> String {
        let status = note::status(found.observation.status, self.language);
        let by = found.status_words.map_or("", |words| self.quote(words));
        let template = words::status_reason(found.status, found.status_words.is_some());
        self.fill(template, &[("status", status), ("words", by)])
    }

    /// Where words stand, and what they are.
    fn ground(&self, ground: Ground) -> String {
        let Some(span) = ground.words else { return String::new() };
        let excerpt = match ground.place {
            Place::Before | Place::Behind => self.excerpt(span),
            _ => String::new(),
        };
        self.fill(words::place(ground.place), &[("words", self.quote(span)), ("excerpt", &excerpt)])
    }

    /// A few characters on both sides of words, within their line.
    fn excerpt(&self, words: Span) -> String {
        let text = &self.told.article.text;
        let before = text.get(..words.start()).unwrap_or_default();
        let before = before.rsplit(['\n', '。']).next().unwrap_or_default();
        let after = text.get(words.end()..).unwrap_or_default().split(['\n', '。']).next().unwrap_or_default();
        let skipped = before.chars().count().saturating_sub(SHOWN_CHARS);
        let left: String = before.chars().skip(skipped).collect();
        let right: String = after.chars().take(SHOWN_CHARS).collect();
        let (opens, closes) = (if skipped > 0 { "…" } else { "" }, if right.len() < after.len() { "…" } else { "" });
        format!("{opens}{left}{}{right}{closes}", self.quote(words))
    }

    fn reason(&self, omission: Omission, explanation: &Explanation) -> String {
        let best = explanation.candidates.first();
        let score = best.map_or_else(String::new, |best| format!("{:.2}", best.score));
        let unit = explanation.reading.as_ref().and_then(|reading| reading.unit.as_deref());
        let twin = match omission {
            Omission::SaidAlready(twin) => {
                self.told.article.text.get(..twin.start()).map_or(0, |before| before.lines().count())
            }
            _ => 0,
        };
        let form = match omission {
            Omission::Form(form) => words::form(form, self.language),
            _ => "",
        };
        self.fill(
            words::omission(omission),
            &[
                ("words", best.map_or("", |best| self.quote(best.words))),
                ("name", self.name(best.and_then(|best| best.indicator))),
                ("score", &score),
                ("unit", unit.unwrap_or(words::NO_UNIT.of(self.language))),
                ("line", &twin.max(1).to_string()),
                ("form", form),
            ],
        )
    }
}

/// Whole numbers without a point.
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 9e15 { format!("{value:.0}") } else { value.to_string() }
}
