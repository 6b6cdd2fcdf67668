//! `B3122 token-parameters`: a token request whose parameters OAuth does not know, or that lacks what
//! its grant needs. Only requests that name at least one parameter of OAuth are looked at: a login of
//! the target's own has its own.

use bindery_definition::{Authentication, Body, JsonTemplate, Text, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::authentications::authentications;

use super::Subject;

rule!(TOKEN_PARAMETERS, "token-parameters");

/// Parameters of OAuth that people write (RFC 6749, RFC 7523).
const KNOWN: [&str; 10] = [
    "grant_type",
    "client_id",
    "client_secret",
    "refresh_token",
    "redirect_uri",
    "assertion",
    "client_assertion",
    "client_assertion_type",
    "code_verifier",
    "resource",
];

/// What a grant cannot do without, beside the client.
const NEEDS: [(&str, &[&str]); 3] = [
    ("password", &["username", "password"]),
    ("refresh_token", &["refresh_token"]),
    ("authorization_code", &["code"]),
];

/// Grants of RFC 6749.
const GRANTS: [&str; 4] = [
    "client_credentials",
    "password",
    "refresh_token",
    "authorization_code",
];

/// A parameter: its name, its value where it holds no binding, the place of its name.
struct Parameter {
    name: String,
    value: Option<String>,
    place: Place,
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        // A call for a refresh token, and an assertion under a name of one's own, need no grant: they
        // go to an interface of the target's own.
        let name = authentication.http_params_name.as_ref();
        let has_grant = name.is_none_or(|n| n.as_str().trim() == "assertion");
        if let Some(body) = &authentication.body {
            judge(authentication, body, has_grant, found);
        }
        let refresh = authentication.refresh_token_call.iter();
        for body in refresh.filter_map(|r| r.http.body.as_ref()) {
            judge(authentication, body, false, found);
        }
    }
}

fn judge(
    authentication: &Authentication,
    body: &Body,
    has_grant: bool,
    found: &mut super::Findings,
) {
    let parameters = parameters(body);
    let has = |name: &str| parameters.iter().any(|p| p.name == name);
    if !KNOWN.iter().any(|k| has(k)) {
        return;
    }
    let mut told = Vec::new();
    for parameter in &parameters {
        let near = nearest(&parameter.name, KNOWN).filter(|near| {
            !KNOWN.contains(&parameter.name.as_str())
                && !has(near)
                && parameter.name.len().abs_diff(near.len()) <= 1
        });
        if let Some(near) = near {
            told.push(near);
            found.push(
                Diagnostic::new(
                    codes::TOKEN_PARAMETERS,
                    format!("`{}` is no parameter of a token request", parameter.name),
                )
                .at(parameter.place.clone(), "not known to OAuth")
                .with_help(format!("did you mean `{near}`?")),
            );
        }
    }
    let place = || authentication.name.place();
    let mut lacks = |name: &str, why: &str| {
        found.push(
            Diagnostic::new(
                codes::TOKEN_PARAMETERS,
                format!("the token request has no `{name}`"),
            )
            .at(place(), why)
            .with_help(format!("add `{name}` to `httpParams`")),
        );
    };
    let Some(grant) = parameters.iter().find(|p| p.name == "grant_type") else {
        if has_grant && !told.contains(&"grant_type") {
            lacks("grant_type", "does not name its grant");
        }
        return;
    };
    let Some(value) = grant.value.as_deref().map(str::trim) else {
        return;
    };
    let own = authentication.flat_parameters.keys();
    let own: Vec<&str> = own.map(String::as_str).collect();
    for (_, needed) in NEEDS.iter().filter(|(name, _)| *name == value) {
        for name in *needed {
            if !has(name) && !told.contains(name) && !own.contains(name) {
                lacks(name, "which its grant needs");
            }
        }
    }
    // The client may be in a header instead, as Basic.
    let half = [
        ("client_id", "client_secret"),
        ("client_secret", "client_id"),
    ];
    for (one, other) in half {
        let is_told = told.contains(&other) || own.contains(&other);
        if value == "client_credentials"
            && has(one)
            && !has(other)
            && !is_told
            && !has("client_assertion")
        {
            lacks(other, "which goes with the other one");
        }
    }
    let near = nearest(value, GRANTS).filter(|near| *near != value);
    if let Some(near) = near.filter(|_| !value.contains(':')) {
        found.push(
            Diagnostic::new(codes::TOKEN_PARAMETERS, format!("`{value}` is no grant"))
                .at(grant.place.clone(), "not known to OAuth")
                .with_help(format!("did you mean `{near}`?")),
        );
    }
}

fn parameters(body: &Body) -> Vec<Parameter> {
    match body {
        Body::Json(JsonTemplate::Object(pairs)) => pairs
            .iter()
            .map(|(key, value)| Parameter {
                name: key.raw().trim().to_owned(),
                value: match value {
                    JsonTemplate::Text(text) => text.literal(),
                    _ => None,
                },
                place: match value {
                    // The key and its value stand on one line; the value says more.
                    JsonTemplate::Text(text) if key.raw() == "grant_type" => text.place(),
                    _ => key.place(),
                },
            })
            .collect(),
        Body::Text(text) => of_form(text),
        Body::Json(_) => Vec::new(),
    }
}

fn of_form(text: &Text) -> Vec<Parameter> {
    let mut at = 0;
    let mut all = Vec::new();
    for part in text.raw().split('&') {
        if let Some((name, value)) = part.split_once('=') {
            let start = at + name.len() - name.trim_start().len();
            all.push(Parameter {
                name: name.trim().to_owned(),
                value: (!value.contains('$')).then(|| value.to_owned()),
                place: text.place_of(start..at + name.len()),
            });
        }
        at += part.len() + 1;
    }
    all
}
