//! The two kinds of objects, accounts and entitlements, seen as one shape.
//!
//! Both have an identity, a name, a display name, a state and further columns, and belong to a scope
//! (an endpoint, or an entitlement type). Staging, comparing and looking up are written once over
//! this shape.

use std::borrow::Cow;

use bindery_mapping::{write_text, write_value};
use bindery_model::Columns;
use serde_json::Value;

use crate::failure::Attempt;

/// How a kind of object lies in the database.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Its table.
    pub table: &'static str,
    /// The column of the scope it is unique in.
    pub scope: &'static str,
    /// The column of the id at the target.
    pub id: &'static str,
    /// The column of the name.
    pub name: &'static str,
    /// EIC's names of id, name and display name.
    pub eic: [&'static str; 3],
    /// The expression of the raw memberships, over alias `o`.
    pub memberships: &'static str,
    /// The states in which an object can go missing, as an SQL list.
    pub present: &'static str,
    /// Finds an object of a scope by its id: row, id, name, display name, state, columns, raw
    /// memberships.
    pub by_id: &'static str,
    /// The same of every object of a scope behind a row, in the order of the rows.
    pub in_order: &'static str,
}

/// Accounts, in the scope of their endpoint.
pub(crate) const ACCOUNTS: Shape = Shape {
    table: "accounts",
    scope: "endpoint",
    id: "account_id",
    name: "name",
    eic: ["accountID", "name", "displayName"],
    memberships: "o.memberships",
    present: "('active', 'manually-provisioned')",
    by_id: "SELECT id, account_id, name, display_name, status, columns, memberships
            FROM accounts WHERE endpoint = ?1 AND account_id = ?2",
    in_order: "SELECT id, account_id, name, display_name, status, columns, memberships
               FROM accounts NOT INDEXED WHERE id > ?2 AND endpoint = ?1 ORDER BY id",
};

/// Entitlements, in the scope of their type.
pub(crate) const ENTITLEMENTS: Shape = Shape {
    table: "entitlements",
    scope: "entitlement_type",
    id: "entitlement_id",
    name: "value",
    eic: ["entitlementID", "entitlement_value", "displayname"],
    memberships: "NULL",
    present: "('active')",
    by_id: "SELECT id, entitlement_id, value, display_name, status, columns, NULL
            FROM entitlements WHERE entitlement_type = ?1 AND entitlement_id = ?2",
    in_order: "SELECT id, entitlement_id, value, display_name, status, columns, NULL
               FROM entitlements NOT INDEXED WHERE id > ?2 AND entitlement_type = ?1 ORDER BY id",
};

impl Shape {
    /// The position of a column among the real ones; EIC's names are matched in any case.
    pub(crate) fn real(&self, column: &str) -> Option<usize> {
        self.eic
            .iter()
            .position(|name| name.eq_ignore_ascii_case(column))
    }

    /// The database column behind an EIC column, where it is a real one.
    pub(crate) fn sql_column(&self, column: &str) -> Option<&'static str> {
        self.real(column)
            .and_then(|i| [self.id, self.name, "display_name"].get(i).copied())
    }

    /// Sorts columns into real ones and the rest, whatever the case of their names: of two that are one,
    /// the first spelling stays, the last value that is not null wins.
    pub(crate) fn sort<'c>(&self, columns: &'c Columns) -> Sorted<'c> {
        let mut sorted = Sorted::default();
        for (column, value) in columns {
            match self.real(column) {
                Some(i) => {
                    sorted.mapped |= 1 << i;
                    if let (Some(slot), Some(text)) = (sorted.real.get_mut(i), text_in(value)) {
                        *slot = Some(text);
                    }
                }
                None => sorted.rest.put(column, value),
            }
        }
        sorted
    }

    /// The same for one row after another, which as a rule have the same columns: where each goes is found
    /// once.
    pub(crate) fn sort_like<'c>(&self, order: &mut Order, columns: &'c Columns) -> Sorted<'c> {
        if !columns.keys().eq(order.0.iter().map(|(name, _)| name)) {
            *order = self.order_of(columns);
        }
        if order.0.is_empty() {
            return self.sort(columns);
        }
        let mut sorted = Sorted::default();
        sorted.rest.0.reserve_exact(columns.len());
        for ((_, place), (column, value)) in order.0.iter().zip(columns) {
            match place {
                Some(i) => {
                    sorted.mapped |= 1 << i;
                    if let Some(slot) = sorted.real.get_mut(*i) {
                        *slot = text_in(value);
                    }
                }
                None => sorted.rest.0.push((column, value)),
            }
        }
        sorted
    }

    /// The order of columns; none where two of them differ only by case.
    fn order_of(&self, columns: &Columns) -> Order {
        let names: Vec<&String> = columns.keys().collect();
        let mut before = names.iter().enumerate();
        let are_apart = before.all(|(at, name)| {
            let mut others = names.iter().take(at);
            !others.any(|other| other.eq_ignore_ascii_case(name))
        });
        if !are_apart {
            return Order::default();
        }
        let places = names.iter().map(|name| ((*name).clone(), self.real(name)));
        Order(places.collect())
    }

    /// The same, apart from the columns.
    pub(crate) fn split(&self, columns: &Columns) -> Parts {
        self.sort(columns).into_parts()
    }

    /// Puts real columns and the rest together again, real ones first.
    pub(crate) fn join(&self, parts: Parts) -> Columns {
        let mut columns = Columns::with_capacity(parts.rest.len() + 3);
        for (i, (name, value)) in self.eic.iter().zip(parts.real).enumerate() {
            if parts.mapped & (1 << i) != 0 {
                columns.insert((*name).to_owned(), value.map_or(Value::Null, Value::String));
            }
        }
        columns.extend(parts.rest);
        columns
    }
}

