//! Columns: one entry of a `colsToPropsMap` (`rest-dialect §2.7`).
//!
//! `"<our column>": "<source>~#~<type>"`, split at the last `~#~`. A source is a path into the
//! record, a constant (`#CONST#text`), an expression over `response` (`#CONST#${…}`, and in user
//! imports a bare `${…}`), or a marker (`STORE#…`) that asks for memberships or entitlement maps to
//! be kept. A marker's text never reaches a column.

use serde_json::Value;

use crate::column_type::{ColumnType, Converted};
use crate::date::DateRule;
use crate::leniency::Leniency;
use crate::path::{Found, Path, PathError};

/// Room that a text may have beyond what it holds, in bytes, where it is used again.
const SPARE: usize = 64;

/// What separates source and type.
pub const SEPARATOR: &str = "~#~";

/// A compiled column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Our column, as the definition writes it; compare it without regard to case.
    pub name: String,
    /// Where its value comes from.
    pub source: Source,
    /// What becomes of the value.
    pub kind: ColumnType,
    /// The leniencies that reading the entry took.
    pub leniencies: Vec<Leniency>,
    single: bool,
}

/// Where a column's value comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A path into the record.
    Path(Path),
    /// `#CONST#text`: the text.
    Constant(String),
    /// `#CONST#${…}` or `${…}`: a template over `response`, the current record. The caller renders
    /// it and hands the result to [`Column::convert`].
    Template(String),
    /// `STORE#ACC#ENT#MAPPINGINFO`: keep the record's memberships (`rest-dialect §2.8`).
    Memberships,
    /// `STORE#ENT#MAPPINGINFO…`: keep the record's map to other entitlements (`rest-dialect §2.11`).
    EntitlementMap {
        /// The other end is the iterated parent.
        parent: bool,
        /// The kind of map, such as `ENTMAP`.
        kind: Option<String>,
    },
    /// A `STORE#` marker nobody knows: null, so that its text reaches no column.
    UnknownMarker,
}

impl Column {
    /// Compiles an entry.
    ///
    /// # Errors
    /// Where the path is not one.
    pub fn parse(name: &str, entry: &str) -> Result<Self, PathError> {
        let name = name.trim().to_owned();
        let (source, kind, mut leniencies) = split_type(entry);
        let source = Source::parse(source, &mut leniencies)?;
        let single = name.eq_ignore_ascii_case("name");
        Ok(Self {
            name,
            source,
            kind,
            leniencies,
            single,
        })
    }

    /// Marks the column as the call's key: of several values it takes the first, as `name` always
    /// does.
    #[must_use]
    pub fn as_key(mut self) -> Self {
        self.single = true;
        self
    }

    /// Whether this is the column of a name, case aside.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.trim())
    }

    /// The template to render for this column, if it has one.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        match &self.source {
            Source::Template(text) => Some(text),
            _ => None,
        }
    }

    /// The column's value in a record. A template's value comes from [`Column::convert`] instead;
    /// here it is null, as is a marker's.
    #[must_use]
    pub fn read(&self, record: &Value, dates: &DateRule) -> Converted {
        match &self.source {
            Source::Path(path) => self.kind.convert(&path.get(record), self.single, dates),
            Source::Constant(text) => self.convert(&Value::String(text.clone()), dates),
            Source::Template(_)
            | Source::Memberships
            | Source::EntitlementMap { .. }
            | Source::UnknownMarker => self.convert(&Value::Null, dates),
        }
    }

    /// The same into a value, whose text is used again where it has one.
    pub fn read_into(&self, record: &Value, dates: &DateRule, slot: &mut Value) {
        let is_text = matches!(self.kind, ColumnType::Char | ColumnType::ListAsString);
        if let Source::Path(path) = &self.source
            && is_text
            && let Value::String(text) = slot
        {
            let found = path.get(record);
            let same = match &found {
                Found::One(Value::String(found)) => Some(found.as_str()),
                Found::One(Value::Bool(true)) => Some("true"),
                Found::One(Value::Bool(false)) => Some("false"),
                _ => None,
            };
            match same {
                Some(same) if text.capacity() <= 2 * same.len() + SPARE => {
                    text.clear();
                    text.reserve_exact(same.len());
                    text.push_str(same);
                }
                _ => *slot = self.kind.convert(&found, self.single, dates).value,
            }
            return;
        }
        *slot = self.read(record, dates).value;
    }

    /// Converts a value that was rendered from the column's template.
    #[must_use]
    pub fn convert(&self, value: &Value, dates: &DateRule) -> Converted {
        self.kind.convert(&Found::One(value), self.single, dates)
    }
}

