//! `B3067 page-size-in-url`: the URL and the paging rule want pages of different sizes.

use bindery_definition::{Pagination, Text};
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::pagings;

use super::Subject;

rule!(PAGE_SIZE_IN_URL, "page-size-in-url");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (rule, url) in pagings(subject.definition) {
        let (param, size) = match &rule.kind {
            Pagination::Page {
                page_size_param,
                page_size,
                ..
            } => (page_size_param, page_size),
            Pagination::Offset {
                batch_param,
                batch_size,
                ..
            } => (batch_param, batch_size),
            Pagination::NextUrl { .. } => continue,
        };
        let (Some(param), Some(size), Some(url)) = (param, size, url) else {
            continue;
        };
        let Some((written, range)) = written(url, param.as_str().trim()) else {
            continue;
        };
        if written != *size {
            found.push(
                Diagnostic::new(
                    codes::PAGE_SIZE_IN_URL,
                    format!("`{param}` is {written} in the URL and {size} in the paging rule"),
                )
                .at(url.place_of(range), "replaced, or sent twice")
                .with_related(param.place(), "set here too")
                .with_help("take the parameter out of the URL; paging sets it"),
            );
        }
    }
}

/// The number that the URL's query gives a parameter, and where.
fn written(url: &Text, param: &str) -> Option<(u64, std::ops::Range<usize>)> {
    let raw = url.raw();
    let mut at = raw.find('?')? + 1;
    for pair in raw.get(at..)?.split('&') {
        if let Some((name, value)) = pair.split_once('=')
            && name == param
            && let Ok(number) = value.trim().parse()
        {
            return Some((number, at..at + pair.len()));
        }
        at += pair.len() + 1;
    }
    None
}
