//! `--watch`: checking again whenever a file changes, until Ctrl-C.
//!
//! Files are looked at four times a second, which costs nothing next to a check and needs nothing of
//! the system. The first change of a burst waits for the next look, so that a save in several steps is
//! checked once. The command ends with the exit code of the last check.

use std::collections::BTreeMap;
use std::fs;
use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, SystemTime};

use bindery_definition::{WORKSPACE_FILE, Workspace};

use crate::exit::{End, Exit, Failure};
use crate::interrupt;
use crate::output::Output;

use super::Check;

/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Moves to the upper left corner and clears what is below.
const CLEAR: &str = "\u{1b}[H\u{1b}[2J";

/// What a file looked like: when it was written, and how long it is.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

impl Check {
    /// Checks until Ctrl-C.
    pub(super) fn watch(&self, output: &mut Output) -> End {
        let interrupted = listen();
        // Looked at before it is read: what changes meanwhile is seen as a change.
        let mut seen = self.look();
        let mut last = self.round(output)?;
        loop {
            match interrupted.recv_timeout(PAUSE) {
                Ok(Err(failure)) => return Err(failure),
                Ok(Ok(())) | Err(RecvTimeoutError::Disconnected) => return Ok(last),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = self.look();
            if now == seen {
                continue;
            }
            std::thread::sleep(PAUSE / 2);
            seen = self.look();
            if stdout().is_terminal() {
                write!(output, "{CLEAR}")?;
            }
            last = self.round(output)?;
        }
    }

    /// One check. A file that cannot be used now may be usable after the next change.
    fn round(&self, output: &mut Output) -> End {
        let exit = match self.once(output) {
            Err(Failure::Usage { message, help }) => {
                output.say(&format!("error: {message}\n  help: {help}"));
                Exit::CouldNotStart
            }
            other => other?,
        };
        output.flush()?;
        output.say("watching for changes; Ctrl-C ends");
        Ok(exit)
    }

    /// Every file that a check reads, as it is now.
    fn look(&self) -> Seen {
        let mut seen = Seen::new();
        for path in self.paths.iter().chain(&self.connection_json) {
            note(&mut seen, path);
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                note(&mut seen, &entry.path());
            }
        }
        if let Ok(folder) = std::env::current_dir() {
            let settings = Workspace::find(&folder);
            note(
                &mut seen,
                &settings.unwrap_or_else(|| folder.join(WORKSPACE_FILE)),
            );
        }
        seen
    }
}

fn note(seen: &mut Seen, path: &Path) {
    if let Ok(about) = fs::metadata(path) {
        seen.insert(path.to_owned(), (about.modified().ok(), about.len()));
    }
}

/// Says once that Ctrl-C was pressed.
fn listen() -> Receiver<Result<(), Failure>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let _ = sender.send(interrupt::wait());
    });
    receiver
}
