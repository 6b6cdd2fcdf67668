//! TOML tables read with their places: what every settings file of ours shares.
//!
//! Every reader takes what it can and reports the rest, as with JSON. An unknown key is named with the
//! nearest known one, a wrong type with the wanted one.

use bindery_diagnostics::{Diagnostic, Place, SourceId, codes};
use toml::de::{DeTable, DeValue};

use crate::suggest::nearest;

/// A value with its place.
pub(crate) type Value<'t> = toml::Spanned<DeValue<'t>>;

/// The state of reading one file.
pub(crate) struct Tables<'d> {
    pub source: SourceId,
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

/// Parses a file as far as it can be and hands its root table to `read`.
pub(crate) fn read<T>(
    text: &str,
    source: SourceId,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Tables<'_>, &DeTable<'_>) -> T,
) -> T {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        diagnostics.push(
            Diagnostic::new(codes::MANIFEST_SYNTAX, "this is not valid TOML")
                .at(Place::new(source, span), "cannot be read")
                .with_help("write `key = value`, strings in quotes, lists in brackets"),
        );
    }
    let mut tables = Tables {
        source,
        diagnostics,
    };
    read(&mut tables, table.get_ref())
}

impl Tables<'_> {
    /// The place of a value.
    pub fn place(&self, value: &Value<'_>) -> Place {
        Place::new(self.source, value.span())
    }

    /// Reports keys that are not known.
    pub fn unknown(&mut self, table: &DeTable<'_>, known: &[&'static str], noun: &str) {
        self.unknown_but(table, known, noun, |_| false);
    }

    /// Reports keys that are neither known nor of a known form.
    pub fn unknown_but(
        &mut self,
        table: &DeTable<'_>,
        known: &[&'static str],
        noun: &str,
        is_of_a_form: fn(&str) -> bool,
    ) {
        for key in table.keys() {
            let written = key.get_ref().as_ref();
            if known.contains(&written) || is_of_a_form(written) {
                continue;
            }
            let help = nearest(written, known.iter().copied()).map_or_else(
                || "remove it".to_owned(),
                |n| format!("did you mean `{n}`?"),
            );
            let finding = Diagnostic::new(
                codes::UNKNOWN_KEY,
                format!("`{written}` is not a key of {noun}"),
            )
            .at(Place::new(self.source, key.span()), "ignored")
            .with_help(help);
            self.diagnostics.push(finding);
        }
    }

    /// Reports a value of the wrong type.
    pub fn wrong(&mut self, value: &Value<'_>, key: &str, wanted: &str) {
        self.diagnostics.push(
            Diagnostic::new(codes::WRONG_TYPE, format!("`{key}` takes {wanted}"))
                .at(self.place(value), format!("not {wanted}"))
                .with_help(format!("give {wanted}")),
        );
    }

    /// A string.
    pub fn string(&mut self, value: &Value<'_>, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.wrong(value, key, "a string");
        }
        text
    }

    /// A flag; false where it is absent.
    pub fn flag(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        let Some(value) = table.get(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(value, key, "true or false");
            false
        })
    }

    /// A list of strings.
    pub fn strings(&mut self, value: &Value<'_>, key: &str) -> Vec<String> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of strings");
            return Vec::new();
        };
        list.iter().filter_map(|v| self.string(v, key)).collect()
    }

    /// The string of a key; nothing where it is absent.
    pub fn string_of(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        table.get(key).and_then(|v| self.string(v, key))
    }

    /// The list of a key; empty where it is absent.
    pub fn strings_of(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        table
            .get(key)
            .map_or_else(Vec::new, |v| self.strings(v, key))
    }

    /// The tables of a section that may stand several times: `[[key]]`, or one `[key]`.
    pub fn list<'t>(&mut self, root: &'t DeTable<'t>, key: &str) -> Vec<&'t Value<'t>> {
        let Some(value) = root.get(key) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            DeValue::Table(_) => vec![value],
            _ => {
                self.wrong(value, key, "tables, as in `[[…]]`");
                Vec::new()
            }
        }
    }

    /// The name of a section, under EIC's key or as `name`, and its place.
    pub fn named(
        &mut self,
        value: &Value<'_>,
        table: &DeTable<'_>,
        eic_key: &str,
    ) -> Option<(String, Place)> {
        let own = table.get(eic_key).filter(|v| v.get_ref().is_str());
        let Some(given) = own.or_else(|| table.get("name")) else {
            self.wrong(value, eic_key, "a table with `name`");
            return None;
        };
        let name = self.string(given, "name")?;
        if name.trim().is_empty() {
            self.wrong(given, "name", "a name");
            return None;
        }
        Some((name, self.place(given)))
    }

    /// A name that refers to something, and its place.
    pub fn reference(&mut self, table: &DeTable<'_>, key: &str) -> Option<(String, Place)> {
        let value = table.get(key)?;
        Some((self.string(value, key)?, self.place(value)))
    }

    /// The string of a key, or of its other spelling.
    pub fn either_of(&mut self, table: &DeTable<'_>, key: &str, other: &str) -> Option<String> {
        self.string_of(table, key)
            .or_else(|| self.string_of(table, other))
    }

    /// A number that is not negative; nothing where it is absent.
    pub fn number_of(&mut self, table: &DeTable<'_>, key: &str) -> Option<u64> {
        let value = table.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong(value, key, "a number");
        }
        number
    }

    /// A table.
    pub fn table<'t>(&mut self, value: &'t Value<'t>, key: &str) -> Option<&'t DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, key, "a table");
        }
        table
    }
}
