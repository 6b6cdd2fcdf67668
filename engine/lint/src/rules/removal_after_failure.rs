//! `B3076 removal-after-failure`: objects are removed although a call failed.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;

rule!(REMOVAL_AFTER_FAILURE, "removal-after-failure");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let accounts = import
        .accounts
        .iter()
        .map(|s| (s.do_not_change_if_failed, &s.place, "accounts"));
    let entitlements = import
        .entitlements
        .iter()
        .map(|s| (s.do_not_change_if_failed, &s.place, "entitlements"));
    let links = import
        .links
        .iter()
        .map(|s| (s.do_not_change_if_failed, &s.place, "links"));
    for (flag, place, noun) in accounts.chain(entitlements).chain(links) {
        if flag == Some(false) {
            found.push(
                Diagnostic::new(
                    codes::REMOVAL_AFTER_FAILURE,
                    format!("{noun} are removed although a call failed"),
                )
                .at(
                    key_place(subject, place, &["doNotChangeIfFailed"]),
                    "what a failed call did not return counts as gone",
                )
                .with_note("bindery never removes after an incomplete read")
                .with_help("set `doNotChangeIfFailed` to true"),
            );
        }
    }
}
