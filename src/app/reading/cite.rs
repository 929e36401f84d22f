//! What is copied from an article: words with their source.

use std::ops::Range;

use crate::app::documents::{ArticleKey, OpenDocument};
use crate::app::state::AppState;
use crate::model::span::Span;

/// The selected figure's sentence with its source; without a figure, the source of the article.
pub fn selected(state: &AppState) -> Option<String> {
    let selection = state.session.selection;
    let key = selection.article?;
    let open = state.documents.get(key.document)?;
    let chosen = selection.observation.and_then(|key| state.documents.observation(key));
    cited(open, key.article, chosen.map(|observation| observation.sentence))
}

/// These words of an article, then its title, its bulletin and the date.
pub fn cited(open: &OpenDocument, article: u32, words: Option<Span>) -> Option<String> {
    let article = open.article(article)?;
    let words = words.map(|span| plain(span.of(&article.text))).unwrap_or_default();
    let date = open.document.bulletin.date.map(|issue| format!("，{}", issue.date)).unwrap_or_default();
    let source = format!("《{}》，{}{date}", article.title, open.title());
    Some(if words.is_empty() { source } else { format!("{words}（{source}）") })
}

/// The paragraph that the selected figure stands in.
pub fn paragraph_of_selected(state: &AppState) -> Option<String> {
    let key = state.session.selection.observation?;
    let at = state.documents.observation(key)?.quote;
    let article = state.documents.article(ArticleKey::from(key))?;
    let block = article.blocks.iter().find(|block| block.span.overlaps(at))?;
    Some(plain(block.span.of(&article.text)))
}

/// A row of a table parts its cells by tabs; prose has none.
pub fn plain(words: &str) -> String {
    words.trim().replace('\t', "  ")
}

/// The sentence around a place: up to a full stop or the end of the line, its stop included.
pub fn sentence_around(text: &str, at: &Range<usize>) -> Range<usize> {
    let is_stop = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let before = text.get(..at.start).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, c)| is_stop(*c)).map_or(0, |(n, c)| n + c.len_utf8());
    let after = text.get(at.end..).unwrap_or_default();
    let end = after.char_indices().find(|(_, c)| is_stop(*c));
    let end = end.map_or(text.len(), |(n, c)| at.end + n + if c == '\n' { 0 } else { c.len_utf8() });
    let sentence = text.get(start..end).unwrap_or_default();
    let start = start + (sentence.len() - sentence.trim_start().len());
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_stop_or_its_line() {
        let text = "标题\n　　前一句。据统计，新增2156人；后一句\n尾";
        let around = |word: &str| {
            let at = text.find(word).expect("it is there");
            &text[sentence_around(text, &(at..at))]
        };
        assert_eq!(around("2156"), "据统计，新增2156人；");
        assert_eq!(around("前一"), "前一句。");
        assert_eq!(around("后一"), "后一句");
        assert_eq!(around("尾"), "尾");
    }
}
