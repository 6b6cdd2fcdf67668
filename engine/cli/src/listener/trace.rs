//! `--trace FILE`: every event as one line of JSON, in the order it happened. A call carries its request
//! and the head of its answer; `--trace-records` adds a line for every record. Everything is masked
//! before it gets here.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bindery_connector::ports::{Clock, Event, Listener, Timestamp, Wants};
use serde_json::{Map, Value, json};

use crate::exit::Failure;
use crate::reason::reason;

/// Writes events to a file.
pub struct Trace {
    file: Mutex<BufWriter<File>>,
    /// Its name, for the one complaint about it.
    path: PathBuf,
    cut: AtomicBool,
    wants: Wants,
    clock: Arc<dyn Clock>,
    began: Timestamp,
}

impl Trace {
    /// Opens the file, replacing what was in it; `records` adds a line for every record.
    pub fn create(path: &Path, records: bool, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
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
            wants: if records {
                Wants::Records
            } else {
                Wants::Calls
            },
            began: clock.now(),
            clock,
        })
    }
}

impl Listener for Trace {
    fn wants(&self) -> Wants {
        self.wants
    }

    fn hear(&self, event: &Event) {
        let mut line = line(event);
        if let Some(members) = line.as_object_mut() {
            let after = self.clock.now() - self.began;
            members.insert("at_ms".to_owned(), after.into());
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = writeln!(file, "{line}").and_then(|()| file.flush());
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
            detail,
        } => {
            let mut line = json!({
                "event": "call",
                "purpose": purpose,
                "method": method,
                "url": url,
                "status": status,
                "outcome": outcome,
                "bytes": bytes,
                "elapsed_ms": elapsed.as_secs_f64() * 1000.0,
            });
            if let (Some(detail), Some(members)) = (detail, line.as_object_mut()) {
                members.insert("rule".to_owned(), json!(detail.rule));
                let request = json!({
                    "headers": headers(&detail.headers),
                    "body": detail.body,
                    "curl": detail.curl,
                });
                members.insert("request".to_owned(), request);
                let answer = json!({"headers": headers(&detail.answer_headers)});
                members.insert("answer".to_owned(), answer);
            }
            line
        }
        Event::Record { purpose, kind, row } => {
            json!({"event": "record", "purpose": purpose, "kind": kind, "row": row})
        }
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

/// Headers as an object; of one that comes twice, the values in a list.
fn headers(pairs: &[(String, String)]) -> Value {
    let mut members: Map<String, Value> = Map::new();
    for (name, value) in pairs {
        match members.get_mut(name) {
            None => {
                members.insert(name.clone(), value.as_str().into());
            }
            Some(Value::Array(values)) => values.push(value.as_str().into()),
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    Value::Object(members)
}
