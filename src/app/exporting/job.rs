//! Observations written to a file beside the frames: which ones, how far that is, and a way to stop it.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::TryRecvError;
use std::time::Duration;

use crate::app::aside::Aside;
use crate::app::documents::{ArticleKey, Snapshot};
use crate::app::jobs::Wake;
use crate::compare::ObservationKey;
use crate::export::atomic::{AtomicFile, WriteError};
use crate::export::form::Form;
use crate::export::writer::{Options, Remark, Writer};
use crate::extract::Extractor;
use crate::model::observation::Row;
use crate::model::problem::Problem;
use crate::model::span::Offsets;
use crate::pipeline::Document;
use crate::read::limits::Watch;

/// What is to be written, and how.
#[derive(Debug, Clone)]
pub struct Wish {
    /// In which form.
    pub form: Form,
    /// What goes with the rows.
    pub options: Options,
    /// These observations in this order; all of them where there is none.
    pub rows: Option<Vec<ObservationKey>>,
    /// What was odd while reading.
    pub problems: Vec<Problem>,
    /// Where to.
    pub path: PathBuf,
    /// Whether a file of that name may be replaced.
    pub may_replace: bool,
}

/// An export under way. Dropping it cancels it, and nothing of the file is left.
#[derive(Debug)]
pub struct Exporting {
    /// Where to.
    pub path: PathBuf,
    /// How many observations will be written.
    pub n_rows: usize,
    progress: Arc<Progress>,
    outcome: Aside<Outcome>,
}

/// What became of an export.
#[derive(Debug)]
pub enum Outcome {
    /// So many observations were written.
    Written(usize),
    /// It was stopped; what stood there before is untouched.
    Cancelled,
    /// It failed; what stood there before is untouched.
    Failed(WriteError),
}

#[derive(Debug, Default)]
struct Progress {
    n_done: AtomicUsize,
    is_cancelled: AtomicBool,
}

impl Exporting {
    /// Starts it; `wake` is called when it is done.
    pub fn start(snapshot: Snapshot, wish: Wish, wake: Wake) -> io::Result<Self> {
        let n_all =
            || snapshot.documents.iter().flat_map(|(_, document, _)| &document.observations).map(Vec::len).sum();
        let n_rows = wish.rows.as_ref().map_or_else(n_all, Vec::len);
        let (path, progress) = (wish.path.clone(), Arc::<Progress>::default());
        let (watched, woken) = (Arc::clone(&progress), Arc::clone(&wake));
        let outcome = Aside::start("jobscope-export", wake, move || write(&snapshot, wish, &watched, &woken))?;
        Ok(Self { path, n_rows, progress, outcome })
    }

    /// How many observations have been written.
    pub fn n_done(&self) -> usize {
        self.progress.n_done.load(Ordering::Relaxed)
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.progress.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// What became of it, once that is known; as an error, whether it may still come.
    pub fn take(&self) -> Result<Outcome, TryRecvError> {
        self.outcome.take()
    }
}

impl Drop for Exporting {
    fn drop(&mut self) {
        /// So long the end of the program waits for the unfinished file to be taken away.
        const LONGEST: Duration = Duration::from_secs(2);
        self.cancel();
        self.outcome.wait(LONGEST);
    }
}

fn write(snapshot: &Snapshot, mut wish: Wish, progress: &Arc<Progress>, wake: &Wake) -> Outcome {
    let path = wish.path.clone();
    let watched = Arc::clone(progress);
    wish.options.watch = Watch::new(move || watched.is_cancelled.load(Ordering::Relaxed));
    let file = if wish.may_replace { AtomicFile::create(&path) } else { AtomicFile::create_new(&path) };
    let written = file.and_then(|mut file| {
        let n_rows = fill(&mut file, snapshot, wish, progress, wake);
        let n_rows = n_rows.map_err(|source| file.failed(source))?;
        file.commit()?;
        Ok(n_rows)
    });
    match written {
        Ok(n_rows) => Outcome::Written(n_rows),
        Err(_stopped) if progress.is_cancelled.load(Ordering::Relaxed) => Outcome::Cancelled,
        Err(error) => Outcome::Failed(error),
    }
}

fn fill(file: &mut AtomicFile, snapshot: &Snapshot, wish: Wish, progress: &Progress, wake: &Wake) -> io::Result<usize> {
    /// After so many observations the window shows how far it is.
    const TOLD_EVERY: usize = 5_000;
    let language = wish.options.language;
    let mut writer = Writer::new(file, wish.form, wish.options)?;
    let mut feed = |row: &Row| {
        if progress.n_done.fetch_add(1, Ordering::Relaxed) % TOLD_EVERY == TOLD_EVERY - 1 {
            wake();
        }
        writer.row(row)
    };
    let n_rows = match &wish.rows {
        Some(keys) => chosen(snapshot, keys, &mut feed)?,
        None => all(snapshot, &mut feed)?,
    };
    wish.problems.iter().for_each(|problem| writer.remark(Remark::of(problem, language)));
    writer.finish()?;
    Ok(n_rows)
}

/// Feeds all observations in the order of the documents.
fn all(snapshot: &Snapshot, feed: &mut impl FnMut(&Row) -> io::Result<()>) -> io::Result<usize> {
    let catalogue = Extractor::in_use().catalogue();
    let mut n_rows = 0;
    for (_, document, _) in &snapshot.documents {
        for (article, observations) in document.articles() {
            let mut offsets = Offsets::new(&article.text);
            for o in observations {
                let offset = offsets.chars_before(o.quote.start());
                feed(&Row::with_offset(catalogue, &document.bulletin, article, o, offset))?;
                n_rows += 1;
            }
        }
    }
    Ok(n_rows)
}

/// Feeds these observations in this order. Where they stand in an article is counted once for all of it.
fn chosen(
    snapshot: &Snapshot,
    keys: &[ObservationKey],
    feed: &mut impl FnMut(&Row) -> io::Result<()>,
) -> io::Result<usize> {
    let catalogue = Extractor::in_use().catalogue();
    let documents: HashMap<u32, (&Document, Vec<_>)> = (snapshot.documents.iter())
        .map(|(id, document, _)| (id.0, (document.as_ref(), document.articles().collect())))
        .collect();
    let mut offsets: HashMap<ArticleKey, Vec<usize>> = HashMap::new();
    let mut n_rows = 0;
    for key in keys {
        let Some((document, articles)) = documents.get(&key.document) else { continue };
        let Some(&(article, observations)) = articles.get(key.article as usize) else { continue };
        let offsets = offsets.entry((*key).into()).or_insert_with(|| {
            let mut offsets = Offsets::new(&article.text);
            observations.iter().map(|o| offsets.chars_before(o.quote.start())).collect()
        });
        let place = key.place as usize;
        if let (Some(o), Some(&offset)) = (observations.get(place), offsets.get(place)) {
            feed(&Row::with_offset(catalogue, &document.bulletin, article, o, offset))?;
            n_rows += 1;
        }
    }
    Ok(n_rows)
}
