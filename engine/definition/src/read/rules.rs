//! Success rules, error rules and paging.

use bindery_diagnostics::{Diagnostic, codes};

use crate::json::{Node, Value};
use crate::model::{CountSource, ErrorRules, PageRule, Pagination, SuccessCondition, SuccessRule};
use crate::pointer::Pointer;
use crate::shape::{NEXT_URL, OFFSET, PAGE, PAGINATION};
use crate::text::Word;

use super::{Fields, Reader, Role, kept};
use bindery_model::catalogue::Scope;

/// `successResponses` or `unsuccessResponses` (rest-dialect §2.6).
pub(super) fn success(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &str,
) -> Option<SuccessRule> {
    let (node, at) = fields.get(key)?;
    let place = reader.place(node, &at);
    let alternatives = match &node.value {
        Value::Object(_) => vec![conditions(reader, node, &at)],
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .filter(|(_, e)| e.value != Value::Null)
            .filter_map(|(i, e)| {
                let at = at.index(i);
                match &e.value {
                    Value::Object(_) => Some(conditions(reader, e, &at)),
                    // A bare list of statuses.
                    Value::Number(_) | Value::String(_) => {
                        status(reader, e, &at).map(|s| vec![SuccessCondition::Status(vec![s])])
                    }
                    _ => {
                        reader.wrong_type(e, &at, key, "an object");
                        None
                    }
                }
            })
            .collect(),
        Value::String(s) if s.text.trim().is_empty() => return None,
        _ => {
            reader.wrong_type(node, &at, key, "an object or a list of objects");
            return None;
        }
    };
    (!alternatives.is_empty()).then_some(SuccessRule {
        place,
        alternatives,
    })
}

fn conditions(reader: &mut Reader<'_>, node: &Node, at: &Pointer) -> Vec<SuccessCondition> {
    let entries = reader.entries(node, at, "successResponses").into_iter();
    kept(entries.filter_map(|(member, at)| {
        let name = member.key.text.trim();
        let values = reader.scalars(&member.node, &at, name);
        if name.eq_ignore_ascii_case("statusCode") {
            let statuses = values.into_iter();
            let statuses = kept(statuses.filter_map(|(n, p)| status(reader, n, &p)));
            return (!statuses.is_empty()).then_some(SuccessCondition::Status(statuses));
        }
        let path = reader.key_word(member, &at);
        let values = values.into_iter();
        let allowed = kept(values.filter_map(|(n, p)| reader.template(n, &p, name, Role::Other)));
        (!allowed.is_empty()).then_some(SuccessCondition::Value { path, allowed })
    }))
}

fn status(reader: &mut Reader<'_>, node: &Node, at: &Pointer) -> Option<u16> {
    let number = reader.integer(node, at, "statusCode")?;
    let status = u16::try_from(number)
        .ok()
        .filter(|s| (100..=599).contains(s));
    if status.is_none() {
        reader.wrong_type(node, at, "statusCode", "an HTTP status from 100 to 599");
    }
    status
}

/// A list of statuses; `None` where the key is absent.
pub(super) fn statuses(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &str,
) -> Option<Vec<u16>> {
    let (node, at) = fields.get(key)?;
    Some(
        reader
            .scalars(node, &at, key)
            .into_iter()
            .filter_map(|(n, p)| status(reader, n, &p))
            .collect(),
    )
}

/// Error rules of an authentication, section or call (rest-dialect §1.9, §2.17).
pub(super) fn errors(reader: &mut Reader<'_>, fields: &Fields<'_>) -> ErrorRules {
    ErrorRules {
        error_path: fields.word(reader, "errorPath"),
        auth_error: fields.templates(reader, "authError"),
        expiry_error: fields.template(reader, "expiryError"),
        time_out_error: fields.template(reader, "timeOutError"),
        retry_failure_status_code: statuses(reader, fields, "retryFailureStatusCode"),
        max_refresh_try_count: fields
            .count(reader, "maxRefreshTryCount")
            .map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
    }
}

