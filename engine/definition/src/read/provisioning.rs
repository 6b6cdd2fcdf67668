//! Provisioning documents.

use bindery_model::catalogue::Operation;
use indexmap::IndexMap;

use crate::json::{Node, Value};
use crate::model::{OperationDocument, PrivilegeEntitlement, ProvisionCall, UserActions};
use crate::pointer::Pointer;
use crate::shape::{DOCUMENT, PRIVILEGE, PROVISION_CALL, USER_ACTIONS};
use crate::text::Word;

use super::lookups::speaks_of_action;
use super::{Fields, Reader, calls, http, kept, rules};

/// Reads the document of an operation.
pub(crate) fn document(
    reader: &mut Reader<'_>,
    root: &Node,
    operation: Operation,
) -> Option<OperationDocument> {
    reader.scope = Reader::provisioning(operation);
    body(reader, root, &Pointer::ROOT, operation)
}

fn body(
    reader: &mut Reader<'_>,
    node: &Node,
    at: &Pointer,
    operation: Operation,
) -> Option<OperationDocument> {
    let f = reader.open(node, at, &DOCUMENT)?;
    let calls = members(reader, &f).into_iter();
    let mut found: Vec<ProvisionCall> =
        kept(calls.filter_map(|(default_name, c)| call(reader, default_name, &c, operation)));
    if found.iter().any(|c| c.order.is_some()) {
        found.sort_by_key(|c| c.order.unwrap_or(0));
    }
    Some(OperationDocument {
        operation,
        place: reader.place(node, at),
        calls: found,
        account_id_path: f.word(reader, "accountIdPath"),
        response_columns: calls::columns(reader, &f, "responseColsToPropsMap"),
        date_format: f.word(reader, "dateFormat"),
    })
}

/// The calls of an array, of a single object, or of an object by name.
fn members<'n>(reader: &mut Reader<'_>, f: &Fields<'n>) -> Vec<(Word, Fields<'n>)> {
    let Some((node, at)) = f.get("call") else {
        return Vec::new();
    };
    if let Value::String(_) | Value::Number(_) | Value::Bool(_) = node.value {
        reader.wrong_type(node, &at, "call", "a list of calls");
        return Vec::new();
    }
    calls::members(reader, f, &PROVISION_CALL)
}

fn call(
    reader: &mut Reader<'_>,
    default_name: Word,
    f: &Fields<'_>,
    operation: Operation,
) -> Option<ProvisionCall> {
    let name = f
        .word(reader, "name")
        .filter(|n| !n.as_str().trim().is_empty())
        .unwrap_or(default_name);
    let connection = f.word(reader, "connection");
    let request = http::flat(reader, f, connection.as_ref());
    let privilege = f
        .object(reader, "privilegeEntitlement", &PRIVILEGE)
        .map(|p| PrivilegeEntitlement {
            entitlement_type: p.word(reader, "privEntType"),
            attribute: p.word(reader, "privAttrName"),
        });
    let idempotent = reader.idempotent.iter().any(|entry| {
        let (wanted, of_call) = entry
            .split_once('/')
            .map_or((entry.as_str(), None), |(o, c)| (o, Some(c)));
        Operation::find(wanted) == Some(operation) && of_call.is_none_or(|c| c == name.as_str())
    });
    let call = ProvisionCall {
        place: reader.place(f.node, &f.pointer),
        order: f.integer(reader, "callOrder"),
        connection,
        success: rules::success(reader, f, "successResponses"),
        failure: rules::success(reader, f, "unsuccessResponses"),
        show_response: f.boolean(reader, "showResponse"),
        condition: f.template(reader, "callCondition"),
        list_path: f.word(reader, "callListPath"),
        ticket_id_path: f.word(reader, "ticketidPath"),
        ticket_status_path: f.word(reader, "ticketStatusPath"),
        ticket_status_value: f.templates(reader, "ticketStatusValue"),
        discontinue_status_value: f.templates(reader, "disContinueStatusValue"),
        privilege,
        idempotent,
        in_doubt: None,
        name,
        http: request?,
    };
    Some(call)
}

/// UpdateUserJSON: documents by action. A bare document counts as the action of an empty name.
pub(crate) fn user_actions(reader: &mut Reader<'_>, root: &Node) -> Option<UserActions> {
    let operation = Operation::UpdateUser;
    reader.scope = Reader::provisioning(operation);
    let bare = root.get("call").is_some();
    let mut actions = IndexMap::new();
    if bare {
        if let Some(document) = body(reader, root, &Pointer::ROOT, operation) {
            actions.insert(String::new(), document);
        }
    } else {
        let f = reader.open(root, &Pointer::ROOT, &USER_ACTIONS)?;
        for (member, at) in f.entries(reader, "actions") {
            if let Some(mut document) = body(reader, &member.node, &at, operation) {
                for call in &mut document.calls {
                    let mut marked = reader.idempotent.iter();
                    let (action, call_name) = (&*member.key.text, call.name.as_str());
                    call.idempotent |=
                        marked.any(|entry| speaks_of_action(entry, action, call_name));
                }
                actions.insert(member.key.text.to_string(), document);
            }
        }
    }
    Some(UserActions {
        place: reader.place(root, &Pointer::ROOT),
        actions,
    })
}
