//! `--report FILE.html`: a run as one page that needs nothing else, in light and dark.
//!
//! Every text is escaped, since names and messages come from a definition and a target that anyone may
//! have written; the page has no script and loads nothing.

mod chart;

use serde_json::Value;

use crate::listener::{Calls, Phase, Story};
use crate::report;
use crate::table::number;

const STYLE: &str = include_str!("style.css");

/// The page of an import: its report, and what it did over time.
pub fn render(connection: &str, report: &Value, story: &Story) -> String {
    let status = text(report, "status");
    let began = jiff::Timestamp::from_millisecond(story.began).ok();
    let began = began.map_or_else(String::new, |at| at.to_string());
    let mut page = Page::default();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.element("title", &format!("{connection}: import {status}"));
    page.raw(&format!(
        "<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n"
    ));
    page.element("h1", connection);
    page.raw(&format!(
        "<p><span class=\"status {}\">{}</span> ",
        class_of(status),
        escape(status)
    ));
    page.raw(&format!(
        "run {}, began {}, took {}</p>\n</header>\n",
        escape(&report.get("run").map_or_else(String::new, Value::to_string)),
        escape(&began),
        escape(&seconds(story.ended))
    ));
    tiles(&mut page, report, story);
    page.raw("<section>\n<h2>Records over time</h2>\n");
    page.raw(&chart::records(story));
    page.raw("</section>\n");
    counts(&mut page, report);
    guards(&mut page, report);
    findings(&mut page, report);
    timings(&mut page, story);
    page.raw("</body>\n</html>\n");
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn raw(&mut self, html: &str) {
        self.text.push_str(html);
    }

    fn element(&mut self, name: &str, text: &str) {
        self.raw(&format!("<{name}>{}</{name}>\n", escape(text)));
    }

    /// A table; cells after the first column stand to the right where they are numbers.
    fn table(&mut self, heading: &[&str], rows: &[Vec<String>]) {
        self.raw("<div class=\"scroll\"><table>\n<thead><tr>");
        for cell in heading {
            self.raw(&format!("<th>{}</th>", escape(cell)));
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for cell in row {
                let is_number = cell
                    .chars()
                    .all(|c| c.is_ascii_digit() || ",.- sm".contains(c));
                let class = if is_number { " class=\"number\"" } else { "" };
                self.raw(&format!("<td{class}>{}</td>", escape(cell)));
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table></div>\n");
    }
}

fn tiles(page: &mut Page, report: &Value, story: &Story) {
    let whole = |key: &str| {
        let value = report.get(key).and_then(Value::as_u64).unwrap_or(0);
        number(usize::try_from(value).unwrap_or(usize::MAX))
    };
    let waited = report.get("waited_ms").and_then(Value::as_i64);
    let records = story.points.last().map_or(0, |(_, records)| *records);
    let found = |key: &str| {
        report
            .get(key)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    };
    page.raw("<dl class=\"tiles\">\n");
    for (name, value) in [
        ("records read", number(records)),
        ("requests", whole("requests")),
        ("retries", whole("retries")),
        ("bytes", whole("bytes")),
        ("waited", seconds(waited.unwrap_or(0))),
        ("guards", number(found("guards"))),
        ("findings", number(found("diagnostics"))),
    ] {
        page.raw(&format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escape(name),
            escape(&value)
        ));
    }
    page.raw("</dl>\n");
}

fn counts(page: &mut Page, report: &Value) {
    let (heading, rows) = report::cells(report);
    if rows.is_empty() {
        return;
    }
    page.raw("<section>\n<h2>What became of the objects</h2>\n");
    page.table(&heading, &rows);
    page.raw("</section>\n");
}

fn guards(page: &mut Page, report: &Value) {
    let guards = list(report, "guards");
    if guards.is_empty() {
        return;
    }
    page.raw("<section>\n<h2>Guards that held</h2>\n<ul class=\"found\">\n");
    for guard in guards {
        page.raw(&format!(
            "<li class=\"warning\"><b>{}</b> {}: {}</li>\n",
            escape(text(guard, "code")),
            escape(text(guard, "object")),
            escape(text(guard, "message"))
        ));
    }
    page.raw("</ul>\n</section>\n");
}

fn findings(page: &mut Page, report: &Value) {
    let found = list(report, "diagnostics");
    if found.is_empty() {
        return;
    }
    page.raw("<section>\n<h2>Findings</h2>\n<ul class=\"found\">\n");
    for one in found {
        page.raw(&format!(
            "<li class=\"{}\"><b>{} {}</b> {}",
            class_of(text(one, "severity")),
            escape(text(one, "severity")),
            escape(text(one, "code")),
            escape(text(one, "message"))
        ));
        for note in list(one, "notes").iter().filter_map(Value::as_str) {
            page.raw(&format!("<br><code>{}</code>", escape(note)));
        }
        if let Some(help) = one.get("help").and_then(Value::as_str) {
            page.raw(&format!("<br><i>{}</i>", escape(help)));
        }
        page.raw("</li>\n");
    }
    page.raw("</ul>\n</section>\n");
}

fn timings(page: &mut Page, story: &Story) {
    let row = |phase: &Phase| {
        let took = phase.to.unwrap_or(story.ended) - phase.from;
        vec![
            phase.name.clone(),
            seconds(phase.from),
            seconds(took),
            phase.summary.clone(),
        ]
    };
    if !story.phases.is_empty() {
        page.raw("<section>\n<h2>Phases</h2>\n");
        let rows: Vec<_> = story.phases.iter().map(row).collect();
        page.table(&["phase", "began after", "took", "did"], &rows);
        page.raw("</section>\n");
    }
    if !story.calls.is_empty() {
        page.raw("<section>\n<h2>Requests</h2>\n");
        let rows: Vec<_> = story.calls.iter().map(|(name, c)| call(name, c)).collect();
        let heading = [
            "call", "requests", "not well", "bytes", "mean", "longest", "statuses",
        ];
        page.table(&heading, &rows);
        page.raw("</section>\n");
    }
    if !story.waits.is_empty() {
        page.raw("<section>\n<h2>Waits</h2>\n");
        let waits = story.waits.iter();
        let rows: Vec<_> = waits
            .map(|w| vec![seconds(w.from), w.reason.clone(), seconds(w.for_ms)])
            .collect();
        page.table(&["after", "because of", "for"], &rows);
        if let Some(more @ 1..) = story.waited.checked_sub(story.waits.len()) {
            page.element("p", &format!("and {} more", number(more)));
        }
        page.raw("</section>\n");
    }
}

fn call(name: &str, calls: &Calls) -> Vec<String> {
    let whole = |n: u64| number(usize::try_from(n).unwrap_or(usize::MAX));
    let count = u32::try_from(calls.count).unwrap_or(u32::MAX).max(1);
    let statuses = calls.statuses.iter();
    let statuses: Vec<String> = statuses.map(|(s, n)| format!("{s} × {n}")).collect();
    vec![
        name.to_owned(),
        whole(calls.count),
        whole(calls.failed),
        whole(calls.bytes),
        format!("{:.1} ms", calls.total_ms / f64::from(count)),
        format!("{:.1} ms", calls.longest_ms),
        statuses.join(", "),
    ]
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let list = value.get(key).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn class_of(word: &str) -> &'static str {
    match word {
        "completed" => "good",
        "partial" | "refused" | "warning" => "warning",
        "failed" | "error" => "error",
        _ => "info",
    }
}

/// Milliseconds as seconds.
pub(super) fn seconds(ms: i64) -> String {
    let ms = i32::try_from(ms).unwrap_or(i32::MAX);
    format!("{:.1} s", f64::from(ms) / 1000.0)
}

/// Text that means itself in HTML, in elements and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
