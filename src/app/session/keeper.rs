//! Writing the session on a thread of its own, so that no frame waits for the disk.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use crate::library::Store;
use crate::model::problem::Message;

/// Keeps texts in a store, the newest last. Dropping it waits until the last is on disk.
pub struct Keeper {
    texts: Option<Sender<String>>,
    failures: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// A keeper of this store.
    pub fn new(mut store: Store) -> std::io::Result<Self> {
        let (texts, inbox) = channel::<String>();
        let (outbox, failures) = channel();
        let work = move || {
            // The window that was opened first keeps its session; what hinders it is told when there is something to write.
            let _is_told_later = store.claim();
            while let Ok(text) = inbox.recv() {
                // Of several that wait, the newest is worth writing.
                let newest = inbox.try_iter().last().unwrap_or(text);
                if let Err(error) = store.write(&newest) {
                    // Nobody waits for it once the window is gone.
                    let _window_is_gone = outbox.send(error.message());
                }
            }
        };
        let thread = std::thread::Builder::new().name("jobscope-session".to_owned()).spawn(work)?;
        Ok(Self { texts: Some(texts), failures, thread: Some(thread) })
    }

    /// Keeps a text; returns at once.
    pub fn keep(&self, text: String) {
        if let Some(texts) = &self.texts {
            // Fails only if the thread has died, and then there is nothing left to keep with.
            let _thread_is_gone = texts.send(text);
        }
    }

    /// Why something could not be kept, once for each time.
    pub fn take_failure(&self) -> Option<Message> {
        self.failures.try_iter().last()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.texts.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there has been reported already.
            let _has_ended = thread.join();
        }
    }
}
