//! Findings as JSON: the shape that other programs rely on.

use serde::Serialize;

use super::position::positions;
use crate::{Diagnostic, Place, Severity, Sources};

/// The JSON document.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    diagnostics: Vec<Row<'a>>,
    summary: Summary,
}

/// Counts by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files examined.
    pub files: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notices.
    pub infos: usize,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
    help: Option<&'a str>,
    #[serde(flatten)]
    location: Location<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixRow<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct Location<'a> {
    file: Option<&'a str>,
    attribute: Option<&'a str>,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    location: Location<'a>,
}

#[derive(Debug, Serialize)]
struct FixRow<'a> {
    title: &'a str,
    edits: Vec<EditRow<'a>>,
}

#[derive(Debug, Serialize)]
struct EditRow<'a> {
    replacement: &'a str,
    #[serde(flatten)]
    location: Location<'a>,
}

/// The findings of `files` examined files as a JSON document.
#[must_use]
pub fn json<'a>(found: &'a [Diagnostic], sources: &'a Sources, files: usize) -> Report<'a> {
    Report {
        diagnostics: found.iter().map(|d| row(d, sources)).collect(),
        summary: summarize(found, files),
    }
}

/// Counts the findings by severity.
#[must_use]
pub fn summarize(found: &[Diagnostic], files: usize) -> Summary {
    let count = |severity| found.iter().filter(|d| d.severity == severity).count();
    Summary {
        files,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
    }
}

fn row<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Row<'a> {
    Row {
        code: d.code.as_str(),
        rule: d.code.name(),
        severity: d.severity.as_str(),
        message: &d.message,
        notes: d.notes.iter().map(String::as_str).collect(),
        help: d.help.as_deref(),
        location: d
            .primary
            .as_ref()
            .map(|l| location(&l.place, sources))
            .unwrap_or_default(),
        related: d
            .related
            .iter()
            .map(|l| Related {
                message: &l.text,
                location: location(&l.place, sources),
            })
            .collect(),
        fix: d.fix.as_ref().map(|f| FixRow {
            title: &f.title,
            edits: f
                .edits
                .iter()
                .map(|e| EditRow {
                    replacement: &e.replacement,
                    location: location(&e.place, sources),
                })
                .collect(),
        }),
    }
}

fn location<'a>(place: &'a Place, sources: &'a Sources) -> Location<'a> {
    let file = sources.get(place.source);
    let range = file.map(|f| positions(f, &place.span));
    Location {
        file: file.map(|f| f.name.as_str()),
        attribute: place.attribute.as_deref(),
        path: place.path.as_deref(),
        line: range.map(|(s, _)| s.line),
        column: range.map(|(s, _)| s.column),
        end_line: range.map(|(_, e)| e.line),
        end_column: range.map(|(_, e)| e.column),
    }
}
