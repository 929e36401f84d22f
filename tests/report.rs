//! Reports as a reader gets them: the page and the text, taken apart again and held against the documents.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use jobscope::app::documents::OpenDocument;
use jobscope::compare::question::Question;
use jobscope::compare::ranking::Ranking;
use jobscope::compare::words::{Language, Numbers, Speech};
use jobscope::extract::Extractor;
use jobscope::model::area::{AreaCode, AreaLevel, RefArea};
use jobscope::model::bulletin::Article;
use jobscope::model::indicator::{Catalogue, IndicatorId};
use jobscope::model::observation::{Measure, Observation};
use jobscope::model::problem::{Message, Problem, Severity};
use jobscope::pipeline::{self, Document};
use jobscope::read::ReadOptions;
use jobscope::report::content::{Figure, Report, Table};
use jobscope::report::html::html;
use jobscope::report::markdown::{Pictures, markdown};
use jobscope::report::{Times, Wishes, report, words};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use support::page::{self, Element};

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

fn samples() -> Vec<Document> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| pipeline::load(Extractor::builtin(), path, &ReadOptions::default())).collect()
}

/// Two small bulletins that hold one figure of each form.
fn forms() -> Vec<Document> {
    let rows = [include_str!("support/rows_a.jsonl"), include_str!("support/rows_b.jsonl")];
    let files = [("五月.md", "2023-05-19"), ("十一月.md", "2023-11-03")];
    let made = files.iter().zip(rows);
    made.map(|((file, day), rows)| support::fixture::document(file, "就业动态", day, rows)).collect()
}

fn row(area: (u32, &str), value: f64, quote: &str, sentence: &str, article: &str) -> String {
    serde_json::json!({
        "section": "各地", "article": article, "ref_area": area.0.to_string(), "ref_area_name": area.1,
        "indicator": "urban_new_jobs", "measure": "level", "status": "actual", "value": value, "unit": "人",
        "bound": "exact", "period_start": "2023-01-01", "period_end": "2023-04-30", "period_kind": "during",
        "detail": "", "quote": quote, "sentence": sentence, "confidence": 0.95
    })
    .to_string()
}

fn made(documents: &[Document], wishes: &Wishes) -> Report {
    let documents: Vec<&Document> = documents.iter().collect();
    report(&documents, Catalogue::builtin(), wishes, &mut |_, _| None)
}

fn in_language(language: Language) -> Wishes {
    Wishes { speech: language.into(), ..Wishes::default() }
}

fn find(id: &str) -> IndicatorId {
    Catalogue::builtin().find(id).unwrap()
}

fn area(code: u32, name: &str) -> RefArea {
    RefArea { code: Some(AreaCode(code)), name: name.to_owned() }
}

fn figures(report: &Report) -> impl Iterator<Item = &Figure> {
    report.sections.iter().flat_map(|section| &section.tables).flat_map(Table::figures)
}

fn look_up<'a>(documents: &'a [Document], figure: &Figure) -> (&'a Article, &'a Observation) {
    let key = figure.mark.key;
    let document = &documents[key.document as usize];
    let (article, found) = document.articles().nth(key.article as usize).unwrap();
    (article, &found[key.place as usize])
}

#[test]
fn the_page_is_sound_and_every_link_leads_somewhere() {
    for documents in [samples(), forms(), Vec::new()] {
        for language in LANGUAGES {
            let page = page::parse(&html(&made(&documents, &in_language(language))));
            let ids: Vec<&str> = page.all().into_iter().filter_map(|element| element.get("id")).collect();
            let known: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), known.len(), "an id stands twice");
            for link in page.named("a") {
                let target = link.get("href").unwrap().strip_prefix('#').expect("links stay on the page");
                assert!(known.contains(target), "{target}");
                assert!(link.get("aria-label").is_some() || !link.text().trim().is_empty());
            }
            for name in ["aria-labelledby", "aria-describedby"] {
                assert!(page.all().iter().filter_map(|e| e.get(name)).all(|id| known.contains(id)));
            }
            let root = page.named("html")[0];
            assert_eq!(root.get("lang"), Some(if language == Language::Zh { "zh-CN" } else { "en" }));
            assert!(!root.named("title")[0].text().is_empty());
            assert_eq!(page.named("h1").len(), 1);
            no_heading_is_skipped(&page);
        }
    }
}

