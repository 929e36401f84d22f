//! A report in Markdown as code forges and editors show it: tables, footnotes, and bars in letters.

use std::fmt::{self, Write as _};

use super::bars;
use super::content::{Fact, Figure, Footnote, Place, Report, Row, Section, Source, Table};
use super::escape::Markdown;
use super::picture::data_uri;
use super::section::unit;
use super::words::{self, Labels, labels};
use crate::compare::words::{Language, Speech, note};
use crate::model::observation::Status;

/// The longest bar, in letters.
const LONGEST: f64 = 16.0;
/// A full block, and the parts of one by eighths.
const BLOCKS: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// How figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pictures {
    /// In letters, inside the tables.
    #[default]
    Letters,
    /// As pictures held in the text itself, which not every reader of Markdown shows.
    Embedded,
}

/// The report in Markdown.
pub fn markdown(report: &Report, pictures: Pictures) -> String {
    let speech = report.speech;
    let labels = labels(speech.language);
    let mut text = Text { out: String::new(), labels, language: speech.language, speech, pictures, n_tables: 0 };
    text.report(report);
    text.out
}

/// A text in the making.
struct Text {
    out: String,
    labels: &'static Labels,
    language: Language,
    speech: Speech,
    pictures: Pictures,
    /// Tables so far.
    n_tables: usize,
}

impl Text {
    fn put(&mut self, piece: fmt::Arguments) {
        self.out.write_fmt(piece).expect("a string takes all");
    }

