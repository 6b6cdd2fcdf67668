//! `B3032 malformed-header`: a header's name with a character that HTTP does not allow there.

use bindery_diagnostics::{Diagnostic, codes};

use crate::requests::requests;

use super::Subject;

rule!(MALFORMED_HEADER, "malformed-header");

/// What a name may hold beside letters and digits (RFC 9110 §5.6.2).
const MARKS: &[u8] = b"!#$%&'*+-.^_`|~";

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        for header in request.headers {
            let name = header.name.as_str();
            let is_allowed = |c: char| {
                c.is_ascii_alphanumeric() || u8::try_from(c).is_ok_and(|b| MARKS.contains(&b))
            };
            // A binding or placeholder in a name is filled before it is sent.
            if name.contains(['{', '<', '@']) {
                continue;
            }
            let Some(wrong) = name.chars().find(|c| !is_allowed(*c)) else {
                continue;
            };
            let (what, help) = match wrong {
                ':' => ("a colon", "write the name alone; the colon is added"),
                c if c.is_whitespace() => {
                    ("a blank", "remove it, or write a dash where one belongs")
                }
                _ => ("a character that HTTP forbids", "correct the name"),
            };
            found.push(
                Diagnostic::new(
                    codes::MALFORMED_HEADER,
                    format!("the header name `{name}` holds {what}"),
                )
                .at(header.name.place().clone(), "no request can carry it")
                .with_help(help),
            );
        }
    }
}
