//! Calls that read accounts and entitlements, and what they share with link calls.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Scope;

use crate::json::{Member, Value};
use crate::model::{Column, ImportCall, InputParams, PageRule};
use crate::shape::{INPUT_PARAMS, MULTI_TRIGGER, Shape};
use crate::text::Word;

use super::fields::MAX_ENTRIES;
use super::{Fields, Reader, Role, http, kept, rules, status};

/// The members of `call`, each with its pointer and name; an array is accepted too, and a single
/// call written without its name.
pub(super) fn members<'n>(
    reader: &mut Reader<'_>,
    fields: &Fields<'n>,
    shape: &'static Shape,
) -> Vec<(Word, Fields<'n>)> {
    let Some((node, at)) = fields.get("call") else {
        return Vec::new();
    };
    match &node.value {
        Value::Object(members) if is_single(members, shape) => {
            let name = Word::implied("call1".into(), &reader.origin, node.span(), &at);
            reader
                .open(node, &at, shape)
                .map(|f| (name, f))
                .into_iter()
                .collect()
        }
        Value::Array(elements) => {
            if let Some(element) = elements.get(MAX_ENTRIES) {
                reader.too_many("call", element.span(), &at);
            }
            elements
                .iter()
                .take(MAX_ENTRIES)
                .enumerate()
                .filter_map(|(i, element)| {
                    let at = at.index(i);
                    let name = Word::implied(
                        format!("call{}", i + 1).into(),
                        &reader.origin,
                        element.span(),
                        &at,
                    );
                    reader.open(element, &at, shape).map(|f| (name, f))
                })
                .collect()
        }
        _ => {
            let entries = reader.entries(node, &at, "call");
            entries
                .into_iter()
                .filter_map(|(member, at)| {
                    let name = reader.key_word(member, &at);
                    reader.open(&member.node, &at, shape).map(|f| (name, f))
                })
                .collect()
        }
    }
}

/// Whether an object is one call, not calls by name: its keys are a call's, with scalars among them.
fn is_single(members: &[Member], shape: &'static Shape) -> bool {
    let known = members
        .iter()
        .filter(|m| shape.find(&m.key.text).is_some())
        .count();
    known >= 2
        && members
            .iter()
            .any(|m| m.key.text == "http" || m.key.text == "url")
}

/// Sorts calls by order, then stage; equals keep the order of the document.
pub(super) fn sort<T>(calls: &mut [T], key: impl Fn(&T) -> (i64, i64)) {
    calls.sort_by_key(key);
}

/// `inputParams` with `nextApiKeyField` from either place.
pub(super) fn input(reader: &mut Reader<'_>, fields: &Fields<'_>) -> InputParams {
    let outer = fields.word(reader, "nextApiKeyField");
    let Some(f) = fields.object(reader, "inputParams", &INPUT_PARAMS) else {
        return InputParams {
            next_api_key_field: outer,
            ..InputParams::default()
        };
    };
    InputParams {
        dependent_call: f.boolean(reader, "dependentCall"),
        entitlement_name: f.word(reader, "entitlementname"),
        status_filter: f.word(reader, "statusFilter"),
        next_api_key_field: outer.or_else(|| f.word(reader, "nextApiKeyField")),
    }
}

/// `multiTrigger.triggersCount`.
pub(super) fn triggers(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<i64> {
    let f = fields.object(reader, "multiTrigger", &MULTI_TRIGGER)?;
    f.integer(reader, "triggersCount")
}

/// A mapping: columns in order.
pub(super) fn columns(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Vec<Column> {
    columns_over(reader, fields, key, Scope::Constant)
}

/// The same, with the names that `#CONST#` columns may use.
pub(super) fn columns_over(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &str,
    constants: Scope,
) -> Vec<Column> {
    let entries = fields.entries(reader, key);
    let scope = reader.scope;
    let columns = kept(entries.into_iter().filter_map(|(member, at)| {
            let constant = matches!(&member.node.value, Value::String(s) if s.text.trim_start().starts_with("#CONST#"));
            reader.scope = if constant { constants } else { scope };
            let name = reader.key_word(member, &at);
            let source = reader.template(&member.node, &at, &member.key.text, Role::Other)?;
            Some(Column { name, source })
        }));
    reader.scope = scope;
    columns
}

/// Reads one call of accountParams or of an entitlement type.
pub(super) fn import_call(
    reader: &mut Reader<'_>,
    name: Word,
    f: &Fields<'_>,
    section: Option<&Word>,
    inherited: Option<&PageRule>,
    disable_key: &str,
) -> ImportCall {
    let connection = f.word(reader, "connection");
    let request = http::block(reader, f, connection.as_ref().or(section));
    let dummy = f.boolean(reader, "dummyCall") == Some(true);
    let request = request.filter(|_| !dummy);
    if request.is_none() && !dummy && !f.has("http") {
        reader.report(
            Diagnostic::new(
                codes::MISSING_KEY,
                format!("`http` is missing from this {}", f.shape.noun),
            )
            .at(name.place().clone(), "this call")
            .with_help("add `http` with the URL to read"),
        );
    }
    ImportCall {
        place: reader.place(f.node, &f.pointer),
        name,
        order: f.integer(reader, "callOrder").unwrap_or(0),
        stage: f.integer(reader, "stageNumber").unwrap_or(0),
        connection,
        http: request,
        list_field: f.word(reader, "listField"),
        key_field: f.word(reader, "keyField"),
        columns: columns(reader, f, "colsToPropsMap"),
        status: status::status_config(reader, f),
        pagination: rules::paging(reader, f).or_else(|| inherited.cloned()),
        input: input(reader, f),
        success: rules::success(reader, f, "successResponses"),
        failure: rules::success(reader, f, "unsuccessResponses"),
        errors: rules::errors(reader, f),
        disable_deleted: f.boolean(reader, disable_key),
        make_processing_status: f.boolean(reader, "makeProcessingStatus"),
        triggers: triggers(reader, f),
    }
}
