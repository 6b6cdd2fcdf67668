//! `--metrics FILE`: a run in the text form of Prometheus, for a collector that reads files.

use std::fmt::Write as _;

use serde_json::Value;

use crate::listener::Story;

/// The metrics of an import: its report, and what it did over time.
pub fn render(connection: &str, report: &Value, story: &Story) -> String {
    let mut metrics = Metrics {
        text: String::new(),
        connection,
        family: "",
    };
    let status = report.get("status").and_then(Value::as_str);
    metrics.family(
        "bindery_import_status",
        "gauge",
        "How the last import ended.",
    );
    metrics.sample("", &[("status", status.unwrap_or("failed"))], 1.0);
    let ended = seconds(story.began.saturating_add(story.ended));
    metrics.family(
        "bindery_import_end_timestamp_seconds",
        "gauge",
        "When it ended.",
    );
    metrics.sample("", &[], ended);
    metrics.family(
        "bindery_import_duration_seconds",
        "gauge",
        "How long it took.",
    );
    metrics.sample("", &[], seconds(story.ended));
    for (key, name, help) in [
        ("requests", "bindery_import_requests", "Requests sent."),
        (
            "retries",
            "bindery_import_retries",
            "Requests that were repeats.",
        ),
        (
            "bytes",
            "bindery_import_received_bytes",
            "Bytes of bodies received.",
        ),
    ] {
        metrics.family(name, "gauge", help);
        metrics.sample("", &[], whole(report.get(key)).unwrap_or(0.0));
    }
    metrics.family(
        "bindery_import_waited_seconds",
        "gauge",
        "Waits for the target's sake.",
    );
    metrics.sample(
        "",
        &[],
        whole(report.get("waited_ms")).unwrap_or(0.0) / 1000.0,
    );
    metrics.family(
        "bindery_import_objects",
        "gauge",
        "Objects by what became of them.",
    );
    objects(&mut metrics, report);
    metrics.family("bindery_import_guards", "gauge", "Guards that held.");
    let length = |key| {
        report
            .get(key)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    };
    metrics.sample(
        "",
        &[],
        f64::from(u32::try_from(length("guards")).unwrap_or(u32::MAX)),
    );
    metrics.family("bindery_import_findings", "gauge", "Findings by severity.");
    for severity in ["error", "warning", "info"] {
        let found = report.get("diagnostics").and_then(Value::as_array);
        let found = found.into_iter().flatten();
        let found = found.filter(|f| f.get("severity").and_then(Value::as_str) == Some(severity));
        let count = f64::from(u32::try_from(found.count()).unwrap_or(u32::MAX));
        metrics.sample("", &[("severity", severity)], count);
    }
    metrics.family(
        "bindery_import_answers",
        "gauge",
        "Answers by call and status.",
    );
    for (name, calls) in &story.calls {
        for (status, count) in &calls.statuses {
            metrics.sample("", &[("call", name), ("status", status)], float(*count));
        }
    }
    metrics.family(
        "bindery_import_call_seconds",
        "summary",
        "Time until answers were there.",
    );
    for (name, calls) in &story.calls {
        metrics.sample("_sum", &[("call", name)], calls.total_ms / 1000.0);
        metrics.sample("_count", &[("call", name)], float(calls.count));
    }
    metrics.text
}

struct Metrics<'a> {
    text: String,
    connection: &'a str,
    family: &'a str,
}

impl<'a> Metrics<'a> {
    fn family(&mut self, name: &'a str, kind: &str, help: &str) {
        let _ = write!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        self.family = name;
    }

    /// A sample of the last family.
    fn sample(&mut self, suffix: &str, labels: &[(&str, &str)], value: f64) {
        let name = self.family;
        let _ = write!(
            self.text,
            "{name}{suffix}{{connection=\"{}\"",
            escape(self.connection)
        );
        for (label, text) in labels {
            let _ = write!(self.text, ",{label}=\"{}\"", escape(text));
        }
        let _ = writeln!(self.text, "}} {value}");
    }
}

fn objects(metrics: &mut Metrics<'_>, report: &Value) {
    let mut kind = |name: &str, part: &Value| {
        for (outcome, count) in part.as_object().into_iter().flatten() {
            if let Some(count) = whole(Some(count)) {
                metrics.sample("", &[("kind", name), ("outcome", outcome)], count);
            }
        }
    };
    for name in ["users", "accounts", "links", "maps", "owners"] {
        if let Some(part) = report.get(name) {
            kind(name, part);
        }
    }
    let types = report.get("entitlements").and_then(Value::as_object);
    for (name, part) in types.into_iter().flatten() {
        kind(name, part);
    }
}

fn whole(value: Option<&Value>) -> Option<f64> {
    value.and_then(Value::as_u64).map(float)
}

fn float(count: u64) -> f64 {
    // Exact up to 2^53, as every reader of this format has it.
    count as f64
}

fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

fn escape(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    escaped.replace('\n', "\\n")
}
