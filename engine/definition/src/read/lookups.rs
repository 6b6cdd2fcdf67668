//! In-doubt look-ups of `connector.toml`, given to the calls that they speak of.

use std::sync::Arc;

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_model::catalogue::{Operation, Scope};

use crate::json::{Node, Value};
use crate::model::{Evidence, InDoubtLookup, OperationDocument};
use crate::pointer::Pointer;
use crate::shape::LOOKUP;
use crate::suggest::nearest;
use crate::text::Text;

use super::{Reader, Role, http, rules};

/// What a look-up speaks of.
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

    fn speaks_of(&self, operation: Operation, call: &str) -> bool {
        match self {
            Self::Operation(wanted, of_call) => {
                *wanted == operation && of_call.is_none_or(|wanted| wanted == call)
            }
            Self::Call(wanted) => *wanted == call,
        }
    }
}

/// Reads a look-up and gives it to every call that it speaks of.
pub(crate) fn lookup(reader: &mut Reader<'_>, of: &str, place: &Place, node: &Node) {
    let wanted = Of::read(of);
    let documents = reader.definition.operations.values();
    let spoken_of = |document: &&OperationDocument| {
        let mut calls = document.calls.iter();
        calls.any(|call| wanted.speaks_of(document.operation, call.name.as_str()))
    };
    let operations: Vec<Operation> = documents.filter(spoken_of).map(|d| d.operation).collect();
    if operations.is_empty() {
        return unknown(reader, of, place);
    }
    for (index, operation) in operations.into_iter().enumerate() {
        reader.scope = Scope::Provisioning(operation);
        let before = reader.diagnostics.len();
        let read = one(reader, of, node);
        if index > 0 {
            // What is wrong with it has been said once.
            reader.diagnostics.truncate(before);
        }
        let (Some(read), Some(document)) = (read, reader.definition.operations.get_mut(&operation))
        else {
            continue;
        };
        let read = Arc::new(read);
        for call in &mut document.calls {
            if wanted.speaks_of(operation, call.name.as_str()) {
                call.in_doubt = Some(Arc::clone(&read));
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

fn unknown(reader: &mut Reader<'_>, of: &str, place: &Place) {
    let operations = reader.definition.operations.values();
    let calls = operations.clone().flat_map(|document| &document.calls);
    let names = operations
        .map(|document| document.operation.name())
        .chain(calls.map(|call| call.name.as_str()));
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
