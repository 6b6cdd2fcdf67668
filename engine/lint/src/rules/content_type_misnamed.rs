//! `B6002 content-type-misnamed`: a header called `contentType`.

use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(CONTENT_TYPE_MISNAMED, "content-type-misnamed");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for call in calls(subject.definition) {
        for header in &call.http.headers {
            let name = header.name.as_str();
            if name.eq_ignore_ascii_case("contentType") || name.eq_ignore_ascii_case("content_type")
            {
                found.push(
                    Diagnostic::new(
                        codes::CONTENT_TYPE_MISNAMED,
                        format!("no header is called `{name}`"),
                    )
                    .at(header.name.place().clone(), "read as `Content-Type`")
                    .with_help("write `Content-Type`, or set `httpContentType` and remove this"),
                );
            }
        }
    }
}
