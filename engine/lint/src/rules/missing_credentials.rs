//! `B3045 missing-credentials`: an authentication without the part that its type takes its
//! credentials from.

use bindery_definition::{AuthType, Authentication};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, is_blank};

use super::Subject;

rule!(MISSING_CREDENTIALS, "missing-credentials");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        let Some((missing, help)) = missing(authentication) else {
            continue;
        };
        found.push(
            Diagnostic::new(
                codes::MISSING_CREDENTIALS,
                format!(
                    "the authentication `{}` has no {missing}",
                    authentication.name
                ),
            )
            .at(authentication.name.place().clone(), "cannot sign in")
            .with_help(help),
        );
    }
}

/// What is not there, and what to add.
fn missing(authentication: &Authentication) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| {
        let mut properties = authentication.properties.iter();
        properties.any(|(key, value)| key.trim().eq_ignore_ascii_case(name) && !value.is_blank())
    };
    let has_body = authentication.body.is_some();
    let has_token = !is_blank(authentication.access_token.as_ref());
    // A static token asks for nothing (rest-dialect §1.8).
    let has_path = authentication
        .token_response_path
        .as_ref()
        .is_some_and(|p| !p.as_str().trim().is_empty());
    let is_static = has_token && !has_path;
    match authentication.auth_type.as_ref()? {
        AuthType::Basic if !has("userName") && !has_token => Some((
            "user name",
            "add `properties` with `userName` and `password`",
        )),
        AuthType::Basic | AuthType::BasicWithAccessToken
            if has("userName") && !has("password") && !has_token && !has_body =>
        {
            Some(("password", "add `password` to `properties`"))
        }
        AuthType::BasicWithAccessToken if !has("userName") && !has_body => Some((
            "user name",
            "add `properties` with `userName` and `password`",
        )),
        AuthType::BasicWithHmac if !has("IKEY") || !has("SKEY") => {
            Some(("key", "add `properties` with `IKEY` and `SKEY`"))
        }
        AuthType::Jwt if authentication.jwt.as_ref().is_none_or(|j| j.key.is_none()) => Some((
            "key to sign with",
            "add `jwtConfig` with `signedAlgorithm` and `key`",
        )),
        AuthType::Oauth2 | AuthType::Other(_)
            if !has_body && !is_static && authentication.flat_parameters.is_empty() =>
        {
            Some((
                "`httpParams`",
                "add them; write `{}` where the token is a static one",
            ))
        }
        _ => None,
    }
}
