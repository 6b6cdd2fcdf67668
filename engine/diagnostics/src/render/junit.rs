//! Findings as JUnit XML, which CI systems show beside tests.
//!
//! Each file is a suite and each finding a case. What fails the check is a failure; anything else is
//! skipped, so that it is seen and turns nothing red. A file without findings is one case that passes.

use std::fmt::Write as _;

use super::{Batch, Style, human};
use crate::{Diagnostic, Sources};

/// The findings as JUnit XML; `fails` says of a finding in the batch of an index whether it fails the
/// check.
#[must_use]
pub fn junit(batches: &[Batch<'_>], fails: &dyn Fn(usize, &Diagnostic) -> bool) -> String {
    let mut suites = String::new();
    let mut total = Counts::default();
    for (index, batch) in batches.iter().enumerate() {
        let fails = |finding: &Diagnostic| fails(index, finding);
        for (name, found) in files(batch) {
            let counts = suite(&mut suites, name, &found, batch.sources, &fails);
            total.tests += counts.tests;
            total.failures += counts.failures;
            total.skipped += counts.skipped;
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"bindery check\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n\
         {suites}</testsuites>\n",
        total.tests, total.failures, total.skipped
    )
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

/// The files of a batch in order, each with its findings; those without a file come last.
fn files<'a>(batch: &Batch<'a>) -> Vec<(&'a str, Vec<&'a Diagnostic>)> {
    let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for (id, file) in batch.sources.iter() {
        let found: Vec<_> = batch
            .found
            .iter()
            .filter(|d| source(d) == Some(id))
            .collect();
        if !found.is_empty() || !file.text.is_empty() {
            files.push((&file.name, found));
        }
    }
    let homeless: Vec<_> = batch
        .found
        .iter()
        .filter(|d| source(d).and_then(|id| batch.sources.get(id)).is_none())
        .collect();
    if !homeless.is_empty() {
        files.push(("bindery", homeless));
    }
    files
}

fn source(d: &Diagnostic) -> Option<crate::SourceId> {
    d.primary.as_ref().map(|l| l.place.source)
}

fn suite(
    out: &mut String,
    name: &str,
    found: &[&Diagnostic],
    sources: &Sources,
    fails: &dyn Fn(&Diagnostic) -> bool,
) -> Counts {
    let failures = found.iter().filter(|d| fails(d)).count();
    let counts = Counts {
        tests: found.len().max(1),
        failures,
        skipped: found.len() - failures,
    };
    let name = escaped(name);
    let _ = writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
        counts.tests, counts.failures, counts.skipped
    );
    if found.is_empty() {
        let _ = writeln!(
            out,
            "    <testcase name=\"no findings\" classname=\"{name}\"/>"
        );
    }
    for finding in found {
        case(out, &name, finding, sources, fails(finding));
    }
    out.push_str("  </testsuite>\n");
    counts
}

fn case(out: &mut String, file: &str, d: &Diagnostic, sources: &Sources, fails: bool) {
    let at = super::github::position(d, sources).map_or_else(String::new, |(start, _)| {
        format!(" at {}:{}", start.line, start.column)
    });
    let message = escaped(&d.message);
    let _ = writeln!(
        out,
        "    <testcase name=\"{} {}{at}\" classname=\"{file}\">",
        d.code,
        d.code.name()
    );
    if fails {
        let text = human(std::slice::from_ref(d), sources, Style::default());
        let _ = writeln!(
            out,
            "      <failure message=\"{message}\" type=\"{}\">{}</failure>",
            d.severity.as_str(),
            escaped(text.trim_end())
        );
    } else {
        let _ = writeln!(
            out,
            "      <skipped message=\"{}: {message}\"/>",
            d.severity.as_str()
        );
    }
    out.push_str("    </testcase>\n");
}

/// Text for an attribute or an element; what XML 1.0 cannot hold is replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\r' => out.push_str("&#13;"),
            c if (c as u32) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
