//! The tables while the target runs: rows by id in the order in which they came.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::description::{Description, FieldType};
use crate::identifier::identifier;

/// The values of one row by field.
pub(crate) type Row = Map<String, Value>;

/// One table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: IndexMap<String, Row>,
    made: u64,
    /// When a boolean turned false, by id and field.
    pub(crate) false_since_ms: IndexMap<(String, String), u64>,
}

/// A write that was accepted and can't be read yet.
#[derive(Debug)]
struct Pending {
    due_ms: u64,
    resource: String,
    id: String,
    changes: Row,
}

/// All tables.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) description: Arc<Description>,
    seed: u64,
    tables: IndexMap<String, Table>,
    pending: Vec<Pending>,
}

impl World {
    /// Empty tables.
    pub(crate) fn new(description: Arc<Description>, seed: u64) -> Self {
        let tables = description
            .resources
            .keys()
            .map(|name| (name.clone(), Table::default()))
            .collect();
        Self {
            description,
            seed,
            tables,
            pending: Vec::new(),
        }
    }

    pub(crate) fn table(&self, resource: &str) -> Option<&Table> {
        self.tables.get(resource)
    }

    pub(crate) fn rows(&self, resource: &str) -> impl Iterator<Item = (&String, &Row)> {
        self.tables.get(resource).into_iter().flat_map(|t| &t.rows)
    }

    pub(crate) fn row(&self, resource: &str, id: &str) -> Option<&Row> {
        self.tables.get(resource)?.rows.get(id)
    }

    /// The id of the row that has this text in one of the key fields; the id itself always counts.
    pub(crate) fn find(&self, resource: &str, keys: &[String], text: &str) -> Option<String> {
        if self.row(resource, text).is_some() {
            return Some(text.to_owned());
        }
        self.rows(resource)
            .find(|(_, row)| {
                keys.iter()
                    .any(|key| row.get(key).is_some_and(|value| same(value, text)))
            })
            .map(|(id, _)| id.clone())
    }

    /// The first other row that shares a unique value, by field.
    pub(crate) fn collision(&self, resource: &str, row: &Row, own: Option<&str>) -> Option<String> {
        let about = self.description.resources.get(resource)?;
        let unique: Vec<(&String, String)> = about
            .fields
            .iter()
            .filter(|(_, field)| field.unique)
            .filter_map(|(name, _)| Some((name, row.get(name)?.as_str()?.to_lowercase())))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        if unique.is_empty() {
            return None;
        }
        self.rows(resource)
            .filter(|(id, _)| own != Some(id.as_str()))
            .find_map(|(_, other)| {
                unique
                    .iter()
                    .find(|(name, text)| {
                        other
                            .get(*name)
                            .and_then(Value::as_str)
                            .is_some_and(|value| value.to_lowercase() == *text)
                    })
                    .map(|(name, _)| (*name).clone())
            })
    }

    /// Adds a row, with an id of its own unless it brings one; gives the id.
    pub(crate) fn insert(&mut self, resource: &str, mut row: Row) -> Option<String> {
        let about = self.description.resources.get(resource)?;
        let table = self.tables.get_mut(resource)?;
        let id = match row.get(&about.id.field).and_then(Value::as_str) {
            Some(id) => id.to_owned(),
            None => loop {
                let id = identifier(about.id.format, self.seed, resource, table.made);
                table.made += 1;
                if !table.rows.contains_key(&id) {
                    break id;
                }
            },
        };
        let mut complete = Row::new();
        complete.insert(about.id.field.clone(), Value::String(id.clone()));
        for (name, field) in &about.fields {
            let given = row.remove(name).filter(|value| !value.is_null());
            let value = match (given, &field.default) {
                (Some(value), _) => value,
                (None, Some(default)) => default.clone(),
                (None, None) if field.kind == FieldType::References => Value::Array(Vec::new()),
                (None, None) => continue,
            };
            complete.insert(name.clone(), value);
        }
        for (name, field) in &about.fields {
            if let Some(from) = &field.default_from
                && !complete.contains_key(name)
                && let Some(value) = complete.get(from).cloned()
            {
                complete.insert(name.clone(), value);
            }
        }
        table.rows.insert(id.clone(), complete);
        Some(id)
    }

    /// Changes fields of a row at once.
    pub(crate) fn change(&mut self, resource: &str, id: &str, changes: Row, now_ms: u64) {
        let Some(table) = self.tables.get_mut(resource) else {
            return;
        };
        let Some(row) = table.rows.get_mut(id) else {
            return;
        };
        for (field, value) in changes {
            let key = (id.to_owned(), field.clone());
            match value {
                Value::Bool(false) if row.get(&field) != Some(&Value::Bool(false)) => {
                    table.false_since_ms.insert(key, now_ms);
                }
                Value::Bool(true) => {
                    table.false_since_ms.shift_remove(&key);
                }
                _ => {}
            }
            row.insert(field, value);
        }
    }

    /// Changes fields of a row once the clock reaches `due_ms`.
    pub(crate) fn change_later(&mut self, resource: &str, id: &str, changes: Row, due_ms: u64) {
        self.pending.push(Pending {
            due_ms,
            resource: resource.to_owned(),
            id: id.to_owned(),
            changes,
        });
    }

    /// Applies the accepted writes whose time has come.
    pub(crate) fn settle(&mut self, now_ms: u64) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        for write in pending {
            if write.due_ms <= now_ms {
                self.change(&write.resource, &write.id, write.changes, now_ms);
            } else {
                self.pending.push(write);
            }
        }
    }

    /// Takes a row away, and every reference to it.
    pub(crate) fn remove(&mut self, resource: &str, id: &str) -> Option<Row> {
        let removed = self.tables.get_mut(resource)?.rows.shift_remove(id)?;
        for (name, about) in &self.description.resources {
            for (field, kind) in &about.fields {
                if kind.to.as_deref() != Some(resource) {
                    continue;
                }
                let Some(table) = self.tables.get_mut(name) else {
                    continue;
                };
                for row in table.rows.values_mut() {
                    match row.get_mut(field) {
                        Some(Value::Array(ids)) => ids.retain(|v| v.as_str() != Some(id)),
                        Some(value) if value.as_str() == Some(id) => *value = Value::Null,
                        _ => {}
                    }
                }
            }
        }
        Some(removed)
    }
}

/// Whether a stored value, as text, is this text.
pub(crate) fn same(value: &Value, text: &str) -> bool {
    match value {
        Value::String(value) => value == text,
        Value::Bool(flag) => text == if *flag { "true" } else { "false" },
        Value::Number(number) => number.as_str() == text,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}
