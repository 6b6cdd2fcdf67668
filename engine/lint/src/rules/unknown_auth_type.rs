//! `B3023 unknown-auth-type`: an `authType` that no source knows.

use bindery_definition::{AuthType, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::{fix_value, value_place};

use super::Subject;

rule!(UNKNOWN_AUTH_TYPE, "unknown-auth-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let connection = subject.definition.connection.iter();
    for authentication in connection.flat_map(|c| c.authentications.values()) {
        let Some(AuthType::Other(kind)) = &authentication.auth_type else {
            continue;
        };
        if kind.contains(['@', '<', '$']) {
            continue;
        }
        let known = || AuthType::KNOWN.iter().map(|(name, _)| *name);
        let near = nearest(kind, known());
        let help = near.map_or_else(
            || {
                format!(
                    "one of {}; a static token is `oauth2` with `accessToken`",
                    known().collect::<Vec<_>>().join(", ")
                )
            },
            |near| format!("did you mean `{near}`?"),
        );
        found.push(
            Diagnostic::new(
                codes::UNKNOWN_AUTH_TYPE,
                format!("`{kind}` is no type of authentication"),
            )
            .at(
                value_place(subject, &authentication.place, &["authType"]),
                "treated as `oauth2`",
            )
            .with_help(help)
            .with_fix_of(
                near.and_then(|near| fix_value(subject, &authentication.place, "authType", near)),
            ),
        );
    }
}
