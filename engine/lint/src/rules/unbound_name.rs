//! `B4002 unbound-name`: a name that nothing binds where the binding stands (design D14).
//!
//! Left alone: ConnectionJSON, whose keys are the author's; columns in imports, which calls per row
//! and user imports bind; templates that ask `binding` which names there are.

use std::collections::BTreeSet;

use bindery_definition::TemplateUse;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::ask::{Stranger, strangers};
use bindery_grammar::free_names;
use bindery_model::catalogue::{
    ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, Scope, USER_COLUMNS, bindings_at, is_custom_property,
    is_known,
};

use crate::authentications::authentications;
use crate::classes::{Foreign, foreign_classes};
use crate::mappings::mappings;

use super::{Subject, header_as_subtraction::headers};

rule!(UNBOUND_NAME, "unbound-name");

/// The most names that a help lists.
const LISTED: usize = 8;

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let mapped: BTreeSet<&str> = mappings(subject.definition)
        .iter()
        .flat_map(|m| m.entries)
        .map(|e| e.name.as_str().trim())
        .collect();
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        let asks = |b: &bindery_grammar::ast::Binding| free_names(&b.script).contains("binding");
        if parsed.bindings().any(asks) {
            continue;
        }
        // An authentication binds keys of its own, so only a slip of a name is told there.
        let is_open = template.scope == Scope::Connection;
        // `headers.X-Page` is one finding, not one per part of the header's name.
        let dashed = headers(parsed);
        let foreign = foreign_classes(&template.text);
        let is_class = |s: &Stranger| {
            let is_root = |f: &Foreign| f.span.start == s.span.start || f.simple() == s.name;
            foreign.iter().any(is_root)
        };
        let mut told = BTreeSet::new();
        for stranger in strangers(parsed, template.scope) {
            let is_part = dashed
                .iter()
                .any(|(span, _)| span.contains(&stranger.span.start));
            let is_own = is_open && (stranger.meant.is_none() || is_key(subject, &stranger.name));
            if stranger.owner.is_none()
                && !is_own
                && !is_part
                && !is_class(&stranger)
                && !is_column(&mapped, template.scope, &stranger.name)
                && told.insert(stranger.name.clone())
            {
                found.push(report(&stranger, template));
            }
        }
    }
}

fn report(stranger: &Stranger, template: &TemplateUse) -> Diagnostic {
    let name = &stranger.name;
    let known: Vec<&str> = bindings_at(template.scope).map(|b| b.name).collect();
    let ends_so = |known: &&str| {
        known
            .to_ascii_lowercase()
            .ends_with(&name.to_ascii_lowercase())
    };
    let alike: Vec<&str> = known.iter().copied().filter(ends_so).collect();
    let help = match (&stranger.meant, alike.as_slice()) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, []) => {
            let first: Vec<&str> = known.iter().copied().take(LISTED).collect();
            format!("bound here are {}, …", first.join(", "))
        }
        (None, alike) => format!("is one of {} meant?", alike.join(", ")),
    };
    Diagnostic::new(
        codes::UNBOUND_NAME,
        format!("nothing is bound as `{name}` here"),
    )
    .at(
        template.text.place_of(stranger.span.clone()),
        "no such name",
    )
    .with_help(help)
}

/// Whether a column has the name: as the list of columns writes it, or as a mapping does.
fn is_column(mapped: &BTreeSet<&str>, scope: Scope, name: &str) -> bool {
    let tables: &[&[&str]] = match scope {
        Scope::AccountImport => &[ACCOUNT_COLUMNS],
        Scope::EntitlementImport => &[ENTITLEMENT_COLUMNS],
        Scope::LinkImport => &[ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS],
        Scope::UserImport => &[USER_COLUMNS],
        Scope::Constant | Scope::Paging => &[ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, USER_COLUMNS],
        Scope::Connection | Scope::Provisioning(_) => &[],
    };
    // A user import binds its columns in capitals.
    let lower = name.to_ascii_lowercase();
    let is_spelt = |table: &&[&str]| match scope {
        Scope::UserImport | Scope::Constant | Scope::Paging => is_known(table, name),
        _ => table.contains(&name) || is_custom_property(name),
    };
    tables.iter().any(is_spelt)
        || !tables.is_empty() && mapped.contains(name)
        || (scope == Scope::Constant && lower == "logonname")
}

/// Whether an authentication has a key of this name, which it binds.
fn is_key(subject: &Subject<'_>, name: &str) -> bool {
    authentications(subject.definition).any(|a| {
        let mut keys = a
            .properties
            .keys()
            .chain(a.flat_parameters.keys())
            .chain(a.extra.keys());
        keys.any(|key| key.eq_ignore_ascii_case(name))
    })
}
