//! `B3063 unfed-call`: a call runs once per row of an earlier call, and there is no earlier call.

use bindery_definition::{EntitlementImport, ImportCall, Word, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;

rule!(UNFED_CALL, "unfed-call");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    if let Some(section) = &import.accounts {
        let first = section.calls.first();
        if let Some(call) = first.filter(|c| c.input.dependent_call == Some(true)) {
            found.push(report(
                call,
                call.name.place(),
                "no account call runs before it",
            ));
        }
    }
    if let Some(section) = &import.entitlements {
        for (i, kind) in section.types.values().enumerate() {
            for (n, call) in kind.calls.iter().enumerate() {
                let name = call.input.entitlement_name.as_ref();
                match name.filter(|w| !w.as_str().trim().is_empty()) {
                    Some(name) => found.extend(named(section, (i, n), call, name)),
                    None if n == 0 && call.input.dependent_call == Some(true) => {
                        let why = format!("no call of `{}` runs before it", kind.name);
                        found.push(report(call, call.name.place(), &why));
                    }
                    None => {}
                }
            }
        }
    }
}

/// A call that runs per entitlement of a named type; `at` is the place of the call: type and call.
fn named(
    section: &EntitlementImport,
    at: (usize, usize),
    call: &ImportCall,
    name: &Word,
) -> Option<Diagnostic> {
    let (own, n) = at;
    let Some(of) = section.types.get_index_of(name.as_str().trim()) else {
        let near = nearest(name.as_str(), section.types.keys().map(String::as_str));
        let why = near.map_or_else(
            || "no such type is imported".to_owned(),
            |near| format!("no such type is imported; is `{near}` meant?"),
        );
        return Some(report(call, name.place(), &why));
    };
    if of > own {
        return Some(report(
            call,
            name.place(),
            &format!("`{name}` is read later"),
        ));
    }
    (of == own && n == 0).then(|| {
        report(
            call,
            name.place(),
            &format!("no call of `{name}` runs before it"),
        )
    })
}

fn report(call: &ImportCall, place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(
        codes::UNFED_CALL,
        format!(
            "`{}` runs once per row of an earlier call, and has none",
            call.name
        ),
    )
    .at(place, why)
    .with_help("let the call that reads the rows run first: see `callOrder` and `entTypeOrder`")
}
