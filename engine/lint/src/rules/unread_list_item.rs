//! `B3091 unread-list-item`: a call is repeated for every item of a list and sends the same each
//! time.

use bindery_diagnostics::{Diagnostic, codes};

use crate::operations::names_asked;

use super::Subject;

rule!(UNREAD_LIST_ITEM, "unread-list-item");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let actions = definition
        .update_user
        .iter()
        .flat_map(|a| a.actions.values());
    for call in definition
        .operations
        .values()
        .chain(actions)
        .flat_map(|d| &d.calls)
    {
        let list = call.list_path.as_ref();
        let Some(list) = list.filter(|w| !w.as_str().trim().is_empty()) else {
            continue;
        };
        if names_asked([call]).is_some_and(|names| !names.contains("childresponse")) {
            found.push(
                Diagnostic::new(
                    codes::UNREAD_LIST_ITEM,
                    "the same request is sent for every item of the list",
                )
                .at(list.place(), "its items are not used")
                .with_help(
                    "put `${childresponse…}` where the item belongs, or remove `callListPath`",
                ),
            );
        }
    }
}
