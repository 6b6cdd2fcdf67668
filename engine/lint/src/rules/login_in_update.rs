//! `B3099 login-in-update`: a change of an account sends the login. A PUT is left alone: it has to
//! send the whole account.

use bindery_definition::Body;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::operations::request_text;

use super::Subject;

rule!(LOGIN_IN_UPDATE, "login-in-update");

/// What targets call a login, in lower case.
const LOGINS: [&str; 7] = [
    "username",
    "user_name",
    "login",
    "loginname",
    "login_name",
    "loginid",
    "login_id",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(document) = subject.definition.operation(Operation::UpdateAccount) else {
        return;
    };
    for call in &document.calls {
        let (verb, _, body) = request_text(&call.http);
        let Some(key) = login(&body)
            .or_else(|| patched(&body))
            .filter(|_| verb == "PATCH" || verb == "POST")
        else {
            continue;
        };
        let place = match &call.http.body {
            Some(Body::Text(text)) => text.place(),
            _ => call.http.url.place(),
        };
        found.push(
            Diagnostic::new(
                codes::LOGIN_IN_UPDATE,
                format!("every update of an account sends its login as `{key}`"),
            )
            .at(place, "changes the login with the rest")
            .with_help("leave it out, unless a changed name is to rename the account"),
        );
    }
}

/// The path of an operation of a PATCH that carries the user's name.
fn patched(body: &str) -> Option<&str> {
    let (_, rest) = body.split_once("\"path\"")?;
    let quoted = rest
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('"')?;
    let (path, after) = quoted.split_once('"')?;
    let value = after.split_once("\"value\"").map(|(_, value)| value);
    let value = value?.trim_start().strip_prefix(':')?.trim_start();
    let value = value.trim_start_matches('"');
    let is_name =
        value.starts_with("${user.username") || value.starts_with("${user.systemUserName");
    let is_login = LOGINS.iter().any(|l| l.eq_ignore_ascii_case(path));
    if is_login && is_name {
        return Some(path);
    }
    patched(rest)
}

/// The key that carries the user's name.
fn login(body: &str) -> Option<&str> {
    body.match_indices('"').find_map(|(at, _)| {
        let rest = body.get(at + 1..)?;
        let (key, after) = rest.split_once('"')?;
        let is_login = LOGINS.iter().any(|l| l.eq_ignore_ascii_case(key));
        let value = after.trim_start().strip_prefix(':')?.trim_start();
        let value = value.trim_start_matches('"');
        let is_name =
            value.starts_with("${user.username") || value.starts_with("${user.systemUserName");
        (is_login && is_name).then_some(key)
    })
}
