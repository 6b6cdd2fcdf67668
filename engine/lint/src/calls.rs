//! Every request of a definition in one list, with the rules of success that hold for it.
//!
//! A call's own rule wins over its section's (rest-dialect §2.6), so a rule that asks what counts as
//! success need not know where a call stands.

use bindery_definition::{
    Body, Definition, HttpBlock, JsonTemplate, OperationDocument, SuccessRule, Text,
};
use bindery_model::catalogue::{Operation, Scope};

/// What a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It reads accounts.
    Accounts,
    /// It reads entitlements.
    Entitlements,
    /// It reads links.
    Links,
    /// It reads users.
    Users,
    /// It belongs to an operation.
    Operation(Operation),
}

impl Purpose {
    /// Whether it reads rows.
    pub(crate) const fn is_import(self) -> bool {
        !matches!(self, Self::Operation(_))
    }

    /// Which names are bound in its calls.
    pub(crate) const fn scope(self) -> Scope {
        match self {
            Self::Accounts => Scope::AccountImport,
            Self::Entitlements => Scope::EntitlementImport,
            Self::Links => Scope::LinkImport,
            Self::Users => Scope::UserImport,
            Self::Operation(operation) => Scope::Provisioning(operation),
        }
    }
}

/// One request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) http: &'a HttpBlock,
    pub(crate) success: Option<&'a SuccessRule>,
    pub(crate) failure: Option<&'a SuccessRule>,
}

impl Call<'_> {
    /// The verb in upper case; nothing where none is written or it holds a binding.
    pub(crate) fn verb(&self) -> Option<String> {
        let method = self.http.method.as_ref()?.literal()?;
        Some(method.trim().to_ascii_uppercase())
    }
}

/// The URL, the headers' values, and every text of the body.
pub(crate) fn texts(http: &HttpBlock) -> Vec<&Text> {
    let mut all = vec![&http.url];
    all.extend(http.headers.iter().map(|h| &h.value));
    all.extend(http.body.iter().flat_map(texts_of_body));
    all
}

/// Every text of a body, keys included.
pub(crate) fn texts_of_body(body: &Body) -> Vec<&Text> {
    let mut all = Vec::new();
    match body {
        Body::Text(text) => all.push(text),
        Body::Json(json) => collect(json, &mut all),
    }
    all
}

/// The reader bounds how deep a definition nests.
fn collect<'a>(json: &'a JsonTemplate, all: &mut Vec<&'a Text>) {
    match json {
        JsonTemplate::Text(text) => all.push(text),
        JsonTemplate::List(list) => list.iter().for_each(|j| collect(j, all)),
        JsonTemplate::Object(pairs) => {
            for (key, value) in pairs {
                all.push(key);
                collect(value, all);
            }
        }
        _ => {}
    }
}

/// Every call that imports or provisions, in the order of the attributes.
pub(crate) fn calls(definition: &Definition) -> Vec<Call<'_>> {
    let mut all = Vec::new();
    if let Some(import) = &definition.import {
        if let Some(section) = &import.accounts {
            all.extend(section.calls.iter().filter_map(|call| {
                Some(Call {
                    purpose: Purpose::Accounts,
                    http: call.http.as_ref()?,
                    success: call.success.as_ref().or(section.success.as_ref()),
                    failure: call.failure.as_ref().or(section.failure.as_ref()),
                })
            }));
        }
        if let Some(section) = &import.entitlements {
            let calls = section.types.values().flat_map(|t| &t.calls);
            all.extend(calls.filter_map(|call| {
                Some(Call {
                    purpose: Purpose::Entitlements,
                    http: call.http.as_ref()?,
                    success: call.success.as_ref().or(section.success.as_ref()),
                    failure: call.failure.as_ref().or(section.failure.as_ref()),
                })
            }));
        }
        let relations = import.links.iter().chain(&import.owners);
        for section in relations.chain(&import.entitlement_maps) {
            let typed = section.types.values().flat_map(|t| &t.calls);
            all.extend(typed.chain(&section.calls).filter_map(|call| {
                Some(Call {
                    purpose: Purpose::Links,
                    http: call.http.as_ref()?,
                    success: call.success.as_ref().or(section.success.as_ref()),
                    failure: call.failure.as_ref().or(section.failure.as_ref()),
                })
            }));
        }
    }
    if let Some(users) = &definition.import_user {
        all.extend(users.calls.iter().filter_map(|call| {
            Some(Call {
                purpose: Purpose::Users,
                http: call.http.as_ref()?,
                success: call.success.as_ref(),
                failure: call.failure.as_ref(),
            })
        }));
    }
    let documents = definition.operations.values();
    let actions = definition.update_user.iter();
    all.extend(
        documents
            .chain(actions.flat_map(|a| a.actions.values()))
            .flat_map(provisioning),
    );
    all
}

fn provisioning(document: &OperationDocument) -> impl Iterator<Item = Call<'_>> {
    document.calls.iter().map(|call| Call {
        purpose: Purpose::Operation(document.operation),
        http: &call.http,
        success: call.success.as_ref(),
        failure: call.failure.as_ref(),
    })
}
