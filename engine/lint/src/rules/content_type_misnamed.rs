//! `B6002 content-type-misnamed`: a header called `contentType`.

use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(CONTENT_TYPE_MISNAMED, "content-type-misnamed");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        let is_one = |name: &str| {
            let name = name.replace(['-', '_'], "");
            name.eq_ignore_ascii_case("contentType")
        };
        // A second header of the right name would be given twice.
        let headers = &call.http.headers;
        let is_alone = headers.iter().filter(|h| is_one(h.name.as_str())).count() == 1;
        for header in headers {
            let name = header.name.as_str();
            if name.eq_ignore_ascii_case("contentType") || name.eq_ignore_ascii_case("content_type")
            {
                found.push(
                    Diagnostic::new(
                        codes::CONTENT_TYPE_MISNAMED,
                        format!("no header is called `{name}`"),
                    )
                    .at(header.name.place().clone(), "read as `Content-Type`")
                    .with_help("write `Content-Type`, or set `httpContentType` and remove this")
                    .with_fix_of(
                        is_alone
                            .then(|| header.name.fix("write `Content-Type`", "Content-Type"))
                            .flatten(),
                    ),
                );
            }
        }
    }
}
