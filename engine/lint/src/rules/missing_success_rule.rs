//! `B3008 missing-success-rule`: nothing says which answers are good. Reported once for all imports
//! and once for all operations, at the first such call, with the others in a note.

use bindery_diagnostics::{Diagnostic, Severity, codes};

use crate::calls::{Call, calls};

use super::Subject;

rule!(MISSING_SUCCESS_RULE, "missing-success-rule");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let mut bare = calls(subject.definition);
    bare.retain(|call| call.success.is_none() && call.failure.is_none());
    let (imports, operations) = bare.into_iter().partition(|c| c.purpose.is_import());
    found.extend(report(imports));
    // A task shows its failure; an import that read nothing looks like an empty target.
    found.extend(report(operations).map(|d| d.with_severity(Severity::Info)));
}

fn report(calls: Vec<Call<'_>>) -> Option<Diagnostic> {
    let (first, others) = calls.split_first()?;
    let diagnostic = Diagnostic::new(
        codes::MISSING_SUCCESS_RULE,
        "nothing says which answers count as success",
    )
    .at(first.http.url.place(), "of this call")
    .with_help("add `successResponses` with the statuses that the target documents");
    if others.is_empty() {
        return Some(diagnostic);
    }
    let mut attributes: Vec<String> = Vec::new();
    for attribute in others.iter().filter_map(|c| c.http.place.attribute.clone()) {
        if !attributes.contains(&attribute) {
            attributes.push(attribute);
        }
    }
    let calls = match others.len() {
        1 => "another call has".to_owned(),
        n => format!("{n} more calls have"),
    };
    Some(diagnostic.with_note(format!("{calls} none, in {}", attributes.join(", "))))
}
