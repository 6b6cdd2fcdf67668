//! `B3033 body-against-content-type`: a body written in another language than its content type says.
//!
//! Only a body that is text is looked at; an object is encoded as the content type wants.

use bindery_definition::Body;
use bindery_diagnostics::{Diagnostic, codes};

use crate::requests::requests;

use super::Subject;

rule!(BODY_AGAINST_CONTENT_TYPE, "body-against-content-type");

/// A language that bodies are written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Json,
    Form,
    Xml,
}

impl Language {
    const fn noun(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Form => "a form",
            Self::Xml => "XML",
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Xml => "application/xml",
        }
    }

    fn of_type(media: &str) -> Option<Self> {
        if media.contains("x-www-form-urlencoded") {
            Some(Self::Form)
        } else if media.ends_with("json") {
            Some(Self::Json)
        } else if media.ends_with("xml") {
            Some(Self::Xml)
        } else {
            None
        }
    }

    /// What a text is by its beginning; nothing where a binding or something else begins it.
    fn of_body(text: &str) -> Option<Self> {
        let text = text.trim_start();
        if text.starts_with(['{', '[']) {
            return Some(Self::Json);
        }
        // `<NAME>` alone may be a placeholder.
        if text.starts_with("<?xml") || (text.starts_with('<') && text.contains("</")) {
            return Some(Self::Xml);
        }
        let (key, _) = text.split_once('=')?;
        let is_key = |c: char| c.is_ascii_alphanumeric() || "_-.[]".contains(c);
        (!key.is_empty() && key.chars().all(is_key)).then_some(Self::Form)
    }
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let Some(Body::Text(body)) = request.body else {
            continue;
        };
        let Some(media) = request.media_type() else {
            continue;
        };
        let (Some(said), Some(is)) = (Language::of_type(&media), Language::of_body(body.raw()))
        else {
            continue;
        };
        // `{}` is what authors write for "no body".
        let is_nothing = body.raw().trim() == "{}";
        if said == is || is_nothing {
            continue;
        }
        // The body says what it is; the word on it is what is wrong more often.
        let diagnostic = Diagnostic::new(
            codes::BODY_AGAINST_CONTENT_TYPE,
            format!("the body is {} and goes out as {}", is.noun(), said.noun()),
        );
        let diagnostic = match request.content_type {
            Some(content_type) => diagnostic
                .at(content_type.place(), format!("not {}", is.noun()))
                .with_related(body.place(), format!("{} here", is.noun())),
            None => diagnostic.at(body.place(), format!("{} here", is.noun())),
        };
        let diagnostic = diagnostic.with_help(format!(
            "write `{}` as its content type, or write the body as {}",
            is.content_type(),
            said.noun()
        ));
        found.push(diagnostic);
    }
}
