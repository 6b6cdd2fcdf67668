//! `B4025 unknown-response-part`: a part that no response, or no page, has.

use bindery_definition::{CountSource, PageRule, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_expression::ask::{SegmentKey, reads};
use bindery_model::catalogue::Scope;

use super::Subject;
use crate::imports::pagings;

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

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let calls: Vec<&str> = documents(subject)
        .flat_map(|d| &d.calls)
        .map(|c| c.name.as_str().trim())
        .collect();
    for document in subject.definition.operations.values() {
        let path = document.account_id_path.iter();
        let path = path.map(|p| (p.as_str(), p.place()));
        let columns = document.response_columns.iter();
        let columns = columns.map(|c| (c.source.raw(), c.source.place()));
        for (path, place) in path.chain(columns) {
            found.extend(of_path(&calls, path, place));
        }
    }
    for (rule, _) in pagings(subject.definition) {
        found.extend(of_total(rule));
    }
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

/// A path such as `call1.message.id`, whose second step is a part of the response.
fn of_path(calls: &[&str], path: &str, place: Place) -> Option<Diagnostic> {
    let path = path.trim().trim_start_matches("response.");
    let (name, rest) = path.split_once('.')?;
    let named = |call: &&str| call.eq_ignore_ascii_case(name);
    if calls.iter().any(|c| c.contains('.'))
        || path.contains(['$', '#', '[']) && !path.contains("~#~")
    {
        return None;
    }
    if !calls.iter().any(named) {
        // `call1message.id`: the dot is missing.
        let call = calls
            .iter()
            .find(|c| !c.is_empty() && name.starts_with(**c))?;
        let part = name.get(call.len()..)?;
        return OF_A_RESPONSE.contains(&part).then(|| {
            Diagnostic::new(
                codes::UNKNOWN_RESPONSE_PART,
                format!("no call is named `{name}`"),
            )
            .at(place, "a dot is missing")
            .with_help(format!("write `{call}.{part}.{rest}`"))
        });
    }
    let part = rest.split(['.', '~']).next()?.trim();
    let is_numbered = part.is_empty() || OF_A_RESPONSE.contains(&part);
    if is_numbered {
        return None;
    }
    let help = nearest(part, OF_A_RESPONSE).map_or_else(
        || format!("write `{name}.message.{rest}`"),
        |near| format!("did you mean `{near}`?"),
    );
    Some(
        Diagnostic::new(
            codes::UNKNOWN_RESPONSE_PART,
            format!("a response has no part `{part}`"),
        )
        .at(place, "always null")
        .with_help(help),
    )
}

/// The path of a total, which begins with a part of the page where it has several steps.
fn of_total(rule: &PageRule) -> Option<Diagnostic> {
    let Some(CountSource::Path(word)) = rule.total() else {
        return None;
    };
    let (part, _) = word.as_str().trim().split_once('.')?;
    let parts = ["completeResponseMap", "headers"];
    let near = nearest(part, parts).filter(|near| *near != part)?;
    Some(
        Diagnostic::new(
            codes::UNKNOWN_RESPONSE_PART,
            format!("a page has no part `{part}`"),
        )
        .at(word.place(), "read as a path of the body")
        .with_help(format!("did you mean `{near}`?")),
    )
}
