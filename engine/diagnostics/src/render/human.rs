//! Findings for people: message, place, excerpt with a caret, facts, and the next step.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpt};
use crate::{Diagnostic, Label, Severity, Sources};

/// How the text is to look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to use ANSI colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            colour: false,
            width: 120,
        }
    }
}

/// The findings in their order, a blank line after each.
#[must_use]
pub fn human(found: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let base = if style.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = base.term_width(style.width).decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for finding in found {
        out.push_str(&one(finding, sources, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(d: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let primary = d.primary.as_ref().and_then(|l| excerpt(l, sources));
    let related: Vec<_> = d
        .related
        .iter()
        .filter_map(|l| excerpt(l, sources))
        .collect();
    let whereabouts = d.primary.as_ref().and_then(whereabouts);

    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(d.message.as_str()).id(d.code.as_str());
    let mut group = match &primary {
        Some(e) => title.element(snippet(e, AnnotationKind::Primary)),
        None => Group::with_title(title),
    };
    for e in &related {
        group = group.element(snippet(e, AnnotationKind::Context));
    }
    if let Some(text) = &whereabouts {
        group = group.element(Level::NOTE.with_name("in").message(text.as_str()));
    }
    for note in &d.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let mut shown = renderer.render(&[group]);
    for e in primary.iter().chain(&related).filter(|e| e.skipped > 0) {
        let before = e.text.get(..e.span.start).unwrap_or_default();
        let column = before.chars().count() + 1;
        let place = |column: usize| format!("{}:{}:{column}", e.name, e.line);
        shown = shown.replacen(&place(column), &place(column + e.skipped), 1);
    }
    shown
}

/// `ImportAccountEntJSON at /accountParams/call`, where the place has either.
fn whereabouts(label: &Label) -> Option<String> {
    match (&label.place.attribute, &label.place.path) {
        (Some(a), Some(p)) if !p.is_empty() => Some(format!("{a} at {p}")),
        (Some(a), _) => Some(a.clone()),
        (None, Some(p)) if !p.is_empty() => Some(p.clone()),
        _ => None,
    }
}

fn snippet<'a>(e: &'a Excerpt<'a>, kind: AnnotationKind) -> Snippet<'a, Annotation<'a>> {
    let annotation = kind.span(e.span.clone());
    let annotation = if e.label.is_empty() {
        annotation
    } else {
        annotation.label(e.label)
    };
    Snippet::source(e.text.as_str())
        .line_start(e.line)
        .path(e.name)
        .annotation(annotation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, codes};

    #[test]
    fn a_finding_shows_its_place_in_an_escaped_document() {
        let mut sources = Sources::default();
        let text = r#"{"sslCertificateId": null, "connectionname": "acme", "connectorms": false, "externalconnectiontype": "REST", "statusForEnableDisable": 1, "encryptedattributevalue": "{\"call\":[{\"url\":\"https://é.example.test/users/${user.\",\"password\":\"hunter2\"}]}", "formdata": null, "attributename": "CreateAccountJSON"}"#;
        let start = text.find("${user.").unwrap_or(0);
        let source = sources.add("acme.zip!Connection.json", text);
        let place = Place {
            attribute: Some("CreateAccountJSON".into()),
            path: Some("/call/0/url".into()),
            ..Place::new(source, start..start + 7)
        };
        let finding = Diagnostic::new(codes::UNTERMINATED, "the binding has no end")
            .at(place, "starts here")
            .with_note("braces inside quotes do not count")
            .with_help("close it with `}`");
        insta::assert_snapshot!(human(&[finding], &sources, Style::default()));
    }

    #[test]
    fn a_finding_without_a_file_shows_its_message_and_next_step() {
        let finding = Diagnostic::new(
            codes::UNREACHABLE,
            "no connection to https://a.example.test",
        )
        .with_help("is the address right?");
        insta::assert_snapshot!(human(&[finding], &Sources::default(), Style::default()));
    }
}
