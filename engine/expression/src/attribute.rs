//! The attributes of the objects that the engine binds, as the catalogue lists them (design D14).
//!
//! A bound object that lacks a value answers null for an attribute of its type; any other name is
//! an error, as in Groovy.

use bindery_model::catalogue::{BINDINGS, BindingKind, FieldType, fields_of, is_custom_property};

use crate::access::capitalized;
use crate::error::{Asked, EvalError, Kind};
use crate::suggest::closest;

/// The type of the object that a root name stands for; `Any` when the catalogue knows none.
pub(crate) fn type_of_root(name: &str) -> FieldType {
    BINDINGS
        .iter()
        .find(|entry| entry.name == name && entry.kind() == BindingKind::Object)
        .map_or(FieldType::Any, |entry| entry.ty)
}

/// Every attribute of a type; empty when its attributes are not known.
pub(crate) fn attributes(ty: FieldType) -> Vec<String> {
    let mut names: Vec<String> = fields_of(ty)
        .iter()
        .map(|field| field.name.to_owned())
        .collect();
    if !names.is_empty() && has_custom_properties(ty) {
        let custom = (1..).map(|number| format!("customproperty{number}"));
        names.extend(custom.take_while(|name| is_custom_property(name)));
    }
    names
}

const fn has_custom_properties(ty: FieldType) -> bool {
    !matches!(ty, FieldType::Task)
}

/// Whether an object of the type has the attribute, or its attributes are not known.
pub(crate) fn has(ty: FieldType, name: &str) -> bool {
    let fields = fields_of(ty);
    fields.is_empty()
        || fields.iter().any(|field| field.name == name)
        || has_custom_properties(ty)
            && is_custom_property(name)
            && name.starts_with("customproperty")
}

/// What an object of the type is called: `a user`.
pub(crate) const fn noun(ty: FieldType) -> &'static str {
    match ty {
        FieldType::User => "a user",
        FieldType::Account => "an account",
        FieldType::Entitlement => "an entitlement",
        FieldType::Endpoint => "an endpoint",
        FieldType::Task => "a task",
        FieldType::Role => "a role",
        _ => "an",
    }
}

/// The error of a name that is no attribute of the type.
pub(crate) fn missing(ty: FieldType, name: &str) -> EvalError {
    let message = format!("`{name}` is not {} attribute", noun(ty));
    let mut error = EvalError::new(Kind::MissingProperty, message);
    error.origin.asked = Some(Asked {
        name: name.to_owned(),
        receivers: &[],
    });
    let names = attributes(ty);
    error.help = Some(match closest(name, names.iter().map(String::as_str)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("the columns of {} are its attributes", noun(ty)),
    });
    error
}

/// The error of a getter without an attribute.
pub(crate) fn no_getter(ty: FieldType, getter: &str, name: &str) -> EvalError {
    let message = format!("{} has no method `{getter}()`", noun(ty));
    let error = EvalError::new(Kind::MissingMethod, message);
    let names = attributes(ty);
    match closest(name, names.iter().map(String::as_str)) {
        Some(known) => error.with_help(format!("did you mean `get{}()`?", capitalized(known))),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_says_what_a_name_stands_for() {
        assert_eq!(type_of_root("user"), FieldType::User);
        assert_eq!(type_of_root("entitlementValue"), FieldType::Entitlement);
        assert_eq!(type_of_root("response"), FieldType::Any);
    }

    #[test]
    fn a_misspelt_attribute_is_no_attribute() {
        assert!(has(FieldType::User, "customproperty6"));
        assert!(!has(FieldType::User, "custompropertry6"));
        assert!(!has(FieldType::Task, "customproperty6"));
        assert!(has(FieldType::Map, "anything"));
        let error = missing(FieldType::User, "custompropertry6");
        assert_eq!(error.message, "`custompropertry6` is not a user attribute");
        assert_eq!(
            error.help.as_deref(),
            Some("did you mean `customproperty6`?")
        );
    }
}