impl Source {
    fn parse(text: &str, leniencies: &mut Vec<Leniency>) -> Result<Self, PathError> {
        if let Some(rest) = text.trim_start().strip_prefix("#CONST#") {
            let templated = rest.contains("${") || rest.contains("$<");
            return Ok(if templated {
                Self::Template(rest.to_owned())
            } else {
                Self::Constant(rest.to_owned())
            });
        }
        let clean = text.trim();
        if clean.starts_with("${") || clean.starts_with("$<") {
            leniencies.push(Leniency::BareTemplate);
            return Ok(Self::Template(clean.to_owned()));
        }
        if let Some(marker) = clean.strip_prefix("STORE#") {
            return Ok(Self::marker(marker));
        }
        if clean.ends_with('~') {
            leniencies.push(Leniency::TrailingTilde);
        }
        Path::parse(clean).map(Self::Path)
    }

    fn marker(marker: &str) -> Self {
        if marker == "ACC#ENT#MAPPINGINFO" {
            return Self::Memberships;
        }
        let Some(rest) = marker.strip_prefix("ENT#MAPPINGINFO") else {
            return Self::UnknownMarker;
        };
        let (parent, rest) = match rest.strip_prefix("#PARENTID") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        match rest.strip_prefix("#TYPE##") {
            Some(kind) => Self::EntitlementMap {
                parent,
                kind: Some(kind.to_owned()).filter(|k| !k.is_empty()),
            },
            None if rest.is_empty() => Self::EntitlementMap { parent, kind: None },
            None => Self::UnknownMarker,
        }
    }
}

