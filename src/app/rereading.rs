//! Reading a file again: as it is by now, or in another encoding than the one that was guessed.
//!
//! The bulletin takes the place of the one that was read before; where nothing comes of it, the old one stays.

use std::path::{Path, PathBuf};

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::command::{Command, Effect};
use super::documents::{ArticleKey, DocumentId, OpenDocument, Source};
use super::rail::Group;
use super::state::AppState;
use crate::model::problem::Message;
use crate::pipeline;
use crate::read::{self, ReadOptions};

/// The encoding that the user has chosen; `None` leaves it to the file.
pub type Chosen = Option<&'static Encoding>;

/// What is offered, the likeliest first.
pub const OFFERED: [Chosen; 6] = [None, Some(UTF_8), Some(GB18030), Some(BIG5), Some(UTF_16LE), Some(UTF_16BE)];

/// What an encoding is called; the others of its family that it reads as well stand beside it.
pub fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030 (GBK)" } else { encoding.name() }
}

/// What a user can do about it.
#[derive(Debug, Clone)]
pub enum Change {
    /// Offer the encodings for this file, or close the offer.
    Offer(Option<PathBuf>),
    /// Offer them for the bulletin in the reader.
    OfferShown,
    /// Read this file again in this encoding.
    Read(PathBuf, Chosen),
    /// Read the bulletin in the reader again, in the encoding that it was read in.
    ReadShown,
}

/// The offer, while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The file.
    pub path: PathBuf,
    /// How it begins in each encoding, once that is known.
    pub begins: Option<Begins>,
}

/// How a file begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begins {
    /// In each of the encodings of [`OFFERED`].
    Read(Vec<String>),
    /// There is nothing to choose: a file of this format says itself how it is encoded.
    Fixed,
    /// It cannot be opened.
    Failed(Message),
}

/// Makes a change; returns what undoes it.
pub fn change(state: &mut AppState, change: Change) -> Option<Command> {
    match change {
        Change::Offer(path) => offer(state, path),
        Change::OfferShown => {
            if let Some(path) = shown_file(state).and_then(OpenDocument::path) {
                let path = path.to_owned();
                offer(state, Some(path));
            }
        }
        Change::Read(path, chosen) => return read(state, path, chosen),
        Change::ReadShown => {
            let shown = shown_file(state)?;
            let (path, chosen) = (shown.path()?.to_owned(), shown.encoding);
            // There is nothing to undo: what the file says by now is what is wanted.
            let _undone_by_itself = read(state, path, chosen);
        }
    }
    None
}

fn offer(state: &mut AppState, path: Option<PathBuf>) {
    state.transient.rereading = path.clone().map(|path| Offer { path, begins: None });
    state.transient.effects.extend(path.map(Effect::LookAt));
}

fn read(state: &mut AppState, path: PathBuf, chosen: Chosen) -> Option<Command> {
    state.transient.rereading = None;
    let open = state.documents.iter().find(|open| open.path() == Some(&path));
    let before = open.filter(|open| !open.is_missing && open.encoding != chosen).map(|open| open.encoding);
    state.transient.effects.push(Effect::ReadAgain(path.clone(), chosen));
    before.map(|before| Command::Reread(Change::Read(path, before)))
}

/// The bulletin in the reader.
pub fn shown_file(state: &AppState) -> Option<&OpenDocument> {
    state.documents.get(state.session.selection.article?.document)
}

/// Whether a problem's file is one that can be read again.
pub fn may_be_read(file: &str, state: &AppState) -> bool {
    let path = Path::new(file);
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(read::is_looked_for) || state.documents.iter().any(|open| open.path() == Some(path))
}

/// So much of a file is looked at, to show how it begins.
const GLIMPSE: usize = 1 << 16;

/// How the file begins in each encoding. Opens it: for a thread of its own.
pub fn begins(path: &Path) -> Begins {
    let bytes = match pipeline::open(path) {
        Ok(bytes) => bytes,
        Err(problem) => return Begins::Failed(problem.message),
    };
    if bytes.starts_with(b"PK") || bytes.starts_with(b"%PDF") {
        return Begins::Fixed;
    }
    let head = bytes.get(..GLIMPSE).unwrap_or(&bytes);
    Begins::Read(OFFERED.iter().map(|&encoding| opening(head, encoding)).collect())
}

/// The first title or words that are read in this encoding.
fn opening(head: &[u8], encoding: Chosen) -> String {
    const CHARS: usize = 60;
    let options = ReadOptions { encoding, ..ReadOptions::default() };
    let bulletin = read::read_bytes("", head, &options).bulletin;
    let titles = bulletin.articles().flat_map(|article| [article.title.as_str(), article.text.as_str()]);
    let words = std::iter::once(bulletin.title.as_str()).chain(titles).find(|words| !words.trim().is_empty());
    words.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(CHARS).collect()
}

/// Lets everything that pointed to a bulletin point to the one that took its place. A figure is let go of: it may be gone.
pub fn take_over(state: &mut AppState, old: DocumentId, new: DocumentId) {
    let n_articles = state.documents.get(new).map_or(0, OpenDocument::n_articles) as u32;
    let places = state.history.each_mut().map(|place| &mut place.selection);
    for selection in places.chain([&mut state.session.selection]) {
        if let Some(key) = selection.article.as_mut().filter(|key| key.document == old) {
            *key = ArticleKey { document: new, article: key.article.min(n_articles.saturating_sub(1)) };
        }
        selection.observation = selection.observation.filter(|key| key.document != old.0);
    }
    let folded = &mut state.session.rail.folded;
    *folded = std::mem::take(folded)
        .into_iter()
        .map(|group| match group {
            Group::Document(id) if id == old => Group::Document(new),
            Group::SectionOf(id, section) if id == old => Group::SectionOf(new, section),
            group => group,
        })
        .collect();
}

impl OpenDocument {
    /// The file that it was read from; none for a sample.
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => Some(path),
            Source::Sample(_) => None,
        }
    }
}
