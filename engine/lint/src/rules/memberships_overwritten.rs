//! `B3056 memberships-overwritten`: the column that keeps memberships is used for something else.

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::{Column, Source};

use crate::mappings::membership_marker;

use super::Subject;

rule!(MEMBERSHIPS_OVERWRITTEN, "memberships-overwritten");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let accounts = definition.import.as_ref().and_then(|i| i.accounts.as_ref());
    let Some(accounts) = accounts else { return };
    let all = || accounts.calls.iter().flat_map(|c| &c.columns);
    let Some(marker) = membership_marker(all()) else {
        return;
    };
    let is_marked = |name: &str| {
        name.trim()
            .eq_ignore_ascii_case(marker.name.as_str().trim())
    };
    let mut report = |place: Place, what: &str| {
        found.push(
            Diagnostic::new(
                codes::MEMBERSHIPS_OVERWRITTEN,
                format!("`{}` keeps memberships and is used for {what}", marker.name),
            )
            .at(place, "the same column")
            .with_related(marker.name.place(), "keeps memberships")
            .with_help("use another custom property here"),
        );
    };
    for entry in all().filter(|e| is_marked(e.name.as_str())) {
        let column = Column::parse(entry.name.as_str(), entry.source.raw());
        if column.is_ok_and(|c| !matches!(c.source, Source::Memberships)) {
            report(entry.name.place(), "a field of the target");
        }
    }
    for document in definition.operations.values() {
        for entry in &document.response_columns {
            if is_marked(entry.name.as_str()) {
                report(entry.name.place(), "a field of a response");
            }
        }
    }
    let rules = definition.status_threshold.iter().chain(&accounts.status);
    for column in rules.filter_map(|r| r.status_column.as_ref()) {
        if is_marked(column.as_str()) {
            report(column.place(), "the status");
        }
    }
}
