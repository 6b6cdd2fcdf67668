//! `B3021 literal-total`: `totalCountPath` is a number instead of the place of one.

use bindery_definition::{CountSource, PageRule};
use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::value_place;

use super::Subject;

rule!(LITERAL_TOTAL, "literal-total");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for rule in rules(subject) {
        let Some(CountSource::Literal(total)) = rule.total() else {
            continue;
        };
        found.push(
            Diagnostic::new(
                codes::LITERAL_TOTAL,
                format!("the total is fixed at {total}"),
            )
            .at(
                value_place(subject, &rule.place, &["totalCountPath"]),
                "a number here",
            )
            .with_help(
                "write the path of the total, such as `completeResponseMap.total` or \
                 `headers.X-Total-Count`, or leave the key out to read until a page is empty",
            ),
        );
    }
}

/// Every paging rule of the definition.
pub(super) fn rules<'a>(subject: &Subject<'a>) -> Vec<&'a PageRule> {
    let definition = subject.definition;
    let mut all: Vec<&PageRule> = Vec::new();
    if let Some(import) = &definition.import {
        let accounts = import.accounts.iter().flat_map(|s| &s.calls);
        let types = import.entitlements.iter().flat_map(|s| s.types.values());
        all.extend(
            accounts
                .chain(types.flat_map(|t| &t.calls))
                .filter_map(|c| c.pagination.as_ref()),
        );
        if let Some(links) = &import.links {
            let typed = links.types.values().flat_map(|t| &t.calls);
            all.extend(
                typed
                    .chain(&links.calls)
                    .filter_map(|c| c.pagination.as_ref()),
            );
        }
    }
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    all.extend(users.filter_map(|c| c.pagination.as_ref()));
    all
}
