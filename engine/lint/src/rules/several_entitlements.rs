//! `B3130 several-entitlements`: names of grouped tasks in a document that runs once per entitlement.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::ask::reads;

use crate::calls::texts;

use super::Subject;

rule!(SEVERAL_ENTITLEMENTS, "several-entitlements");

/// Names that hold several entitlements where tasks are grouped.
const GROUPED: [&str; 3] = ["entitlementSet", "newEntitlementMap", "allEntitlementMap"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let documents = subject.definition.operations.values();
    for document in documents.filter(|d| d.operation.is_access()) {
        for text in document.calls.iter().flat_map(|c| texts(&c.http)) {
            let Some(template) = text.template() else {
                continue;
            };
            let mut all = reads(template).into_iter().map(|r| r.path);
            let Some(path) = all.find(|p| GROUPED.contains(&p.root.as_str())) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::SEVERAL_ENTITLEMENTS,
                    format!(
                        "`{}` does not hold the entitlements of a request here",
                        path.root
                    ),
                )
                .at(text.place_of(path.span), "bound for grouped tasks")
                .with_note("the document runs once for each entitlement")
                .with_help("use `entitlementValue`, or read what the account has first"),
            );
        }
    }
}
