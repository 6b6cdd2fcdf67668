//! `--trace FILE`: every event as one line of JSON. URLs and texts are masked before they get here.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use bindery_connector::ports::{Event, Listener};
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::reason::reason;

/// Writes events to a file.
pub struct Trace {
    file: Mutex<BufWriter<File>>,
    /// Its name, for the one complaint about it.
    path: PathBuf,
    cut: AtomicBool,
}

impl Trace {
    /// Opens the file, replacing what was in it.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| {
            Failure::usage(
                format!(
                    "the trace `{}` cannot be written: {}",
                    path.display(),
                    reason(&error)
                ),
                "name a file in a folder that exists and can be written",
            )
        })?;
        Ok(Self {
            file: Mutex::new(BufWriter::new(file)),
            path: path.to_owned(),
            cut: AtomicBool::new(false),
        })
    }
}

impl Listener for Trace {
    fn hear(&self, event: &Event) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = writeln!(file, "{}", line(event)).and_then(|()| file.flush());
        // A trace that can't be written must not stop the run that it describes.
        if let Err(error) = written
            && !self.cut.swap(true, Ordering::Relaxed)
        {
            let mut stderr = anstream::stderr().lock();
            let _ = writeln!(
                stderr,
                "warning: the trace `{}` is not complete: {}",
                self.path.display(),
                reason(&error)
            );
        }
    }
}

fn line(event: &Event) -> Value {
    match event {
        Event::PhaseStarted { phase } => json!({"event": "phase-started", "phase": phase}),
        Event::Call {
            purpose,
            method,
            url,
            status,
            outcome,
            bytes,
            elapsed,
        } => json!({
            "event": "call",
            "purpose": purpose,
            "method": method,
            "url": url,
            "status": status,
            "outcome": outcome,
            "bytes": bytes,
            "elapsed_ms": elapsed.as_secs_f64() * 1000.0,
        }),
        Event::Page {
            phase,
            rows,
            total,
            expected,
        } => json!({
            "event": "page", "phase": phase, "rows": rows, "total": total, "expected": expected,
        }),
        Event::Waiting {
            reason,
            duration,
            attempt,
            attempts,
        } => json!({
            "event": "waiting",
            "reason": reason,
            "wait_ms": duration.as_secs_f64() * 1000.0,
            "attempt": attempt,
            "attempts": attempts,
        }),
        Event::Found(diagnostic) => json!({
            "event": "found",
            "code": diagnostic.code.as_str(),
            "severity": diagnostic.severity.as_str(),
            "message": diagnostic.message,
            "help": diagnostic.help,
        }),
        Event::PhaseEnded { phase, summary } => {
            json!({"event": "phase-ended", "phase": phase, "summary": summary})
        }
    }
}
