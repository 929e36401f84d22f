//! The rows of the left list: bulletins, their sections, their articles; filtered and folded.

use std::collections::BTreeSet;

use super::documents::{ArticleKey, DocumentId, Documents, OpenDocument};
use crate::model::bulletin::{Article, Section};

/// How the left list is set up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setup {
    /// What it is filtered by.
    pub filter: String,
    /// Sections folded away: document and section.
    pub folded: BTreeSet<(DocumentId, u32)>,
}

/// What a user can change about the left list.
#[derive(Debug, Clone)]
pub enum Change {
    /// Filter it.
    Filter(String),
    /// Fold a section, or unfold it.
    ToggleFold(DocumentId, u32),
}

/// Makes a change.
pub fn change(setup: &mut Setup, change: Change) {
    match change {
        Change::Filter(filter) => setup.filter = filter,
        Change::ToggleFold(document, section) => {
            if !setup.folded.remove(&(document, section)) {
                setup.folded.insert((document, section));
            }
        }
    }
}

/// One row of the left list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RailRow {
    /// A bulletin.
    Document {
        /// Which.
        id: DocumentId,
        /// Its title, else its file's name.
        title: String,
        /// How many articles.
        n_articles: usize,
        /// How many figures.
        n_figures: usize,
        /// Its day, as an ISO date.
        date: String,
        /// Whether its file is gone.
        is_missing: bool,
    },
    /// A section of the bulletin above.
    Section {
        /// Which document.
        document: DocumentId,
        /// Which section of it.
        section: u32,
        /// Its heading.
        title: String,
        /// Whether its articles are hidden.
        is_folded: bool,
    },
    /// An article of the section above.
    Article {
        /// Which.
        key: ArticleKey,
        /// What stands before the bar; empty if nothing does.
        tag: String,
        /// The title without the tag.
        title: String,
        /// How many figures.
        n_figures: usize,
    },
}

/// The rows to show. A filter looks at titles, tags, sections and area names, and unfolds what it finds.
pub fn rows(documents: &Documents, setup: &Setup) -> Vec<RailRow> {
    let filter = setup.filter.trim().to_lowercase();
    documents.iter().flat_map(|open| rows_of(open, &filter, &setup.folded)).collect()
}

fn rows_of(open: &OpenDocument, filter: &str, folded: &BTreeSet<(DocumentId, u32)>) -> Vec<RailRow> {
    let bulletin = &open.document.bulletin;
    let mut rows = vec![RailRow::Document {
        id: open.id,
        title: open.title(),
        n_articles: open.n_articles(),
        n_figures: open.n_observations(),
        date: bulletin.date.map(|issue| issue.date.to_string()).unwrap_or_default(),
        is_missing: open.is_missing,
    }];
    let mut first = 0;
    for (n, section) in (0..).zip(&bulletin.sections) {
        let is_folded = filter.is_empty() && folded.contains(&(open.id, n));
        let articles = articles_of(open, section, first, filter);
        first += section.articles.len() as u32;
        if articles.is_empty() {
            continue;
        }
        if !section.title.is_empty() {
            rows.push(RailRow::Section { document: open.id, section: n, title: section.title.clone(), is_folded });
        }
        if !is_folded {
            rows.extend(articles);
        }
    }
    if !filter.is_empty() && rows.len() == 1 {
        rows.clear();
    }
    rows
}

fn articles_of(open: &OpenDocument, section: &Section, first: u32, filter: &str) -> Vec<RailRow> {
    let is_wanted = |article: &Article, place: u32| {
        filter.is_empty()
            || [&article.title, &section.title].iter().any(|text| text.to_lowercase().contains(filter))
            || article.area_tag.as_ref().is_some_and(|tag| tag.to_lowercase().contains(filter))
            || open.observations(place).iter().any(|found| found.ref_area.name.contains(filter))
    };
    let placed = (first..).zip(&section.articles).filter(|(place, article)| is_wanted(article, *place));
    placed
        .map(|(place, article)| RailRow::Article {
            key: ArticleKey { document: open.id, article: place },
            tag: article.area_tag.clone().unwrap_or_default(),
            title: shown_title(article).to_owned(),
            n_figures: open.observations(place).len(),
        })
        .collect()
}

/// How many characters of an untitled article stand for its title.
const OPENING_CHARS: usize = 24;

/// The title without the tag; where there is none, how the article begins.
pub fn shown_title(article: &Article) -> &str {
    let title = title_without_tag(article);
    if !title.trim().is_empty() {
        return title;
    }
    let opening = article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    opening.char_indices().nth(OPENING_CHARS).map_or(opening, |(end, _)| &opening[..end])
}

/// `四川 | 聚焦双创示范基地` is `聚焦双创示范基地` where the tag is shown beside it; `【四川】…` likewise.
fn title_without_tag(article: &Article) -> &str {
    let Some(tag) = article.area_tag.as_deref().filter(|tag| !tag.is_empty()) else { return &article.title };
    let rest = article.title.trim_start_matches(['【', '[', ' ']);
    let Some(rest) = rest.strip_prefix(tag) else { return &article.title };
    let rest = rest.trim_start_matches(['】', ']', '|', '｜', '丨', '│', '：', ':', ' ', '\u{3000}']);
    if rest.is_empty() { &article.title } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(tag: Option<&str>, title: &str) -> Article {
        Article { area_tag: tag.map(str::to_owned), title: title.to_owned(), ..Article::default() }
    }

    #[test]
    fn an_article_without_a_title_shows_how_it_begins() {
        let untitled = Article { text: "\n湖北省城镇新增就业26.21万人。".to_owned(), ..Article::default() };
        assert_eq!(shown_title(&untitled), "湖北省城镇新增就业26.21万人。");
    }

    #[test]
    fn the_tag_is_not_said_twice() {
        let cases = [
            (Some("四川"), "四川 | 聚焦双创", "聚焦双创"),
            (Some("四川"), "【四川】聚焦双创", "聚焦双创"),
            (Some("四川"), "聚焦双创", "聚焦双创"),
            (Some("四川"), "四川", "四川"),
            (None, "四川 | 聚焦双创", "四川 | 聚焦双创"),
        ];
        for (tag, title, expected) in cases {
            assert_eq!(title_without_tag(&article(tag, title)), expected);
        }
    }
}
