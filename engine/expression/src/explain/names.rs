//! Names that nothing binds: what was meant, where the name would be bound, what is bound here.

use bindery_model::catalogue::{BINDINGS, Scopes};

use crate::context::Context;
use crate::error::EvalError;
use crate::suggest::closest;

/// More names than this are not worth reading.
const MOST_NAMES: usize = 12;

pub(super) fn explain(context: &Context, error: &mut EvalError) {
    let Some(name) = error.message.split('`').nth(1).map(str::to_owned) else {
        return;
    };
    let known = closest(&name, BINDINGS.iter().map(|entry| entry.name));
    error.help = Some(if let Some(bound) = closest(&name, context.names()) {
        format!("did you mean `{bound}`?")
    } else if let Some(places) = places(&name) {
        format!("`{name}` is bound {places}")
    } else if let Some((known, places)) = known.and_then(|it| Some((it, places(it)?))) {
        format!("did you mean `{known}`? it is bound {places}")
    } else {
        format!("quote it if it is text: `'{name}'`")
    });
    let names: Vec<String> = context
        .names()
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    error.notes.push(if names.is_empty() {
        "no name is bound here".to_owned()
    } else {
        format!("bound here: {}", names.join(", "))
    });
}

/// Where the catalogue binds a name.
fn places(name: &str) -> Option<String> {
    let entries = BINDINGS.iter().filter(|entry| entry.name == name);
    let places: Vec<&str> = entries.map(|entry| place(entry.scopes)).collect();
    (!places.is_empty()).then(|| places.join(", and "))
}

const fn place(scopes: Scopes) -> &'static str {
    match scopes {
        Scopes::Everywhere => "once the connection has authenticated",
        Scopes::Connection => "in ConnectionJSON",
        Scopes::Import => "in imports",
        Scopes::AccountImport => "in calls that read accounts",
        Scopes::EntitlementImport => "in calls that read entitlements",
        Scopes::LinkImport => "in calls that read links",
        Scopes::UserImport => "in calls that read users",
        Scopes::Responses => "in paging and in the later calls of an operation",
        Scopes::Paging => "in paging",
        Scopes::Provisioning => "in provisioning operations",
        Scopes::Access => "in operations that give or take access",
        Scopes::Tickets => "in ticket operations",
        Scopes::Otp => "in operations of one-time passwords",
    }
}
