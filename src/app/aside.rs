//! One piece of work on a thread of its own, whose result a later frame takes in.

use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use super::jobs::Wake;

/// Work that is under way.
#[derive(Debug)]
pub struct Aside<T>(Receiver<T>);

impl<T: Send + 'static> Aside<T> {
    /// Starts the work; `wake` is called when it is done.
    pub fn start(name: &str, wake: Wake, work: impl FnOnce() -> T + Send + 'static) -> std::io::Result<Self> {
        let (sender, result) = sync_channel(1);
        let run = move || {
            // Nobody waits for the result once the window is gone.
            let _window_is_gone = sender.send(work());
            wake();
        };
        std::thread::Builder::new().name(name.to_owned()).spawn(run)?;
        Ok(Self(result))
    }

    /// The result, waited for as long as this.
    pub fn wait(&self, longest: std::time::Duration) -> Option<T> {
        self.0.recv_timeout(longest).ok()
    }

    /// The result, once it is there; as an error, whether it may still come.
    pub fn take(&self) -> Result<T, TryRecvError> {
        self.0.try_recv()
    }
}
