//! ImportUserJSON, flat or `multiCall`.

use bindery_model::catalogue::Scope;

use crate::json::{Node, Value};
use crate::model::{UserCall, UserImport};
use crate::pointer::Pointer;
use crate::shape::{GLOBAL_SETTINGS, USER_CALL, USER_IMPORT};

use super::fields::MAX_ENTRIES;
use super::{Fields, Reader, calls, http, rules, status};

/// Reads the document; `misplaced` where it stands in ImportAccountEntJSON.
pub(crate) fn user_import(
    reader: &mut Reader<'_>,
    root: &Node,
    misplaced: bool,
) -> Option<UserImport> {
    reader.scope = Scope::UserImport;
    let f = reader.open(root, &Pointer::ROOT, &USER_IMPORT)?;
    let calls = match f.get("call") {
        None => vec![call(reader, &f)],
        Some((node, at)) => match &node.value {
            Value::Array(elements) => {
                if let Some(element) = elements.get(MAX_ENTRIES) {
                    reader.too_many("call", element.span(), &at);
                }
                let read = elements.iter().take(MAX_ENTRIES).enumerate();
                read.filter_map(|(i, e)| {
                    let c = reader.open(e, &at.index(i), &USER_CALL)?;
                    Some(call(reader, &c))
                })
                .collect()
            }
            _ => {
                let entries = calls::members(reader, &f, &USER_CALL);
                entries
                    .into_iter()
                    .map(|(name, c)| {
                        let mut call = call(reader, &c);
                        call.name.get_or_insert(name);
                        call
                    })
                    .collect()
            }
        },
    };
    let date_format = f
        .object(reader, "globalSettings", &GLOBAL_SETTINGS)
        .and_then(|g| g.word(reader, "dateFormat"));
    Some(UserImport {
        place: reader.place(root, &Pointer::ROOT),
        misplaced,
        date_format,
        calls,
    })
}

fn call(reader: &mut Reader<'_>, f: &Fields<'_>) -> UserCall {
    let connection = f.word(reader, "connection");
    let request = if f.has("http") {
        http::block(reader, f, connection.as_ref())
    } else {
        http::flat(reader, f, connection.as_ref())
    };
    if request.is_none() && !f.has("url") && !f.has("http") {
        let place = reader.origin.place(f.node.head(), &f.pointer);
        reader.report(
            bindery_diagnostics::Diagnostic::new(
                bindery_diagnostics::codes::MISSING_KEY,
                format!("`url` is missing from this {}", f.shape.noun),
            )
            .at(place, "this call")
            .with_help("add the URL to read"),
        );
    }
    UserCall {
        name: f.word(reader, "name"),
        place: reader.place(f.node, &f.pointer),
        connection,
        http: request,
        response_path: f.word(reader, "userResponsePath"),
        key_field: f.word(reader, "keyField"),
        columns: calls::columns(reader, f, "colsToPropsMap"),
        pagination: rules::paging(reader, f),
        success: rules::success(reader, f, "successResponses"),
        failure: rules::success(reader, f, "unsuccessResponses"),
        status: status::status_config(reader, f),
    }
}
