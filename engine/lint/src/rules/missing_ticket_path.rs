//! `B3098 missing-ticket-path`: a ticket is opened, or asked for, and its number or status is not
//! taken from the answer.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use super::Subject;

rule!(MISSING_TICKET_PATH, "missing-ticket-path");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for operation in [Operation::CreateTicket, Operation::TicketStatus] {
        let Some(document) = subject.definition.operation(operation) else {
            continue;
        };
        let Some(last) = document.calls.last() else {
            continue;
        };
        let any = |has: &dyn Fn(&bindery_definition::ProvisionCall) -> bool| {
            document.calls.iter().any(has)
        };
        let (key, what) = if operation == Operation::CreateTicket {
            if any(&|c| c.ticket_id_path.is_some()) {
                continue;
            }
            ("ticketidPath", "the ticket's number")
        } else if !any(&|c| c.ticket_status_path.is_some()) {
            ("ticketStatusPath", "the ticket's status")
        } else if !any(&|c| !c.ticket_status_value.is_empty()) {
            ("ticketStatusValue", "which statuses complete the task")
        } else {
            continue;
        };
        found.push(
            Diagnostic::new(codes::MISSING_TICKET_PATH, format!("nothing says {what}"))
                .at(last.name.place(), format!("no `{key}`"))
                .with_help(format!("set `{key}` of this call")),
        );
    }
}
