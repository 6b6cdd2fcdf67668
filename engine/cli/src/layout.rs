//! How the rows of a feed are laid out as lines: the columns of one row are those of the next, so what a
//! field begins with is made once.

use bindery_mapping::{write_text, write_value};
use bindery_model::Columns;
use serde_json::Value;

use crate::rows::Identity;

/// The layout of the row before.
#[derive(Default)]
pub struct Layout {
    identity: Identity,
    /// What the fields of the identity begin with, and where each column is.
    first: Vec<(Vec<u8>, Option<usize>)>,
    /// Every column, and what its field begins with where it is not part of the identity.
    columns: Vec<(String, Option<Vec<u8>>)>,
}

impl Layout {
    /// Writes a row: what stands in front, the identity, the status, the other columns.
    pub fn write(
        &mut self,
        to: &mut Vec<u8>,
        (front, status): (&[u8], &str),
        identity: &Identity,
        columns: &Columns,
    ) {
        let names = self.columns.iter().map(|(name, _)| name);
        if self.identity != *identity || self.first.is_empty() || !columns.keys().eq(names) {
            *self = Self::of(identity, columns);
        }
        to.extend_from_slice(front);
        for (begin, at) in &self.first {
            to.extend_from_slice(begin);
            match at.and_then(|at| columns.get_index(at)) {
                None | Some((_, Value::Null)) => to.extend_from_slice(b"null"),
                Some((_, Value::String(text))) => write_text(to, text),
                Some((_, other)) => write_text(to, &other.to_string()),
            }
        }
        to.extend_from_slice(b",\"status\":");
        write_text(to, status);
        for ((_, begin), value) in self.columns.iter().zip(columns.values()) {
            if let Some(begin) = begin {
                to.extend_from_slice(begin);
                write_value(to, value);
            }
        }
        to.extend_from_slice(b"}\n");
    }

    fn of(identity: &Identity, columns: &Columns) -> Self {
        let first = identity.iter().map(|name| {
            let at = columns.keys().position(|n| n.eq_ignore_ascii_case(name));
            (begin(name), at)
        });
        let columns = columns.keys().map(|name| {
            let is_first = identity.iter().any(|i| i.eq_ignore_ascii_case(name));
            (name.clone(), (!is_first).then(|| begin(name)))
        });
        Self {
            identity: *identity,
            first: first.collect(),
            columns: columns.collect(),
        }
    }
}

/// What a field that is not the first begins with.
fn begin(name: &str) -> Vec<u8> {
    let mut bytes = vec![b','];
    write_text(&mut bytes, name);
    bytes.push(b':');
    bytes
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rows::{ACCOUNT, ENTITLEMENT, Line};

    #[test]
    fn rows_are_written_as_lines_are_whatever_the_row_before() {
        let mut layout = Layout::default();
        for (identity, row) in [
            (
                &ACCOUNT,
                json!({"accountID": "a", "name": "n\"", "x": 1, "y": null}),
            ),
            (
                &ACCOUNT,
                json!({"accountID": 7, "name": null, "x": "t", "y": true}),
            ),
            (
                &ENTITLEMENT,
                json!({"accountID": 7, "name": null, "x": "t", "y": true}),
            ),
            (
                &ACCOUNT,
                json!({"X": [1], "ACCOUNTID": "b", "displayname": "d"}),
            ),
            (&ACCOUNT, json!({})),
        ] {
            let columns: Columns = row
                .as_object()
                .into_iter()
                .flatten()
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect();
            let mut wanted = Vec::new();
            let line = Line::begin(&mut wanted, "account", "e").and_then(|mut line| {
                for name in identity {
                    let value = columns.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
                    match value.map(|(_, value)| value) {
                        None | Some(Value::Null) => line.text(name, None)?,
                        Some(Value::String(text)) => line.text(name, Some(text))?,
                        Some(other) => line.text(name, Some(&other.to_string()))?,
                    }
                }
                line.text("status", Some("Active"))?;
                line.end(identity, &columns)
            });
            assert!(line.is_ok());
            let mut written = Vec::new();
            let front = br#"{"kind":"account","endpoint":"e""#;
            layout.write(&mut written, (front, "Active"), identity, &columns);
            assert_eq!(
                String::from_utf8_lossy(&written),
                String::from_utf8_lossy(&wanted)
            );
        }
    }
}
