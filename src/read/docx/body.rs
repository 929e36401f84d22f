//! The text of a Word file: paragraphs and rows in order, without what was struck out, hidden or merely instructs Word.

use std::collections::HashMap;

use super::super::archive::Fault;
use super::super::limits::Watch;
use super::super::wording;
use super::super::xml::{self, Attributes, End, Node};
use super::Context;
use super::numbering::Label;
use super::styles::{Style, is_on, outline_level};

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// The text, a line for each break that the writer set.
    pub lines: Vec<Run>,
    pub style: Style,
    pub label: Option<Label>,
    /// The cells, if this is a row.
    pub cells: Option<Vec<String>>,
    /// The row is the table's head.
    pub is_header: bool,
    /// Footnotes that hang on it.
    pub notes: Vec<String>,
    /// Place among all paragraphs, from 1.
    pub number: u32,
}

/// A stretch of text with how much of it looks how.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub text: String,
    pub n_bold: usize,
    /// Characters that are bold if the style is.
    n_unsaid: usize,
    pub n_link: usize,
    /// Half points by how many characters have them.
    pub sizes: Vec<(u32, usize)>,
}

/// Elements whose content is not part of the text as it stands now.
const LEFT_OUT: &[&str] = &[
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "sectPrChange",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
    "rt",
    "mc:Fallback",
    "txbxTitle",
    "wp:docPr",
    "sdtPr",
];

#[derive(Default)]
struct Body {
    out: Vec<Paragraph>,
    /// Paragraphs that are open: a text box stands inside of one.
    open: Vec<Open>,
    tables: Vec<Table>,
    n_left_out: usize,
    n_links: usize,
    n_paragraphs: u32,
    in_text: bool,
    in_run_properties: bool,
    in_paragraph_properties: bool,
    run: Look,
    /// Lines of a paragraph whose end was struck out: the next one goes on from there.
    carried: Option<Vec<Run>>,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    style_id: Option<String>,
    own: Style,
    /// Paragraphs of text boxes, which come after this one.
    late: Vec<Paragraph>,
    is_mark_deleted: bool,
    run: Look,
}

/// How a run looks where it says so itself.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    is_bold: Option<bool>,
    size: Option<u32>,
    is_hidden: bool,
}

#[derive(Default)]
struct Table {
    /// Texts of the row above, by column, for cells that reach down.
    above: Vec<String>,
    row: Vec<Cell>,
    is_header: bool,
    /// Paragraphs in this row's cells.
    held: Vec<Paragraph>,
    is_layout: bool,
    /// How many paragraphs were open where it began.
    n_open: usize,
}

#[derive(Default)]
struct Cell {
    start: usize,
    end: usize,
    span: usize,
    reaches_down: bool,
}

/// Reads `document.xml`.
pub(super) fn read(part: &[u8], context: &mut Context, watch: &Watch) -> Result<(Vec<Paragraph>, End), Fault> {
    let mut body = Body::default();
    let end = xml::walk(part, watch, |node| body.meet(&node, context))?;
    while !body.open.is_empty() {
        body.end_paragraph(context);
    }
    while !body.tables.is_empty() {
        body.end_row();
        body.end_table();
    }
    Ok((body.out, end))
}

/// Reads footnotes or endnotes: their texts by id.
pub(super) fn notes(part: &[u8], prefix: &str, watch: &Watch) -> Result<HashMap<String, String>, Fault> {
    let mut notes = HashMap::new();
    let mut open: Option<(String, String)> = None;
    let (mut in_text, mut n_left_out) = (false, 0_usize);
    xml::walk(part, watch, |node| match node {
        Node::Open(name, _) if LEFT_OUT.contains(&name) => n_left_out += 1,
        Node::Close(name) if LEFT_OUT.contains(&name) => n_left_out = n_left_out.saturating_sub(1),
        Node::Open("footnote" | "endnote", attributes) => {
            let is_text = attributes.get("type").is_none_or(|kind| kind == "normal");
            open =
                attributes.get("id").filter(|_| is_text).map(|note_id| (format!("{prefix}{note_id}"), String::new()));
        }
        Node::Close("footnote" | "endnote") => notes.extend(open.take()),
        Node::Open("t", _) => in_text = true,
        Node::Close("t") => in_text = false,
        Node::Text(text) if in_text && n_left_out == 0 => {
            if let Some((_, note)) = &mut open {
                note.push_str(text);
            }
        }
        _ => {}
    })?;
    Ok(notes)
}

