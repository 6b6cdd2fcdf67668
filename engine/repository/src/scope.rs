//! Scopes: endpoints and their entitlement types, by name.

use bindery_connector::ports::RunId;
use bindery_diagnostics::{Diagnostic, codes};
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::{Attempt, Failure};
use crate::shape::{ACCOUNTS, ENTITLEMENTS, Shape};

/// Where the rows of a run's object type are staged, and the scope they are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The run.
    pub run: RunId,
    /// The endpoint of accounts, the type of entitlements.
    pub scope: i64,
    /// 0 for accounts, else the entitlement type.
    pub staged_type: i64,
}

impl Place {
    /// Accounts of an endpoint.
    pub(crate) const fn accounts(run: RunId, endpoint: i64) -> Self {
        Self {
            run,
            scope: endpoint,
            staged_type: 0,
        }
    }

    /// Entitlements of a type.
    pub(crate) const fn entitlements(run: RunId, entitlement_type: i64) -> Self {
        Self {
            run,
            scope: entitlement_type,
            staged_type: entitlement_type,
        }
    }

    /// The shape of the rows at a place.
    pub(crate) const fn shape(&self) -> &'static Shape {
        if self.staged_type == 0 {
            &ACCOUNTS
        } else {
            &ENTITLEMENTS
        }
    }
}

/// Makes sure that the security system and endpoint of a connection exist.
pub(crate) fn open_endpoint(tx: &Connection, connection: &str) -> Attempt<String> {
    if find_endpoint(tx, connection)?.is_some() {
        return Ok(connection.to_owned());
    }
    tx.execute(
        "INSERT INTO security_systems (name) VALUES (?1) ON CONFLICT DO NOTHING",
        [connection],
    )?;
    tx.execute(
        "INSERT INTO endpoints (security_system, name)
         SELECT id, name FROM security_systems WHERE name = ?1 ON CONFLICT DO NOTHING",
        [connection],
    )?;
    Ok(connection.to_owned())
}

/// The row of an endpoint, `None` where the store has none of this name.
pub(crate) fn find_endpoint(tx: &Connection, name: &str) -> Attempt<Option<i64>> {
    Ok(tx
        .prepare_cached("SELECT id FROM endpoints WHERE name = ?1")?
        .query_row([name], |r| r.get(0))
        .optional()?)
}

/// The row of an endpoint that must exist.
pub(crate) fn endpoint(tx: &Connection, name: &str) -> Attempt<i64> {
    find_endpoint(tx, name)?.ok_or_else(|| {
        Failure::from(
            Diagnostic::new(codes::STORE, format!("the store has no endpoint `{name}`"))
                .with_help("run an import of the connection first, or check the name"),
        )
    })
}

/// Where the tasks of a logical endpoint are carried out: the row and name of the endpoint that has its
/// accounts. `None` for one that has accounts of its own, or none at all.
pub(crate) fn place_of_tasks(tx: &Connection, name: &str) -> Attempt<Option<(i64, String)>> {
    Ok(tx
        .prepare_cached(
            "SELECT p.id, p.name FROM endpoints l JOIN endpoints p ON p.id = l.accounts_of
             WHERE l.name = ?1 AND NOT EXISTS (SELECT 1 FROM accounts WHERE endpoint = l.id)",
        )?
        .query_row([name], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?)
}

/// The row of an entitlement type, made where there is none.
pub(crate) fn entitlement_type(tx: &Connection, endpoint: i64, name: &str) -> Attempt<i64> {
    let mut query =
        tx.prepare_cached("SELECT id FROM entitlement_types WHERE endpoint = ?1 AND name = ?2")?;
    let found = query
        .query_row(params![endpoint, name], |r| r.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    tx.execute(
        "INSERT INTO entitlement_types (endpoint, name) VALUES (?1, ?2)",
        params![endpoint, name],
    )?;
    Ok(tx.last_insert_rowid())
}
