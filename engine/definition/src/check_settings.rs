//! The `[check]` section of `bindery.toml` and `connector.toml`: what `bindery check` reports.
//!
//! ```toml
//! [check]
//! deny = ["warnings"]
//! select = ["B1", "B3"]
//!
//! [[check.ignore]]
//! code = "B6005"
//! reason = "the target has no way to enable an account again"
//! ```
//!
//! Codes are given by number, by the beginning of a number, or by name. An ignore without a reason is
//! an error and ignores nothing: the next reader must be able to judge whether it still holds.

use bindery_diagnostics::{Code, Diagnostic, Place, codes};
use toml::de::{DeTable, DeValue};

use crate::tables::{Tables, Value};

/// The section; every key is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// Only these codes are reported; empty means all.
    pub select: Vec<String>,
    /// What counts as a failure besides errors: codes, or `warnings`.
    pub deny: Vec<String>,
    /// What is left out.
    pub ignore: Vec<Ignore>,
}

/// One entry of `ignore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// A code, the beginning of codes, or a name.
    pub code: String,
    /// Only findings in this attribute.
    pub attribute: Option<String>,
    /// Why; never blank.
    pub reason: String,
    /// Where the entry stands.
    pub place: Place,
}

impl Ignore {
    /// Whether it leaves a finding out.
    #[must_use]
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        let here = finding.primary.as_ref().map(|l| &l.place);
        finding.code.matches(&self.code)
            && self.attribute.as_ref().is_none_or(|wanted| {
                here.and_then(|p| p.attribute.as_ref())
                    .is_some_and(|a| a.eq_ignore_ascii_case(wanted))
            })
    }
}

const KEYS: &[&str] = &["select", "ignore", "deny"];
const IGNORE_KEYS: &[&str] = &["code", "attribute", "reason"];

/// The word for everything of a severity, which `deny` takes besides codes.
pub const ALL_WARNINGS: &str = "warnings";

pub(crate) fn read(tables: &mut Tables<'_>, root: &DeTable<'_>) -> CheckSettings {
    let Some(table) = root.get("check").and_then(|v| tables.table(v, "check")) else {
        return CheckSettings::default();
    };
    tables.unknown(table, KEYS, "`[check]`");
    let deny = codes_of(tables, table, "deny", |word| word == ALL_WARNINGS);
    CheckSettings {
        select: codes_of(tables, table, "select", |_| false),
        deny,
        ignore: table
            .get("ignore")
            .map_or_else(Vec::new, |v| ignores(tables, v)),
    }
}

/// A code or a list of codes.
fn codes_of(
    tables: &mut Tables<'_>,
    table: &DeTable<'_>,
    key: &str,
    is_word: fn(&str) -> bool,
) -> Vec<String> {
    let one: Vec<&Value<'_>> = match table.get(key) {
        None => return Vec::new(),
        Some(value) => match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            _ => vec![value],
        },
    };
    let given = one
        .into_iter()
        .filter_map(|v| Some((v, tables.string(v, key)?)));
    given
        .collect::<Vec<_>>()
        .into_iter()
        .filter(|(value, text)| is_word(text) || known(tables, value, text))
        .map(|(_, text)| text)
        .collect()
}

fn ignores(tables: &mut Tables<'_>, value: &Value<'_>) -> Vec<Ignore> {
    let Some(list) = value.get_ref().as_array() else {
        tables.wrong(value, "ignore", "a list of tables with `code` and `reason`");
        return Vec::new();
    };
    list.iter().filter_map(|v| ignore(tables, v)).collect()
}

fn ignore(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<Ignore> {
    if let Some(code) = value.get_ref().as_str() {
        let code = code.to_owned();
        without_reason(tables, value, &code);
        return None;
    }
    let table = tables.table(value, "ignore")?;
    tables.unknown(table, IGNORE_KEYS, "an ignore");
    let Some(code_value) = table.get("code") else {
        tables.wrong(value, "ignore", "a table with `code` and `reason`");
        return None;
    };
    let code = tables.string(code_value, "code")?;
    let is_known = known(tables, code_value, &code);
    let reason = tables
        .string_of(table, "reason")
        .filter(|reason| !reason.trim().is_empty());
    let Some(reason) = reason else {
        without_reason(tables, code_value, &code);
        return None;
    };
    is_known.then(|| Ignore {
        attribute: tables.string_of(table, "attribute"),
        place: tables.place(code_value),
        code,
        reason,
    })
}

fn without_reason(tables: &mut Tables<'_>, value: &Value<'_>, code: &str) {
    tables.diagnostics.push(
        Diagnostic::new(
            codes::IGNORE_WITHOUT_REASON,
            format!("`{code}` is ignored without a reason"),
        )
        .at(tables.place(value), "not ignored until a reason is given")
        .with_help(format!(
            "write `{{ code = \"{code}\", reason = \"…\" }}`, so that the next reader can judge it"
        )),
    );
}

fn known(tables: &mut Tables<'_>, value: &Value<'_>, text: &str) -> bool {
    let is_known = Code::is_known(text);
    if !is_known {
        tables.diagnostics.push(
            Diagnostic::new(codes::UNKNOWN_CODE, format!("there is no code `{text}`"))
                .at(tables.place(value), "of no code")
                .with_help("run `bindery explain` for the whole code book"),
        );
    }
    is_known
}
