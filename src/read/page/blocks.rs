//! Tags and text → blocks: a paragraph, heading, item or row each, with the part of the page that holds it.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::cells::Table;
use super::elements::{self, Role};
use crate::read::limits::Limit;
use crate::read::lines::{Joint, Line};
use crate::read::manuscript::push_collapsed;
use crate::read::markdown::{Piece, PieceKind};
use crate::read::wording;

/// What is left out as not being content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hiding {
    /// Parts named as menus, advertisements and the like, and all that is not shown.
    ByName,
    /// Scripts and styles alone.
    Scripts,
}

/// A block of text.
#[derive(Debug)]
pub(super) struct Block {
    pub piece: Piece,
    /// Which part of the page holds it.
    pub container: usize,
    /// Characters without blanks.
    pub n_chars: usize,
    /// Those that lead to other pages.
    pub n_leading_away: usize,
}

impl Block {
    /// A block that leads nowhere.
    pub(super) fn of(piece: Piece, container: usize) -> Self {
        let n_chars = wording::n_chars(&piece.text);
        Self { piece, container, n_chars, n_leading_away: 0 }
    }

    /// A block whose characters are counted, some of which are bold and some lead elsewhere.
    fn counted(piece: Piece, container: usize, n_chars: usize, (n_bold, n_link): (usize, usize)) -> Self {
        let piece = Piece { is_bold: n_bold >= n_chars, is_link: n_link >= n_chars, ..piece };
        Self { piece, container, n_chars, n_leading_away: 0 }
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.piece.kind, PieceKind::Heading(_))
    }
}

/// A part of the page that holds blocks or other parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Container {
    pub parent: usize,
    /// Its element or name says that it holds the content.
    pub is_named_content: bool,
}

/// A page cut into blocks.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub blocks: Vec<Block>,
    /// The first is the page itself. A part comes after the one that holds it.
    pub containers: Vec<Container>,
    /// What the window's title bar shows, or better, what the page calls its article.
    pub title: String,
    /// The date of publication, as written; empty if not told.
    pub date: String,
    /// It was nested deeper than anyone nests.
    pub is_flattened: bool,
}

/// Takes in what the tokenizer finds.
pub(super) struct Sink(RefCell<Reader>);

impl Sink {
    pub(super) fn new(hiding: Hiding) -> Self {
        Self(RefCell::new(Reader {
            page: Page { containers: vec![Container { parent: 0, is_named_content: false }], ..Page::default() },
            hiding,
            open: Vec::new(),
            hidden_from: None,
            in_title: false,
            lines: Vec::new(),
            n_away: 0,
            item: None,
            lists: Vec::new(),
            tables: Vec::new(),
            line_no: 1,
        }))
    }

