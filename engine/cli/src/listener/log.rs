//! `--log FILE`: what happens as structured lines, through `tracing`.
//!
//! Every event of a run is one event of tracing, its target the kind (`bindery::call`), so that levels
//! and fields mean what people who read logs expect. The subscriber is our own few lines: it writes
//! JSON or text to one place. `BINDERY_LOG` says how much: `error`, `warn`, `info` (phases, waits,
//! findings), `debug` (calls, pages) or `trace` (records). Events come masked.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use bindery_connector::ports::{Clock, Event, Listener, Wants};
use bindery_diagnostics::Severity;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Level, Metadata, Subscriber, debug, dispatcher, error, info, trace, warn};

/// How a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum LogForm {
    #[default]
    Text,
    Json,
}

/// Writes a log.
pub struct Log {
    dispatch: Dispatch,
    most: LevelFilter,
}

impl Log {
    /// A log into `out`, as far as `most`.
    pub fn new(
        out: Box<dyn Write + Send>,
        form: LogForm,
        most: LevelFilter,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let lines = Lines {
            out: Mutex::new(out),
            form,
            most,
            clock,
        };
        Self {
            dispatch: Dispatch::new(lines),
            most,
        }
    }
}

impl Listener for Log {
    fn wants(&self) -> Wants {
        match self.most >= LevelFilter::TRACE {
            true => Wants::Records,
            false => Wants::Outcomes,
        }
    }

    fn hear(&self, event: &Event) {
        dispatcher::with_default(&self.dispatch, || tell(event));
    }
}

fn tell(event: &Event) {
    match event {
        Event::PhaseStarted { phase } => {
            info!(target: "bindery::phase", phase = phase.as_str(), "begins");
        }
        Event::PhaseEnded { phase, summary } => {
            info!(target: "bindery::phase", phase = phase.as_str(), summary = summary.as_str(), "ends");
        }
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
            let status = status.map(u64::from);
            let rule = detail.as_ref().and_then(|detail| detail.rule.as_deref());
            let took = elapsed.as_secs_f64() * 1000.0;
            macro_rules! call {
                ($level:ident) => {
                    $level!(target: "bindery::call", purpose = purpose.as_str(), method = method.as_str(),
                        url = url.as_str(), status, outcome = outcome.as_str(), bytes = *bytes,
                        elapsed_ms = took, rule, "call")
                };
            }
            match outcome.as_str() {
                "ok" => call!(debug),
                _ => call!(warn),
            }
        }
        Event::Record { purpose, kind, row } => {
            let row = row.to_string();
            trace!(target: "bindery::record", purpose = purpose.as_str(), kind, row, "record");
        }
        Event::Page {
            phase,
            rows,
            total,
            expected,
        } => {
            let expected = expected.map(|n| n as u64);
            debug!(target: "bindery::page", phase = phase.as_str(), rows = *rows as u64,
                total = *total as u64, expected, "page");
        }
        Event::Waiting {
            reason,
            duration,
            attempt,
            attempts,
        } => {
            let wait = duration.as_secs_f64() * 1000.0;
            warn!(target: "bindery::wait", reason = reason.as_str(), wait_ms = wait,
                attempt = u64::from(*attempt), attempts = u64::from(*attempts), "waiting");
        }
        Event::Found(found) => {
            let code = found.code.as_str();
            let (help, message) = (found.help.as_deref(), found.message.as_str());
            match found.severity {
                Severity::Error => error!(target: "bindery::finding", code, help, "{message}"),
                Severity::Warning => warn!(target: "bindery::finding", code, help, "{message}"),
                Severity::Info => info!(target: "bindery::finding", code, help, "{message}"),
            }
        }
    }
}

/// A subscriber that writes events as lines; there are no spans.
struct Lines {
    out: Mutex<Box<dyn Write + Send>>,
    form: LogForm,
    most: LevelFilter,
    clock: Arc<dyn Clock>,
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.most
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let (level, target) = (event.metadata().level(), event.metadata().target());
        let time = jiff::Timestamp::from_millisecond(self.clock.now()).unwrap_or_default();
        let time = format!("{time:.3}");
        let line = match self.form {
            LogForm::Json => json(&time, *level, target, fields),
            LogForm::Text => text(&time, *level, target, &fields),
        };
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // A log that can't be written must not stop the run that it tells of.
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn json(time: &str, level: Level, target: &str, fields: Fields) -> String {
    let mut line = Map::new();
    line.insert("time".to_owned(), time.into());
    line.insert(
        "level".to_owned(),
        level.as_str().to_ascii_lowercase().into(),
    );
    line.insert("target".to_owned(), target.into());
    line.extend(fields.0);
    Value::Object(line).to_string()
}

fn text(time: &str, level: Level, target: &str, fields: &Fields) -> String {
    let message = fields.0.get("message").and_then(Value::as_str);
    let mut line = format!(
        "{time} {level:>5} {target}: {}",
        message.unwrap_or_default()
    );
    for (name, value) in fields.0.iter().filter(|(name, _)| *name != "message") {
        // Values stand as JSON, so that a line break of the target's makes no second line.
        line.push_str(&format!(" {name}={value}"));
    }
    line
}

/// The fields of an event, in order.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: Value) {
        self.0.insert(field.name().to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value.into());
    }
}
