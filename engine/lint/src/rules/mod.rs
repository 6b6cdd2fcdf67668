//! The rules, one file each.

mod binding_compiles;
mod missing_host;
mod unfilled_parameter;
mod unknown_connection;

use bindery_definition::{Connection, Definition};
use bindery_diagnostics::Diagnostic;

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The connection, for its attributes as they stand and `connector.toml`.
    pub connection: &'a Connection,
    /// What it says.
    pub definition: &'a Definition,
    /// Whether something outside the definition gives relative URLs a host.
    pub has_base_url: bool,
}

/// One rule. Its page is that of its codes in the code book.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The pattern it finds, in kebab case.
    pub name: &'static str,
    /// Appends what it finds.
    pub run: fn(&Subject<'_>, &mut Vec<Diagnostic>),
}

/// Every rule.
pub static RULES: &[Rule] = &[
    binding_compiles::RULE,
    missing_host::RULE,
    unfilled_parameter::RULE,
    unknown_connection::RULE,
];
