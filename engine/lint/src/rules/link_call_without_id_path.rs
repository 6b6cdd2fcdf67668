//! `B3061 link-call-without-id-path`: nothing says where the other end of a link is in a record.

use bindery_definition::ProcessingType;
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::{Linking, linkings};

use super::Subject;

rule!(LINK_CALL_WITHOUT_ID_PATH, "link-call-without-id-path");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for linking in linkings(subject.definition) {
        let call = linking.call;
        // `idPath` stands in for either.
        if call.id_path.is_some() || call.http.is_none() {
            continue;
        }
        let (account, entitlement) = (call.acct_id_path.is_some(), call.ent_id_path.is_some());
        match linking.processing {
            Some(ProcessingType::HttpEntToAcct) if !account => {
                found.push(report(&linking, "acctIdPath", entitlement));
            }
            Some(ProcessingType::HttpAcctToEnt) if !entitlement => {
                found.push(report(&linking, "entIdPath", account));
            }
            Some(ProcessingType::Http) if !account => {
                found.push(report(&linking, "acctIdPath", false));
            }
            Some(ProcessingType::Http) if !entitlement => {
                found.push(report(&linking, "entIdPath", false));
            }
            _ => {}
        }
    }
}

fn report(linking: &Linking<'_>, lacks: &str, has_other: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::LINK_CALL_WITHOUT_ID_PATH,
        format!(
            "`{}` has no `{lacks}`, so its records give no links",
            linking.call.name
        ),
    )
    .at(linking.call.name.place(), "no path to the identifier");
    let diagnostic = if has_other {
        diagnostic.with_note("the id path that is there belongs to the other direction")
    } else {
        diagnostic
    };
    diagnostic.with_help(format!(
        "set `{lacks}` to the identifier inside a record; \"\" where the record is the identifier"
    ))
}