fn no_heading_is_skipped(page: &Element) {
    let mut last = 0;
    for element in page.all() {
        let Some(level) = element.name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) else { continue };
        assert!(level <= last + 1, "{} after h{last}", element.name);
        last = level;
    }
}

#[test]
fn tables_and_pictures_can_be_told_without_seeing_them() {
    let page = page::parse(&html(&made(&forms(), &Wishes::default())));
    assert!(page.named("table").len() > 2 && page.named("figure").len() > 1);
    for table in page.named("table") {
        assert!(!table.named("caption")[0].text().trim().is_empty());
        assert!(table.named("th").iter().all(|head| head.get("scope").is_some()));
        assert!(table.named("tr").iter().all(|row| !row.named("th").is_empty() || row.get("id").is_some()));
        cells_fill_their_table(table);
    }
    for figure in page.named("figure") {
        assert_eq!(figure.named("figcaption").len(), 1);
        assert!(
            figure.named("svg").iter().all(|svg| svg.get("role") == Some("img") && svg.get("aria-label").is_some())
        );
    }
}

fn cells_fill_their_table(table: &Element) {
    let n_columns = table.named("thead")[0].named("th").len();
    for body in table.named("tbody") {
        let n_rows = body.named("tr").len();
        let cells = body.all().into_iter().filter(|element| matches!(element.name.as_str(), "td" | "th"));
        let n_places: usize = cells.map(|cell| cell.get("rowspan").map_or(1, |n| n.parse::<usize>().unwrap())).sum();
        assert_eq!(n_places, n_rows * n_columns);
    }
}

#[test]
fn every_figure_has_its_sentence() {
    for documents in [samples(), forms()] {
        let report = made(&documents, &Wishes::default());
        let page = page::parse(&html(&report));
        assert!(figures(&report).count() > 10);
        for figure in figures(&report) {
            let (article, observation) = look_up(&documents, figure);
            let note = page.with_id(&format!("n{}", figure.footnote)).expect("the figure has a footnote");
            let quote = observation.quote.of(&article.text);
            assert_eq!(note.named("mark")[0].text(), quote);
            let sentence = note.named("q")[0].text();
            assert!(sentence.contains(quote));
            let shown = sentence.trim_matches('…');
            assert!(observation.sentence.of(&article.text).replace('\t', " ").contains(shown), "{sentence}");
            assert!(note.named("cite")[0].text().contains(&article.title));
            let row = page.with_id(&format!("r{}", figure.footnote)).expect("the figure has a row");
            assert!(row.text().contains(&figure.value) && row.text().contains(&figure.period));
        }
        let n_notes = report.sections.iter().map(|section| section.footnotes.len()).sum::<usize>();
        let cited: usize = report.sources.iter().map(|source| source.n_cited).sum();
        assert_eq!(page.named("mark").len(), n_notes);
        assert_eq!(cited, n_notes);
    }
}

#[test]
fn figures_are_those_that_were_extracted() {
    let documents = samples();
    for figure in figures(&made(&documents, &Wishes::default())) {
        let (_, observation) = look_up(&documents, figure);
        assert_eq!(figure.mark.value, observation.quantity.value);
        assert_eq!(figure.mark.period, observation.period);
        assert_eq!(figure.mark.status, observation.status);
    }
}