/// Splits an entry into source and type; a missing or unknown type is `char`.
pub(crate) fn split_type(entry: &str) -> (&str, ColumnType, Vec<Leniency>) {
    let Some((source, word)) = entry.rsplit_once(SEPARATOR) else {
        return (entry, ColumnType::Char, vec![Leniency::MissingType]);
    };
    match ColumnType::parse(word) {
        Some(kind) if kind.as_str() == word => (source, kind, vec![]),
        Some(kind) => (source, kind, vec![Leniency::TypeSpelling]),
        None if word.trim().is_empty() => (source, ColumnType::Char, vec![Leniency::MissingType]),
        None => (source, ColumnType::Char, vec![Leniency::UnknownType]),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use serde_json::json;

    fn record() -> Value {
        json!({
            "id": 12_345_678_901_u64, "a": {"b": null},
            "emails": [{"value": "x@e"}, {"value": "y@e"}],
            "role": {"id": "r"}, "active": true, "o.d": "v",
            "urn:x:2.0:U": {"dep": "D"}, "tags": [],
        })
    }

    fn column(name: &str, entry: &str) -> Column {
        Column::parse(name, entry).unwrap()
    }

    fn read(name: &str, entry: &str) -> Value {
        let converted = column(name, entry).read(&record(), &DateRule::default());
        assert!(!converted.raw);
        converted.value
    }

    #[test]
    fn mappings_give_what_the_vectors_say() {
        for (entry, expected) in [
            ("id~#~char", json!("12345678901")),
            ("active~#~char", json!("true")),
            ("active~#~bool", json!(true)),
            ("a.b~#~char", json!(null)),
            ("zz.q~#~char", json!(null)),
            ("tags[0]~#~char", json!(null)),
            ("emails[1].value~#~char", json!("y@e")),
            ("emails.value~#~char", json!("x@e,y@e")),
            ("emails[].value~#~char", json!("x@e,y@e")),
            ("emails[0].value~~#~char", json!("x@e")),
            ("emails[0].value~#~char ", json!("x@e")),
            ("role[0].id~#~char", json!("r")),
            ("role[4].id~#~char", json!("r")),
            ("o~dot#d~#~char", json!("v")),
            ("o.d~#~char", json!("v")),
            ("urn:x:2.0:U.dep", json!("D")),
            ("role~#~char", json!("{\"id\":\"r\"}")),
            ("#CONST#Contractor~#~char", json!("Contractor")),
        ] {
            assert_eq!(read("customproperty1", entry), expected, "{entry}");
        }
    }

    #[test]
    fn a_value_that_is_used_again_is_what_would_have_been_read() {
        let dates = DateRule::default();
        for kind in ["char", "listAsString", "bool", "int"] {
            for source in [
                "id",
                "active",
                "a.b",
                "zz",
                "o~dot#d",
                "emails.value",
                "role",
                "tags",
            ] {
                for name in ["name", "customproperty1"] {
                    let column = column(name, &format!("{source}~#~{kind}"));
                    for before in [
                        json!("before"),
                        json!("x".repeat(999)),
                        json!(null),
                        json!(1),
                    ] {
                        let mut slot = before;
                        column.read_into(&record(), &dates, &mut slot);
                        assert_eq!(
                            slot,
                            column.read(&record(), &dates).value,
                            "{source} {kind}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn name_and_key_columns_take_the_first_value() {
        for entry in ["emails.value~#~char", "emails[].value~#~char"] {
            assert_eq!(read("name", entry), json!("x@e"));
            let key = column("accountID", entry).as_key();
            let read = key.read(&record(), &DateRule::default());
            assert_eq!(read.value, json!("x@e"));
        }
    }

    #[test]
    fn an_expression_is_handed_back_as_a_template() {
        let text = "${if(response.role!=null){return response.role.id;} else return null}";
        let column = column("x", &format!("#CONST#{text}~#~char"));
        assert_eq!(column.template(), Some(text));
        let converted = column.convert(&json!("r"), &DateRule::default());
        assert_eq!(converted.value, json!("r"));
        assert!(column.read(&record(), &DateRule::default()).value.is_null());
    }

    #[test]
    fn the_last_separator_counts() {
        let column = column("x", "#CONST#${a + '~#~' + b}~#~char");
        assert_eq!(column.template(), Some("${a + '~#~' + b}"));
    }

    #[test]
    fn markers_are_recognised_and_never_stored() {
        let marker = |entry: &str| format!("{:?}", column("x", entry).source);
        assert_eq!(marker("STORE#ACC#ENT#MAPPINGINFO~#~char"), "Memberships");
        assert_eq!(
            marker("STORE#ENT#MAPPINGINFO~#~char"),
            "EntitlementMap { parent: false, kind: None }"
        );
        assert_eq!(
            marker("STORE#ENT#MAPPINGINFO#PARENTID~#~char"),
            "EntitlementMap { parent: true, kind: None }"
        );
        assert_eq!(
            marker("STORE#ENT#MAPPINGINFO#PARENTID#TYPE##ENTMAP~#~char"),
            "EntitlementMap { parent: true, kind: Some(\"ENTMAP\") }"
        );
        assert_eq!(marker("STORE#WHAT~#~char"), "UnknownMarker");
        assert_eq!(read("customproperty31", "STORE#WHAT~#~char"), json!(null));
    }

    #[test]
    fn leniencies_taken_are_told() {
        let taken = |entry: &str| column("x", entry).leniencies;
        assert_eq!(taken("id"), [Leniency::MissingType]);
        assert_eq!(taken("id~#~"), [Leniency::MissingType]);
        assert_eq!(taken("id~#~char "), [Leniency::TypeSpelling]);
        assert_eq!(taken("id~#~varchar"), [Leniency::UnknownType]);
        assert_eq!(taken("id~~#~char"), [Leniency::TrailingTilde]);
        assert_eq!(taken("${x}~#~char"), [Leniency::BareTemplate]);
        assert!(taken("id~#~char").is_empty());
    }
}
