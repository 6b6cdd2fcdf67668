//! `B3062 entitlement-type-without-call`: a type is configured and nothing reads its entitlements.

use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(
    ENTITLEMENT_TYPE_WITHOUT_CALL,
    "entitlement-type-without-call"
);

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let is_made = |kind: &str| {
        let memberships = import.accounts.iter().flat_map(|s| s.memberships.values());
        memberships
            .filter(|m| m.import_as_entitlement == Some(true))
            .any(|m| m.entitlement_type == kind)
    };
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    for kind in types.filter(|t| t.calls.is_empty() && !is_made(t.name.as_str())) {
        found.push(
            Diagnostic::new(
                codes::ENTITLEMENT_TYPE_WITHOUT_CALL,
                format!("nothing reads entitlements of type `{}`", kind.name),
            )
            .at(kind.name.place(), "no call")
            .with_help(
                "add `call`, or `importAsEntitlement` to its memberships where accounts carry them",
            ),
        );
    }
}