#[test]
fn no_contradiction_is_hidden() {
    let areas = [(130_000, "河北省"), (140_000, "山西省"), (150_000, "内蒙古自治区")];
    let plain = areas.iter().zip([30, 20, 10]).map(|(&area, n)| {
        let (quote, name) = (format!("{n}万人"), area.1);
        row(area, f64::from(n) * 1e4, &quote, &format!("1至4月，{name}城镇新增就业{quote}。"), name)
    });
    let torn = row(areas[2], 11e4, "11万人", "内蒙古自治区1至4月城镇新增就业11万人。", "另一篇");
    let rows: Vec<String> = plain.chain([torn]).collect();
    let documents = [support::fixture::document("一.md", "一", "2023-05-19", &rows.join("\n"))];
    // Even where there is room for one figure only.
    for most_figures in [1, 100] {
        let report = made(&documents, &Wishes { most_figures, ..Wishes::default() });
        let section = &report.sections[0];
        let torn: Vec<&Figure> = figures(&report).filter(|figure| figure.mark.conflicts).collect();
        let values: Vec<&str> = torn.iter().map(|figure| figure.value.as_str()).collect();
        assert_eq!(values, ["10万人", "11万人"]);
        let numbers: Vec<usize> = torn.iter().map(|figure| figure.footnote).collect();
        assert!(section.remarks.iter().any(|remark| remark.is_warning && remark.footnotes == numbers));
        let page = page::parse(&html(&report));
        let aside = page.named("aside")[0];
        for number in numbers {
            assert!(aside.named("a").iter().any(|link| link.get("href") == Some(&format!("#n{number}"))));
            let row = page.with_id(&format!("r{number}")).unwrap();
            assert!(row.text().contains(words::labels(Language::Zh).conflicts));
        }
        assert_eq!(section.tables[0].n_figures_left_out, usize::from(most_figures == 1));
    }
}

#[test]
fn what_an_area_does_not_say_is_listed_and_never_zero() {
    let unknown = area(540_000, "西藏自治区");
    let indicators = vec![find("urban_new_jobs"), find("minimum_wage")];
    let areas = vec![unknown.clone(), area(320_000, "江苏省")];
    let wishes = Wishes { indicators, areas, ..Wishes::default() };
    let report = made(&forms(), &wishes);
    assert!(report.sections.iter().all(|section| section.missing.names.contains(&unknown.name)));
    assert!(report.sections.iter().any(|section| section.title == "最低工资"), "asked for by name, told of by nobody");
    let page = html(&report);
    let page = page::parse(&page);
    assert!(page.named("tr").iter().all(|row| !row.text().contains(&unknown.name)));
    let listed = page.all().into_iter().filter(|element| element.get("class") == Some("missing"));
    assert_eq!(listed.filter(|line| line.text().contains(&unknown.name)).count(), report.sections.len());
    assert!(markdown(&report, Pictures::Letters).contains("西藏自治区"));
}

#[test]
fn only_what_was_chosen_is_told() {
    let documents = samples();
    let chosen = area(320_000, "江苏省");
    let report = made(&documents, &Wishes { areas: vec![chosen.clone()], ..Wishes::default() });
    assert!(!report.sections.is_empty());
    for figure in figures(&report) {
        let (_, observation) = look_up(&documents, figure);
        assert!([chosen.code, Some(AreaCode::CHINA)].contains(&observation.ref_area.code));
    }
    let within = made(&documents, &Wishes { within: vec![chosen.clone()], ..Wishes::default() });
    let codes: BTreeSet<AreaCode> =
        figures(&within).filter_map(|figure| look_up(&documents, figure).1.ref_area.code).collect();
    assert!(codes.iter().all(|code| *code == AreaCode::CHINA || AreaCode(320_000).covers(*code)), "{codes:?}");
    assert!(codes.iter().any(|code| code.level() > AreaLevel::Province), "{codes:?}");
    let levels = vec![AreaLevel::Province];
    let measures = vec![Measure::YoyRate];
    let (first, last) = (date(2023, 1, 1), date(2023, 12, 31));
    let times = Times::Within { first, last };
    let narrow = Wishes { levels, measures, times, min_confidence: 0.9, ..Wishes::default() };
    for figure in figures(&made(&documents, &narrow)) {
        let (_, observation) = look_up(&documents, figure);
        assert!(observation.measure == Measure::YoyRate && observation.confidence >= 0.9);
        assert!(observation.period.is_some_and(|period| period.start <= last));
    }
    let facts = made(&documents, &narrow).facts;
    let said: Vec<&str> = facts.iter().map(|fact| fact.text.as_str()).collect();
    for wish in ["省级", "同比", "2023年之内，目标为与之相交的", "0.90"] {
        assert!(said.contains(&wish), "{said:?}");
    }
}

