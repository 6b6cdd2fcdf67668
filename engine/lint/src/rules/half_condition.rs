//! `B3125 half-condition`: one half of a condition, which decides nothing.

use bindery_definition::{Authentication, TestConnection, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::authentications::{authentications, is_blank};
use crate::keys::{has_key, key_place};

use super::Subject;

rule!(HALF_CONDITION, "half-condition");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        if let Some(test) = &authentication.test {
            of_test(subject, test, found);
        }
        of_refresh(subject, authentication, found);
    }
}

fn of_test(subject: &Subject<'_>, test: &TestConnection, found: &mut super::Findings) {
    let (values, path) = (&test.success_response, &test.success_response_path);
    match (values.is_empty(), is_empty(path)) {
        (true, false) => found.push(report(
            subject,
            &test.place,
            "successResponsePath",
            "successResponse",
        )),
        (false, true) => found.push(report(
            subject,
            &test.place,
            "successResponse",
            "successResponsePath",
        )),
        _ => {}
    }
    match (test.errors.is_empty(), is_empty(&test.error_path)) {
        (true, false) => found.push(report(subject, &test.place, "errorPath", "errors")),
        (false, true) if !has_key(subject, &test.place, "errorPath") => {
            found.push(report(subject, &test.place, "errors", "errorPath"));
        }
        _ => {}
    }
}

fn of_refresh(subject: &Subject<'_>, authentication: &Authentication, found: &mut super::Findings) {
    let place = &authentication.place;
    let has_token = !is_blank(authentication.refresh_token.as_ref());
    let path = &authentication.refresh_token_response_path;
    let has_type = !is_empty(&authentication.refresh_type);
    if let Some(call) = &authentication.refresh_token_call {
        if is_blank(Some(&call.http.url)) {
            found.push(report(subject, place, "refreshTokenCall", "url"));
        }
        if call.response_path.is_none() && path.is_none() {
            found.push(report(
                subject,
                place,
                "refreshTokenCall",
                "refreshTokenResponsePath",
            ));
        }
        if !has_type {
            found.push(report(subject, place, "refreshTokenCall", "refreshType"));
        }
    } else if has_type && !has_token && path.is_none() {
        found.push(report(subject, place, "refreshType", "refreshToken"));
    }
}

fn is_empty(word: &Option<Word>) -> bool {
    word.as_ref().is_none_or(|w| w.as_str().trim().is_empty())
}

fn report(subject: &Subject<'_>, object: &Place, key: &str, lacks: &str) -> Diagnostic {
    let place = key_place(subject, object, &[key]);
    let place = Place {
        span: place.span.start..(place.span.start + key.len() + 2).min(place.span.end),
        ..place
    };
    Diagnostic::new(
        codes::HALF_CONDITION,
        format!("`{key}` decides nothing without `{lacks}`"),
    )
    .at(place, "one half")
    .with_help(format!("add `{lacks}`, or remove `{key}`"))
}
