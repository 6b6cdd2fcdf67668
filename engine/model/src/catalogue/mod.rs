//! The one catalogue: attributes, the operations they serve, and the bindings each has (design D14).
//!
//! Reader, validator, expression errors, connector, schema, manual and completion all read these
//! tables; nobody keeps a second list. Sources: rest-dialect §1–3, field-notes §1 and §4.5.

mod attributes;
mod bindings;
mod columns;
mod operations;

pub use attributes::{ATTRIBUTES, AttributeEntry, AttributeKind, find_attribute};
pub use bindings::{
    BINDINGS, BindingEntry, BindingKind, Field, FieldType, Scope, Scopes, bindings_at, fields_of,
    find_binding,
};
pub use columns::{
    ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, USER_COLUMNS, is_custom_property, is_known,
};
pub use operations::{Operation, TaskType};
