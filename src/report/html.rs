//! A report as one web page: no scripts, nothing fetched, readable on a narrow screen, in the dark, and on paper.

use std::fmt::{self, Write as _};

use super::bars;
use super::content::{Fact, Figure, Footnote, Place, Remark, Report, Row, Section, Source, Table};
use super::escape::Html;
use super::section::unit;
use super::words::{self, Labels, labels};
use crate::compare::words::{Language, Speech, note};

/// How the page looks.
const STYLE: &str = include_str!("../../assets/report.css");

/// Even if a text were taken for markup, nothing of it would run or be fetched.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The report as a web page.
pub fn html(report: &Report) -> String {
    let mut page = Page {
        out: String::new(),
        labels: labels(report.speech.language),
        language: report.speech.language,
        speech: report.speech,
        n_figures: 0,
        n_tables: 0,
    };
    page.page(report);
    page.out
}

/// A page in the making.
struct Page {
    out: String,
    labels: &'static Labels,
    language: Language,
    speech: Speech,
    /// Pictures so far.
    n_figures: usize,
    /// Tables so far.
    n_tables: usize,
}

impl Page {
    fn put(&mut self, piece: fmt::Arguments) {
        self.out.write_fmt(piece).expect("a string takes all");
    }

    fn page(&mut self, report: &Report) {
        self.put(format_args!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"jobscope {}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            self.labels.code,
            env!("CARGO_PKG_VERSION"),
            Html(&report.title)
        ));
        self.put(format_args!("<header>\n<h1>{}</h1>\n", Html(&report.title)));
        self.facts(&report.facts);
        self.put(format_args!("</header>\n"));
        self.contents(report);
        self.put(format_args!("<main>\n"));
        if report.sections.is_empty() {
            self.put(format_args!("<p class=\"nothing\">{}</p>\n", self.labels.no_sections));
        }
        for (n, section) in (1..).zip(&report.sections) {
            self.section(report, n, section);
        }
        self.apart(report);
        self.put(format_args!("</main>\n<footer>\n"));
        self.sources(&report.sources);
        self.problems(report);
        self.put(format_args!(
            "<section id=\"method\">\n<h2>{}</h2>\n<p>{}</p>\n</section>\n</footer>\n</body>\n</html>\n",
            self.labels.method,
            Html(self.labels.method_text)
        ));
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.put(format_args!("<dl class=\"facts\">\n"));
        for Fact { name, text } in facts {
            self.put(format_args!("<div><dt>{}</dt><dd>{}</dd></div>\n", Html(name), Html(text)));
        }
        self.put(format_args!("</dl>\n"));
    }

    fn contents(&mut self, report: &Report) {
        self.put(format_args!(
            "<nav id=\"contents\" aria-labelledby=\"contents-head\">\n<h2 id=\"contents-head\">{}</h2>\n<ol>\n",
            self.labels.contents
        ));
        for section in &report.sections {
            let n_areas = words::areas(section.n_areas, self.language);
            self.put(format_args!(
                "<li><a href=\"#{}\">{}</a> <span class=\"count\">{n_areas}</span></li>\n",
                section.anchor,
                Html(&section.title)
            ));
        }
        self.put(format_args!("</ol>\n<ul>\n"));
        let ends = [
            (!report.apart.is_empty(), "apart", self.labels.apart),
            (true, "sources", self.labels.sources),
            (!report.problems.is_empty(), "problems", self.labels.problems),
            (true, "method", self.labels.method),
        ];
        for (_, anchor, name) in ends.into_iter().filter(|(is_there, ..)| *is_there) {
            self.put(format_args!("<li><a href=\"#{anchor}\">{name}</a></li>\n"));
        }
        self.put(format_args!("</ul>\n</nav>\n"));
    }

    fn section(&mut self, report: &Report, n: usize, section: &Section) {
        let title = Html(&section.title);
        self.put(format_args!(
            "<section id=\"{0}\" aria-labelledby=\"{0}-head\">\n<h2 id=\"{0}-head\"><span class=\"number\">{n}</span> {title}\
             </h2>\n",
            section.anchor
        ));
        self.facts(&section.facts);
        self.remarks(&section.remarks);
        if let Some(picture) = &section.picture {
            self.drawn(section, picture);
        }
        for (n, table) in section.tables.iter().enumerate() {
            if section.picture.is_none() && !table.rows.is_empty() {
                self.bars(section, table, n);
            }
            self.table(section, table);
        }
        if section.tables.is_empty() {
            self.put(format_args!("<p class=\"nothing\">{}</p>\n", self.labels.nothing));
        }
        self.missing(section);
        self.footnotes(report, section);
        self.put(format_args!(
            "<p class=\"up\"><a href=\"#contents\">{}</a></p>\n</section>\n",
            self.labels.to_contents
        ));
    }

    fn remarks(&mut self, remarks: &[Remark]) {
        if remarks.is_empty() {
            return;
        }
        let (warnings, asides): (Vec<&Remark>, Vec<&Remark>) = remarks.iter().partition(|remark| remark.is_warning);
        let class = if warnings.is_empty() { "remarks quiet" } else { "remarks" };
        self.put(format_args!("<aside class=\"{class}\">\n<h3>{}</h3>\n", self.labels.comparability));
        for (class, remarks) in [("warnings", warnings), ("left-out", asides)] {
            if remarks.is_empty() {
                continue;
            }
            self.put(format_args!("<ul class=\"{class}\">\n"));
            for remark in remarks {
                self.put(format_args!("<li>{}", Html(&remark.text)));
                for number in &remark.footnotes {
                    self.put(format_args!(" {}", Reference { number: *number, language: self.language }));
                }
                self.put(format_args!("</li>\n"));
            }
            self.put(format_args!("</ul>\n"));
        }
        self.put(format_args!("</aside>\n"));
    }

    /// A picture that was made elsewhere.
    fn drawn(&mut self, section: &Section, picture: &str) {
        self.n_figures += 1;
        let number = self.n_figures;
        self.put(format_args!(
            "<figure class=\"drawn\">\n<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">{picture}</div>\n\
             <figcaption><b>{1}{number}</b> {0}</figcaption>\n</figure>\n",
            Html(&section.title),
            self.labels.figure
        ));
    }

    fn bars(&mut self, section: &Section, table: &Table, n: usize) {
        self.n_figures += 1;
        let name = self.called(section, table);
        let (figure, number) = (self.labels.figure, self.n_figures);
        self.put(format_args!("<figure>\n<figcaption><b>{figure}{number}</b> {}</figcaption>\n", Html(&name)));
        for picture in bars::pictures(table, &name, &format!("{}-{n}", section.anchor), self.speech) {
            self.put(format_args!(
                "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{picture}</div>\n",
                Html(&name)
            ));
        }
        let legend = bars::legend(table, self.speech);
        let cut = (table.rows.len() > bars::MOST_ROWS).then(|| words::rows_not_drawn(bars::MOST_ROWS, self.language));
        let cut = cut.map(|cut| format!("{}{cut}", self.labels.semicolon)).unwrap_or_default();
        self.put(format_args!(
            "<p class=\"legend\">{}{}{}{}</p>\n</figure>\n",
            self.labels.legend,
            self.labels.colon,
            Html(&legend),
            Html(&cut)
        ));
    }

    /// What a picture or a table shows: the indicator, the level, the unit.
    fn called(&self, section: &Section, table: &Table) -> String {
        let level = table.level.map(|level| note::level(level, self.language));
        let unit = format!("{}{}", self.labels.in_unit, unit(&table.unit, self.speech));
        let aside: Vec<&str> = level.into_iter().chain([unit.as_str()]).collect();
        format!("{}{}", section.title, self.labels.aside(&aside.join(self.labels.pause)))
    }

    fn table(&mut self, section: &Section, table: &Table) {
        self.n_tables += 1;
        let number = self.n_tables;
        let columns = Columns::of(table);
        let name = self.called(section, table);
        let labels = self.labels;
        self.put(format_args!(
            "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n<table>\n<caption><b>{1}{number}</b> {0}\
             </caption>\n<thead>\n<tr><th scope=\"col\">{2}</th>",
            Html(&name),
            labels.table,
            labels.area
        ));
        for (is_there, class, label) in [
            (columns.details, "", labels.detail),
            (true, "value", labels.value),
            (true, "", labels.period),
            (true, "", labels.standing),
            (columns.bounds, "", labels.bound),
            (columns.completions, "value", labels.completion),
            (columns.remarks, "", labels.remarks),
            (true, "note", labels.note),
        ] {
            if is_there {
                self.put(format_args!("<th scope=\"col\"{}>{label}</th>", Class(class)));
            }
        }
        self.put(format_args!("</tr>\n</thead>\n"));
        if let Some(row) = &table.reference {
            self.row(row, &columns, "reference");
        }
        for row in &table.rows {
            self.row(row, &columns, "");
        }
        self.put(format_args!("</table>\n</div>\n"));
        if table.n_figures_left_out > 0 {
            let left_out = words::left_out(table.n_figures_left_out, table.n_rows_left_out, self.language);
            self.put(format_args!("<p class=\"left-out\">{}</p>\n", Html(&left_out)));
        }
    }

    /// An area's figures: a body of its own, so that a sheet's end does not part them.
    fn row(&mut self, row: &Row, columns: &Columns, class: &'static str) {
        self.put(format_args!("<tbody{}>\n", Class(class)));
        for (n, figure) in row.figures.iter().enumerate() {
            self.put(format_args!("<tr id=\"r{}\">", figure.footnote));
            if n == 0 {
                let n_rows = row.figures.len();
                self.put(format_args!("<th scope=\"rowgroup\" rowspan=\"{n_rows}\">{}", Html(&row.area)));
                if row.full_name != row.area {
                    self.put(format_args!("<small>{}</small>", Html(above(row))));
                }
                self.put(format_args!("</th>"));
                if columns.details {
                    self.put(format_args!("<td rowspan=\"{n_rows}\">{}</td>", Html(&row.detail)));
                }
            }
            self.figure(figure, columns);
            self.put(format_args!("</tr>\n"));
        }
        self.put(format_args!("</tbody>\n"));
    }

    fn figure(&mut self, figure: &Figure, columns: &Columns) {
        let class = if figure.mark.differs_in_period { "differs" } else { "" };
        self.put(format_args!(
            "<td class=\"value\">{}</td><td{}>{}</td><td>{}</td>",
            Html(&figure.value),
            Class(class),
            Html(&figure.period),
            figure.standing
        ));
        if columns.bounds {
            self.put(format_args!("<td>{}</td>", figure.bound));
        }
        if columns.completions {
            self.put(format_args!("<td class=\"value\">"));
            if let Some(completion) = &figure.completion {
                self.put(format_args!("{}", Html(&completion.text)));
                if let Some(number) = completion.footnote {
                    let language = self.language;
                    self.put(format_args!(" <span id=\"r{number}\">{}</span>", Reference { number, language }));
                }
            }
            self.put(format_args!("</td>"));
        }
        if columns.remarks {
            let class = if figure.mark.conflicts { "alert" } else { "" };
            let remarks = figure.remarks.join(self.labels.semicolon);
            self.put(format_args!("<td{}>{}</td>", Class(class), Html(&remarks)));
        }
        let reference = Reference { number: figure.footnote, language: self.language };
        self.put(format_args!("<td class=\"note\">{reference}</td>"));
    }

    fn missing(&mut self, section: &Section) {
        let missing = &section.missing;
        let n_areas = missing.names.len() + missing.n_more;
        if n_areas == 0 {
            return;
        }
        let more = (missing.n_more > 0).then(|| words::and_more_areas(missing.n_more, self.language));
        let names: Vec<&str> = missing.names.iter().chain(&more).map(String::as_str).collect();
        self.put(format_args!(
            "<p class=\"missing\"><b>{}</b>{}{}</p>\n",
            words::missing(n_areas, self.language),
            self.labels.colon,
            Html(&names.join(self.labels.comma))
        ));
    }

    fn footnotes(&mut self, report: &Report, section: &Section) {
        let Some(first) = section.footnotes.first() else { return };
        self.put(format_args!(
            "<section class=\"sentences\" aria-labelledby=\"{0}-sentences\">\n<h3 id=\"{0}-sentences\">{1}</h3>\n\
             <ol start=\"{2}\">\n",
            section.anchor, self.labels.sentences, first.number
        ));
        for footnote in &section.footnotes {
            self.footnote(report, footnote);
        }
        self.put(format_args!("</ol>\n</section>\n"));
    }

    fn footnote(&mut self, report: &Report, footnote: &Footnote) {
        let Footnote { number, before, quote, after, place, also, n_also_left_out } = footnote;
        self.put(format_args!(
            "<li id=\"n{number}\"><q lang=\"zh-CN\">{}<mark>{}</mark>{}</q> <span class=\"from\">",
            Html(before),
            Html(quote),
            Html(after)
        ));
        self.place(report, place);
        for (n, place) in also.iter().enumerate() {
            let opening = if n == 0 { words::also(self.language) } else { "" };
            self.put(format_args!("{}{opening}", self.labels.semicolon));
            self.place(report, place);
        }
        if *n_also_left_out > 0 {
            let more = words::and_more_places(*n_also_left_out, self.language);
            self.put(format_args!("{}{more}", self.labels.pause));
        }
        self.put(format_args!(
            "</span> <a class=\"back\" href=\"#r{number}\" aria-label=\"{}\">↩</a></li>\n",
            self.labels.back
        ));
    }

    fn place(&mut self, report: &Report, place: &Place) {
        self.put(format_args!("<cite lang=\"zh-CN\">{}</cite>", Html(&self.labels.titled(&place.article))));
        if let Some(Source { number, file, date, .. }) = report.source(place) {
            let date = if date.is_empty() { self.labels.no_date } else { date };
            self.put(format_args!(
                "{0}<a href=\"#b{number}\">{1}</a>{0}{2}",
                self.labels.pause,
                Html(file),
                Html(date)
            ));
        }
    }

    fn apart(&mut self, report: &Report) {
        if report.apart.is_empty() {
            return;
        }
        self.put(format_args!("<section id=\"apart\">\n<h2>{}</h2>\n<ul class=\"apart\">\n", self.labels.apart));
        for apart in &report.apart {
            let area = apart.area.as_deref().unwrap_or(self.labels.no_area);
            self.put(format_args!("<li>{}{}</li>\n", Html(&apart.title), Html(&self.labels.aside(area))));
        }
        self.put(format_args!("</ul>\n</section>\n"));
    }

    fn sources(&mut self, sources: &[Source]) {
        let labels = self.labels;
        self.put(format_args!(
            "<section id=\"sources\">\n<h2>{0}</h2>\n<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n\
             <table class=\"sources\">\n<caption>{0}</caption>\n<thead>\n<tr>",
            labels.sources
        ));
        let columns = [
            ("", labels.file),
            ("", labels.bulletin),
            ("", labels.date),
            ("value", labels.articles),
            ("value", labels.figures),
            ("value", labels.cited),
        ];
        for (class, label) in columns {
            self.put(format_args!("<th scope=\"col\"{}>{label}</th>", Class(class)));
        }
        self.put(format_args!("</tr>\n</thead>\n<tbody>\n"));
        for source in sources {
            let date = if source.date.is_empty() { labels.no_date } else { &source.date };
            self.put(format_args!(
                "<tr id=\"b{}\"><th scope=\"row\">{}</th><td lang=\"zh-CN\">{}</td><td>{}</td><td class=\"value\">{}</td>\
                 <td class=\"value\">{}</td><td class=\"value\">{}</td></tr>\n",
                source.number,
                Html(&source.file),
                Html(&source.title),
                Html(date),
                source.n_articles,
                source.n_figures,
                source.n_cited
            ));
        }
        self.put(format_args!("</tbody>\n</table>\n</div>\n</section>\n"));
    }

    fn problems(&mut self, report: &Report) {
        if report.problems.is_empty() {
            return;
        }
        self.put(format_args!("<section id=\"problems\">\n<h2>{}</h2>\n<ul>\n", self.labels.problems));
        for problem in &report.problems {
            self.put(format_args!("<li>{}</li>\n", Html(problem)));
        }
        if report.n_problems_left_out > 0 {
            self.put(format_args!("<li>{}</li>\n", words::more_problems(report.n_problems_left_out, self.language)));
        }
        self.put(format_args!("</ul>\n</section>\n"));
    }
}

/// The areas that a row's area lies in.
fn above(row: &Row) -> &str {
    row.full_name.strip_suffix(&row.area).unwrap_or(&row.full_name)
}

/// Which of a table's columns have anything to say.
#[expect(clippy::struct_excessive_bools, reason = "each says whether one column is shown")]
struct Columns {
    details: bool,
    bounds: bool,
    completions: bool,
    remarks: bool,
}

impl Columns {
    fn of(table: &Table) -> Self {
        Self {
            details: table.has_details(),
            bounds: table.has_bounds(),
            completions: table.has_completions(),
            remarks: table.has_remarks(),
        }
    }
}

/// A class, where there is one.
struct Class(&'static str);

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " class=\"{}\"", self.0) }
    }
}

/// The way to a footnote.
struct Reference {
    number: usize,
    language: Language,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, language } = self;
        let words = words::note_number(*number, *language);
        write!(f, "<a class=\"ref\" href=\"#n{number}\" aria-label=\"{words}\">[{number}]</a>")
    }
}
