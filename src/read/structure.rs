//! Pieces → the bulletin's title, its sections and their articles.

use super::Findings;
use super::date;
use super::furniture;
use super::habits::Habits;
use super::headings::{self, Head};
use super::markdown::{Piece, PieceKind};
use super::mend::{self, Draft, DraftKind};
use super::outline::{self, Role};
use super::plain;
use super::title;
use super::toc;
use super::wording;
use crate::model::bulletin::{ArticleBuilder, BlockKind, Section};
use crate::model::problem::Message;

/// What the file is made of.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// The bulletin's title, or empty.
    pub title: String,
    /// Title and the lines under it, where the issue date may stand.
    pub masthead: Vec<String>,
    /// In order.
    pub sections: Vec<Section>,
}

/// Builds sections and articles. `front_title` is the front matter's, which wins over a heading.
pub(super) fn build(mut pieces: Vec<Piece>, front_title: &str, habits: &Habits, findings: &mut Findings) -> Structure {
    let imprint = furniture::clear(&mut pieces, findings);
    plain_masthead(&mut pieces);
    plain_subtitles(&mut pieces);
    let mut said = toc::take(&mut pieces, findings);
    if toc::is_all(&pieces) {
        let message = Message::new(
            "只有目录，没有正文：请检查文件是否完整",
            "there is a table of contents but no text: check whether the file is complete",
        );
        findings.error(pieces.first().map(|piece| piece.line), message);
        return Structure { title: front_title.to_owned(), ..Structure::default() };
    }
    let levels = headings::levels(&pieces);
    plain::name_titles(&pieces, &levels, &mut said, habits);
    let mut heads = headings::find(&pieces, &levels, &said);
    let by_line = is_titled_by_line(&pieces, &heads, habits);
    let n_before = heads.first().map_or(0, |head| head.piece_idx);
    let has_masthead = pieces.iter().take(n_before).any(|piece| outline::is_masthead_line(&piece.text));
    let is_one = by_line || n_before > 0 && !has_masthead && outline::is_undivided(&heads, false);
    let roles = if is_one { vec![Role::Subheading; heads.len()] } else { outline::roles(&mut heads, &pieces) };
    let mut build = Build::new(findings, habits);
    front_title.clone_into(&mut build.structure.title);
    build.structure.masthead.push(front_title.to_owned());
    let mut skip_to = 0;
    if by_line {
        if let Some(title) = pieces.first() {
            build.open_article(&title.text, title.line);
        }
        skip_to = 1;
    } else if !heads.is_empty() {
        skip_to = build.masthead(pieces.get(..n_before).unwrap_or_default());
    }
    let mut heads = heads.iter().zip(roles).peekable();
    let begin = skip_to;
    for n in begin..pieces.len() {
        if let Some((_, role)) = heads.next_if(|(head, _)| head.piece_idx == n) {
            if let Some(piece) = pieces.get(n) {
                build.heading(piece, role);
            }
            if role == Role::BulletinTitle {
                let end = heads.peek().map_or(pieces.len(), |(head, _)| head.piece_idx);
                skip_to = n + 1 + build.masthead(pieces.get(n + 1..end).unwrap_or_default());
            }
        } else if n >= skip_to
            && let Some(piece) = pieces.get_mut(n)
        {
            // Most of a file is text, which is handed on and not copied.
            build.text(std::mem::replace(piece, Piece::new(PieceKind::Rule, String::new(), 0)));
        }
    }
    build.structure.masthead.extend(imprint);
    build.finish()
}

/// Whether a file without Markdown headings begins with a line that is the title of the one article it holds: an open line
/// that prose follows. Lines that look like headings further down then divide that article.
fn is_titled_by_line(pieces: &[Piece], heads: &[Head], habits: &Habits) -> bool {
    let (Some(first), Some(second)) = (pieces.first(), pieces.get(1)) else { return false };
    let is_followed = second.kind != PieceKind::Paragraph || wording::ends_closed(&second.text) || pieces.len() > 2;
    first.kind == PieceKind::Paragraph
        && heads.first().is_none_or(|head| head.piece_idx > 0)
        && is_followed
        && outline::is_undivided(heads, true)
        && !outline::is_bulletin_name(&first.text)
        && mend::could_be_title(&first.text)
        && !habits.is_word_across(&first.text, &second.text)
}

/// A date or an issue number set as a heading or in bold near the start is part of the masthead.
fn plain_masthead(pieces: &mut [Piece]) {
    let stands_out = |piece: &&mut Piece| {
        matches!(piece.kind, PieceKind::Heading(_)) || piece.kind == PieceKind::Paragraph && piece.is_bold
    };
    for piece in pieces.iter_mut().take(4).filter(stands_out) {
        let tight: String = piece.text.chars().filter(|c| !c.is_whitespace() && !"（）()".contains(*c)).collect();
        let is_date = date::find(&tight).first().is_some_and(|found| tight.chars().count() <= found.n_chars + 3);
        let is_issue =
            outline::issue_number(&tight) && tight.chars().count() <= 14 && tight.starts_with(['第', '总', '2']);
        if is_date || is_issue {
            piece.kind = PieceKind::Paragraph;
            piece.is_bold = false;
        }
    }
}

/// A subtitle set as a heading (`## ——阳光工程给农民“充电”`, right below a title) is a line of the article, and no title of one.
fn plain_subtitles(pieces: &mut [Piece]) {
    let mut is_below_heading = false;
    for piece in pieces {
        let is_heading = matches!(piece.kind, PieceKind::Heading(_));
        if is_heading && is_below_heading && piece.text.starts_with(['—', '－', '–']) {
            piece.kind = PieceKind::Paragraph;
        }
        is_below_heading = is_heading;
    }
}

