//! `B3041 content-type-conflict`: `httpContentType` and a `Content-Type` header that disagree.

use bindery_diagnostics::{Diagnostic, codes};

use crate::requests::requests;

use super::Subject;

rule!(CONTENT_TYPE_CONFLICT, "content-type-conflict");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let Some(key) = request.content_type.filter(|t| !t.is_blank()) else {
            continue;
        };
        let is_type = |name: &str| name.eq_ignore_ascii_case("content-type");
        for header in request.headers.iter().filter(|h| is_type(h.name.as_str())) {
            let (Some(one), Some(two)) = (key.literal(), header.value.literal()) else {
                continue;
            };
            let (one, two) = (bare(&one), bare(&two));
            // `…-pws` goes out as the ordinary form type.
            if two.is_empty() || one == two || one.trim_end_matches("-pws") == two {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::CONTENT_TYPE_CONFLICT,
                    format!("the content type is `{one}` by its key and `{two}` by a header"),
                )
                .at(header.value.place(), "one of two")
                .with_related(key.place(), "the other")
                .with_help("keep `httpContentType` and remove the header"),
            );
        }
    }
}

/// A media type in lower case, without parameters and blanks.
fn bare(text: &str) -> String {
    let media = text.split(';').next().unwrap_or_default();
    let media: String = media.chars().filter(|c| !c.is_whitespace()).collect();
    media.to_ascii_lowercase()
}
