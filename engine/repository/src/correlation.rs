//! Accounts find their users: by equal values of the columns that a rule names.
//!
//! Only accounts without a user are asked, so that an import never takes an account from somebody.
//! A value that is null or empty matches nothing; of several users that match, none is taken, and the
//! account counts as ambiguous.

use std::collections::HashMap;

use bindery_connector::ports::{Change, ChangeKind, CorrelationChanges, CorrelationRule, RunId};
use bindery_model::Columns;
use rusqlite::{Transaction, params};
use serde_json::Value;

use crate::comparison::room;
use crate::failure::Attempt;
use crate::shape::{ACCOUNTS, find, read_columns, text_of};
use crate::{lease, lookups};

/// How many ambiguous accounts are shown as examples.
const SAMPLES: usize = 5;

/// An account without a user.
struct Orphan {
    row: i64,
    real: [Option<String>; 3],
    columns: Columns,
}

/// Correlates the accounts of the run's endpoint.
pub(crate) fn correlate(
    tx: &Transaction<'_>,
    run: RunId,
    rule: &CorrelationRule,
) -> Attempt<CorrelationChanges> {
    let endpoint = lease::endpoint_of(tx, run)?;
    let now = lease::heartbeat(tx, run)?;
    let mut done = CorrelationChanges::default();
    let orphans = orphans(tx, endpoint, rule.inactive)?;
    if orphans.is_empty() {
        return Ok(done);
    }
    let users = users(tx, rule)?;
    for orphan in orphans {
        let key = key(rule, |(_, column)| orphan.value(column));
        let user = match key.as_ref().and_then(|key| users.get(key)) {
            Some(Some(user)) => Some(user.clone()),
            Some(None) => {
                done.ambiguous += 1;
                if done.ambiguous_samples.len() < SAMPLES {
                    done.ambiguous_samples.push(orphan.subject());
                }
                None
            }
            None => create(tx, rule, &orphan, &mut done)?,
        };
        let Some(user) = user else {
            done.uncorrelated += 1;
            continue;
        };
        tx.prepare_cached("UPDATE accounts SET user = ?2, changed = ?3 WHERE id = ?1")?
            .execute(params![orphan.row, user, now])?;
        done.correlated += 1;
        if room(done.changes.len()) > 0 {
            done.changes.push(Change {
                kind: ChangeKind::Updated,
                subject: orphan.subject(),
                columns: vec![("user".to_owned(), None, Some(user))],
            });
        }
    }
    Ok(done)
}

fn orphans(tx: &Transaction<'_>, endpoint: i64, inactive: bool) -> Attempt<Vec<Orphan>> {
    let states = if inactive {
        "('active', 'manually-provisioned', 'inactive')"
    } else {
        ACCOUNTS.present
    };
    lookups::read_all(
        tx,
        &format!(
            "SELECT id, account_id, name, display_name, columns FROM accounts
             WHERE endpoint = ?1 AND user IS NULL AND status IN {states} ORDER BY id"
        ),
        [endpoint],
        |r| {
            Ok(Orphan {
                row: r.get(0)?,
                real: [r.get(1)?, r.get(2)?, r.get(3)?],
                columns: read_columns(&r.get::<_, String>(4)?)?,
            })
        },
    )
}

/// Users by the key of the rule; `None` where several have it.
fn users(tx: &Transaction<'_>, rule: &CorrelationRule) -> Attempt<HashMap<String, Option<String>>> {
    let mut all: HashMap<String, Option<String>> = HashMap::new();
    let mut query = tx.prepare_cached("SELECT username, columns FROM users ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let username: String = row.get(0)?;
        let columns = read_columns(&row.get::<_, String>(1)?)?;
        let key = key(rule, |(column, _)| {
            if column.eq_ignore_ascii_case("username") {
                return Some(username.clone());
            }
            of_columns(&columns, column)
        });
        if let Some(key) = key {
            all.entry(key)
                .and_modify(|user| *user = None)
                .or_insert(Some(username));
        }
    }
    Ok(all)
}

/// The values of one side, or nothing where one is empty.
fn key(
    rule: &CorrelationRule,
    value: impl Fn(&(String, String)) -> Option<String>,
) -> Option<String> {
    let mut key = String::new();
    for pair in &rule.pairs {
        let text = value(pair).filter(|text| !text.trim().is_empty())?;
        if rule.ignore_case {
            key.push_str(&text.to_lowercase());
        } else {
            key.push_str(&text);
        }
        // Parts values: no text of a feed holds it.
        key.push('\u{0}');
    }
    Some(key)
}

fn of_columns(columns: &Columns, column: &str) -> Option<String> {
    find(columns, column.trim())
        .and_then(|i| columns.get_index(i))
        .and_then(|(_, value)| text_of(value))
}

impl Orphan {
    fn value(&self, column: &str) -> Option<String> {
        match ACCOUNTS.real(column.trim()) {
            Some(i) => self.real.get(i).cloned().flatten(),
            None => of_columns(&self.columns, column),
        }
    }

    fn subject(&self) -> String {
        let [id, name, _] = &self.real;
        name.clone().or_else(|| id.clone()).unwrap_or_default()
    }
}

/// A user for an account that found none, where the rule asks for one and nobody has the name.
fn create(
    tx: &Transaction<'_>,
    rule: &CorrelationRule,
    orphan: &Orphan,
    done: &mut CorrelationChanges,
) -> Attempt<Option<String>> {
    let (Some(template), [_, Some(name), display_name]) = (&rule.create_users, &orphan.real) else {
        return Ok(None);
    };
    let mut columns = Columns::new();
    let display_name = display_name.as_ref().unwrap_or(name);
    columns.insert("displayname".to_owned(), Value::from(display_name.as_str()));
    columns.insert("manager".to_owned(), Value::from(template.manager.as_str()));
    columns.insert("statuskey".to_owned(), Value::from("1"));
    let made = tx
        .prepare_cached(
            "INSERT INTO users (username, columns) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?
        .execute(params![name, serde_json::to_string(&columns)?])?;
    if made == 0 {
        return Ok(None);
    }
    done.users_created += 1;
    Ok(Some(name.clone()))
}
