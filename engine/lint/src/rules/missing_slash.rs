//! `B3093 missing-slash`: a URL lacks the slash that others of the definition have: behind the
//! placeholder of the host, or before the identifier.

use std::ops::Range;

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(MISSING_SLASH, "missing-slash");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let urls: Vec<&Text> = subject.definition.urls.iter().map(|u| &u.text).collect();
    for url in &urls {
        if let Some(at) = glued_host(url, &urls).or_else(|| glued_id(url, &urls)) {
            let (before, after) = url.raw().split_at(at.end.min(url.raw().len()));
            let tail: String = after.chars().take(12).collect();
            let head = before.get(at.start..).unwrap_or_default();
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

fn glued_host(url: &Text, urls: &[&Text]) -> Option<Range<usize>> {
    let host = placeholder(url.raw())?;
    let next = url.raw().get(host.end..)?.chars().next()?;
    if !next.is_ascii_alphanumeric() {
        return None;
    }
    let name = url.raw().get(host.clone())?;
    let has_slash = urls.iter().any(|other| {
        let rest = other.raw().trim_start().strip_prefix(name);
        rest.is_some_and(|r| r.starts_with('/'))
    });
    has_slash.then_some(host)
}

/// A URL that is another one with an identifier right behind it.
fn glued_id(url: &Text, urls: &[&Text]) -> Option<Range<usize>> {
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
    let is_collection = urls.iter().any(|other| {
        let whole = other.literal();
        whole.is_some_and(|w| w.trim().split('?').next().unwrap_or_default() == own)
    });
    let lead = text.len() - text.trim_start().len();
    (is_path && is_collection).then(|| span.start + lead + segment..span.start + lead + own.len())
}
