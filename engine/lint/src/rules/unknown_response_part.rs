//! `B4025 unknown-response-part`: a part that no response, or no page, has.

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::ask::{SegmentKey, reads};
use bindery_model::catalogue::Scope;

use super::Subject;
use super::later_response::documents;

rule!(UNKNOWN_RESPONSE_PART, "unknown-response-part");

/// The parts of a response (field-notes §4.2).
const OF_A_RESPONSE: [&str; 6] = [
    "message",
    "headers",
    "cookies",
    "statusCode",
    "responseText",
    "class",
];

/// The parts of a page (rest-dialect §0.5).
const OF_A_PAGE: [&str; 5] = [
    "completeResponseMap",
    "objectList",
    "headers",
    "statusCode",
    "class",
];

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let calls: Vec<&str> = documents(subject)
        .flat_map(|d| &d.calls)
        .map(|c| c.name.as_str().trim())
        .collect();
    for template in &subject.definition.templates {
        let (depth, parts): (usize, &[&str]) = match template.scope {
            Scope::Provisioning(_) => (1, &OF_A_RESPONSE),
            Scope::Paging => (0, &OF_A_PAGE),
            _ => continue,
        };
        let Some(parsed) = template.text.template() else {
            continue;
        };
        let mut told = Vec::new();
        for path in reads(parsed).into_iter().map(|r| r.path) {
            let segment = path.segments.get(depth);
            let Some((segment, SegmentKey::Name(name))) = segment.map(|s| (s, s.key.clone()))
            else {
                continue;
            };
            let is_method = name.contains('(');
            if path.root != "response"
                || is_method
                || parts.contains(&name.as_str())
                || told.contains(&name)
            {
                continue;
            }
            // A call may have a name with dots in it.
            if depth == 1 && calls.iter().any(|c| c.contains('.')) {
                continue;
            }
            let help = nearest(&name, parts.iter().copied()).map_or_else(
                || match depth {
                    1 => format!("did you mean `message.{name}`?"),
                    _ => format!("did you mean `completeResponseMap.{name}`?"),
                },
                |near| format!("did you mean `{near}`?"),
            );
            let noun = if depth == 1 { "response" } else { "page" };
            found.push(
                Diagnostic::new(
                    codes::UNKNOWN_RESPONSE_PART,
                    format!("a {noun} has no part `{name}`"),
                )
                .at(template.text.place_of(segment.span.clone()), "always null")
                .with_help(help),
            );
            told.push(name);
        }
    }
}
