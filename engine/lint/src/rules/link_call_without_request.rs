//! `B3060 link-call-without-request`: links are to be read from the target by a call that asks
//! nothing.

use bindery_definition::ProcessingType;
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::linkings;

use super::Subject;

rule!(LINK_CALL_WITHOUT_REQUEST, "link-call-without-request");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for linking in linkings(subject.definition) {
        let call = linking.call;
        let asks = matches!(
            linking.processing,
            Some(
                ProcessingType::Http
                    | ProcessingType::HttpAcctToEnt
                    | ProcessingType::HttpEntToAcct
            )
        );
        if asks && call.http.is_none() && !call.dummy {
            found.push(
                Diagnostic::new(
                    codes::LINK_CALL_WITHOUT_REQUEST,
                    format!("`{}` reads links and has no request", call.name),
                )
                .at(call.name.place(), "no `http`")
                .with_help("add `http` with the URL that answers with the members"),
            );
        }
    }
}
