//! `B3083 unused-membership-columns`: columns of entitlements that are not created.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;

rule!(UNUSED_MEMBERSHIP_COLUMNS, "unused-membership-columns");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let import = subject.definition.import.as_ref();
    let accounts = import.and_then(|i| i.accounts.as_ref());
    for m in accounts.iter().flat_map(|s| s.memberships.values()) {
        if m.columns.is_empty() || m.import_as_entitlement == Some(true) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::UNUSED_MEMBERSHIP_COLUMNS,
                format!("columns of `{}` are mapped, and none is created", m.entitlement_type),
            )
            .at(
                key_place(subject, &m.place, &["colsToPropsMap"]),
                "has no effect",
            )
            .with_help("set `importAsEntitlement` to true where no API lists these entitlements, or remove the mapping"),
        );
    }
}
