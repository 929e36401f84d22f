//! The open bulletins: what the user has put on the desk, by a number that stays theirs for as long as they are open.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::prepared::{ArticleFacts, Prepared};
use super::rereading::Chosen;
use crate::compare::{Item, ObservationKey, items_of};
use crate::model::bulletin::Article;
use crate::model::observation::Observation;
use crate::pipeline::Document;

/// The number of an open document; never used twice in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub u32);

/// Where an article lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleKey {
    /// Which document.
    pub document: DocumentId,
    /// Which article, in the order of [`crate::model::bulletin::Bulletin::articles`].
    pub article: u32,
}

impl From<ObservationKey> for ArticleKey {
    fn from(key: ObservationKey) -> Self {
        Self { document: DocumentId(key.document), article: key.article }
    }
}

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A built-in sample, by its name.
    Sample(String),
    /// A file.
    File(PathBuf),
}

impl Source {
    /// The name without folders.
    pub fn short_name(&self) -> String {
        match self {
            Self::Sample(name) => name.clone(),
            Self::File(path) => {
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
        }
    }
}

/// One document on the desk.
#[derive(Debug, Clone)]
pub struct OpenDocument {
    /// Its number.
    pub id: DocumentId,
    /// Where it came from.
    pub source: Source,
    /// What was read and found; empty where the file is gone.
    pub document: Arc<Document>,
    /// What is known of each of its articles, in their order.
    pub articles: Arc<[ArticleFacts]>,
    /// Tells whether two documents hold the same words.
    pub fingerprint: u64,
    /// The encoding that the user has chosen for its file.
    pub encoding: Chosen,
    /// Whether its file has not been read, or cannot be: an entry of the last session.
    pub is_missing: bool,
}

impl OpenDocument {
    /// The article in that place.
    pub fn article(&self, article: u32) -> Option<&Article> {
        let facts = self.articles.get(article as usize)?;
        self.document.bulletin.sections.get(facts.section as usize)?.articles.get(facts.place as usize)
    }

    /// What was found in the article in that place.
    pub fn observations(&self, article: u32) -> &[Observation] {
        self.document.observations.get(article as usize).map_or(&[], Vec::as_slice)
    }

    /// How many articles it has.
    pub fn n_articles(&self) -> usize {
        self.articles.len()
    }

    /// How many figures were found in it.
    pub fn n_observations(&self) -> usize {
        self.document.observations.iter().map(Vec::len).sum()
    }

    /// The bulletin's title, else the file's name.
    pub fn title(&self) -> String {
        if self.document.bulletin.title.is_empty() {
            self.source.short_name()
        } else {
            self.document.bulletin.title.clone()
        }
    }
}

/// All documents as they were at one time. Cheap to make.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// When that was.
    pub generation: u64,
    /// In the order they were opened.
    pub documents: Vec<(DocumentId, Arc<Document>, Arc<[ArticleFacts]>)>,
}

impl Snapshot {
    /// All observations with their keys.
    pub fn items(&self) -> Vec<Item<'_>> {
        self.documents.iter().flat_map(|(id, document, _)| items_of(id.0, &document.observations)).collect()
    }
}

/// What became of a document that was to be put on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(DocumentId),
    /// The same words are open already, perhaps under another name.
    AlreadyOpen(DocumentId),
    /// It took the place of an entry whose file had been gone.
    Found(DocumentId),
}

/// All open documents, in the order they were opened.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    list: Vec<OpenDocument>,
    /// Where each number stands in the list.
    places: HashMap<DocumentId, usize>,
    /// Which document holds these words.
    by_fingerprint: HashMap<u64, DocumentId>,
    next_number: u32,
    generation: u64,
}

impl Documents {
    /// These, as if their files had been opened in this order.
    pub fn of(list: impl IntoIterator<Item = Document>) -> Self {
        let mut documents = Self::default();
        for document in list {
            let source = Source::File(document.bulletin.file.clone().into());
            documents.add(source, Prepared::new(document));
        }
        documents
    }

    /// Changes whenever the list does.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &OpenDocument> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is open.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The document with this number.
    pub fn get(&self, id: DocumentId) -> Option<&OpenDocument> {
        self.list.get(*self.places.get(&id)?)
    }

    /// The article with this key.
    pub fn article(&self, key: ArticleKey) -> Option<&Article> {
        self.get(key.document)?.article(key.article)
    }

    /// What is known of the article with this key.
    pub fn facts(&self, key: ArticleKey) -> Option<&ArticleFacts> {
        self.get(key.document)?.articles.get(key.article as usize)
    }

    /// What was found in the article with this key.
    pub fn observations(&self, key: ArticleKey) -> &[Observation] {
        self.get(key.document).map_or(&[], |open| open.observations(key.article))
    }

    /// The observation with this key.
    pub fn observation(&self, key: ObservationKey) -> Option<&Observation> {
        self.observations(key.into()).get(key.place as usize)
    }

