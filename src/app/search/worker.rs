//! Searching on a thread of its own, so that typing never waits; a new search ends the one before.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::find::{Found, find};
use super::query::Query;
use crate::app::documents::Snapshot;
use crate::app::jobs::Wake;

/// Starts searches and hands over what the newest of them found.
pub struct Searcher {
    newest: Arc<AtomicU64>,
    sender: Sender<(u64, Found)>,
    reports: Receiver<(u64, Found)>,
    wake: Wake,
}

impl Searcher {
    /// `wake` is called from the thread when there is something to take in.
    pub fn new(wake: Wake) -> Self {
        let (sender, reports) = channel();
        Self { newest: Arc::default(), sender, reports, wake }
    }

    /// Looks for what was typed; what was asked before is no longer wanted.
    pub fn start(&self, documents: Snapshot, typed: String) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let (newest, sender, wake) = (Arc::clone(&self.newest), self.sender.clone(), Arc::clone(&self.wake));
        let work = move || {
            let is_stale = || newest.load(Ordering::Relaxed) != number;
            if let Some(found) = find(&documents, Query::parse(&typed), &is_stale) {
                // Nobody waits for it once the window is gone.
                let _window_is_gone = sender.send((number, found));
                wake();
            }
        };
        // Where no thread can be had, the search is done here and now.
        if let Err(_no_thread) = std::thread::Builder::new().name("jobscope-search".to_owned()).spawn(work.clone()) {
            work();
        }
    }

    /// What the newest search has found, once it is there.
    pub fn take(&self) -> Option<Found> {
        let newest = self.newest.load(Ordering::Relaxed);
        self.reports.try_iter().filter(|(number, _)| *number == newest).last().map(|(_, found)| found)
    }
}
