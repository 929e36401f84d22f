//! A desk as full as a nation's: made up, but with real areas and every kind of figure.

use std::sync::Arc;

use jiff::civil::date;
use jobscope::app::Desk;
use jobscope::app::documents::Source;
use jobscope::app::prepared::Prepared;
use jobscope::app::state::AppState;
use jobscope::model::area::{AreaCode, RefArea};
use jobscope::model::bulletin::{ArticleBuilder, BlockKind, Bulletin, DateSource, IssueDate, Section};
use jobscope::model::indicator::{Catalogue, IndicatorId};
use jobscope::model::observation::{Evidence, Measure, Observation, Status};
use jobscope::model::period::{Period, PeriodKind};
use jobscope::model::quantity::{Bound, Quantity, Unit};
use jobscope::model::span::Span;
use jobscope::pipeline::Document;

/// Articles in a bulletin.
const ARTICLES: usize = 20;
/// So many of the catalogue's indicators are told of.
const INDICATORS: u64 = 40;

/// A desk with so many bulletins of twenty articles, each with so many figures.
pub fn desk(n_documents: usize, n_figures: usize) -> Desk {
    let areas = areas();
    let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
    let mut dice = Dice(7);
    for n in 0..n_documents {
        let source = Source::Sample(format!("{n}.md"));
        let document = document(n, n_figures, &areas, &mut dice);
        if n + 1 < n_documents {
            desk.state.documents.add(source, Prepared::new(document));
        } else {
            // The last one brings the derived lists up to date, once.
            desk.put(&source, document);
        }
    }
    desk
}

/// A desk with one bulletin whose article has about a megabyte of text and a figure in each of its paragraphs.
pub fn long_article() -> Desk {
    let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
    let area = RefArea { code: Some(AreaCode(130_423)), name: "河北省邯郸市临漳县".to_owned() };
    let mut builder = ArticleBuilder::new("正文", "一篇很长的文章", None, 1);
    let paragraph = |n: usize| format!("第{n}段：{}涉及{n}人。", "各乡镇陆续开展招聘、培训和帮扶工作，".repeat(4));
    for n in 0..4500 {
        builder.push(BlockKind::Paragraph, &paragraph(n));
    }
    let article = builder.finish();
    let mut dice = Dice(11);
    let mut from = 0;
    let found = (0..4500).map(|n| {
        let start = from + article.text[from..].find(&paragraph(n)).expect("it was pushed");
        from = start + paragraph(n).len();
        observation(&article.text, start..from, &area, 2023, &mut dice)
    });
    let observations = vec![found.collect()];
    let section = Section { title: "正文".to_owned(), articles: vec![article] };
    let bulletin = Bulletin { file: "长.md".to_owned(), sections: vec![section], ..Bulletin::default() };
    desk.put(&Source::Sample("长.md".to_owned()), Document { bulletin, observations, problems: Vec::new() });
    desk
}

/// The same numbers on every machine: a linear congruential generator.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn areas() -> Vec<RefArea> {
    let rows = include_str!("../../assets/gazetteer/divisions.csv").lines().skip(1);
    let today = rows.filter(|row| row.ends_with(",2024"));
    let area = |row: &str| {
        let mut cells = row.split(',');
        let code = cells.next()?.parse().ok().map(AreaCode);
        Some(RefArea { code, name: cells.next()?.to_owned() })
    };
    today.filter_map(area).collect()
}

fn document(n: usize, n_figures: usize, areas: &[RefArea], dice: &mut Dice) -> Document {
    let year = 2020 + (n % 5) as i16;
    let mut bulletin = Bulletin {
        file: format!("{n}.md"),
        title: format!("就业简报 {year} 年第 {n} 期"),
        date: Some(IssueDate { date: date(year, 1 + (n % 12) as i8, 15), source: DateSource::Title }),
        ..Bulletin::default()
    };
    let mut section = Section { title: "各地动态".to_owned(), articles: Vec::new() };
    let mut observations = Vec::new();
    for a in 0..ARTICLES {
        let area = &areas[dice.roll(areas.len() as u64) as usize];
        let sentences: Vec<String> = (0..n_figures)
            .map(|f| format!("第{n}期第{a}篇：{}有关部门介绍，第{f}项工作涉及{}人。", area.name, dice.roll(90_000)))
            .collect();
        let mut builder = ArticleBuilder::new(&section.title, &format!("{} | 第{a}篇稳就业见闻", area.name), None, 1);
        builder.push(BlockKind::Paragraph, &sentences.concat());
        let article = builder.finish();
        let mut start = article.text.find(&sentences[0]).expect("it was pushed");
        let found = sentences.iter().map(|sentence| {
            let span = start..start + sentence.len();
            start = span.end;
            observation(&article.text, span, area, year, dice)
        });
        observations.push(found.collect());
        section.articles.push(article);
    }
    bulletin.sections.push(section);
    Document { bulletin, observations, problems: Vec::new() }
}

fn observation(
    text: &str,
    sentence: std::ops::Range<usize>,
    area: &RefArea,
    year: i16,
    dice: &mut Dice,
) -> Observation {
    let from = sentence.start + text[sentence.clone()].find("涉及").expect("it is in every sentence") + "涉及".len();
    let quote = Span::new(text, from..sentence.end - "。".len()).expect("on boundaries");
    let measure = if dice.roll(8) == 0 { Measure::YoyRate } else { Measure::Level };
    let (unit, value) = match measure {
        Measure::Level => ("人", dice.roll(9_000_000) as f64 / 10.0),
        _ => ("%", dice.roll(300) as f64 / 10.0 - 10.0),
    };
    let last = date(year, 1 + dice.roll(12) as i8, 1).last_of_month();
    let as_of = Period { start: last, end: Some(last), kind: PeriodKind::AsOf };
    let to_date = Period { start: date(year, 1, 1), end: Some(last), kind: PeriodKind::During };
    Observation {
        ref_area: area.clone(),
        // Some indicators are told of far more often than others.
        indicator: indicator(dice),
        measure,
        status: if dice.roll(7) == 0 { Status::Target } else { Status::Actual },
        quantity: Quantity {
            value: value.round(),
            value_high: None,
            unit: Unit::new(unit),
            bound: [Bound::Exact, Bound::Exact, Bound::About, Bound::MoreThan][dice.roll(4) as usize],
        },
        period: [None, Some(as_of), Some(to_date), Some(to_date)][dice.roll(4) as usize],
        detail: String::new(),
        quote,
        sentence: Span::new(text, sentence).expect("on boundaries"),
        mentions: Vec::new(),
        rule: "fixture",
        confidence: 0.4 + dice.roll(60) as f32 / 100.0,
        evidence: Evidence::default(),
    }
}

fn indicator(dice: &mut Dice) -> IndicatorId {
    let n_known = Catalogue::builtin().iter().count() as u64;
    let top = 1 + dice.roll(INDICATORS.min(n_known));
    IndicatorId(dice.roll(top) as u16)
}
