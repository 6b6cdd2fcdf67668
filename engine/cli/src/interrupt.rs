//! Ctrl-C. A command that runs something listens for it, so that what it does can end in order; the
//! store never needs that, since nothing is half-written at any moment.

use std::future::Future;
use std::io;

use tokio::runtime::{Builder, Runtime};

use crate::exit::Failure;

/// A runtime for the commands that need one.
pub fn runtime() -> Result<Runtime, Failure> {
    let built = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    built.map_err(|error| refused(&error))
}

/// A runtime for a command that does one thing at a time: what arrives is handed on without waking
/// another thread, and its room is used again.
pub fn runtime_of_one() -> Result<Runtime, Failure> {
    let built = Builder::new_current_thread().enable_all().build();
    built.map_err(|error| refused(&error))
}

fn refused(error: &io::Error) -> Failure {
    Failure::usage(
        format!(
            "the system gives no threads or signals to run with: {}",
            error.kind()
        ),
        "look at the limits of processes and open files",
    )
}

/// Waits for Ctrl-C.
pub fn wait() -> Result<(), Failure> {
    runtime_of_one()?
        .block_on(signalled())
        .map_err(|error| refused(&error))
}

/// Does some work, unless Ctrl-C comes first: then the work is dropped and `None` returned. It is
/// listened for before the work begins.
pub async fn unless_interrupted<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        _ = signalled() => None,
        done = work => Some(done),
    }
}

/// Resolves on Ctrl-C or a polite request to end.
pub async fn signalled() -> io::Result<()> {
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