/// Paging of a call: in `pagination`, or misplaced beside it (rest-dialect §2.16).
pub(super) fn paging(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<PageRule> {
    let scope = std::mem::replace(&mut reader.scope, Scope::Paging);
    let rule = fields
        .object(reader, "pagination", &PAGINATION)
        .and_then(|p| kind(reader, &p))
        .or_else(|| misplaced(reader, fields, &["nextUrl", "page", "offset"]));
    reader.scope = scope;
    rule
}

/// Paging that stands on a section or type and counts for all of its calls.
pub(super) fn inherited_paging(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<PageRule> {
    let scope = std::mem::replace(&mut reader.scope, Scope::Paging);
    let found = |key: &str| fields.shape.keys.iter().any(|k| k.name == key);
    let mut rule = None;
    if let Some((node, at)) = fields.get("pagination") {
        notice(reader, node, &at, "pagination", "a call");
        rule = reader
            .open(node, &at, &PAGINATION)
            .and_then(|p| kind(reader, &p));
    }
    if rule.is_none() && found("page") {
        rule = misplaced(reader, fields, &["page"]);
    }
    reader.scope = scope;
    rule
}

fn notice(reader: &mut Reader<'_>, node: &Node, at: &Pointer, key: &str, home: &str) {
    let place = reader.origin.place(node.head(), at);
    reader.report(
        Diagnostic::new(codes::MISPLACED_KEY, format!("`{key}` belongs into {home}"))
            .at(place, "honoured here")
            .with_help(format!(
                "move it into {home}; the product may ignore it here"
            )),
    );
}

fn misplaced(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &[&'static str],
) -> Option<PageRule> {
    for key in keys {
        if let Some((node, at)) = fields.get(key) {
            notice(reader, node, &at, key, "`pagination` of a call");
            if let Some(rule) = one(reader, fields, key) {
                return Some(rule);
            }
        }
    }
    None
}

fn kind(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<PageRule> {
    let present: Vec<&'static str> = ["nextUrl", "page", "offset"]
        .into_iter()
        .filter(|k| fields.get(k).is_some())
        .collect();
    if present.len() > 1 {
        let place = reader.place(fields.node, &fields.pointer);
        reader.report(
            Diagnostic::new(
                codes::WRONG_TYPE,
                format!(
                    "`pagination` takes one kind of paging, not {}",
                    present.join(" and ")
                ),
            )
            .at(
                place,
                format!("`{}` is used", present.first().unwrap_or(&"")),
            )
            .with_help("keep one of them"),
        );
    }
    one(reader, fields, present.first()?)
}

fn one(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Option<PageRule> {
    let (node, at) = fields.get(key)?;
    let place = reader.place(node, &at);
    let kind = match key {
        "nextUrl" => {
            let f = reader.open(node, &at, &NEXT_URL)?;
            Pagination::NextUrl {
                next_url_path: f.template(reader, "nextUrlPath")?,
            }
        }
        "page" => {
            let f = reader.open(node, &at, &PAGE)?;
            Pagination::Page {
                page_size_param: f.word(reader, "pageSizeParam"),
                page_size: f.count(reader, "pageSize"),
                page_record_count: count_source(reader, &f, "pageRecordCount"),
                page_number_param: f.word(reader, "pageNumberParam"),
                total_count_path: count_source(reader, &f, "totalCountPath"),
                first_page_number: f.integer(reader, "firstPageNumber"),
            }
        }
        _ => {
            let f = reader.open(node, &at, &OFFSET)?;
            Pagination::Offset {
                offset_param: f.word(reader, "offsetParam"),
                batch_param: f.word(reader, "batchParam"),
                batch_size: f.count(reader, "batchSize"),
                total_count_path: count_source(reader, &f, "totalCountPath"),
            }
        }
    };
    Some(PageRule { place, kind })
}

/// A number, a numeric string, or a path; blank counts as absent.
fn count_source(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Option<CountSource> {
    let word: Word = fields.word(reader, key)?;
    let text = word.as_str().trim();
    if text.is_empty() {
        return None;
    }
    Some(match text.parse() {
        Ok(number) => CountSource::Literal(number),
        Err(_) => CountSource::Path(word),
    })
}