struct Build<'f> {
    structure: Structure,
    findings: &'f mut Findings,
    habits: &'f Habits,
    article: Option<Open>,
}

/// The article being read.
struct Open {
    title: String,
    line: u32,
    drafts: Vec<Draft>,
}

impl<'f> Build<'f> {
    fn new(findings: &'f mut Findings, habits: &'f Habits) -> Self {
        Self { structure: Structure::default(), findings, habits, article: None }
    }

    /// Reads the short lines between the bulletin's title and its first heading (issue number, date, publisher); tells how
    /// many they are. Prose there is an article without a title.
    fn masthead(&mut self, pieces: &[Piece]) -> usize {
        let is_masthead =
            |piece: &&Piece| matches!(piece.kind, PieceKind::Paragraph) && outline::is_masthead_line(&piece.text);
        let n = pieces.iter().take_while(is_masthead).count();
        for piece in pieces.iter().take(n) {
            let whole = [(piece.text.clone(), piece.line)];
            for (line, _) in if piece.lines.is_empty() { whole.as_slice() } else { &piece.lines } {
                self.structure.masthead.push(line.clone());
                if self.structure.title.is_empty() && outline::is_bulletin_name(line) {
                    self.structure.title.clone_from(line);
                }
            }
        }
        n
    }

    fn heading(&mut self, piece: &Piece, role: Role) {
        match role {
            Role::BulletinTitle => {
                self.structure.masthead.push(piece.text.clone());
                if self.structure.title.is_empty() {
                    self.structure.title.clone_from(&piece.text);
                }
            }
            Role::Section | Role::SectionWithText => {
                self.close_article();
                let title = numbered(piece);
                // A section that goes on over the page has its heading again.
                if self.structure.sections.last().is_none_or(|last| !is_continued(&last.title, &title)) {
                    self.structure.sections.push(Section { title, articles: Vec::new() });
                }
                if role == Role::SectionWithText {
                    self.open_article(&numbered(piece), piece.line);
                }
            }
            Role::Article => {
                self.close_article();
                self.open_article(&numbered(piece), piece.line);
            }
            Role::Subheading => self.draft(DraftKind::Subheading, numbered(piece), piece.line),
        }
    }

    fn text(&mut self, piece: Piece) {
        let (kind, text) = match piece.kind {
            // `· 人社部：…` is an item of a list typed by hand.
            PieceKind::Paragraph => match piece.text.strip_prefix(['·', '•']) {
                Some(item) => (DraftKind::Item, item.trim_start().to_owned()),
                None => (DraftKind::Paragraph, piece.text),
            },
            PieceKind::Item { .. } => (DraftKind::Item, numbered(&piece)),
            PieceKind::Row { cells, is_header } => (DraftKind::Row { cells, is_header }, String::new()),
            PieceKind::Heading(_) => (DraftKind::Subheading, piece.text),
            PieceKind::Rule => return,
        };
        self.draft(kind, text, piece.line);
    }

    fn draft(&mut self, kind: DraftKind, text: String, line: u32) {
        if self.article.is_none() {
            self.open_article("", line);
        }
        if let Some(article) = &mut self.article {
            article.drafts.push(Draft { kind, text });
        }
    }

    fn open_article(&mut self, title: &str, line: u32) {
        self.article = Some(Open { title: title.to_owned(), line, drafts: Vec::new() });
    }

    fn close_article(&mut self) {
        let Some(open) = self.article.take() else { return };
        if self.structure.sections.is_empty() {
            self.structure.sections.push(Section::default());
        }
        let Some(section) = self.structure.sections.last_mut() else { return };
        if open.drafts.is_empty() {
            let message = Message::new(
                format!("标题“{}”下没有正文，只保留标题", open.title),
                format!("there is no text under the heading “{}”; only the heading is kept", open.title),
            );
            self.findings.warn(Some(open.line), message);
        }
        let drafts = mend::mended(open.drafts, self.habits);
        let room = (drafts.len(), drafts.iter().map(Draft::n_bytes).sum());
        let tag = title::area_tag(&open.title);
        let mut builder = ArticleBuilder::with_room(&section.title, &open.title, tag, open.line, room);
        for draft in drafts {
            match draft.kind {
                DraftKind::Paragraph => builder.push(BlockKind::Paragraph, &draft.text),
                DraftKind::Subheading => builder.push(BlockKind::Subheading, &draft.text),
                DraftKind::Item => builder.push(BlockKind::ListItem, &draft.text),
                DraftKind::Row { cells, is_header } => builder.push_row(&cells, is_header),
            }
        }
        section.articles.push(builder.finish());
    }

    fn finish(mut self) -> Structure {
        self.close_article();
        self.structure
    }
}

/// `灵活就业` and `灵活就业（续）`.
fn is_continued(title: &str, again: &str) -> bool {
    let bare = |title: &str| wording::squeeze(title).trim_end_matches(['续', '上', '接']).to_owned();
    wording::letters(title).next() == wording::letters(again).next() && bare(title) == bare(again)
}

/// An item with its number as written.
fn numbered(piece: &Piece) -> String {
    match &piece.kind {
        PieceKind::Item { number, .. } if !number.is_empty() => format!("{number} {}", piece.text),
        _ => piece.text.clone(),
    }
}
