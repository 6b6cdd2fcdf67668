//! `B3040 repeated-header`: one header under two spellings.

use std::collections::BTreeMap;

use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::requests::requests;

use super::Subject;

rule!(REPEATED_HEADER, "repeated-header");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        for header in request.headers {
            let name = header.name.as_str();
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), header.name.place()) {
                found.push(
                    Diagnostic::new(
                        codes::REPEATED_HEADER,
                        format!("the header `{name}` is given twice"),
                    )
                    .at(header.name.place(), "again here")
                    .with_related(first, "first here")
                    .with_help("keep one of them; names of headers know no case"),
                );
            }
        }
    }
}
