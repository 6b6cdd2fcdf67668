//! `B3022 start-index-as-page`: a page number is sent as SCIM's `startIndex`, which counts records.

use bindery_definition::Pagination;
use bindery_diagnostics::{Diagnostic, codes};

use super::{Subject, literal_total::rules};

rule!(START_INDEX_AS_PAGE, "start-index-as-page");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for rule in rules(subject) {
        let Pagination::Page {
            page_number_param: Some(name),
            ..
        } = &rule.kind
        else {
            continue;
        };
        if !name.as_str().trim().eq_ignore_ascii_case("startIndex") {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::START_INDEX_AS_PAGE,
                "`startIndex` counts records and is sent a page number",
            )
            .at(name.place().clone(), "advances by one per page")
            .with_note("bindery advances it by the records received; EIC may not")
            .with_help("page by `offset` with `offsetParam` `startIndex` and `batchParam` `count`"),
        );
    }
}
