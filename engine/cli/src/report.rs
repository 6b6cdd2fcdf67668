//! What came of an import, for people: one table, from the report that programs get as JSON.

use bindery_diagnostics::render::json;
use bindery_diagnostics::{Diagnostic, Sources};
use serde_json::Value;

use crate::table::{Table, counted, number};

/// A report for programs, its findings with the file and line that they point at.
pub fn placed(mut report: Value, found: &[Diagnostic], sources: &Sources) -> Value {
    let mut rows = serde_json::to_value(json(found, sources, 0)).unwrap_or_default();
    if let (Some(slot), Some(rows)) = (report.get_mut("diagnostics"), rows.get_mut("diagnostics")) {
        *slot = rows.take();
    }
    report
}

/// The columns of the table: the heading, and the report's words for it.
const COLUMNS: &[(&str, &[&str])] = &[
    ("read", &["fetched"]),
    ("new", &["created", "added"]),
    ("changed", &["updated"]),
    ("unchanged", &["unchanged"]),
    ("inactive", &["inactivated"]),
    ("suspended", &["suspended"]),
    ("back", &["reactivated"]),
    ("adopted", &["adopted"]),
    ("removed", &["removed"]),
    ("unresolved", &["unresolved"]),
];

/// Columns that are shown even where they hold nothing but zeros.
const ALWAYS: usize = 4;

/// The counts of an import as a table, indented.
pub fn counts(report: &Value, indent: usize) -> String {
    let (heading, rows) = cells(report);
    let mut table = Table::new(&heading);
    rows.into_iter().for_each(|row| table.row(row));
    table.render(indent)
}

/// The counts of an import: a heading, and a row for each kind of object.
pub fn cells(report: &Value) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let mut rows: Vec<(String, &Value)> = Vec::new();
    for (key, name) in [("users", "users"), ("accounts", "accounts")] {
        if let Some(part) = report.get(key).filter(|part| has_counts(part)) {
            rows.push((name.to_owned(), part));
        }
    }
    if let Some(types) = report.get("entitlements").and_then(Value::as_object) {
        rows.extend(types.iter().map(|(kind, part)| (kind.clone(), part)));
    }
    if let Some(links) = report.get("links").filter(|part| has_counts(part)) {
        rows.push(("links".to_owned(), links));
    }
    let shown: Vec<&(&str, &[&str])> = COLUMNS
        .iter()
        .enumerate()
        .filter(|(place, (_, words))| {
            *place < ALWAYS
                || rows
                    .iter()
                    .any(|(_, part)| count(part, words).is_some_and(|n| n > 0))
        })
        .map(|(_, column)| column)
        .collect();
    let heading: Vec<&'static str> = std::iter::once("")
        .chain(shown.iter().map(|(heading, _)| *heading))
        .collect();
    let row = |(name, part): (String, &Value)| {
        let cells = shown.iter().map(|(_, words)| count(part, words));
        let cells = cells.map(|n| n.map_or_else(|| "-".to_owned(), number));
        std::iter::once(name).chain(cells).collect()
    };
    let rows = rows.into_iter().map(row).collect();
    (heading, rows)
}

/// What it took, in one line.
pub fn effort(report: &Value, with_time: bool) -> String {
    let whole = |key: &str| {
        let value = report.get(key).and_then(Value::as_u64).unwrap_or(0);
        usize::try_from(value).unwrap_or(usize::MAX)
    };
    let mut text = counted(whole("requests"), "request", "requests");
    if whole("retries") > 0 {
        text = format!("{text}, {}", counted(whole("retries"), "retry", "retries"));
    }
    text = format!("{text}, {}", bytes(whole("bytes")));
    let seconds = |key: &str| f64::from(u32::try_from(whole(key)).unwrap_or(u32::MAX)) / 1000.0;
    if with_time {
        text = format!("{text}, {:.1} s", seconds("elapsed_ms"));
    }
    if whole("waited_ms") > 0 {
        text = format!("{text}, waited {:.1} s", seconds("waited_ms"));
    }
    text
}

fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} bytes"),
        1_000..1_000_000 => format!("{} kB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count % 1_000_000 / 100_000),
    }
}

fn has_counts(part: &Value) -> bool {
    part.as_object()
        .is_some_and(|members| members.values().any(Value::is_u64))
}

fn count(part: &Value, words: &[&str]) -> Option<usize> {
    let value = words.iter().find_map(|word| part.get(*word)?.as_u64())?;
    usize::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_column_of_zeros_is_left_out_unless_it_is_always_shown() {
        let report = json!({
            "accounts": {"fetched": 1200, "created": 1, "updated": 0, "unchanged": 1199,
                "inactivated": 2, "suspended": 0, "reactivated": 0},
            "entitlements": {"Group": {"fetched": 3, "created": 0, "updated": 0, "unchanged": 3,
                "inactivated": 0}},
            "links": {"added": 4, "removed": 5, "unchanged": 6, "unresolved": 0},
            "requests": 9, "retries": 1, "bytes": 1234, "elapsed_ms": 1500,
        });
        let text = anstream::adapter::strip_str(&counts(&report, 2)).to_string();
        insta::assert_snapshot!(text);
        assert_eq!(effort(&report, true), "9 requests, 1 retry, 1 kB, 1.5 s");
        assert_eq!(effort(&report, false), "9 requests, 1 retry, 1 kB");
    }
}
