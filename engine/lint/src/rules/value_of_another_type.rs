//! `B4044 value-of-another-type`: the type of a column cannot read the values of the samples.

use bindery_definition::{Column as Entry, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Column, DateRule, SEPARATOR};
use serde_json::Value;

use crate::imports::readings;
use crate::samples::user_key;

use super::Subject;

rule!(VALUE_OF_ANOTHER_TYPE, "value-of-another-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let (definition, samples) = (subject.definition, subject.samples);
    let format = definition
        .import
        .as_ref()
        .and_then(|i| i.date_format.as_ref());
    let dates = DateRule::new(format.map(Word::as_str));
    for reading in readings(definition) {
        judge(
            &reading.call.columns,
            &samples.rows(&reading),
            &dates,
            found,
        );
    }
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    for (n, call) in users.enumerate() {
        let list = call.response_path.as_ref().map_or("", Word::as_str);
        let records = samples.records(&user_key(call, n), list);
        judge(&call.columns, &records, &dates, found);
    }
}

fn judge(entries: &[Entry], records: &[&Value], dates: &DateRule, found: &mut super::Findings) {
    for entry in entries {
        let raw = entry.source.raw();
        let Ok(column) = Column::parse(entry.name.as_str(), raw) else {
            continue;
        };
        let wrong = records.iter().position(|r| column.read(r, dates).raw);
        let (Some(wrong), Some(at)) = (wrong, raw.rfind(SEPARATOR)) else {
            continue;
        };
        let kind = column.kind.as_str();
        found.push(
            Diagnostic::new(
                codes::VALUE_OF_ANOTHER_TYPE,
                format!(
                    "record {} of the sample has no {kind} for `{}`",
                    wrong + 1,
                    entry.name
                ),
            )
            .at(
                entry.source.place_of(at + SEPARATOR.len()..raw.len()),
                "cannot read it",
            )
            .with_note("a value that its type cannot read is kept as text")
            .with_help(match kind {
                "date" => {
                    "give its pattern in `globalSettings.dateFormat`, or use `epochdate` or `char`"
                }
                "epochdate" => "use `date` for dates as text",
                _ => "use `char`",
            }),
        );
    }
}
