//! Ctrl-C. A command that runs something listens for it, so that what it does can end in order; the
//! store never needs that, since nothing is half-written at any moment.

use std::future::Future;
use std::io;

/// A runtime for the commands that need one.
pub fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
}

/// Waits for Ctrl-C.
pub fn wait() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(signalled())
}

/// Does some work, unless Ctrl-C comes first: then the work is dropped and `None` returned.
pub async fn unless_interrupted<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        _ = signalled() => None,
    }
}

/// Resolves on Ctrl-C or a polite request to end.
async fn signalled() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            done = tokio::signal::ctrl_c() => done,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
