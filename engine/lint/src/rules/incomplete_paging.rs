//! `B3066 incomplete-paging`: a paging rule that can't ask for the second page. A key that is absent
//! altogether and needed is `missing-key`.

use bindery_definition::{PageRule, Pagination, Word};
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::pagings;

use super::Subject;

rule!(INCOMPLETE_PAGING, "incomplete-paging");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (rule, _) in pagings(subject.definition) {
        match &rule.kind {
            Pagination::Page {
                page_size_param,
                page_size,
                ..
            } if page_size_param.is_some() != page_size.is_some() => {
                let (key, what) = match page_size {
                    None => ("pageSize", "the size that is to be sent"),
                    Some(_) => ("pageSizeParam", "the parameter that the size is sent in"),
                };
                found.push(half(rule, key, what));
            }
            Pagination::Page {
                page_number_param, ..
            } if is_blank(page_number_param) => {
                found.push(report(
                    rule,
                    "pageNumberParam",
                    "the parameter of the page's number",
                ));
            }
            Pagination::Offset { offset_param, .. } if is_blank(offset_param) => {
                found.push(report(
                    rule,
                    "offsetParam",
                    "the parameter of the first record",
                ));
            }
            Pagination::Offset {
                batch_param: None,
                batch_size: Some(_),
                ..
            } => {
                found.push(half(
                    rule,
                    "batchParam",
                    "the parameter that the size is sent in",
                ));
            }
            Pagination::Offset { batch_size, .. } if batch_size.is_none_or(|n| n == 0) => {
                found.push(report(rule, "batchSize", "how many records a page has"));
            }
            _ => {}
        }
    }
}

fn is_blank(word: &Option<Word>) -> bool {
    word.as_ref().is_some_and(|w| w.as_str().trim().is_empty())
}

fn half(rule: &PageRule, key: &str, what: &str) -> Diagnostic {
    Diagnostic::new(
        codes::INCOMPLETE_PAGING,
        format!("without `{key}` the target chooses the size of a page"),
    )
    .at(rule.place.clone(), format!("no `{key}`"))
    .with_help(format!("set `{key}` to {what}"))
}

fn report(rule: &PageRule, key: &str, what: &str) -> Diagnostic {
    Diagnostic::new(
        codes::INCOMPLETE_PAGING,
        format!("without `{key}` every page is the first one"),
    )
    .at(rule.place.clone(), format!("no `{key}`"))
    .with_help(format!("set `{key}` to {what}"))
}
