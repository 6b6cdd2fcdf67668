//! Looking into the store: what `bindery accounts|entitlements|links|users|runs list|show` print.

use bindery_connector::Outcome;
use bindery_connector::ports::Timestamp;
use bindery_model::{Account, Entitlement, Link, LinkOrigin, User};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::failure::Attempt;
use crate::shape::read_columns;
use crate::{Repository, lease, lookups};

/// What to list; an empty filter lists everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this endpoint.
    pub endpoint: Option<String>,
    /// Only in this state, as the store spells it: `active`, `suspended-from-import`, `completed`.
    pub status: Option<String>,
    /// Only of this entitlement type.
    pub entitlement_type: Option<String>,
    /// Only of this user.
    pub user: Option<String>,
    /// Only of the account of this id or name.
    pub account: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
    /// Now: of runs, those that show no life any more are `interrupted` and not `running`.
    pub now: Option<Timestamp>,
}

/// What a run is that says it goes on and shows no life.
pub(crate) const INTERRUPTED: &str = "interrupted";
const RUNNING: &str = "running";

/// Tells runs that go on from interrupted ones, which the store cannot.
pub(crate) fn told_apart<T>(
    filter: &Filter,
    read: impl FnOnce(&Filter) -> Attempt<Vec<T>>,
    state: impl Fn(&T) -> &str,
) -> Attempt<Vec<T>> {
    let Some(wanted) = filter.status.as_deref().filter(|_| filter.now.is_some()) else {
        return read(filter);
    };
    if wanted != INTERRUPTED && wanted != RUNNING {
        return read(filter);
    }
    // Both say in the store that they go on, but for those whose place another run has taken.
    let mut found = read(&Filter {
        status: None,
        limit: None,
        ..filter.clone()
    })?;
    found.retain(|run| state(run) == wanted);
    found.truncate(filter.limit.unwrap_or(usize::MAX));
    Ok(found)
}

/// The state of a run and when it ended, with what is known of its process: its last sign of life, and
/// its holder.
pub(crate) fn state_of(
    (state, ended): (String, Option<String>),
    heartbeat: String,
    holder: &str,
    now: Option<Timestamp>,
) -> (String, Option<String>) {
    match now {
        Some(now) if state == RUNNING && !lease::is_live(&heartbeat, holder, now) => {
            (INTERRUPTED.to_owned(), Some(heartbeat))
        }
        _ => (state, ended),
    }
}

/// A run as the store keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRecord {
    /// Its number.
    pub run: i64,
    /// Its endpoint.
    pub endpoint: String,
    /// `import` or `provision`.
    pub kind: String,
    /// `running`, `interrupted`, `completed`, `partial`, `refused` or `failed`.
    pub status: String,
    /// When it began, RFC 3339.
    pub started: String,
    /// When it ended, or showed life last; `None` while it goes on.
    pub ended: Option<String>,
    /// Its report; `None` while it goes on, and after a crash.
    pub report: Option<serde_json::Value>,
}

/// The other end of a map between entitlements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapRecord {
    /// Its type.
    pub entitlement_type: String,
    /// Its id.
    pub entitlement_id: String,
    /// Its value.
    pub value: Option<String>,
    /// `ENTMAP`, `ENT2`.
    pub kind: String,
    /// Whether it is the parent.
    pub is_parent: bool,
}

/// An endpoint and how much it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndpointRecord {
    /// Its name.
    pub name: String,
    /// Its security system.
    pub security_system: String,
    /// Its accounts, whatever their state.
    pub accounts: usize,
    /// Its entitlements, whatever their state.
    pub entitlements: usize,
    /// Its links.
    pub links: usize,
}

/// How many rows of a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The endpoint.
    pub endpoint: String,
    /// The entitlement type; `None` for accounts.
    pub entitlement_type: Option<String>,
    /// The state.
    pub status: String,
    /// How many.
    pub rows: usize,
}

const LINK: &str = "SELECT p.name, coalesce(a.name, a.account_id, ''), a.account_id, t.name, \
     coalesce(e.entitlement_id, e.value, ''), e.value, l.origin, l.attributes FROM links l \
     JOIN accounts a ON a.id = l.account JOIN endpoints p ON p.id = a.endpoint \
     JOIN entitlements e ON e.id = l.entitlement JOIN entitlement_types t ON t.id = e.entitlement_type";
const RUN: &str = "SELECT r.id, p.name, r.kind, r.status, r.started, r.ended, r.report, \
     r.heartbeat, r.holder FROM runs r JOIN endpoints p ON p.id = r.endpoint";

