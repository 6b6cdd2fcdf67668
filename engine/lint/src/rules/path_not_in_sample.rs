//! `B4040 path-not-in-sample`: a mapped path that matches nothing in the samples of its call.

use bindery_definition::{Column as Entry, CountSource, PageRule, Pagination, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::{Column, NamedResponse, ResponsePath, ResponseValue, SEPARATOR, Source};
use serde_json::Value;

use crate::imports::{linkings, readings};
use crate::nearby::{advice, is_there};
use crate::samples::{linking_key, reading_key, user_key};

use super::Subject;

rule!(PATH_NOT_IN_SAMPLE, "path-not-in-sample");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let (definition, samples) = (subject.definition, subject.samples);
    for reading in readings(definition) {
        columns(&reading.call.columns, &samples.rows(&reading), found);
        let bodies = samples.bodies(&reading_key(&reading));
        paging(reading.call.pagination.as_ref(), bodies, found);
    }
    for linking in linkings(definition) {
        let bodies = samples.bodies(&linking_key(&linking));
        paging(linking.call.pagination.as_ref(), bodies, found);
    }
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    for (n, call) in users.enumerate() {
        let key = user_key(call, n);
        let list = call.response_path.as_ref().map_or("", Word::as_str);
        columns(&call.columns, &samples.records(&key, list), found);
        paging(call.pagination.as_ref(), samples.bodies(&key), found);
    }
    responses(subject, found);
}

fn columns(entries: &[Entry], records: &[&Value], found: &mut super::Findings) {
    for entry in entries {
        let column = Column::parse(entry.name.as_str(), entry.source.raw());
        let Ok(Source::Path(path)) = column.map(|c| c.source) else {
            continue;
        };
        let written = path.as_str();
        if !path.is_query() && !is_there(written, records) {
            let end = entry
                .source
                .raw()
                .rfind(SEPARATOR)
                .unwrap_or(entry.source.raw().len());
            found.push(report(
                written,
                entry.source.place_of(0..end),
                "record",
                records,
            ));
        }
    }
}

/// The paths of totals and counts lead into the whole body.
fn paging(rule: Option<&PageRule>, bodies: &[&Value], found: &mut super::Findings) {
    let counts = match rule.map(|r| &r.kind) {
        Some(Pagination::Page {
            total_count_path,
            page_record_count,
            ..
        }) => [total_count_path.as_ref(), page_record_count.as_ref()],
        Some(Pagination::Offset {
            total_count_path, ..
        }) => [total_count_path.as_ref(), None],
        _ => return,
    };
    for count in counts.into_iter().flatten() {
        let CountSource::Path(word) = count else {
            continue;
        };
        let text = word.as_str().trim();
        let path = text.strip_prefix("response.").unwrap_or(text);
        let path = path.strip_prefix("completeResponseMap.").unwrap_or(path);
        if !path.starts_with("headers") && !path.contains("${") && !is_there(path, bodies) {
            found.push(report(path, word.place(), "answer", bodies));
        }
    }
}

/// `accountIdPath` and `responseColsToPropsMap`, where every call of the operation has a sample.
fn responses(subject: &Subject<'_>, found: &mut super::Findings) {
    for document in subject.definition.operations.values() {
        let attribute = document.operation.attribute();
        let bodies: Vec<Option<&Value>> = document
            .calls
            .iter()
            .map(|c| {
                let key = format!("{attribute}.{}", c.name.as_str().trim());
                subject.samples.bodies(&key).first().copied()
            })
            .collect();
        let Some(bodies) = bodies.into_iter().collect::<Option<Vec<&Value>>>() else {
            continue;
        };
        if bodies.is_empty() || document.operation.is_access() {
            continue;
        }
        let calls = document.calls.iter().zip(&bodies);
        let named: Vec<NamedResponse<'_>> = calls
            .map(|(call, body)| NamedResponse {
                name: call.name.as_str().trim(),
                message: body,
                headers: &[],
                status: 200,
            })
            .collect();
        let id = document.account_id_path.iter();
        let id = id.map(|w| (w.as_str().to_owned(), w.place()));
        let columns = document.response_columns.iter().map(|entry| {
            let raw = entry.source.raw();
            let end = raw.rfind(SEPARATOR).unwrap_or(raw.len());
            let path = raw.get(..end).unwrap_or_default().to_owned();
            (path, entry.source.place_of(0..end))
        });
        for (text, place) in id.chain(columns) {
            let is_plain = !text.contains(['$', '#']) && !text.contains(".headers.");
            let Some(path) = ResponsePath::parse(&text).filter(|_| is_plain) else {
                continue;
            };
            let Some((_, inside)) = text.trim().split_once("message.") else {
                continue;
            };
            if path.read(&named) == ResponseValue::Absent && !is_there(inside, &bodies) {
                found.push(report(inside, place, "answer", &bodies));
            }
        }
    }
}

fn report(path: &str, place: Place, noun: &str, values: &[&Value]) -> Diagnostic {
    let (one, several) = (values.len() == 1, values.len());
    let of = if one {
        format!("the {noun}")
    } else {
        format!("any of {several} {noun}s")
    };
    Diagnostic::new(
        codes::PATH_NOT_IN_SAMPLE,
        format!("`{}` matches nothing in {of} of the sample", path.trim()),
    )
    .at(place, "no such path")
    .with_help(advice(path, values))
}
