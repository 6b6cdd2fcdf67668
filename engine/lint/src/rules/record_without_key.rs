//! `B4045 record-without-key`: records of the samples have no value in the key column.

use bindery_definition::{Column as Entry, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Column, DateRule, Source};
use serde_json::Value;

use crate::imports::readings;
use crate::nearby::is_there;
use crate::samples::user_key;

use super::Subject;

rule!(RECORD_WITHOUT_KEY, "record-without-key");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let (definition, samples) = (subject.definition, subject.samples);
    for reading in readings(definition) {
        let call = reading.call;
        let records = samples.rows(&reading);
        found.extend(judge(call.key_field.as_ref(), &call.columns, &records));
    }
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    for (n, call) in users.enumerate() {
        let list = call.response_path.as_ref().map_or("", Word::as_str);
        let records = samples.records(&user_key(call, n), list);
        found.extend(judge(call.key_field.as_ref(), &call.columns, &records));
    }
}

fn judge(key: Option<&Word>, entries: &[Entry], records: &[&Value]) -> Option<Diagnostic> {
    let key = key?.as_str().trim();
    let entry = entries
        .iter()
        .find(|e| e.name.as_str().trim().eq_ignore_ascii_case(key))?;
    let column = Column::parse(entry.name.as_str(), entry.source.raw())
        .ok()?
        .as_key();
    let Source::Path(path) = &column.source else {
        return None;
    };
    // A path that matches nothing at all has been told.
    if !is_there(path.as_str(), records) {
        return None;
    }
    let dates = DateRule::default();
    let is_empty = |record: &&&Value| {
        let value = column.read(record, &dates).value;
        value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
    };
    let empty = records.iter().filter(is_empty).count();
    (empty > 0).then(|| {
        Diagnostic::new(
            codes::RECORD_WITHOUT_KEY,
            format!(
                "{empty} of {} records of the sample have no `{}`",
                records.len(),
                entry.name
            ),
        )
        .at(entry.source.place(), "the key of the call")
        .with_help("records without a key are skipped; map it from a field that every record has")
    })
}
