//! What a ticket call said: the number of a new ticket, or the status of one (field-notes §1).

use bindery_mapping::{ResponsePath, ResponseValue};

use super::report::TicketReport;
use super::response::{Answered, Responses};
use super::step::TicketPaths;

/// Reads a ticket from an answer; `None` for a call that knows of none.
pub(crate) fn read(
    paths: &TicketPaths,
    names: &[String],
    answered: &Answered,
) -> Option<TicketReport> {
    if paths.id.is_none() && paths.status.is_none() {
        return None;
    }
    let mut one = Responses::default();
    one.add(names, answered.clone());
    let read = |path: &Option<String>| {
        let path = ResponsePath::parse(path.as_deref()?)?;
        match one.read(&path) {
            ResponseValue::Text(text) => Some(text),
            _ => None,
        }
    };
    let status = read(&paths.status);
    let verdict = paths.status.as_ref().map(|_| {
        let is_in = |values: &[String]| status.as_ref().is_some_and(|s| values.contains(s));
        match () {
            () if is_in(&paths.complete) => "complete",
            () if is_in(&paths.discontinue) => "discontinue",
            () => "pending",
        }
    });
    Some(TicketReport {
        id: read(&paths.id),
        status,
        verdict,
    })
}