    /// All observations with their keys, in one list, for who walks over them more than once.
    pub fn items(&self) -> Vec<Item<'_>> {
        self.each_item().collect()
    }

    /// Those of these keys that are there.
    pub fn items_at<'a>(&'a self, keys: &'a [ObservationKey]) -> impl Iterator<Item = Item<'a>> {
        keys.iter().filter_map(|&key| Some(Item { key, observation: self.observation(key)? }))
    }

    /// All observations with their keys, one after the other.
    pub fn each_item(&self) -> impl Iterator<Item = Item<'_>> {
        self.list.iter().flat_map(|open| items_of(open.id.0, &open.document.observations))
    }

    /// All documents as they are now, for work on another thread.
    pub fn snapshot(&self) -> Snapshot {
        let parts = self.list.iter().map(|open| (open.id, Arc::clone(&open.document), Arc::clone(&open.articles)));
        Snapshot { generation: self.generation, documents: parts.collect() }
    }

    /// Puts a document on the desk.
    pub fn add(&mut self, source: Source, prepared: Prepared) -> Added {
        if let Some(twin) = self.twin(prepared.fingerprint) {
            return Added::AlreadyOpen(twin.id);
        }
        self.generation += 1;
        if let Some(gap) = self.list.iter_mut().find(|open| open.is_missing && open.source == source) {
            self.by_fingerprint.insert(prepared.fingerprint, gap.id);
            *gap = OpenDocument { encoding: gap.encoding, ..OpenDocument::new(gap.id, source, prepared) };
            return Added::Found(gap.id);
        }
        let id = self.take_number();
        self.push(OpenDocument::new(id, source, prepared));
        Added::New(id)
    }

    /// Puts a document that was read again in the place of the one from the same source, under a number of its own: what
    /// pointed into the old one must not point at other words. Returns both numbers; nothing where there is no such document.
    pub fn replace(
        &mut self,
        source: &Source,
        prepared: Prepared,
        encoding: Chosen,
    ) -> Option<(DocumentId, DocumentId)> {
        let place = self.list.iter().position(|open| open.source == *source)?;
        let new = self.take_number();
        let open = OpenDocument { encoding, ..OpenDocument::new(new, source.clone(), prepared) };
        let old = std::mem::replace(self.list.get_mut(place)?, open);
        self.generation += 1;
        self.index();
        Some((old.id, new))
    }

    /// Notes the encoding that was chosen for a document's file.
    pub fn choose(&mut self, id: DocumentId, encoding: Chosen) {
        if let Some(open) = self.list.iter_mut().find(|open| open.id == id) {
            open.encoding = encoding;
        }
    }

    /// The document that holds these words.
    pub fn twin(&self, fingerprint: u64) -> Option<&OpenDocument> {
        self.get(*self.by_fingerprint.get(&fingerprint)?)
    }

    /// Keeps a place for a file of the last session, which is missing until it is read.
    pub fn add_missing(&mut self, path: PathBuf, encoding: Chosen) -> DocumentId {
        self.generation += 1;
        let id = self.take_number();
        let empty = OpenDocument::new(id, Source::File(path), Prepared::default());
        self.push(OpenDocument { is_missing: true, encoding, ..empty });
        id
    }

    /// Says where a missing file is to be looked for from now on.
    pub fn move_missing(&mut self, id: DocumentId, path: PathBuf) {
        if let Some(gap) = self.list.iter_mut().find(|open| open.id == id && open.is_missing) {
            self.generation += 1;
            gap.source = Source::File(path);
        }
    }

    /// Takes a document off the desk; gives it back with its place.
    pub fn remove(&mut self, id: DocumentId) -> Option<(usize, OpenDocument)> {
        let place = *self.places.get(&id)?;
        self.generation += 1;
        let open = self.list.remove(place);
        self.index();
        Some((place, open))
    }

    /// Puts a document back where it was.
    pub fn put_back(&mut self, place: usize, open: OpenDocument) {
        self.generation += 1;
        self.list.insert(place.min(self.list.len()), open);
        self.index();
    }

    fn push(&mut self, open: OpenDocument) {
        self.places.insert(open.id, self.list.len());
        if !open.is_missing {
            self.by_fingerprint.insert(open.fingerprint, open.id);
        }
        self.list.push(open);
    }

    /// Finds anew where everything stands.
    fn index(&mut self) {
        self.places = self.list.iter().enumerate().map(|(place, open)| (open.id, place)).collect();
        let present = self.list.iter().filter(|open| !open.is_missing);
        self.by_fingerprint = present.map(|open| (open.fingerprint, open.id)).collect();
    }

    fn take_number(&mut self) -> DocumentId {
        let id = DocumentId(self.next_number);
        self.next_number += 1;
        id
    }
}

impl OpenDocument {
    fn new(id: DocumentId, source: Source, prepared: Prepared) -> Self {
        let Prepared { document, articles, fingerprint } = prepared;
        Self { id, source, document: Arc::new(document), articles, fingerprint, encoding: None, is_missing: false }
    }
}
