//! In-doubt look-ups of `connector.toml`, given to the calls that they speak of.

use std::sync::Arc;

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_model::catalogue::{Operation, Scope};

use crate::json::{Node, Value};
use crate::model::{Definition, Evidence, InDoubtLookup, OperationDocument, ReadBack};
use crate::pointer::Pointer;
use crate::shape::{LOOKUP, READ_BACK};
use crate::suggest::nearest;
use crate::text::Text;

use super::{Reader, Role, calls, http, rules};

/// What an entry of `connector.toml` speaks of: an operation, `operation/call`, or a call's name alone;
/// of UpdateUserJSON also `update-user/action` and `update-user/action/call`.
enum Of<'e> {
    Operation(Operation, Option<&'e str>),
    Call(&'e str),
}

impl<'e> Of<'e> {
    fn read(text: &'e str) -> Self {
        let (operation, call) = match text.split_once('/') {
            Some((operation, call)) => (operation, Some(call)),
            None => (text, None),
        };
        match Operation::find(operation) {
            Some(operation) => Self::Operation(operation, call),
            None => Self::Call(text),
        }
    }

    fn speaks_of(&self, document: &Spoken<'_>, call: &str) -> bool {
        match self {
            Self::Operation(wanted, rest) => {
                *wanted == document.operation && rest.is_none_or(|rest| document.has(rest, call))
            }
            Self::Call(wanted) => *wanted == call,
        }
    }
}

/// A document, as an entry names it.
#[derive(Clone, Copy)]
struct Spoken<'a> {
    operation: Operation,
    /// The action of UpdateUserJSON.
    action: Option<&'a str>,
}

impl Spoken<'_> {
    /// Whether what follows the operation's name means this call of it.
    fn has(&self, rest: &str, call: &str) -> bool {
        let of_action = |action: &str| match rest.strip_prefix(action) {
            Some("") => true,
            Some(more) => more.strip_prefix('/') == Some(call),
            None => false,
        };
        rest == call || self.action.is_some_and(of_action)
    }
}

/// Whether an entry of `connector.toml` speaks of a call of an action.
pub(crate) fn speaks_of_action(entry: &str, action: &str, call: &str) -> bool {
    let document = Spoken {
        operation: Operation::UpdateUser,
        action: Some(action),
    };
    matches!(Of::read(entry), Of::Operation(..)) && Of::read(entry).speaks_of(&document, call)
}

/// Every document with the action it is for.
fn documents(definition: &mut Definition) -> Vec<(Option<String>, &mut OperationDocument)> {
    let operations = definition.operations.values_mut().map(|d| (None, d));
    let actions = definition.update_user.iter_mut();
    let actions = actions
        .flat_map(|user| user.actions.iter_mut())
        .map(|(action, document)| (Some(action.clone()), document));
    operations.chain(actions).collect()
}

/// Reads a look-up and gives it to every call that it speaks of.
pub(crate) fn lookup(reader: &mut Reader<'_>, of: &str, place: &Place, node: &Node) {
    let wanted = Of::read(of);
    let mut spoken_of: Vec<Operation> = Vec::new();
    for (action, document) in documents(reader.definition) {
        let spoken = Spoken {
            operation: document.operation,
            action: action.as_deref(),
        };
        let mut calls = document.calls.iter();
        if calls.any(|call| wanted.speaks_of(&spoken, call.name.as_str()))
            && !spoken_of.contains(&document.operation)
        {
            spoken_of.push(document.operation);
        }
    }
    if spoken_of.is_empty() {
        return unknown(reader, of, place);
    }
    for (index, operation) in spoken_of.into_iter().enumerate() {
        reader.scope = Scope::Provisioning(operation);
        let before = reader.diagnostics.len();
        let read = one(reader, of, node);
        if index > 0 {
            // What is wrong with it has been said once.
            reader.diagnostics.truncate(before);
        }
        let Some(read) = read else { continue };
        let read = Arc::new(read);
        for (action, document) in documents(reader.definition) {
            let spoken = Spoken {
                operation: document.operation,
                action: action.as_deref(),
            };
            if document.operation != operation {
                continue;
            }
            for call in &mut document.calls {
                if wanted.speaks_of(&spoken, call.name.as_str()) {
                    call.in_doubt = Some(Arc::clone(&read));
                }
            }
        }
    }
}

