//! Findings as workflow commands, which GitHub turns into annotations.
//!
//! `::error file=…,line=…,col=…,title=…::message`. Line breaks and the characters that end a property
//! are escaped as `%0A` and so on. A file inside a zip is no file of the repository: the annotation
//! stands at the zip, and the message names the place inside.

use super::Batch;
use super::position::{Position, positions};
use crate::{Diagnostic, Severity, Sources};

/// The findings as workflow commands, one a line.
#[must_use]
pub fn github(batches: &[Batch<'_>]) -> String {
    let mut out = String::new();
    for batch in batches {
        for finding in batch.found {
            out.push_str(&command(finding, batch.sources));
            out.push('\n');
        }
    }
    out
}

fn command(d: &Diagnostic, sources: &Sources) -> String {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let place = d.primary.as_ref().map(|l| &l.place);
    let file = place.and_then(|p| sources.get(p.source));
    let mut properties: Vec<(&str, String)> = Vec::new();
    let mut message = d.message.clone();
    if let Some(file) = file {
        let position = position(d, sources);
        match (file.name.split_once('!'), position) {
            (Some((outer, inner)), position) => {
                properties.push(("file", outer.to_owned()));
                let at = position.map_or_else(String::new, |(start, _)| {
                    format!(":{}:{}", start.line, start.column)
                });
                message.push_str(&format!("\nin {inner}{at}"));
            }
            (None, None) => properties.push(("file", file.name.clone())),
            (None, Some((start, end))) => {
                properties.push(("file", file.name.clone()));
                properties.push(("line", start.line.to_string()));
                properties.push(("endLine", end.line.to_string()));
                properties.push(("col", start.column.to_string()));
                // GitHub refuses columns of a range over several lines.
                if start.line == end.line {
                    properties.push(("endColumn", end.column.to_string()));
                }
            }
        }
    }
    if let Some(place) = place {
        let path = place.path.as_deref().unwrap_or_default();
        match place.attribute.as_deref() {
            Some(attribute) if path.is_empty() => message.push_str(&format!("\nin {attribute}")),
            Some(attribute) => message.push_str(&format!("\nin {attribute} at {path}")),
            None => {}
        }
    }
    properties.push(("title", format!("{} {}", d.code, d.code.name())));
    for more in d.notes.iter().chain(&d.help) {
        message.push('\n');
        message.push_str(more);
    }
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", property(value)))
        .collect();
    format!("::{level} {}::{}", properties.join(","), data(&message))
}

/// Where a finding begins and ends, where its file has a text.
pub(super) fn position(d: &Diagnostic, sources: &Sources) -> Option<(Position, Position)> {
    let place = &d.primary.as_ref()?.place;
    let file = sources.get(place.source).filter(|f| !f.text.is_empty())?;
    Some(positions(file, &place.span))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, codes};

    fn shown(name: &str, finding: Diagnostic) -> String {
        let mut sources = Sources::default();
        let source = sources.add(name, "one\ntwo three");
        let found = [finding.at(Place::new(source, 8..13), "")];
        github(&[Batch {
            found: &found,
            sources: &sources,
        }])
    }

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let finding = Diagnostic::new(codes::UNKNOWN_KEY, "100% odd").with_help("a\r\nb");
        assert_eq!(
            shown("a,b:c.json", finding),
            "::warning file=a%2Cb%3Ac.json,line=2,endLine=2,col=5,endColumn=10,\
             title=B1002 unknown-key::100%25 odd%0Aa%0D%0Ab\n"
        );
    }

    #[test]
    fn a_file_in_a_zip_is_annotated_at_the_zip() {
        let finding = Diagnostic::new(codes::JSON_SYNTAX, "no value");
        assert_eq!(
            shown("p/a.zip!c.json", finding),
            "::error file=p/a.zip,title=B1001 json-syntax::no value%0Ain c.json:2:5\n"
        );
    }
}
