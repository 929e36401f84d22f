//! The outline of a bulletin: its sections and articles, with how many figures each has.

use crate::app::documents::{ArticleKey, OpenDocument};
use crate::app::rail::shown_title;

/// The outline of one bulletin, made when it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// From top to bottom.
    pub rows: Vec<OutlineRow>,
    /// The row at hand.
    pub at: usize,
}

/// One row of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    /// The title of the section or of the article.
    pub title: String,
    /// How many figures it has.
    pub n_figures: usize,
    /// The article; `None` for a section.
    pub article: Option<ArticleKey>,
}

impl Outline {
    /// The outline of this bulletin, with this article at hand.
    pub fn new(open: &OpenDocument, current: u32) -> Self {
        let mut rows = Vec::new();
        let mut at = 0;
        let mut number = 0;
        for section in &open.document.bulletin.sections {
            let numbers = number..number + section.articles.len() as u32;
            if !section.title.is_empty() {
                let n_figures = numbers.clone().map(|n| open.observations(n).len()).sum();
                rows.push(OutlineRow { title: section.title.clone(), n_figures, article: None });
            }
            for (n, article) in numbers.clone().zip(&section.articles) {
                if n == current {
                    at = rows.len();
                }
                rows.push(OutlineRow {
                    title: shown_title(article).to_owned(),
                    n_figures: open.observations(n).len(),
                    article: Some(ArticleKey { document: open.id, article: n }),
                });
            }
            number = numbers.end;
        }
        Self { rows, at }
    }

    /// The article in this row; a section stands for its first.
    pub fn article(&self, row: usize) -> Option<ArticleKey> {
        self.rows.get(row..)?.iter().find_map(|row| row.article)
    }

    /// Goes so many rows on, or back.
    pub fn step(&mut self, step: i64) {
        let last = self.rows.len().saturating_sub(1) as i64;
        self.at = (self.at as i64).saturating_add(step).clamp(0, last) as usize;
    }
}
