//! `B4002 unbound-name`: a name that nothing binds where the binding stands (design D14).
//!
//! Left alone: ConnectionJSON, whose keys are the author's; columns in imports, which calls per row
//! and user imports bind; names that a script assigns; class names; scripts that ask `binding`.

use std::collections::BTreeSet;

use bindery_definition::{Text, nearest};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{Expression, ExpressionKind, Script};
use bindery_grammar::walk::{free_names, walk_expressions};
use bindery_model::catalogue::{
    ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, Scope, USER_COLUMNS, bindings_at, find_binding, is_known,
};

use super::Subject;

rule!(UNBOUND_NAME, "unbound-name");

/// First segments of class names that are written in lower case.
const PACKAGES: [&str; 5] = ["java", "javax", "groovy", "org", "com"];

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        if template.scope == Scope::Connection {
            continue;
        }
        for binding in parsed.bindings() {
            look(&binding.script, template.scope, &template.text, found);
        }
    }
}

fn look(script: &Script, scope: Scope, text: &Text, found: &mut Vec<Diagnostic>) {
    let mut free = free_names(script);
    if free.contains("binding") {
        return;
    }
    walk_expressions(script, &mut |expression| {
        if let ExpressionKind::Assign { target, .. } = &expression.kind
            && let ExpressionKind::Name(name) = &target.kind
        {
            free.remove(name.as_str());
        }
    });
    free.retain(|name| {
        find_binding(scope, name).is_none()
            && !PACKAGES.contains(name)
            && !is_class(name)
            && !is_column(scope, name)
    });
    let mut told = BTreeSet::new();
    walk_expressions(script, &mut |expression| {
        if let ExpressionKind::Name(name) = &expression.kind
            && free.contains(name.as_str())
            && told.insert(name.as_str())
        {
            found.push(report(name, expression, scope, text));
        }
    });
}

fn report(name: &str, expression: &Expression, scope: Scope, text: &Text) -> Diagnostic {
    let known = || bindings_at(scope).map(|b| b.name);
    let same = known().find(|k| k.eq_ignore_ascii_case(name));
    let help = same.or_else(|| nearest(name, known())).map_or_else(
        || {
            // What is special to a place stands at the end of the catalogue.
            let mut names: Vec<_> = known().collect();
            names.reverse();
            names.truncate(8);
            format!("bound here are {}, …", names.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(codes::UNBOUND_NAME, format!("nothing is bound as `{name}` here"))
        .at(text.place_of(expression.span.range()), "no such name")
        .with_help(help)
}

/// `Math`, `SimpleDateFormat`: a capital, then a small letter. `API_KEY` is a name.
fn is_class(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

fn is_column(scope: Scope, name: &str) -> bool {
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
    tables.iter().any(|t| is_known(t, name)) || (scope == Scope::Constant && lower == "logonname")
}