fn one(reader: &mut Reader<'_>, of: &str, node: &Node) -> Option<InDoubtLookup> {
    let at = Pointer::ROOT.key(&"in_doubt".into()).key(&of.into());
    let f = reader.open(node, &at, &LOOKUP)?;
    let connection = f.word(reader, "connection");
    let http = http::flat(reader, &f, connection.as_ref());
    let found = match f.get("found") {
        Some((node, _)) if matches!(node.value, Value::String(_)) => {
            f.word(reader, "found").map(Evidence::Path)
        }
        Some(_) => rules::success(reader, &f, "found").map(Evidence::Rule),
        None => None,
    };
    Some(InDoubtLookup {
        place: reader.place(node, &at),
        connection,
        found,
        answer: f.word(reader, "answer"),
        http: http?,
    })
}

/// The operations that an account may be read back after; without access where none are named.
const CHANGES: [Operation; 6] = [
    Operation::CreateAccount,
    Operation::UpdateAccount,
    Operation::EnableAccount,
    Operation::DisableAccount,
    Operation::AddAccess,
    Operation::RemoveAccess,
];

/// Reads how one account is read after a task has made or changed it.
pub(crate) fn read_back(reader: &mut Reader<'_>, node: &Node) -> Option<ReadBack> {
    let scope = Scope::Provisioning(Operation::UpdateAccount);
    reader.scope = scope;
    let at = Pointer::ROOT.key(&"read_back".into());
    let f = reader.open(node, &at, &READ_BACK)?;
    let connection = f.word(reader, "connection");
    let http = http::flat(reader, &f, connection.as_ref());
    let mut after = Vec::new();
    for word in f.words(reader, "after") {
        let (name, of_type) = match word.as_str().split_once('/') {
            Some((name, of_type)) => (name, Some(of_type.to_owned())),
            None => (word.as_str(), None),
        };
        let operation = Operation::find(name).filter(|o| CHANGES.contains(o));
        match operation.filter(|o| of_type.is_none() || o.is_access()) {
            Some(operation) => after.push((operation, of_type)),
            None => {
                let names = CHANGES.map(Operation::name).join(", ");
                reader.report(
                    Diagnostic::new(
                        codes::UNKNOWN_KEY,
                        format!("an account is not read back after `{}`", word.as_str()),
                    )
                    .at(word.place().clone(), "this operation")
                    .with_help(format!("it can be {names}; access also as add-access/TYPE")),
                );
            }
        }
    }
    if !f.has("after") {
        let others = CHANGES.into_iter().filter(|o| !o.is_access());
        after.extend(others.map(|operation| (operation, None)));
    }
    Some(ReadBack {
        place: reader.place(node, &at),
        after,
        connection,
        answer: f.word(reader, "answer"),
        columns: calls::columns_over(reader, &f, "colsToPropsMap", scope),
        http: http?,
    })
}

fn unknown(reader: &mut Reader<'_>, of: &str, place: &Place) {
    let mut names: Vec<String> = Vec::new();
    for (action, document) in documents(reader.definition) {
        names.push(document.operation.name().to_owned());
        names.extend(action.map(|action| format!("{}/{action}", document.operation)));
        names.extend(document.calls.iter().map(|c| c.name.as_str().to_owned()));
    }
    let names = names.iter().map(String::as_str);
    let help = nearest(of, names).map_or_else(
        || "name an operation, `operation/call`, or a call".to_owned(),
        |name| format!("did you mean `{name}`?"),
    );
    reader.report(
        Diagnostic::new(
            codes::UNKNOWN_KEY,
            format!("`{of}` is no operation or call of the definition"),
        )
        .at(place.clone(), "looks nothing up")
        .with_help(help),
    );
}

impl Reader<'_> {
    /// Reads a template that stands in no attribute.
    pub fn rule(&mut self, node: &Node) -> Option<Text> {
        let at = Pointer::ROOT.key(&"account_name_rule".into());
        self.template(node, &at, "account_name_rule", Role::Other)
    }
}
