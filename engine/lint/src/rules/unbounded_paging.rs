//! `B3065 unbounded-paging`: nothing says how many records there are.

use bindery_definition::Pagination;
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::pagings;

use super::Subject;

rule!(UNBOUNDED_PAGING, "unbounded-paging");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (rule, _) in pagings(subject.definition) {
        let total = match &rule.kind {
            // The size of a page tells a full one from the last.
            Pagination::Page {
                total_count_path,
                page_record_count: None,
                ..
            }
            | Pagination::Offset {
                total_count_path, ..
            } => total_count_path,
            Pagination::Page { .. } | Pagination::NextUrl { .. } => continue,
        };
        if total.is_none() {
            found.push(
                Diagnostic::new(
                    codes::UNBOUNDED_PAGING,
                    "nothing says how many records there are",
                )
                .at(rule.place.clone(), "no `totalCountPath`")
                .with_note("bindery reads until a page is empty or comes again; EIC may not")
                .with_help(
                    "where the target tells the total, set `totalCountPath`, such as \
                     `completeResponseMap.total` or `headers.X-Total-Count`",
                ),
            );
        }
    }
}
