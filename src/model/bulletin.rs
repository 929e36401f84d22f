//! A bulletin as read: sections of articles, each with its text and the blocks that the text is laid out in.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::span::Span;

/// One file's worth of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bulletin {
    /// The file it came from, as given.
    pub file: String,
    /// The bulletin's own title; empty if it has none.
    pub title: String,
    /// The day it was issued, and how that is known.
    pub date: Option<IssueDate>,
    /// The sections in order. Articles before the first heading stand in a section without a title.
    pub sections: Vec<Section>,
}

/// When a bulletin was issued. Every relative period (今年, 上月, 目前) is resolved against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueDate {
    /// The day.
    pub date: Date,
    /// Where it was taken from.
    pub source: DateSource,
}

/// How the issue date is known, from surest to least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateSource {
    /// The user said so (`--date`).
    Given,
    /// The front matter's `date`.
    FrontMatter,
    /// A heading or the line under it.
    Title,
    /// The file's name.
    FileName,
    /// The latest date in the text that the articles report as past: a guess, and shown as one.
    Inferred,
}

/// A topic of the bulletin with its articles.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// The heading as shown; empty where articles stand under none.
    pub title: String,
    /// In the order of the bulletin.
    pub articles: Vec<Article>,
}

/// One article.
///
/// `text` is what the reader pane shows and what every offset counts in: the title on the first line (if there is one), then
/// one line per block. A table's row is one line, its cells parted by tabs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Article {
    /// The section's title, repeated so that an article can be handed on alone.
    pub section: String,
    /// The title as shown, without Markdown marks (`四川 | 聚焦双创示范基地`).
    pub title: String,
    /// What stands before the bar or in 【】: an area (`广东佛山`), an office (`人社部`) or a rubric (`学者圆桌`).
    pub area_tag: Option<String>,
    /// Title and blocks, a line each.
    pub text: String,
    /// What each line is; in order, without gaps other than the line breaks.
    pub blocks: Vec<Block>,
    /// Line of the file where the title stands, from 1.
    pub line: u32,
}

/// One line of an article's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text, without the line break.
    pub span: Span,
}

/// What a line of an article is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// The title; always the first block, if there is one.
    Title,
    /// Running prose, mended where a page break had cut it.
    Paragraph,
    /// A heading inside the article.
    Subheading,
    /// One item of a list.
    ListItem,
    /// One row of a table; neighbouring rows make one table.
    TableRow {
        /// The cells, in order.
        cells: Vec<Span>,
        /// Whether it is the table's head.
        is_header: bool,
    },
}

impl BlockKind {
    /// Whether it is a row of a table.
    pub fn is_row(&self) -> bool {
        matches!(self, Self::TableRow { .. })
    }
}

impl Bulletin {
    /// All articles, in order.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.sections.iter().flat_map(|section| &section.articles)
    }
}

impl Article {
    /// The title's span, if the article has a title.
    pub fn title_span(&self) -> Option<Span> {
        self.blocks.first().filter(|block| block.kind == BlockKind::Title).map(|block| block.span)
    }
}

/// Builds an article line by line, keeping text and blocks in step.
#[derive(Debug, Default)]
pub struct ArticleBuilder {
    article: Article,
}

impl ArticleBuilder {
    /// An article with this title (may be empty) that stands on this line of its file.
    pub fn new(section: &str, title: &str, area_tag: Option<String>, line: u32) -> Self {
        Self::with_room(section, title, area_tag, line, (0, 0))
    }

    /// As [`Self::new`], with room for so many lines below the title, and so many bytes of them.
    pub fn with_room(
        section: &str,
        title: &str,
        area_tag: Option<String>,
        line: u32,
        (n_lines, n_bytes): (usize, usize),
    ) -> Self {
        let n_lines = n_lines + usize::from(!title.is_empty());
        let article = Article {
            section: section.to_owned(),
            title: title.to_owned(),
            area_tag,
            line,
            text: String::with_capacity(title.len() + n_bytes + n_lines),
            blocks: Vec::with_capacity(n_lines),
        };
        let mut builder = Self { article };
        if !title.is_empty() {
            builder.push(BlockKind::Title, title);
        }
        builder
    }

    /// Adds a line of prose, a subheading or a list item. Line breaks inside become blanks, since a block is a line.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        let start = self.start_line();
        if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
            self.article.text.push_str(text);
        } else {
            self.article.text.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
        }
        if let Some(span) = Span::new(&self.article.text, start..self.article.text.len()) {
            self.article.blocks.push(Block { kind, span });
        }
    }

    /// Adds a row of a table.
    pub fn push_row(&mut self, cells: &[String], is_header: bool) {
        let start = self.start_line();
        let mut spans = Vec::with_capacity(cells.len());
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                self.article.text.push('\t');
            }
            let from = self.article.text.len();
            if cell.contains(char::is_control) {
                self.article.text.extend(cell.chars().map(|c| if c.is_control() { ' ' } else { c }));
            } else {
                self.article.text.push_str(cell);
            }
            spans.extend(Span::new(&self.article.text, from..self.article.text.len()));
        }
        if let Some(span) = Span::new(&self.article.text, start..self.article.text.len()) {
            self.article.blocks.push(Block { kind: BlockKind::TableRow { cells: spans, is_header }, span });
        }
    }

    /// The finished article.
    pub fn finish(self) -> Article {
        self.article
    }

    fn start_line(&mut self) -> usize {
        if !self.article.blocks.is_empty() {
            self.article.text.push('\n');
        }
        self.article.text.len()
    }
}
