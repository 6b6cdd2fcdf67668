//! `B3131 unused-admin-name`: a manager for users that are not created.

use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(UNUSED_ADMIN_NAME, "unused-admin-name");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let accounts = import.accounts.iter();
    let of_accounts = accounts.map(|s| (&s.admin_name, s.create_users));
    let of_links = import.links.iter().map(|s| (&s.admin_name, s.create_users));
    let all: Vec<_> = of_accounts.chain(of_links).collect();
    if all.iter().any(|(_, creates)| *creates == Some(true)) {
        return;
    }
    for name in all.iter().filter_map(|(name, _)| name.as_ref()) {
        found.push(
            Diagnostic::new(
                codes::UNUSED_ADMIN_NAME,
                "`adminName` is the manager of users that are not created",
            )
            .at(name.place(), "without `createUsers`")
            .with_help("add `\"createUsers\": true`, or remove `adminName`"),
        );
    }
}