/// The columns of a row, and which of them are real ones.
#[derive(Debug, Default)]
pub(crate) struct Order(Vec<(String, Option<usize>)>);

/// Columns sorted into real ones and the rest, as they lie in their record.
#[derive(Debug, Default)]
pub(crate) struct Sorted<'c> {
    /// Id, name, display name.
    pub real: [Option<Cow<'c, str>>; 3],
    /// Which of them occurred, null or not: a bit each.
    pub mapped: i64,
    /// The rest.
    pub rest: Rest<'c>,
}

/// Columns without a place of their own; written as the JSON object that keeps them.
#[derive(Debug, Default)]
pub(crate) struct Rest<'c>(Vec<(&'c str, &'c Value)>);

impl<'c> Rest<'c> {
    /// Writes the columns as the JSON object that keeps them.
    pub(crate) fn write(&self, to: &mut Vec<u8>) {
        to.push(b'{');
        for (at, (name, value)) in self.0.iter().enumerate() {
            if at > 0 {
                to.push(b',');
            }
            write_text(to, name);
            to.push(b':');
            write_value(to, value);
        }
        to.push(b'}');
    }

    fn put(&mut self, column: &'c str, value: &'c Value) {
        let same = |(name, _): &&mut (&str, &Value)| name.eq_ignore_ascii_case(column);
        match self.0.iter_mut().find(same) {
            Some((_, old)) if !value.is_null() => *old = value,
            Some(_) => {}
            None => self.0.push((column, value)),
        }
    }
}

impl Sorted<'_> {
    /// The same, apart from the record.
    pub(crate) fn into_parts(self) -> Parts {
        let rest = self.rest.0.into_iter();
        Parts {
            real: self.real.map(|text| text.map(Cow::into_owned)),
            mapped: self.mapped,
            rest: rest.map(|(n, v)| (n.to_owned(), v.clone())).collect(),
        }
    }
}

/// Columns sorted into real ones and the rest, on their own.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Parts {
    /// Id, name, display name.
    pub real: [Option<String>; 3],
    /// Which of them occurred, null or not: a bit each.
    pub mapped: i64,
    /// The rest.
    pub rest: Columns,
}

impl Parts {
    /// The same, as it lies here.
    pub(crate) fn sorted(&self) -> Sorted<'_> {
        let real = self.real.each_ref();
        Sorted {
            real: real.map(|text| text.as_deref().map(Cow::Borrowed)),
            mapped: self.mapped,
            rest: Rest(self.rest.iter().map(|(n, v)| (n.as_str(), v)).collect()),
        }
    }

    /// Lays later parts over these: values win, null never erases.
    pub(crate) fn merge(&mut self, later: &Sorted<'_>) {
        self.mapped |= later.mapped;
        for (slot, value) in self.real.iter_mut().zip(&later.real) {
            if let Some(value) = value {
                *slot = Some(value.to_string());
            }
        }
        for (column, value) in &later.rest.0 {
            put(&mut self.rest, column, value, false);
        }
    }
}

/// The text of a scalar as the feed had it; `None` for null.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    text_in(value).map(Cow::into_owned)
}

/// The same of a value that nobody else needs.
pub(crate) fn into_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        other => text_of(&other),
    }
}

/// The same, where it lies.
fn text_in(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Cow::Borrowed(text)),
        other => Some(Cow::Owned(other.to_string())),
    }
}

/// Sets a column whatever the case of its name, keeping the first spelling; null erases only if told.
pub(crate) fn put(columns: &mut Columns, column: &str, value: &Value, null_erases: bool) {
    match find(columns, column) {
        Some(i) => {
            if let Some((_, old)) = columns.get_index_mut(i)
                && (null_erases || !value.is_null())
            {
                old.clone_from(value);
            }
        }
        None => {
            columns.insert(column.to_owned(), value.clone());
        }
    }
}

/// The position of a column whatever the case of its name.
pub(crate) fn find(columns: &Columns, column: &str) -> Option<usize> {
    columns
        .get_index_of(column)
        .or_else(|| columns.keys().position(|k| k.eq_ignore_ascii_case(column)))
}

/// Reads the further columns of a row.
pub(crate) fn read_columns(text: &str) -> Attempt<Columns> {
    Ok(serde_json::from_str(text)?)
}
