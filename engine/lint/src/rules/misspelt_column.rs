//! `B3054 misspelt-column`: a mapping fills a column whose name is nearly that of another, or a
//! custom property beyond the last. Other unknown columns are left alone: the list of what the
//! product's tables have is not complete.

use std::collections::HashSet;

use bindery_definition::{Column as Entry, nearest};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, USER_COLUMNS, is_known};

use crate::imports::readings;

use super::Subject;

rule!(MISSPELT_COLUMN, "misspelt-column");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    for reading in readings(definition) {
        let table: &[&[&'static str]] = match reading.kind {
            Some(_) => &[ENTITLEMENT_COLUMNS],
            None => &[ACCOUNT_COLUMNS],
        };
        judge(&reading.call.columns, table, found);
    }
    let accounts = definition.import.iter().flat_map(|i| &i.accounts);
    for membership in accounts.flat_map(|s| s.memberships.values()) {
        judge(&membership.columns, &[ENTITLEMENT_COLUMNS], found);
    }
    for call in definition.import_user.iter().flat_map(|u| &u.calls) {
        judge(&call.columns, &[USER_COLUMNS], found);
    }
    for document in definition.operations.values() {
        judge(
            &document.response_columns,
            &[ACCOUNT_COLUMNS, USER_COLUMNS],
            found,
        );
    }
}

fn judge(entries: &[Entry], tables: &[&[&'static str]], found: &mut super::Findings) {
    let mut taken: Option<HashSet<String>> = None;
    for entry in entries {
        let name = entry.name.as_str().trim();
        if tables.iter().any(|t| is_known(t, name)) {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
        let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        let custom = lower.starts_with("customprop")
            || lower.starts_with("custom_prop")
            || stem.len() > 8 && nearest(stem, ["customproperty"]).is_some();
        let digits = digits.trim_start_matches('0').to_owned();
        let mut meant = None;
        let help = if custom && is_known(&[], &format!("customproperty{digits}")) {
            meant = Some(format!("customproperty{digits}"));
            format!("did you mean `customproperty{digits}`?")
        } else if custom {
            "custom properties are numbered from 1 to 60, for users to 65".to_owned()
        } else {
            let near = nearest(name, tables.iter().flat_map(|t| t.iter().copied()));
            match near.filter(|near| is_slip(&lower, &near.to_ascii_lowercase())) {
                Some(near) => {
                    meant = Some(near.to_owned());
                    format!("did you mean `{near}`?")
                }
                None => continue,
            }
        };
        // A column that is mapped already cannot be meant.
        found.offer(|| {
            let names = || entries.iter().map(|e| e.name.as_str().to_ascii_lowercase());
            let taken = taken.get_or_insert_with(|| names().collect());
            let is_free = |m: &String| !taken.contains(&m.to_ascii_lowercase());
            let fix = meant
                .filter(is_free)
                .and_then(|meant| entry.name.fix(format!("write `{meant}`"), &meant));
            Diagnostic::new(
                codes::MISSPELT_COLUMN,
                format!("there is no column `{name}`"),
            )
            .at(entry.name.place(), "no such column")
            .with_help(help)
            .with_fix_of(fix)
        });
    }
}

/// Whether all but two letters agree at the ends.
fn is_slip(a: &str, b: &str) -> bool {
    let front = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let back = a.bytes().rev().zip(b.bytes().rev());
    let back = back.take_while(|(x, y)| x == y).count();
    front + back + 2 >= a.len().max(b.len())
}
