//! The summary that a reviewer pastes into a ticket, in Markdown: verdict, counts by family, the
//! errors one by one, what could not be examined, and what to do next.

use std::collections::BTreeMap;
use std::io::Write;

use bindery_diagnostics::render::{positions, summarize};
use bindery_diagnostics::{Code, Diagnostic, Severity, Sources, codes};

use crate::exit::Failure;
use crate::output::Output;
use crate::table::counted;

use super::examine::{Checked, Examined};

/// Families of codes in the words of a reviewer, by the beginning of their codes.
const FAMILIES: &[(&str, &str)] = &[
    ("B0", "syntax of bindings"),
    ("B1", "JSON and keys"),
    ("B2", "package"),
    ("B3", "meaning of the definition"),
    ("B4", "expressions"),
    ("B5", "security"),
    ("B6", "style"),
];

/// The most rows of the table of errors: a ticket is read by people.
const MAX_ROWS: usize = 50;

pub(super) fn write(examined: &Examined, output: &mut Output) -> Result<(), Failure> {
    for (index, part) in examined.parts.iter().enumerate() {
        if index > 0 {
            writeln!(output)?;
        }
        one(part, output)?;
    }
    Ok(())
}

fn one(part: &Checked, output: &mut Output) -> Result<(), Failure> {
    writeln!(output, "## {}\n", cell(&part.name))?;
    writeln!(output, "**{}**\n", verdict(part))?;
    if !part.connections.is_empty() {
        let names: Vec<String> = part.connections.iter().map(|n| code_span(n)).collect();
        writeln!(output, "Connections: {}.\n", names.join(", "))?;
    }
    let counts = families(&part.found);
    if !counts.is_empty() {
        writeln!(output, "| family | errors | warnings | notices |")?;
        writeln!(output, "|---|---:|---:|---:|")?;
        for ((_, family), [errors, warnings, infos]) in counts {
            writeln!(output, "| {family} | {errors} | {warnings} | {infos} |")?;
        }
        writeln!(output)?;
    }
    rows(part, output)?;
    let hidden = part.found.iter().filter(|d| unexamined(d.code));
    let hidden: Vec<&Diagnostic> = hidden.collect();
    if !hidden.is_empty() {
        writeln!(output, "### Not examined\n")?;
        for finding in hidden {
            writeln!(output, "- {}", cell(&finding.message))?;
        }
        writeln!(output)?;
    }
    writeln!(output, "### Next steps\n")?;
    for step in steps(part) {
        writeln!(output, "- {step}")?;
    }
    Ok(())
}

fn verdict(part: &Checked) -> String {
    let count = summarize(&part.found, part.files);
    let failing = part.found.iter().filter(|d| part.fails(d)).count();
    let rest = format!(
        "{}, {}",
        counted(count.warnings, "warning", "warnings"),
        counted(count.infos, "notice", "notices")
    );
    if count.errors > 0 {
        let errors = counted(count.errors, "error", "errors");
        return format!("Will not work as it stands: {errors}, {rest}.");
    }
    if failing > 0 {
        return format!("No errors, but {failing} of what must not be there: {rest}.");
    }
    if part.found.iter().any(|d| unexamined(d.code)) {
        return format!("No errors in what could be examined: {rest}.");
    }
    format!("No errors: {rest}.")
}

/// The counts of each family that has any: errors, warnings, notices.
fn families(found: &[Diagnostic]) -> BTreeMap<&'static (&'static str, &'static str), [usize; 3]> {
    let mut counts: BTreeMap<_, [usize; 3]> = BTreeMap::new();
    for finding in found {
        let family = FAMILIES
            .iter()
            .find(|(start, _)| finding.code.as_str().starts_with(start));
        let Some(family) = family else { continue };
        let [errors, warnings, infos] = counts.entry(family).or_default();
        *match finding.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Info => infos,
        } += 1;
    }
    counts
}