impl Repository {
    /// Accounts by endpoint, name and row.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_accounts(&self, filter: &Filter) -> Outcome<Vec<Account>> {
        let query = Query::default()
            .of_endpoint(filter.endpoint.as_ref())
            .equal("a.status", filter.status.as_ref())
            .equal("a.user", filter.user.as_ref())
            .either("a.account_id", "a.name", filter.account.as_ref());
        Ok(query.all(
            self,
            lookups::ACCOUNT,
            "p.name, a.name, a.id",
            filter,
            lookups::account,
        )?)
    }

    /// Entitlements by endpoint, type, value and row.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_entitlements(&self, filter: &Filter) -> Outcome<Vec<Entitlement>> {
        let query = Query::default()
            .equal("p.name", filter.endpoint.as_ref())
            .equal("t.name", filter.entitlement_type.as_ref())
            .equal("e.status", filter.status.as_ref());
        let order = "p.name, t.name, e.value, e.id";
        Ok(query.all(
            self,
            lookups::ENTITLEMENT,
            order,
            filter,
            lookups::entitlement,
        )?)
    }

    /// Links by endpoint, account and entitlement; a state in the filter is the account's.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_links(&self, filter: &Filter) -> Outcome<Vec<Link>> {
        let query = Query::default()
            .equal("p.name", filter.endpoint.as_ref())
            .equal("t.name", filter.entitlement_type.as_ref())
            .equal("a.status", filter.status.as_ref())
            .equal("a.user", filter.user.as_ref())
            .either("a.account_id", "a.name", filter.account.as_ref());
        let order = "p.name, a.name, a.id, t.name, e.value, e.id";
        Ok(query.all(self, LINK, order, filter, link)?)
    }

    /// The links of one account, by its row.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn links_of(&self, account: i64) -> Outcome<Vec<Link>> {
        let sql = format!("{LINK} WHERE a.id = ?1 ORDER BY t.name, e.value, e.id");
        Ok(lookups::read_all(&self.connection, &sql, [account], link)?)
    }

    /// The logical endpoints that an account belongs to besides its own, by its row.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn associations_of(&self, account: i64) -> Outcome<Vec<String>> {
        let sql = "SELECT p.name FROM associations s JOIN endpoints p ON p.id = s.endpoint
             WHERE s.account = ?1 ORDER BY p.name";
        Ok(lookups::read_all(&self.connection, sql, [account], |r| {
            Ok(r.get(0)?)
        })?)
    }

    /// The entitlements that one is mapped to, as type, value, kind and whether the other is the
    /// parent; by its row.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn maps_of(&self, entitlement: i64) -> Outcome<Vec<MapRecord>> {
        let sql =
            "SELECT t.name, coalesce(e.entitlement_id, e.value, ''), e.value, m.kind, m.parent
             FROM (SELECT child AS other, kind, 0 AS parent FROM entitlement_maps WHERE parent = ?1
                   UNION ALL
                   SELECT parent, kind, 1 FROM entitlement_maps WHERE child = ?1) m
             JOIN entitlements e ON e.id = m.other
             JOIN entitlement_types t ON t.id = e.entitlement_type
             ORDER BY m.parent, t.name, e.value, e.id";
        Ok(lookups::read_all(
            &self.connection,
            sql,
            [entitlement],
            |r| {
                Ok(MapRecord {
                    entitlement_type: r.get(0)?,
                    entitlement_id: r.get(1)?,
                    value: r.get(2)?,
                    kind: r.get(3)?,
                    is_parent: r.get(4)?,
                })
            },
        )?)
    }

    /// The users that own an entitlement, by its row.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn owners_of(&self, entitlement: i64) -> Outcome<Vec<String>> {
        let sql = "SELECT user FROM entitlement_owners WHERE entitlement = ?1 ORDER BY user";
        Ok(lookups::read_all(
            &self.connection,
            sql,
            [entitlement],
            |r| Ok(r.get(0)?),
        )?)
    }

    /// Users by name.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_users(&self, filter: &Filter) -> Outcome<Vec<User>> {
        let query = Query::default().equal("u.username", filter.user.as_ref());
        let sql = "SELECT u.username, u.columns FROM users u";
        Ok(query.all(self, sql, "u.username", filter, lookups::user)?)
    }

    /// Runs, the newest first.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_runs(&self, filter: &Filter) -> Outcome<Vec<RunRecord>> {
        let read = |filter: &Filter| {
            let query = Query::default()
                .equal("p.name", filter.endpoint.as_ref())
                .equal("r.status", filter.status.as_ref());
            query.all(self, RUN, "r.id DESC", filter, |row| run(row, filter.now))
        };
        Ok(told_apart(filter, read, |run: &RunRecord| &run.status)?)
    }

    /// One run; `None` where there is none of this number.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn show_run(&self, number: i64, now: Timestamp) -> Outcome<Option<RunRecord>> {
        let sql = format!("{RUN} WHERE r.id = ?1");
        let read = |row: &Row<'_>| run(row, Some(now));
        Ok(lookups::read_all(&self.connection, &sql, [number], read)?.pop())
    }

    /// Every endpoint, by name.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_endpoints(&self) -> Outcome<Vec<EndpointRecord>> {
        let sql = "SELECT p.name, s.name,
             (SELECT count(*) FROM accounts a WHERE a.endpoint = p.id),
             (SELECT count(*) FROM entitlements e JOIN entitlement_types t
              ON t.id = e.entitlement_type WHERE t.endpoint = p.id),
             (SELECT count(*) FROM links l JOIN accounts a ON a.id = l.account
              WHERE a.endpoint = p.id)
             FROM endpoints p JOIN security_systems s ON s.id = p.security_system ORDER BY p.name";
        Ok(lookups::read_all(&self.connection, sql, [], |r| {
            Ok(EndpointRecord {
                name: r.get(0)?,
                security_system: r.get(1)?,
                accounts: lookups::size(r, 2)?,
                entitlements: lookups::size(r, 3)?,
                links: lookups::size(r, 4)?,
            })
        })?)
    }

    /// Rows by endpoint, type and state: accounts first.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn counts(&self) -> Outcome<Vec<Count>> {
        let sql = "SELECT p.name, NULL AS type, a.status, count(*)
             FROM accounts a JOIN endpoints p ON p.id = a.endpoint GROUP BY 1, 3
             UNION ALL SELECT p.name, t.name, e.status, count(*)
             FROM entitlements e JOIN entitlement_types t ON t.id = e.entitlement_type
             JOIN endpoints p ON p.id = t.endpoint GROUP BY 1, 2, 3
             ORDER BY 1, 2, 3";
        Ok(lookups::read_all(&self.connection, sql, [], |r| {
            Ok(Count {
                endpoint: r.get(0)?,
                entitlement_type: r.get(1)?,
                status: r.get(2)?,
                rows: lookups::size(r, 3)?,
            })
        })?)
    }
}

