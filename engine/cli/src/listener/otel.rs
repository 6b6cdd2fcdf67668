//! OpenTelemetry: a run, its phases and its calls as spans, and its figures, sent when it ends.
//!
//! OTLP over HTTP with JSON, written by hand: two requests to a collector need none of the exporters'
//! crates. A run is a span, its phases are the run's children, calls the phase's. A collector that does
//! not answer is warned of and changes nothing. Events come masked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bindery_connector::ports::{Clock, Event, Listener, Random, RequestSpec, Timestamp, Transport};
use bindery_http::{HttpTransport, Options};
use serde_json::{Value, json};

use crate::exit::Failure;
use crate::interrupt::runtime;
use crate::system::SystemRandom;

/// Spans of calls that are kept; of more, only their number is told.
const KEPT: usize = 10_000;

/// How long a collector may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hears a run and tells a collector of it.
pub struct Spans {
    endpoint: String,
    clock: Arc<dyn Clock>,
    began: Timestamp,
    trace: String,
    root: String,
    heard: Mutex<Heard>,
}

#[derive(Default)]
struct Heard {
    spans: Vec<Value>,
    /// The phase that is under way: its name, its span, when it began.
    phase: Option<(String, String, Timestamp)>,
    dropped: u64,
}

impl Spans {
    /// Begins to listen for a collector at a base URL.
    pub fn new(endpoint: &str, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let endpoint = endpoint.trim_end_matches('/').to_owned();
        if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
            return Err(Failure::usage(
                "the collector's address is no URL",
                "give --otel a URL such as http://127.0.0.1:4318",
            ));
        }
        Ok(Self {
            endpoint,
            began: clock.now(),
            clock,
            trace: format!("{:016x}{}", SystemRandom::new().next(), id()),
            root: id(),
            heard: Mutex::default(),
        })
    }

    /// Sends what was heard of a run of this kind, and its figures.
    pub fn export(&self, what: &str, connection: &str, report: &Value) {
        let now = self.clock.now();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let mut spans = std::mem::take(&mut heard.spans);
        let status = report
            .get("status")
            .and_then(Value::as_str)
            .unwrap_or("failed");
        let attributes = vec![
            text("bindery.connection", connection),
            text("bindery.status", status),
            number("bindery.calls.dropped", heard.dropped),
        ];
        spans.push(json!({
            "traceId": self.trace, "spanId": self.root, "name": what, "kind": 1,
            "startTimeUnixNano": nanos(self.began), "endTimeUnixNano": nanos(now),
            "attributes": attributes,
            "status": {"code": if status == "completed" { 1 } else { 2 }},
        }));
        let scope = json!({"name": "bindery", "version": env!("CARGO_PKG_VERSION")});
        let resource = json!({"attributes": [text("service.name", "bindery"),
            text("bindery.connection", connection)]});
        let traces = json!({"resourceSpans": [{"resource": resource,
            "scopeSpans": [{"scope": scope, "spans": spans}]}]});
        let metrics: Vec<Value> = [
            ("requests", "bindery.requests", "{request}"),
            ("retries", "bindery.retries", "{request}"),
            ("bytes", "bindery.received", "By"),
            ("waited_ms", "bindery.waited", "ms"),
            ("elapsed_ms", "bindery.duration", "ms"),
        ]
        .iter()
        .filter_map(|(key, name, unit)| {
            let value = figure(report, key)?;
            Some(
                json!({"name": name, "unit": unit, "gauge": {"dataPoints": [{
                "timeUnixNano": nanos(now), "asInt": value.to_string()}]}}),
            )
        })
        .collect();
        let metrics = json!({"resourceMetrics": [{"resource": resource,
            "scopeMetrics": [{"scope": scope, "metrics": metrics}]}]});
        for (path, body) in [("traces", traces), ("metrics", metrics)] {
            if let Err(why) = self.send(path, &body) {
                anstream::eprintln!("warning: the collector was not told of {path}: {why}");
            }
        }
    }

    fn send(&self, path: &str, body: &Value) -> Result<(), String> {
        let request = RequestSpec {
            method: "POST".to_owned(),
            url: format!("{}/v1/{path}", self.endpoint),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: Some(body.to_string().into_bytes()),
            connect_timeout: Some(PATIENCE),
            read_timeout: Some(PATIENCE),
            tls: None,
        };
        let transport =
            HttpTransport::new(Options::default()).map_err(|found| found.message.clone())?;
        let runtime = runtime().map_err(|_| "nothing could be started".to_owned())?;
        match runtime.block_on(transport.send(&request)) {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
            Ok(answer) => Err(format!("it answered {}", answer.status)),
            Err(error) => Err(error.detail),
        }
    }
}

/// A figure of a report: its own, else what the imports of a job come to; none where nobody counts it.
fn figure(report: &Value, key: &str) -> Option<u64> {
    if let Some(own) = report.get(key).and_then(Value::as_u64) {
        return Some(own);
    }
    let imports = report.get("imports")?.as_array()?.iter();
    let of = |import: &Value| import.get("report")?.get(key)?.as_u64();
    imports.filter_map(of).reduce(u64::saturating_add)
}

impl Listener for Spans {
    fn hear(&self, event: &Event) {
        let now = self.clock.now();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::PhaseStarted { phase } => heard.phase = Some((phase.clone(), id(), now)),
            Event::PhaseEnded { phase, summary } => {
                let Some((_, span, from)) = heard.phase.take_if(|(name, ..)| name == phase) else {
                    return;
                };
                heard.spans.push(json!({
                    "traceId": self.trace, "spanId": span, "parentSpanId": self.root,
                    "name": phase, "kind": 1,
                    "startTimeUnixNano": nanos(from), "endTimeUnixNano": nanos(now),
                    "attributes": [text("bindery.summary", summary)],
                }));
            }
            Event::Call {
                purpose,
                method,
                url,
                status,
                outcome,
                bytes,
                elapsed,
                ..
            } => {
                if heard.spans.len() >= KEPT {
                    heard.dropped += 1;
                    return;
                }
                let parent = heard.phase.as_ref().map_or(&self.root, |(_, span, _)| span);
                let took = i64::try_from(elapsed.as_millis()).unwrap_or(0);
                let mut attributes = vec![
                    text("http.request.method", method),
                    text("url.full", url),
                    text("bindery.outcome", outcome),
                    number("http.response.body.size", *bytes),
                ];
                if let Some(status) = status {
                    attributes.push(number("http.response.status_code", u64::from(*status)));
                }
                let span = json!({
                    "traceId": self.trace, "spanId": id(), "parentSpanId": parent,
                    "name": purpose, "kind": 3,
                    "startTimeUnixNano": nanos(now - took), "endTimeUnixNano": nanos(now),
                    "attributes": attributes,
                    "status": {"code": if outcome == "ok" { 1 } else { 2 }},
                });
                heard.spans.push(span);
            }
            Event::Found(_) | Event::Record { .. } | Event::Page { .. } | Event::Waiting { .. } => {
            }
        }
    }
}

fn id() -> String {
    format!("{:016x}", SystemRandom::new().next())
}

fn nanos(at: Timestamp) -> String {
    (i128::from(at) * 1_000_000).to_string()
}

fn text(key: &str, value: &str) -> Value {
    json!({"key": key, "value": {"stringValue": value}})
}

fn number(key: &str, value: u64) -> Value {
    json!({"key": key, "value": {"intValue": value.to_string()}})
}
