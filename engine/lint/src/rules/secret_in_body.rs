//! `B5007 secret-in-body`: a credential written into the body of an import or provisioning call.
//!
//! ConnectionJSON is left alone: it is where secrets belong. The value is neither quoted nor pointed
//! at, only the field's name is.

use bindery_definition::{Body, JsonTemplate, Text};
use bindery_diagnostics::{Diagnostic, Place, codes, is_secret_name};
use bindery_grammar::ast::Part;

use crate::calls::calls;
use crate::secrets::is_literal_secret;

use super::Subject;

rule!(SECRET_IN_BODY, "secret-in-body");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        let mut fields: Vec<(String, Place)> = Vec::new();
        match &call.http.body {
            Some(Body::Text(text)) => of_text(text, &mut fields),
            Some(Body::Json(json)) => of_json(json, &mut fields),
            None => {}
        }
        for (name, place) in fields {
            found.push(
                Diagnostic::new(
                    codes::SECRET_IN_BODY,
                    format!("the field `{name}` holds a credential in clear text"),
                )
                .at(place, "readable by anyone who has the package")
                .with_help(
                    "keep it in ConnectionJSON and write `${connection.NAME}`, or let the task bring \
                     it; replace it, since it has been shown",
                ),
            );
        }
    }
}

fn of_json(json: &JsonTemplate, fields: &mut Vec<(String, Place)>) {
    match json {
        JsonTemplate::List(list) => list.iter().for_each(|j| of_json(j, fields)),
        JsonTemplate::Object(pairs) => {
            for (key, value) in pairs {
                match value {
                    JsonTemplate::Text(text) if is_secret_name(key.raw()) => {
                        if text.literal().is_some_and(|v| is_literal_secret(&v)) {
                            fields.push((key.raw().to_owned(), key.place()));
                        }
                    }
                    _ => of_json(value, fields),
                }
            }
        }
        _ => {}
    }
}

/// Pairs of JSON strings, `"name": "value"`, inside the literal parts of a body.
fn of_text(body: &Text, fields: &mut Vec<(String, Place)>) {
    let parts = body.template().map(|t| t.parts.as_slice());
    for part in parts.unwrap_or_default() {
        let Part::Literal { span, .. } = part else {
            continue;
        };
        let literal = body.raw().get(span.range()).unwrap_or_default();
        let pieces: Vec<&str> = literal.split('"').collect();
        let mut at = span.start;
        for (index, name) in pieces.iter().enumerate() {
            // `name`, `: {`, `value`, `: `, and the text itself in a value that is wrapped.
            if let [between, inner, colon, value, _] =
                pieces.get(index + 1..index + 6).unwrap_or_default()
                && between.split_whitespace().collect::<String>() == ":{"
                && inner.eq_ignore_ascii_case("value")
                && colon.trim() == ":"
                && is_secret_name(name)
                && is_literal_secret(value)
            {
                let place = body.place_of(at..at + name.len());
                fields.push(((*name).to_owned(), place));
            }
            // `name`, `: `, `value`, and a closing quote behind it.
            if let [between, value, _] = pieces.get(index + 1..index + 4).unwrap_or_default()
                && between.trim() == ":"
                && is_secret_name(name)
                && is_literal_secret(value)
            {
                let place = body.place_of(at..at + name.len());
                fields.push(((*name).to_owned(), place));
            }
            at += name.len() + 1;
        }
    }
}