/// The conditions of a list.
#[derive(Default)]
struct Query {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Query {
    fn equal(mut self, column: &str, value: Option<&String>) -> Self {
        if let Some(value) = value {
            self.values.push(Value::Text(value.clone()));
            self.conditions
                .push(format!("{column} = ?{}", self.values.len()));
        }
        self
    }

    /// Accounts of an endpoint, its own and those associated with it.
    fn of_endpoint(mut self, name: Option<&String>) -> Self {
        if let Some(name) = name {
            self.values.push(Value::Text(name.clone()));
            let n = self.values.len();
            self.conditions.push(format!(
                "(p.name = ?{n} OR a.id IN (SELECT s.account FROM associations s
                  JOIN endpoints l ON l.id = s.endpoint WHERE l.name = ?{n}))"
            ));
        }
        self
    }

    fn either(mut self, one: &str, other: &str, value: Option<&String>) -> Self {
        if let Some(value) = value {
            self.values.push(Value::Text(value.clone()));
            let n = self.values.len();
            self.conditions
                .push(format!("({one} = ?{n} OR {other} = ?{n})"));
        }
        self
    }

    fn all<T>(
        mut self,
        repository: &Repository,
        select: &str,
        order: &str,
        filter: &Filter,
        read: impl Fn(&Row<'_>) -> Attempt<T>,
    ) -> Attempt<Vec<T>> {
        let mut sql = select.to_owned();
        if !self.conditions.is_empty() {
            sql = format!("{sql} WHERE {}", self.conditions.join(" AND "));
        }
        let limit = filter.limit.and_then(|n| i64::try_from(n).ok());
        self.values.push(Value::Integer(limit.unwrap_or(-1)));
        sql = format!("{sql} ORDER BY {order} LIMIT ?{}", self.values.len());
        lookups::read_all(
            &repository.connection,
            &sql,
            params_from_iter(self.values),
            read,
        )
    }
}

fn link(row: &Row<'_>) -> Attempt<Link> {
    let origin: String = row.get(6)?;
    let attributes: Option<String> = row.get(7)?;
    Ok(Link {
        attributes: read_columns(attributes.as_deref().unwrap_or("{}"))?,
        endpoint: row.get(0)?,
        account: row.get(1)?,
        account_id: row.get(2)?,
        entitlement_type: row.get(3)?,
        entitlement_id: row.get(4)?,
        entitlement_value: row.get(5)?,
        origin: if origin == "task" {
            LinkOrigin::Task
        } else {
            LinkOrigin::Import
        },
    })
}

fn run(row: &Row<'_>, now: Option<Timestamp>) -> Attempt<RunRecord> {
    let report: Option<String> = row.get(6)?;
    let holder: String = row.get(8)?;
    let (status, ended) = state_of((row.get(3)?, row.get(5)?), row.get(7)?, &holder, now);
    Ok(RunRecord {
        run: row.get(0)?,
        endpoint: row.get(1)?,
        kind: row.get(2)?,
        status,
        started: row.get(4)?,
        ended,
        report: report.map(|text| serde_json::from_str(&text)).transpose()?,
    })
}