    /// What was read.
    pub(super) fn finish(&self) -> Page {
        let mut reader = self.0.borrow_mut();
        reader.close_to(0);
        std::mem::take(&mut reader.page)
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line_no: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        reader.line_no = line_no as u32;
        match token {
            Token::CharacterTokens(text) => reader.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return reader.start(&tag),
            Token::TagToken(tag) => reader.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is open.
#[derive(Debug)]
struct Element {
    name: html5ever::LocalName,
    role: Role,
    /// The part of the page it is, or stands in.
    container: usize,
    is_bold: bool,
    is_link: bool,
    leads_away: bool,
}

struct Reader {
    page: Page,
    hiding: Hiding,
    open: Vec<Element>,
    /// How many elements were open when what is hidden began.
    hidden_from: Option<usize>,
    in_title: bool,
    lines: Vec<Line>,
    n_away: usize,
    /// The number and depth of the item just begun, until its first text is read.
    item: Option<(String, u8)>,
    /// The lists that are open: the next number, or none for bullets.
    lists: Vec<Option<u32>>,
    tables: Vec<Table>,
    line_no: u32,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.in_title {
            push_collapsed(&mut self.page.title, text);
            return;
        }
        if self.hidden_from.is_some() {
            return;
        }
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.lines.is_empty() {
            if is_blank {
                return;
            }
            self.lines.push(Line { number: self.line_no, joint: Joint::Hard, ..Line::default() });
        }
        let (is_bold, is_link, leads_away) =
            self.open.last().map_or((false, false, false), |top| (top.is_bold, top.is_link, top.leads_away));
        let Some(line) = self.lines.last_mut() else { return };
        push_collapsed(&mut line.text, text);
        if is_bold || is_link {
            let n = wording::n_chars(text);
            line.n_bold += if is_bold { n } else { 0 };
            line.n_link += if is_link { n } else { 0 };
            self.n_away += if leads_away { n } else { 0 };
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let raw = match name {
            "script" => Some(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
            "textarea" | "title" => Some(RawKind::Rcdata),
            _ => None,
        };
        let role = elements::role(name);
        if self.hidden_from.is_none() {
            self.open_element(tag, role);
        } else if role != Role::Void && role != Role::Break && role != Role::Rule && !tag.self_closing {
            self.push(tag, role);
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn open_element(&mut self, tag: &Tag, role: Role) {
        match role {
            Role::Void => return self.meta(tag),
            Role::Break => {
                return self.lines.push(Line { number: self.line_no, joint: Joint::Hard, ..Line::default() });
            }
            Role::Rule => return self.flush(PieceKind::Paragraph),
            Role::Inline | Role::Bold | Role::Link => {}
            Role::Hidden => self.in_title = &*tag.name == "title" && self.page.title.is_empty(),
            _ => self.flush(PieceKind::Paragraph),
        }
        self.close_implied(role, &tag.name);
        match role {
            Role::ListItem => {
                let depth = self.lists.len().clamp(1, 255) as u8;
                let number = self.lists.last_mut().and_then(Option::as_mut).map_or_else(String::new, |next| {
                    *next = next.saturating_add(1);
                    format!("{}.", next.saturating_sub(1))
                });
                self.item = Some((number, depth));
            }
            Role::Ordered => {
                let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.lists.push(Some(start));
            }
            Role::Unordered => self.lists.push(None),
            Role::Table => {
                for table in &mut self.tables {
                    table.holds_table();
                }
                self.tables.push(Table::default());
            }
            Role::Row => {
                let (n, line_no) = (self.page.blocks.len(), self.line_no);
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row(n, line_no);
                }
            }
            Role::Cell | Role::HeaderCell => {
                let span = |name| attribute(tag, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                let (n, line_no) = (self.page.blocks.len(), self.line_no);
                if let Some(table) = self.tables.last_mut() {
                    table.begin_cell(n, line_no, role == Role::HeaderCell, (span("colspan"), span("rowspan")));
                }
            }
            _ => {}
        }
        let is_hidden = role == Role::Hidden || self.hiding == Hiding::ByName && is_set_aside(tag, role);
        if tag.self_closing && role == Role::Inline {
            return;
        }
        let n_open = self.open.len();
        if self.push(tag, role) && is_hidden {
            self.hidden_from = Some(n_open);
        }
    }

    /// Opens the element, unless it is nested too deep; then its text goes on in the one around it.
    fn push(&mut self, tag: &Tag, role: Role) -> bool {
        if self.open.len() as u64 >= Limit::XmlDepth.value() {
            self.page.is_flattened = true;
            return false;
        }
        let around = self.open.last();
        let outer = around.map_or(0, |top| top.container);
        let is_link = role == Role::Link;
        let leads_away = is_link && attribute(tag, "href").is_some_and(|href| !href.starts_with('#'));
        let is_container = matches!(role, Role::Container | Role::Cell | Role::HeaderCell);
        let element = Element {
            name: tag.name.clone(),
            role,
            container: if is_container && self.hidden_from.is_none() { self.page.containers.len() } else { outer },
            is_bold: role == Role::Bold
                || around.is_some_and(|top| top.is_bold && !matches!(role, Role::Cell))
                || attribute(tag, "style").is_some_and(elements::is_bold),
            is_link: is_link || around.is_some_and(|top| top.is_link),
            leads_away: leads_away || around.is_some_and(|top| top.leads_away),
        };
        if element.container == self.page.containers.len() {
            let names_content = |name| attribute(tag, name).is_some_and(elements::is_content);
            let is_named = matches!(&*tag.name, "article" | "main") || names_content("id") || names_content("class");
            self.page.containers.push(Container { parent: outer, is_named_content: is_named });
        }
        self.open.push(element);
        true
    }

    fn meta(&mut self, tag: &Tag) {
        if &*tag.name != "meta" {
            return;
        }
        let name = attribute(tag, "name").or_else(|| attribute(tag, "property")).unwrap_or_default();
        let Some(content) = attribute(tag, "content") else { return };
        match name.to_ascii_lowercase().as_str() {
            "pubdate" | "publishdate" | "article:published_time" | "date" if self.page.date.is_empty() => {
                content.trim().clone_into(&mut self.page.date);
            }
            "articletitle" | "og:title" => content.trim().clone_into(&mut self.page.title),
            _ => {}
        }
    }

    /// An item ends the one before it, a cell the cell, and so on: pages leave out such ends.
    fn close_implied(&mut self, role: Role, name: &str) {
        let (ends, within): (Test, Test) = match role {
            Role::ListItem => (|r| r == Role::ListItem, |r| matches!(r, Role::Ordered | Role::Unordered | Role::Table)),
            Role::Row => (|r| r == Role::Row, |r| r == Role::Table),
            Role::Cell | Role::HeaderCell => {
                (|r| matches!(r, Role::Cell | Role::HeaderCell), |r| matches!(r, Role::Row | Role::Table))
            }
            Role::Inline | Role::Bold | Role::Link | Role::Hidden => return,
            _ => {
                // Any block ends a paragraph.
                if let Some(at) =
                    self.open.iter().rposition(|element| element.role != Role::Inline && element.role != Role::Bold)
                    && self.open.get(at).is_some_and(|element| &*element.name == "p")
                    && name != "table"
                {
                    self.close_to(at);
                }
                return;
            }
        };
        let inner = self.open.iter().rposition(|element| within(element.role)).map_or(0, |at| at + 1);
        let found = self.open.iter().skip(inner).position(|element| ends(element.role));
        if let Some(at) = found {
            self.close_to(inner + at);
        }
    }

    fn end(&mut self, name: &html5ever::LocalName) {
        if let Some(at) = self.open.iter().rposition(|element| element.name == *name) {
            // An end inside of a cell does not end the table around it.
            let leaves_cell = |element: &Element| matches!(element.role, Role::Cell | Role::HeaderCell);
            let is_of_table = self.open.get(at).is_some_and(|element| {
                matches!(element.role, Role::Table | Role::Row | Role::Cell | Role::HeaderCell)
                    || matches!(&*element.name, "tbody" | "thead" | "tfoot")
            });
            if is_of_table || !self.open.iter().skip(at + 1).any(leaves_cell) {
                self.close_to(at);
            }
        } else if matches!(&**name, "p" | "br") && self.hidden_from.is_none() {
            self.flush(PieceKind::Paragraph);
        }
    }

    /// Closes all that was opened from this one on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            if self.hidden_from.is_none() {
                let role = self.open.last().map_or(Role::Inline, |top| top.role);
                match role {
                    Role::Inline | Role::Bold | Role::Link => {}
                    Role::Heading(level) => self.flush(PieceKind::Heading(level)),
                    _ => self.flush(PieceKind::Paragraph),
                }
                let n = self.page.blocks.len();
                match role {
                    Role::ListItem => self.item = None,
                    Role::Ordered | Role::Unordered => _ = self.lists.pop(),
                    Role::Cell | Role::HeaderCell => _ = self.tables.last_mut().map(|table| table.end_cell(n)),
                    Role::Row => _ = self.tables.last_mut().map(|table| table.end_row(&mut self.page.blocks)),
                    Role::Table => {
                        if let Some(mut table) = self.tables.pop() {
                            table.end_row(&mut self.page.blocks);
                        }
                    }
                    _ => {}
                }
            }
            self.open.pop();
            if self.hidden_from.is_some_and(|from| self.open.len() <= from) {
                self.hidden_from = None;
                self.in_title = false;
            }
        }
        if at == 0 {
            self.flush(PieceKind::Paragraph);
        }
    }

    /// Ends the block being read. A break is meant: what it parts are blocks of their own.
    fn flush(&mut self, kind: PieceKind) {
        let mut lines = std::mem::take(&mut self.lines);
        let n_away = std::mem::take(&mut self.n_away);
        lines.iter_mut().for_each(Line::trim);
        lines.retain(|line| !line.text.is_empty());
        let Some(first) = lines.first() else { return };
        let kind = match (kind, self.item.take()) {
            (PieceKind::Paragraph, Some((number, depth))) => PieceKind::Item { number, depth },
            (kind, _) => kind,
        };
        let container = self.open.last().map_or(0, |top| top.container);
        if kind != PieceKind::Paragraph {
            // A heading over two lines is one heading.
            let joined = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            let marked = lines.iter().fold((0, 0), |(bold, link), line| (bold + line.n_bold, link + line.n_link));
            let n_chars = wording::n_chars(&joined);
            let block = Block::counted(Piece::new(kind, joined, first.number), container, n_chars, marked);
            self.page.blocks.push(Block { n_leading_away: n_away, ..block });
            return;
        }
        for line in lines {
            let (n_chars, n_leading_away) = (wording::n_chars(&line.text), n_away.min(line.n_link));
            let piece = Piece::new(PieceKind::Paragraph, line.text, line.number);
            let block = Block::counted(piece, container, n_chars, (line.n_bold, line.n_link));
            self.page.blocks.push(Block { n_leading_away, ..block });
        }
    }
}

/// A question about an element.
type Test = fn(Role) -> bool;

/// Whether the element is not shown, or is a part beside the content by its kind or name.
fn is_set_aside(tag: &Tag, role: Role) -> bool {
    let is = |name: &str, test: fn(&str) -> bool| attribute(tag, name).is_some_and(test);
    let is_part = matches!(role, Role::Container | Role::Block | Role::Unordered | Role::Table | Role::ListItem)
        && !matches!(&*tag.name, "html" | "body");
    role == Role::Beside
        || attribute(tag, "hidden").is_some()
        || is("style", elements::is_hiding)
        || is("aria-hidden", |value| value == "true")
        || is("role", |value| matches!(value, "navigation" | "banner" | "contentinfo" | "search" | "complementary"))
        || is_part && (is("class", elements::is_beside) || is("id", elements::is_beside))
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}