impl Body {
    fn meet(&mut self, node: &Node, context: &mut Context) {
        match *node {
            Node::Open(name, _)
                if LEFT_OUT.contains(&name) && !(self.in_run_properties || self.in_paragraph_properties) =>
            {
                self.n_left_out += 1;
            }
            Node::Close(name)
                if LEFT_OUT.contains(&name) && !(self.in_run_properties || self.in_paragraph_properties) =>
            {
                self.n_left_out = self.n_left_out.saturating_sub(1);
            }
            _ if self.n_left_out > 0 => {}
            Node::Open(name, attributes) => self.open(name, attributes, context),
            Node::Close(name) => self.close(name, context),
            Node::Text(text) if self.in_text => self.text(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes, context: &Context) {
        let value = || attributes.get("val");
        match name {
            "p" => {
                self.n_paragraphs += 1;
                let paragraph =
                    Paragraph { number: self.n_paragraphs, lines: vec![Run::default()], ..Paragraph::default() };
                self.open.push(Open { paragraph, run: self.run, ..Open::default() });
            }
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "r" => self.run = Look::default(),
            "t" => self.in_text = true,
            "tab" if !self.in_paragraph_properties => self.text(" "),
            "br" | "cr" => self.break_line(),
            "noBreakHyphen" => self.text("-"),
            "hyperlink" => self.n_links += 1,
            "footnoteReference" => self.note(attributes, "", context),
            "endnoteReference" => self.note(attributes, "e", context),
            "tbl" => self.begin_table(),
            "tr" => self.begin_row(),
            "tc" => self.begin_cell(),
            "gridSpan" | "vMerge" | "tblHeader" => self.cell_property(name, value()),
            _ if self.in_run_properties || self.in_paragraph_properties => self.property(name, value()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, context: &mut Context) {
        match name {
            "p" => self.end_paragraph(context),
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "t" => self.in_text = false,
            "hyperlink" => self.n_links = self.n_links.saturating_sub(1),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let n = table.held.len();
                    if let Some(cell) = table.row.last_mut() {
                        cell.end = n;
                    }
                }
            }
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    /// A property of a run, of the paragraph, or of the paragraph's end mark.
    fn property(&mut self, name: &str, value: Option<String>) {
        let is_set = || value.as_deref().is_none_or(is_on);
        if self.in_run_properties && self.in_paragraph_properties {
            if name == "del"
                && let Some(open) = self.open.last_mut()
            {
                open.is_mark_deleted = true;
            }
            return;
        }
        if self.in_run_properties {
            match name {
                "b" => self.run.is_bold = Some(is_set()),
                "sz" => self.run.size = value.and_then(|size| size.parse().ok()),
                "vanish" => self.run.is_hidden = is_set(),
                _ => {}
            }
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        match name {
            "pStyle" => open.style_id = value,
            "jc" => open.own.is_centred = Some(value.is_some_and(|value| value == "center")),
            "outlineLvl" => open.own.heading = value.and_then(|level| outline_level(&level)),
            "numId" => open.own.numbering.get_or_insert_default().0 = value.unwrap_or_default(),
            "ilvl" => {
                open.own.numbering.get_or_insert_default().1 = value.and_then(|level| level.parse().ok()).unwrap_or(0);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let Look { is_bold, size, is_hidden } = self.run;
        let is_link = self.n_links > 0;
        let Some(open) = self.open.last_mut().filter(|_| !is_hidden) else { return };
        let Some(line) = open.paragraph.lines.last_mut() else { return };
        let n = wording::n_chars(text);
        line.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        line.n_bold += if is_bold == Some(true) { n } else { 0 };
        line.n_unsaid += if is_bold.is_none() { n } else { 0 };
        line.n_link += if is_link { n } else { 0 };
        let size = size.unwrap_or(0);
        match line.sizes.iter_mut().find(|(known, _)| *known == size) {
            Some((_, count)) => *count += n,
            None => line.sizes.push((size, n)),
        }
    }

    fn break_line(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.paragraph.lines.push(Run::default());
        }
    }

    fn note(&mut self, attributes: &Attributes, prefix: &str, context: &Context) {
        let text = attributes.get("id").and_then(|note_id| context.notes.get(&format!("{prefix}{note_id}")));
        if let (Some(open), Some(text)) = (self.open.last_mut(), text)
            && !text.trim().is_empty()
        {
            open.paragraph.notes.push(text.trim().to_owned());
        }
    }

    fn end_paragraph(&mut self, context: &mut Context) {
        let Some(mut open) = self.open.pop() else { return };
        self.run = open.run;
        let mut style = context.styles.get(open.style_id.as_deref());
        style.heading = open.own.heading.or(style.heading);
        style.is_centred = open.own.is_centred.or(style.is_centred);
        match open.own.numbering {
            // List 0 takes a number away that the style gives.
            Some((list, _)) if list == "0" => style.numbering = None,
            Some((list, level)) if !list.is_empty() => style.numbering = Some((list, level)),
            _ => {}
        }
        let mut paragraph = open.paragraph;
        for line in &mut paragraph.lines {
            line.n_bold += if style.is_bold == Some(true) { line.n_unsaid } else { 0 };
            for (size, _) in line.sizes.iter_mut().filter(|(size, _)| *size == 0) {
                *size = style.size.unwrap_or(0);
            }
        }
        if let Some(before) = self.carried.take() {
            paragraph.lines.splice(0..0, before);
        }
        if open.is_mark_deleted {
            self.carried = Some(paragraph.lines);
            return;
        }
        let has_text = paragraph.lines.iter().any(|line| !line.text.trim().is_empty());
        if has_text && let Some((list, level)) = &style.numbering {
            paragraph.label = context.numbering.next(list, *level);
        }
        paragraph.style = style;
        let target = self.target();
        if has_text {
            target.push(paragraph);
        }
        target.append(&mut open.late);
    }
}

impl Body {
    /// Where a finished paragraph goes: to the innermost cell or, in a text box, behind the paragraph that the box hangs on.
    fn target(&mut self) -> &mut Vec<Paragraph> {
        let n_open = self.open.len();
        match (self.open.last_mut(), self.tables.last_mut()) {
            (_, Some(table)) if table.n_open >= n_open => &mut table.held,
            (Some(outer), _) => &mut outer.late,
            _ => &mut self.out,
        }
    }

    fn begin_table(&mut self) {
        if let Some(outer) = self.tables.last_mut() {
            outer.is_layout = true;
        }
        self.tables.push(Table { n_open: self.open.len(), ..Table::default() });
    }

    fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            (table.row, table.held, table.is_header) = (Vec::new(), Vec::new(), false);
        }
    }

    fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let n = table.held.len();
            table.row.push(Cell { start: n, end: n, span: 1, reaches_down: false });
        }
    }

    fn cell_property(&mut self, name: &str, value: Option<String>) {
        let Some(table) = self.tables.last_mut() else { return };
        if name == "tblHeader" {
            table.is_header = value.as_deref().is_none_or(is_on);
        } else if let Some(cell) = table.row.last_mut() {
            match name {
                "gridSpan" => cell.span = value.and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 100),
                _ => cell.reaches_down = value.is_none_or(|value| value != "restart"),
            }
        }
    }

    /// A row of data becomes one; one cell alone, or cells with headings or much text, frame a text and are left as they are.
    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let (row, held) = (std::mem::take(&mut table.row), std::mem::take(&mut table.held));
        let texts = |cell: &Cell| held.get(cell.start..cell.end.max(cell.start)).unwrap_or_default();
        let is_frame = |cell: &Cell| {
            let n: usize = texts(cell).iter().flat_map(|p| &p.lines).map(|line| line.text.chars().count()).sum();
            n > 300 || texts(cell).iter().any(|p| p.style.heading.is_some())
        };
        let mut done = if row.len() <= 1 || table.is_layout || row.iter().any(is_frame) {
            held
        } else {
            let mut cells = Vec::new();
            for cell in &row {
                let column = cells.len();
                let own = |p: &Paragraph| {
                    p.lines.iter().map(|line| line.text.trim().to_owned()).collect::<Vec<_>>().join(" ")
                };
                let text = texts(cell).iter().map(own).collect::<Vec<_>>().join(" ").trim().to_owned();
                // A name that reaches down stands for every row; a figure stands in its first row alone.
                let above = table.above.get(column).filter(|above| !above.contains(|c: char| c.is_ascii_digit()));
                cells.push(if cell.reaches_down { above.cloned().unwrap_or_default() } else { text });
                cells.extend((1..cell.span).map(|_| String::new()));
            }
            table.above.clone_from(&cells);
            let number = held.first().map_or(self.n_paragraphs, |paragraph| paragraph.number);
            let notes = held.into_iter().flat_map(|paragraph| paragraph.notes).collect();
            vec![Paragraph { cells: Some(cells), is_header: table.is_header, number, notes, ..Paragraph::default() }]
        };
        let own = self.tables.pop();
        self.target().append(&mut done);
        self.tables.extend(own);
    }

    fn end_table(&mut self) {
        self.tables.pop();
    }
}
