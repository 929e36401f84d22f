//! Words found in one article. Widths, traditional characters and capitals make no difference, as in the search of all
//! bulletins; unlike there, what is typed is one phrase.

use memchr::memmem;

use crate::app::documents::ArticleKey;
use crate::app::prepared::fold;
use crate::extract::fold::Folded;
use crate::model::bulletin::{Article, BlockKind};
use crate::model::span::Span;

/// What is looked for in the article and what was found.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// Whether its bar is shown.
    pub is_shown: bool,
    /// What is typed; kept while the bar is closed.
    pub typed: String,
    /// The article that was looked through.
    pub article: Option<ArticleKey>,
    /// The matches in it, in the order of the text.
    pub found: Vec<Span>,
    /// Which match is at hand.
    pub at: usize,
    /// Asks the reader to bring that match into view.
    pub reveal: bool,
    /// Asks the field to take the keyboard.
    pub wants_focus: bool,
}

impl Finding {
    /// The match at hand.
    pub fn current(&self) -> Option<Span> {
        self.found.get(self.at).copied()
    }

    /// Goes so many matches on, or back, around the end.
    pub fn step(&mut self, step: i64) {
        let n_found = self.found.len() as i64;
        if n_found > 0 {
            self.at = (self.at as i64 + step).rem_euclid(n_found) as usize;
            self.reveal = true;
        }
    }
}

/// Where a phrase stands in an article below its title, in the order of the text, without overlaps.
pub fn matches(article: &Article, folded: &Folded, typed: &str) -> Vec<Span> {
    let phrase = fold(typed.trim()).text;
    if phrase.is_empty() {
        return Vec::new();
    }
    let title = article.blocks.iter().find(|block| block.kind == BlockKind::Title);
    let below = title.map_or(0, |title| title.span.end());
    let found = memmem::find_iter(folded.text.as_bytes(), phrase.as_bytes());
    let spans = found.filter_map(|at| Span::new(&article.text, folded.source(at..at + phrase.len())));
    spans.filter(|span| span.start() >= below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bulletin::ArticleBuilder;

    fn found(text: &str, typed: &str) -> Vec<String> {
        let mut builder = ArticleBuilder::new("", "就业GDP", None, 1);
        builder.push(BlockKind::Paragraph, text);
        let article = builder.finish();
        let spans = matches(&article, &fold(&article.text), typed);
        spans.into_iter().map(|span| span.of(&article.text).to_owned()).collect()
    }

    #[test]
    fn widths_and_capitals_make_no_difference() {
        assert_eq!(found("ＧＤＰ与gdp，２１５６人", "Gdp"), ["ＧＤＰ", "gdp"]);
        assert_eq!(found("新增就业２１５６人", "2156人"), ["２１５６人"]);
        assert_eq!(found("新增就业2156人", "２１５６"), ["2156"]);
    }

    #[test]
    fn what_is_typed_is_one_phrase() {
        assert_eq!(found("稳就业、促就业", " 就业 "), ["就业", "就业"]);
        assert!(found("稳就业，促发展", "就业 发展").is_empty());
        assert!(found("稳就业", "  ").is_empty());
    }

    #[test]
    fn the_title_is_not_looked_through() {
        assert!(found("正文", "GDP").is_empty());
    }

    #[test]
    fn behind_the_last_match_comes_the_first() {
        let span = |at| Span::new("一一一", at * 3..at * 3 + 3).expect("a slice");
        let mut find = Finding { found: vec![span(0), span(1), span(2)], ..Finding::default() };
        find.step(-1);
        assert_eq!(find.at, 2);
        find.step(2);
        assert_eq!((find.at, find.reveal), (1, true));
        let mut nothing = Finding::default();
        nothing.step(1);
        assert!(!nothing.reveal);
    }
}