/// Everything that a document can say, full of what a page and Markdown would take for their own.
fn hostile() -> Vec<Document> {
    const EVIL: &str =
        "</q><script>alert('1')</script> \"x\" & ]]> |*粗*_斜_[链](http://a.b) `码` <img src=x onerror=y> ~~删~~ # ^";
    let sentence = |n: u32| format!("{EVIL} 1至4月，城镇新增就业{n}万人 {EVIL}。");
    let of = |code, name: &str, n: u32| {
        let quote = format!("{n}万人");
        row((code, &format!("{name}<i>|*")), f64::from(n) * 1e4, &quote, &sentence(n), EVIL)
    };
    let rows = [of(130_000, "河北省", 3), of(140_000, "山西省", 4)]
        .join("\n")
        .replace("\"detail\":\"\"", r#""detail":"<u>|_*""#);
    let mut document = support::fixture::document("<b>一|二*.md", EVIL, "2023-05-19", &rows);
    document.problems.push(Problem {
        file: document.bulletin.file.clone(),
        line: Some(3),
        severity: Severity::Warning,
        message: Message::told(EVIL),
    });
    vec![document]
}

#[test]
fn nothing_of_a_document_becomes_part_of_the_page() {
    let documents = hostile();
    let report = made(&documents, &Wishes { title: "<script>标题</script>".to_owned(), ..Wishes::default() });
    let page = page::parse(&html(&report));
    for name in ["script", "img", "i", "u", "iframe"] {
        assert!(page.named(name).is_empty(), "{name}");
    }
    for element in page.all() {
        assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on") && name != "src"));
        assert!(element.get("href").is_none_or(|target| target.starts_with('#')));
    }
    assert_eq!(page.named("h1")[0].text(), "<script>标题</script>");
    let (article, observation) = look_up(&documents, figures(&report).next().unwrap());
    assert_eq!(page.named("q")[0].text(), observation.sentence.of(&article.text));
    assert!(page.with_id("problems").unwrap().text().contains("]]> |*粗*_斜_[链](http://a.b)"));
    assert!(page.named("svg")[0].text().contains("河北省<i>"));
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM
}

#[test]
fn nothing_of_a_document_becomes_part_of_the_text() {
    let documents = hostile();
    let text = markdown(&made(&documents, &Wishes::default()), Pictures::Letters);
    let mut said = String::new();
    for event in Parser::new_ext(&text, options()) {
        match event {
            Event::InlineHtml(html) | Event::Html(html) => {
                let html = html.trim();
                let is_ours = ["<mark>", "</mark>", "</a>"].contains(&html) || html.starts_with("<a id=\"");
                assert!(is_ours, "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with('#'), "{dest_url}"),
            Event::Start(Tag::Image { .. } | Tag::Emphasis | Tag::Strikethrough) | Event::Code(_) => {
                panic!("a document's text became markup: {event:?}")
            }
            Event::Text(piece) => said.push_str(&piece),
            _ => {}
        }
    }
    let (article, observation) = look_up(&documents, figures(&made(&documents, &Wishes::default())).next().unwrap());
    assert!(said.contains(observation.sentence.of(&article.text).trim_end()), "{said}");
}

#[test]
fn tables_and_footnotes_of_the_text_hold_together() {
    for documents in [samples(), forms(), hostile()] {
        for pictures in [Pictures::Letters, Pictures::Embedded] {
            let report = made(&documents, &Wishes::default());
            let text = markdown(&report, pictures);
            let (mut asked, mut told, mut ids, mut links) =
                (BTreeSet::new(), BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
            let (mut note, mut n_columns, mut n_cells) = (None, 0, 0);
            for event in Parser::new_ext(&text, options()) {
                match event {
                    Event::FootnoteReference(number) => _ = asked.insert(number.to_string()),
                    Event::Start(Tag::FootnoteDefinition(number)) => note = Some(number.to_string()),
                    Event::End(TagEnd::FootnoteDefinition) => note = None,
                    Event::Text(piece) => {
                        if let Some(note) = &note {
                            told.entry(note.clone()).or_insert_with(String::new).push_str(&piece);
                        }
                    }
                    Event::InlineHtml(html) | Event::Html(html) => {
                        ids.extend(
                            html.trim().strip_prefix("<a id=\"").and_then(|id| id.split('"').next()).map(str::to_owned),
                        );
                    }
                    Event::Start(Tag::Link { dest_url, .. }) => {
                        _ = links.insert(dest_url.trim_start_matches('#').to_owned());
                    }
                    Event::Start(Tag::Table(aligned)) => n_columns = aligned.len(),
                    Event::Start(Tag::TableRow | Tag::TableHead) => n_cells = 0,
                    Event::Start(Tag::TableCell) => n_cells += 1,
                    Event::End(TagEnd::TableRow | TagEnd::TableHead) => assert_eq!(n_cells, n_columns),
                    _ => {}
                }
            }
            assert_eq!(asked, told.keys().cloned().collect(), "a footnote is missing or asked for by nobody");
            assert!(links.is_subset(&ids));
            for figure in figures(&report) {
                let (article, observation) = look_up(&documents, figure);
                assert!(told[&figure.footnote.to_string()].contains(observation.quote.of(&article.text)));
            }
            assert_eq!(text.contains("](data:image/svg+xml,"), pictures == Pictures::Embedded);
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let documents = samples();
    let wishes = Wishes { date: Some(date(2024, 6, 1)), ..Wishes::default() };
    let (first, second) = (made(&documents, &wishes), made(&samples(), &wishes));
    assert_eq!(html(&first), html(&second));
    assert_eq!(markdown(&first, Pictures::Letters), markdown(&second, Pictures::Letters));
    assert!(html(&first).contains("2024年6月1日"));
}

#[test]
fn a_report_in_english_says_nothing_of_its_own_in_chinese() {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let english = Language::En;
    assert!(!is_chinese(&format!("{:?}", words::labels(english))));
    let of_chinese = format!("{:?}", words::labels(Language::Zh));
    assert!(of_chinese.split("\", ").filter(|field| field.len() > 30).all(is_chinese));
    let mut named: BTreeSet<String> = BTreeSet::new();
    for document in samples() {
        named.extend(document.observations.iter().flatten().map(|o| o.ref_area.name.clone()));
        named.extend(document.observations.iter().flatten().map(|o| o.detail.clone()));
        named.insert(document.bulletin.file);
    }
    let page = page::parse(&html(&made(&samples(), &in_language(english))));
    let contents = page.named("nav")[0].text();
    assert!(!is_chinese(&contents), "{contents}");
    for head in page.named("thead").into_iter().chain(page.named("h3")).chain(page.named("dt")) {
        assert!(!is_chinese(&head.text()), "{}", head.text());
    }
    assert!(!is_chinese(&page.with_id("method").unwrap().text()));
}

#[test]
fn numbers_are_written_as_wished() {
    let speech = Speech { language: Language::Zh, numbers: Numbers::Thousands };
    let report = made(&forms(), &Wishes { speech, ..Wishes::default() });
    assert!(figures(&report).any(|figure| figure.value == "450,000人"));
}

#[test]
fn a_picture_stands_for_what_the_table_lists() {
    let documents = forms();
    let documents: Vec<&Document> = documents.iter().collect();
    let wishes = Wishes { most_figures: 2, ..Wishes::default() };
    let asked = std::cell::RefCell::new(Vec::new());
    let mut draw = |question: &Question, answer: &Ranking| {
        asked.borrow_mut().push((question.clone(), answer.clone()));
        Some("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"a\"></g></svg>".to_owned())
    };
    let report = report(&documents, Catalogue::builtin(), &wishes, &mut draw);
    let page = page::parse(&html(&report));
    assert!(report.sections.len() > 1);
    assert_eq!(page.named("figure").len(), report.sections.len());
    for section in &report.sections {
        assert!(page.with_id(&format!("{}-a", section.anchor)).is_some());
        let told = |answer: &Ranking| answer.rows().map(|row| row.marks.len()).sum::<usize>();
        let listed: usize = section.tables.iter().flat_map(|table| &table.rows).map(|row| row.figures.len()).sum();
        assert!(asked.borrow().iter().any(|(_, answer)| told(answer) == listed));
    }
    let mut bad = |_: &Question, _: &Ranking| Some("<svg><script>x</script></svg>".to_owned());
    let report = jobscope::report::report(&documents, Catalogue::builtin(), &wishes, &mut bad);
    assert!(report.sections.iter().all(|section| section.picture.is_none()));
    assert!(page::parse(&html(&report)).named("svg").len() >= report.sections.len(), "our own bars stand in");
}

#[test]
fn what_is_left_out_is_told() {
    let of_samples = made(&samples(), &Wishes::default());
    let of_notes = of_samples.sections.iter().flat_map(|section| &section.remarks).filter(|remark| !remark.is_warning);
    assert!(of_notes.count() > 0);
    let report = made(&forms(), &Wishes::default());
    let narrow = made(&forms(), &Wishes { most_figures: 1, ..Wishes::default() });
    let n_left_out: usize =
        narrow.sections.iter().flat_map(|section| &section.tables).map(|table| table.n_figures_left_out).sum();
    assert!(n_left_out > 0);
    assert_eq!(figures(&narrow).count() + n_left_out, figures(&report).count());
    assert!(html(&narrow).contains("未列入此表"));
    assert!(!report.apart.is_empty(), "what only one area tells is named at least");
    assert!(html(&report).contains(&report.apart[0].title));
}

#[test]
fn many_bulletins_make_a_report_that_can_be_sent() {
    let size = |n_documents: usize| {
        let desk = support::many::desk(n_documents, 10);
        let documents: Vec<&Document> =
            desk.state.documents.iter().map(|open: &OpenDocument| &*open.document).collect();
        let report = report(&documents, Catalogue::builtin(), &Wishes::default(), &mut |_, _| None);
        assert!(report.n_figures() > 1000);
        (html(&report).len(), markdown(&report, Pictures::Letters).len())
    };
    let (few, many) = (size(20), size(200));
    assert!(many.0 < 20_000_000 && many.1 < 10_000_000, "{many:?}");
    assert!(many.0 < few.0 * 10, "{few:?} {many:?}");
}

#[test]
fn text_that_was_never_parted_does_not_come_along_whole() {
    let desk = support::many::long_article();
    let mut document = desk.state.documents.iter().next().unwrap().document.as_ref().clone();
    let article = document.bulletin.articles().next().unwrap();
    let whole = jobscope::model::span::Span::new(&article.text, 0..article.text.len()).unwrap();
    for observation in document.observations.iter_mut().flatten() {
        observation.sentence = whole;
    }
    let report = made(&[document], &Wishes::default());
    assert!(figures(&report).count() > 50);
    // Whole, it would be a megabyte for each of some thousand figures that contradict each other and are all listed.
    let n_bytes = html(&report).len();
    assert!(n_bytes < 12_000_000, "{n_bytes}");
}