/// The table of what fails.
fn rows(part: &Checked, output: &mut Output) -> Result<(), Failure> {
    let failing: Vec<_> = part.found.iter().filter(|d| part.fails(d)).collect();
    if failing.is_empty() {
        return Ok(());
    }
    writeln!(output, "| code | where | what | what to do |")?;
    writeln!(output, "|---|---|---|---|")?;
    for finding in failing.iter().take(MAX_ROWS) {
        writeln!(
            output,
            "| {} | {} | {} | {} |",
            finding.code,
            cell(&whereabouts(finding, &part.sources)),
            cell(&finding.message),
            cell(finding.help.as_deref().unwrap_or_default()),
        )?;
    }
    if failing.len() > MAX_ROWS {
        let more = failing.len() - MAX_ROWS;
        writeln!(output, "\n{more} more are left out here.")?;
    }
    writeln!(output)?;
    Ok(())
}

/// `ImportAccountEntJSON /accountParams/call, line 3`, as far as it is known.
fn whereabouts(finding: &Diagnostic, sources: &Sources) -> String {
    let Some(label) = &finding.primary else {
        return String::new();
    };
    let place = &label.place;
    let file = sources.get(place.source);
    let name = match (&place.attribute, file) {
        (Some(attribute), _) => attribute.clone(),
        (None, Some(file)) => file.name.clone(),
        (None, None) => String::new(),
    };
    let path = place.path.as_deref().filter(|p| !p.is_empty());
    let at = file.filter(|f| !f.text.is_empty()).map(|f| {
        let (start, _) = positions(f, &place.span);
        format!("{}:{}", start.line, start.column)
    });
    let parts = [Some(name), path.map(ToOwned::to_owned), at];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether a finding says that something could not be looked at.
fn unexamined(code: Code) -> bool {
    [
        codes::ENCRYPTED_ATTRIBUTE,
        codes::NOT_REST,
        codes::UNREADABLE,
        codes::REFUSED_PACKAGE,
        codes::NO_CONNECTION,
    ]
    .contains(&code)
}

fn steps(part: &Checked) -> Vec<String> {
    let mut steps = Vec::new();
    let failing = part.found.iter().filter(|d| part.fails(d));
    let mut failing: Vec<Code> = failing.map(|d| d.code).collect();
    failing.sort_unstable();
    failing.dedup();
    if !failing.is_empty() {
        let names: Vec<&str> = failing.iter().map(|c| c.as_str()).collect();
        steps.push(format!("Mend {}.", names.join(", ")));
    }
    let fixable = part.found.iter().filter(|d| d.fix.is_some()).count();
    if fixable > 0 {
        let findings = counted(fixable, "finding", "findings");
        let path = &part.name;
        steps.push(format!(
            "`bindery check --fix {path}` mends {findings}; `--diff` shows how."
        ));
    }
    let has = |code| part.found.iter().any(|d| d.code == code);
    if has(codes::ENCRYPTED_ATTRIBUTE) {
        steps.push(
            "Ask for the text of the encrypted attributes and check again with `--connection-json`."
                .to_owned(),
        );
    }
    if has(codes::UNFILLED_PARAMETER) {
        steps.push("Ask for values of the unfilled parameters.".to_owned());
    }
    if has(codes::NOT_REST) {
        steps.push("Review the connections of other types by hand.".to_owned());
    }
    let warnings = part.found.iter().any(|d| d.severity == Severity::Warning);
    if warnings && failing.is_empty() {
        steps.push("Read the warnings: `bindery check` shows each with its place.".to_owned());
    }
    if steps.is_empty() {
        steps.push("None.".to_owned());
    }
    steps
}

/// Text that neither ends a cell nor begins markup; what stands between backticks stays code.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        let is_markup = matches!(c, '<' | '*' | '_' | '[' | ']' | '\\') && !in_code;
        match c {
            '`' => in_code = !in_code,
            c if c == '|' || is_markup => out.push('\\'),
            _ => {}
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn code_span(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
