//! `B3093 missing-slash`: a URL lacks the slash that others of the definition have: behind the
//! placeholder of the host, or before the identifier.

use std::collections::HashSet;
use std::ops::Range;

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(MISSING_SLASH, "missing-slash");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let urls = || subject.definition.urls.iter().map(|u| &u.text);
    let hosts: HashSet<&str> = urls().filter_map(host_before_slash).collect();
    let collections: HashSet<String> = urls()
        .filter_map(|u| {
            Some(
                u.literal()?
                    .trim()
                    .split('?')
                    .next()?
                    .trim_end_matches('/')
                    .to_owned(),
            )
        })
        .collect();
    for url in urls() {
        if let Some(at) = glued_host(url, &hosts).or_else(|| glued_id(url, &collections)) {
            let head = url.raw().get(at.clone()).unwrap_or_default();
            let after = url.raw().get(at.end..).unwrap_or_default();
            let tail: String = after.chars().take(12).collect();
            found.push(
                Diagnostic::new(
                    codes::MISSING_SLASH,
                    "a slash is missing that other URLs have here",
                )
                .at(
                    url.place_of(at.clone()),
                    "nothing between this and what follows",
                )
                .with_help(format!("write `{head}/{tail}…`")),
            );
        }
    }
}

/// A leading placeholder: `@HOST@`, `@@HOST@@`, `<HOST>`, a scheme before it included.
fn placeholder(raw: &str) -> Option<Range<usize>> {
    let start = raw.len() - raw.trim_start().len();
    let body = raw.get(start..)?;
    let skip = ["https://", "http://"]
        .iter()
        .find(|s| body.starts_with(**s))
        .map_or(0, |s| s.len());
    let rest = body.get(skip..)?;
    let (open, close) = [("@@", "@@"), ("@", "@"), ("<", ">")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let end = rest.get(open.len()..)?.find(close)? + open.len() + close.len();
    Some(start..start + skip + end)
}

/// The placeholder of a URL that goes on with a slash.
fn host_before_slash(url: &Text) -> Option<&str> {
    let host = placeholder(url.raw())?;
    let rest = url.raw().get(host.end..)?;
    rest.starts_with('/').then(|| url.raw().get(host))?
}

fn glued_host(url: &Text, hosts: &HashSet<&str>) -> Option<Range<usize>> {
    let host = placeholder(url.raw())?;
    let next = url.raw().get(host.end..)?.chars().next()?;
    let has_slash = hosts.contains(url.raw().get(host.clone())?);
    (next.is_ascii_alphanumeric() && has_slash).then_some(host)
}

/// A URL that is another one with an identifier right behind it.
fn glued_id(url: &Text, collections: &HashSet<String>) -> Option<Range<usize>> {
    let [Part::Literal { text, span }, Part::Binding(_), ..] = url.template()?.parts.as_slice()
    else {
        return None;
    };
    let own = text.trim();
    if !own.ends_with(|c: char| c.is_ascii_alphanumeric()) || own.contains(['?', '=']) {
        return None;
    }
    let segment = own.rfind('/')? + 1;
    let is_path = own.matches('/').count() > 2 || !own.contains("://");
    // A filled parameter is longer or shorter than what stands in the file.
    let is_verbatim = text.len() == span.end - span.start;
    let is_collection = is_verbatim && collections.contains(own);
    let lead = text.len() - text.trim_start().len();
    (is_path && is_collection).then(|| span.start + lead + segment..span.start + lead + own.len())
}