    fn report(&mut self, report: &Report) {
        self.put(format_args!("# {}\n\n", Markdown(&report.title)));
        self.facts(&report.facts);
        self.contents(report);
        if report.sections.is_empty() {
            self.put(format_args!("{}\n\n", self.labels.no_sections));
        }
        for (n, section) in (1..).zip(&report.sections) {
            self.section(n, section);
        }
        self.apart(report);
        self.sources(&report.sources);
        self.problems(report);
        self.put(format_args!("## {}\n\n{}\n", self.labels.method, Markdown(self.labels.method_text)));
        // Where footnotes are shown, they stand at the end; where they are not, they read as a list of sources.
        self.put(format_args!("\n## {}\n\n", self.labels.sentences));
        for footnote in report.sections.iter().flat_map(|section| &section.footnotes) {
            self.footnote(report, footnote);
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        for Fact { name, text } in facts {
            self.put(format_args!("- {}{}{}\n", Markdown(name), self.labels.colon, Markdown(text)));
        }
        self.put(format_args!("\n"));
    }

    fn contents(&mut self, report: &Report) {
        self.put(format_args!("## {}\n\n", self.labels.contents));
        for (n, section) in (1..).zip(&report.sections) {
            let n_areas = words::areas(section.n_areas, self.language);
            let aside = self.labels.aside(&n_areas);
            self.put(format_args!("{n}. [{}](#{}){aside}\n", Markdown(&section.title), section.anchor));
        }
        self.put(format_args!("\n"));
    }

    fn section(&mut self, n: usize, section: &Section) {
        self.put(format_args!("<a id=\"{}\"></a>\n\n## {n}. {}\n\n", section.anchor, Markdown(&section.title)));
        self.facts(&section.facts);
        if !section.remarks.is_empty() {
            self.put(format_args!("> **{}**\n>\n", self.labels.comparability));
            for remark in &section.remarks {
                self.put(format_args!("> - {}", Markdown(&remark.text)));
                for number in &remark.footnotes {
                    self.put(format_args!("[^{number}]"));
                }
                self.put(format_args!("\n"));
            }
            self.put(format_args!("\n"));
        }
        if self.pictures == Pictures::Embedded {
            self.embedded(section);
        }
        for table in &section.tables {
            self.table(section, table);
        }
        if section.tables.is_empty() {
            self.put(format_args!("{}\n\n", self.labels.nothing));
        }
        self.missing(section);
    }

    fn embedded(&mut self, section: &Section) {
        let drawn: Vec<String> = if let Some(picture) = &section.picture {
            vec![picture.clone()]
        } else {
            let tables = section.tables.iter().enumerate();
            let of =
                |(n, table)| bars::pictures(table, &section.title, &format!("{}-{n}", section.anchor), self.speech);
            tables.flat_map(of).collect()
        };
        for picture in drawn {
            self.put(format_args!("![{}]({})\n\n", Markdown(&section.title), data_uri(&picture)));
        }
    }

    fn table(&mut self, section: &Section, table: &Table) {
        self.n_tables += 1;
        let number = self.n_tables;
        let labels = self.labels;
        let level = table.level.map(|level| note::level(level, self.language));
        let unit = format!("{}{}", labels.in_unit, unit(&table.unit, self.speech));
        let aside: Vec<&str> = level.into_iter().chain([unit.as_str()]).collect();
        self.put(format_args!(
            "**{}{number}** {}{}\n\n",
            labels.table,
            Markdown(&section.title),
            Markdown(&labels.aside(&aside.join(labels.pause)))
        ));
        let draws = self.pictures == Pictures::Letters;
        let columns: Vec<Column> = [
            (true, Column { label: labels.area, align: ":--", cell: |row, _| row.area.clone() }),
            (table.has_details(), Column { label: labels.detail, align: ":--", cell: |row, _| row.detail.clone() }),
            (true, Column { label: labels.value, align: "--:", cell: |_, figure| figure.value.clone() }),
            (true, Column { label: labels.period, align: ":--", cell: |_, figure| figure.period.clone() }),
            (true, Column { label: labels.standing, align: ":--", cell: |_, figure| figure.standing.to_owned() }),
            (
                table.has_bounds(),
                Column { label: labels.bound, align: ":--", cell: |_, figure| figure.bound.to_owned() },
            ),
        ]
        .into_iter()
        .filter_map(|(is_there, column)| is_there.then_some(column))
        .collect();
        let more = [
            (table.has_completions(), labels.completion, "--:"),
            (table.has_remarks(), labels.remarks, ":--"),
            (true, labels.note, ":-:"),
            (draws, labels.bar, ":--"),
        ];
        let more: Vec<(&str, &str)> =
            more.into_iter().filter(|m| m.0).map(|(_, label, align)| (label, align)).collect();
        let heads = || columns.iter().map(|column| (column.label, column.align)).chain(more.iter().copied());
        let labels_line: Vec<&str> = heads().map(|(label, _)| label).collect();
        let align_line: Vec<&str> = heads().map(|(_, align)| align).collect();
        self.put(format_args!("| {} |\n| {} |\n", labels_line.join(" | "), align_line.join(" | ")));
        for row in table.all_rows() {
            for figure in &row.figures {
                for column in &columns {
                    self.put(format_args!("| {} ", Markdown(&(column.cell)(row, figure))));
                }
                self.rest_of_row(table, figure, draws);
            }
        }
        self.put(format_args!("\n"));
        if draws {
            self.put(format_args!("{}{}{}\n\n", labels.legend, labels.colon, labels.legend_letters));
        }
        if table.n_figures_left_out > 0 {
            let left_out = words::left_out(table.n_figures_left_out, table.n_rows_left_out, self.language);
            self.put(format_args!("{left_out}\n\n"));
        }
    }

    /// The cells that lead to footnotes, and the bar.
    fn rest_of_row(&mut self, table: &Table, figure: &Figure, draws: bool) {
        if table.has_completions() {
            let completion = figure.completion.as_ref();
            let text = completion.map(|completion| completion.text.as_str()).unwrap_or_default();
            self.put(format_args!("| {}", Markdown(text)));
            if let Some(number) = completion.and_then(|completion| completion.footnote) {
                self.put(format_args!("[^{number}]"));
            }
            self.put(format_args!(" "));
        }
        if table.has_remarks() {
            self.put(format_args!("| {} ", Markdown(&figure.remarks.join(self.labels.semicolon))));
        }
        self.put(format_args!("| [^{}] ", figure.footnote));
        if draws {
            self.put(format_args!("| {} ", bar(figure, table)));
        }
        self.put(format_args!("|\n"));
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
            "**{}**{}{}\n\n",
            words::missing(n_areas, self.language),
            self.labels.colon,
            Markdown(&names.join(self.labels.comma))
        ));
    }

    fn footnote(&mut self, report: &Report, footnote: &Footnote) {
        let Footnote { number, before, quote, after, place, also, n_also_left_out } = footnote;
        // Marks of emphasis do not hold beside Chinese and a per cent sign; an element does.
        self.put(format_args!(
            "[^{number}]: “{}<mark>{}</mark>{}” ",
            Markdown(before),
            Markdown(quote),
            Markdown(after)
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
        self.put(format_args!("\n\n"));
    }

    fn place(&mut self, report: &Report, place: &Place) {
        self.put(format_args!("{}", Markdown(&self.labels.titled(&place.article))));
        if let Some(Source { file, date, .. }) = report.source(place) {
            let date = if date.is_empty() { self.labels.no_date } else { date };
            self.put(format_args!("{0}{1}{0}{2}", self.labels.pause, Markdown(file), Markdown(date)));
        }
    }

    fn apart(&mut self, report: &Report) {
        if report.apart.is_empty() {
            return;
        }
        self.put(format_args!("## {}\n\n", self.labels.apart));
        for apart in &report.apart {
            let area = apart.area.as_deref().unwrap_or(self.labels.no_area);
            self.put(format_args!("- {}{}\n", Markdown(&apart.title), Markdown(&self.labels.aside(area))));
        }
        self.put(format_args!("\n"));
    }

    fn sources(&mut self, sources: &[Source]) {
        let labels = self.labels;
        self.put(format_args!(
            "## {}\n\n| {} | {} | {} | {} | {} | {} |\n| :-- | :-- | :-- | --: | --: | --: |\n",
            labels.sources, labels.file, labels.bulletin, labels.date, labels.articles, labels.figures, labels.cited
        ));
        for source in sources {
            let date = if source.date.is_empty() { labels.no_date } else { &source.date };
            self.put(format_args!(
                "| {} | {} | {} | {} | {} | {} |\n",
                Markdown(&source.file),
                Markdown(&source.title),
                Markdown(date),
                source.n_articles,
                source.n_figures,
                source.n_cited
            ));
        }
        self.put(format_args!("\n"));
    }

    fn problems(&mut self, report: &Report) {
        if report.problems.is_empty() {
            return;
        }
        self.put(format_args!("## {}\n\n", self.labels.problems));
        for problem in &report.problems {
            self.put(format_args!("- {}\n", Markdown(problem)));
        }
        if report.n_problems_left_out > 0 {
            self.put(format_args!("- {}\n", words::more_problems(report.n_problems_left_out, self.language)));
        }
        self.put(format_args!("\n"));
    }
}

/// A column that is text and nothing else.
struct Column {
    label: &'static str,
    align: &'static str,
    cell: fn(&Row, &Figure) -> String,
}

/// A figure's length in letters, on the scale of its table. The country's may reach beyond it and is not drawn then.
fn bar(figure: &Figure, table: &Table) -> String {
    let longest = table.max.max(-table.min);
    let size = figure.mark.value.abs();
    if longest <= 0.0 || size > longest {
        return String::new();
    }
    let letters = size / longest * LONGEST;
    let whole = letters.floor() as usize;
    let sign = if figure.mark.value < 0.0 { "−" } else { "" };
    let body = match figure.mark.status {
        Status::Actual => {
            let part = ((letters - letters.floor()) * 8.0).round() as usize;
            let end = BLOCKS.get(part).copied().filter(|_| part > 0);
            "█".repeat(whole).chars().chain(end).collect()
        }
        Status::Target => "▒".repeat(letters.round() as usize),
        Status::Policy => format!("{}◆", "─".repeat(whole.saturating_sub(1))),
    };
    format!("{sign}{body}")
}
