//! From a figure's key to its footnote: the sentence, cut where it is very long, and the bulletin it stands in.

use std::collections::HashMap;

use super::content::{Footnote, Place, Source};
use super::words::labels;
use crate::compare::ObservationKey;
use crate::compare::words::{Language, period};
use crate::model::bulletin::{Article, Bulletin, DateSource};
use crate::model::observation::Observation;
use crate::model::period::{Period, PeriodKind};
use crate::pipeline::Document;

/// So many characters of a sentence are shown on each side of the figure. Text that was never parted into sentences can be as
/// long as its file, and each of its figures would bring all of it along.
const SIDE_CHARS: usize = 200;
/// So many characters of a title are shown.
const TITLE_CHARS: usize = 80;
/// So many further places are named.
const MOST_ALSO: usize = 3;

/// The documents, to look up what keys stand for, with the footnotes that were given out.
pub(super) struct Sources<'a> {
    language: Language,
    articles: Vec<Vec<(&'a Article, &'a [Observation])>>,
    list: Vec<Source>,
    n_footnotes: usize,
}

impl<'a> Sources<'a> {
    pub(super) fn of(documents: &[&'a Document], language: Language) -> Self {
        let names = names(documents);
        let articles = documents.iter().map(|document| document.articles().collect()).collect();
        let numbered = (1..).zip(documents.iter().zip(names));
        let list = numbered.map(|(number, (document, file))| source(number, file, document, language)).collect();
        Self { language, articles, list, n_footnotes: 0 }
    }

    /// A new footnote for this figure, with the other places that say the same; its number.
    pub(super) fn cite(
        &mut self,
        key: ObservationKey,
        duplicates: &[ObservationKey],
        footnotes: &mut Vec<Footnote>,
    ) -> usize {
        self.n_footnotes += 1;
        let (before, quote, after) = self.sentence(key);
        let also = duplicates.iter().take(MOST_ALSO).map(|key| self.place(*key)).collect();
        if let Some(source) = self.list.get_mut(key.document as usize) {
            source.n_cited += 1;
        }
        footnotes.push(Footnote {
            number: self.n_footnotes,
            before,
            quote,
            after,
            place: self.place(key),
            also,
            n_also_left_out: duplicates.len().saturating_sub(MOST_ALSO),
        });
        self.n_footnotes
    }

    /// The bulletins, each with how often it was cited.
    pub(super) fn into_list(self) -> Vec<Source> {
        self.list
    }

    fn article(&self, key: ObservationKey) -> Option<(&'a Article, &'a [Observation])> {
        self.articles.get(key.document as usize)?.get(key.article as usize).copied()
    }

    fn place(&self, key: ObservationKey) -> Place {
        let title = self.article(key).map(|(article, _)| called(article)).unwrap_or_default();
        let article = if title.is_empty() { labels(self.language).untitled.to_owned() } else { title };
        Place { article, source: key.document as usize + 1 }
    }

    /// What stands before the figure, the figure, and what stands behind it.
    fn sentence(&self, key: ObservationKey) -> (String, String, String) {
        let found = self.article(key).and_then(|(article, found)| Some((article, found.get(key.place as usize)?)));
        let Some((article, observation)) = found else { return Default::default() };
        let quote = observation.quote;
        // An export may give a sentence that does not hold its figure; then the figure stands alone.
        let sentence = if observation.sentence.contains(quote) { observation.sentence } else { quote };
        let piece = |from: usize, to: usize| article.text.get(from..to).unwrap_or_default();
        let before = last_chars(piece(sentence.start(), quote.start()), SIDE_CHARS);
        let after = first_chars(piece(quote.end(), sentence.end()), SIDE_CHARS);
        let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        (plain(before.trim_start()), plain(quote.of(&article.text)), plain(after.trim_end()))
    }
}

/// The article's title, or how its text begins.
fn called(article: &Article) -> String {
    let opening = || article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let title = if article.title.trim().is_empty() { opening() } else { &article.title };
    first_chars(title.trim(), TITLE_CHARS).replace(['\t', '\n', '\r'], " ")
}

/// The first characters, with an ellipsis where more follow.
fn first_chars(text: &str, n_chars: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(n_chars) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// The last characters, with an ellipsis where more stand before them.
fn last_chars(text: &str, n_chars: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().rev().nth(n_chars) {
        Some((cut, c)) => format!("…{}", text.get(cut + c.len_utf8()..).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// The names of the files without their folders, where that leaves them apart: where a report goes, nobody knows the folders.
fn names(documents: &[&Document]) -> Vec<String> {
    let name = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for document in documents {
        *counts.entry(name(&document.bulletin.file)).or_default() += 1;
    }
    let files = documents.iter().map(|document| document.bulletin.file.as_str());
    files.map(|file| Some(name(file)).filter(|name| counts.get(name) == Some(&1)).unwrap_or(file.to_owned())).collect()
}

fn source(number: usize, file: String, document: &Document, language: Language) -> Source {
    let Bulletin { title, .. } = &document.bulletin;
    Source {
        number,
        file,
        title: first_chars(title.trim(), TITLE_CHARS).into_owned(),
        date: issued(&document.bulletin, language),
        n_articles: document.bulletin.articles().count(),
        n_figures: document.observations.iter().map(Vec::len).sum(),
        n_cited: 0,
    }
}

/// The bulletin's day; one that was inferred says so.
fn issued(bulletin: &Bulletin, language: Language) -> String {
    let Some(issue) = bulletin.date else { return String::new() };
    let day = day(issue.date, language);
    let labels = labels(language);
    if issue.source == DateSource::Inferred { format!("{day}{}", labels.aside(labels.guessed)) } else { day }
}

/// A day in words.
pub(super) fn day(date: jiff::civil::Date, language: Language) -> String {
    span(date, date, language)
}

/// A stretch of days in words.
pub(super) fn span(first: jiff::civil::Date, last: jiff::civil::Date, language: Language) -> String {
    period::period(Some(Period { start: first, end: Some(last), kind: PeriodKind::During }), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_on_characters() {
        assert_eq!(first_chars("就业简报", 2), "就业…");
        assert_eq!(first_chars("就业", 2), "就业");
        assert_eq!(last_chars("就业简报", 2), "…简报");
        assert_eq!(last_chars("简报", 2), "简报");
        assert_eq!((first_chars("", 0), last_chars("", 0)), ("".into(), "".into()));
    }

    #[test]
    fn folders_are_named_only_where_files_would_be_taken_for_each_other() {
        let of = |files: &[&str]| {
            let document = |file: &&str| {
                let bulletin = Bulletin { file: (*file).to_owned(), ..Bulletin::default() };
                Document { bulletin, ..Document::default() }
            };
            let documents: Vec<Document> = files.iter().map(document).collect();
            names(&documents.iter().collect::<Vec<_>>())
        };
        assert_eq!(of(&["/a/五月.md", "C:\\b\\六月.md"]), ["五月.md", "六月.md"]);
        assert_eq!(of(&["a/五月.md", "b/五月.md", "b/六月.md"]), ["a/五月.md", "b/五月.md", "六月.md"]);
    }
}
