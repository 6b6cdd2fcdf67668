//! Security systems and endpoints as a workspace declares them, and accounts that belong to logical
//! endpoints.

use bindery_connector::Outcome;
use bindery_connector::ports::{AssociationChanges, EndpointFacts, EndpointFilter, RunId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::Attempt;
use crate::shape::read_columns;
use crate::{Repository, lease, scope};

/// Makes sure that an endpoint exists, and says which security system it belongs to, what people call
/// it, and its custom properties.
pub(crate) fn declare(tx: &Connection, facts: &EndpointFacts) -> Attempt<()> {
    let system = security_system(tx, &facts.security_system)?;
    let columns = serde_json::to_string(&facts.customproperties)?;
    tx.prepare_cached(
        "INSERT INTO endpoints (security_system, name, display_name, columns)
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE
         SET security_system = ?1, display_name = ?3, columns = ?4
         WHERE security_system IS NOT ?1 OR display_name IS NOT ?3 OR columns IS NOT ?4",
    )?
    .execute(params![system, facts.name, facts.display_name, columns])?;
    Ok(())
}

fn security_system(tx: &Connection, name: &str) -> Attempt<i64> {
    tx.prepare_cached("INSERT INTO security_systems (name) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([name])?;
    Ok(tx
        .prepare_cached("SELECT id FROM security_systems WHERE name = ?1")?
        .query_row([name], |r| r.get(0))?)
}

/// What is known of an endpoint.
pub(crate) fn facts(tx: &Connection, name: &str) -> Attempt<EndpointFacts> {
    let found = tx
        .prepare_cached(
            "SELECT p.display_name, p.columns, s.name FROM endpoints p
             JOIN security_systems s ON s.id = p.security_system WHERE p.name = ?1",
        )?
        .query_row([name], |r| {
            Ok((
                r.get::<_, Option<String>>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, String>(2)?,
            ))
        })
        .optional()?;
    let Some((display_name, columns, security_system)) = found else {
        return Ok(EndpointFacts::named(name));
    };
    Ok(EndpointFacts {
        name: name.to_owned(),
        display_name: display_name.unwrap_or_else(|| name.to_owned()),
        security_system,
        customproperties: read_columns(&columns)?,
    })
}

/// Makes the associations of every logical endpoint what the links of the run's endpoint say.
pub(crate) fn associate(
    tx: &Connection,
    run: RunId,
    filters: &[EndpointFilter],
) -> Attempt<Vec<AssociationChanges>> {
    let own = lease::endpoint_of(tx, run)?;
    let mut done = Vec::new();
    for filter in filters {
        let logical = logical_endpoint(tx, own, &filter.endpoint)?;
        tx.execute_batch("DELETE FROM temp.associated")?;
        for (entitlement_type, values) in &filter.entitlements {
            for value in values {
                tx.prepare_cached(
                    "INSERT OR IGNORE INTO temp.associated
                     SELECT l.account FROM links l
                     JOIN accounts a ON a.id = l.account AND a.endpoint = ?1
                     JOIN entitlements e ON e.id = l.entitlement
                     JOIN entitlement_types t ON t.id = e.entitlement_type
                     WHERE t.endpoint = ?1 AND t.name = ?2
                     AND (e.value = ?3 OR e.entitlement_id = ?3)",
                )?
                .execute(params![own, entitlement_type, value])?;
            }
        }
        let removed = tx
            .prepare_cached(
                "DELETE FROM associations WHERE endpoint = ?1
                 AND account IN (SELECT id FROM accounts WHERE endpoint = ?2)
                 AND account NOT IN (SELECT account FROM temp.associated)",
            )?
            .execute(params![logical, own])?;
        let added = tx
            .prepare_cached(
                "INSERT INTO associations SELECT ?1, account FROM temp.associated WHERE true
                 ON CONFLICT DO NOTHING",
            )?
            .execute([logical])?;
        let all: i64 = tx.query_row("SELECT count(*) FROM temp.associated", [], |r| r.get(0))?;
        done.push(AssociationChanges {
            added,
            removed,
            unchanged: usize::try_from(all).unwrap_or(0).saturating_sub(added),
        });
    }
    Ok(done)
}

/// The row of a logical endpoint; one that nobody declared is made in the security system of the
/// endpoint that has the accounts.
fn logical_endpoint(tx: &Connection, own: i64, name: &str) -> Attempt<i64> {
    tx.prepare_cached(
        "INSERT INTO endpoints (security_system, name)
         SELECT security_system, ?2 FROM endpoints WHERE id = ?1 ON CONFLICT DO NOTHING",
    )?
    .execute(params![own, name])?;
    scope::endpoint(tx, name)
}

/// A security system as a workspace declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecuritySystemRecord {
    /// Its name.
    pub name: String,
    /// The name people read.
    pub display_name: Option<String>,
}

fn is_as_declared(tx: &Connection, system: &SecuritySystemRecord) -> Attempt<bool> {
    let stored = tx
        .prepare_cached("SELECT display_name FROM security_systems WHERE name = ?1")?
        .query_row([&system.name], |r| r.get::<_, Option<String>>(0))
        .optional()?;
    Ok(stored.is_some_and(|stored| stored == system.display_name))
}

impl Repository {
    /// Keeps the store in step with what a workspace declares. What it does not name any more stays:
    /// rows may belong to it.
    ///
    /// # Errors
    /// `R5001` when the store cannot be written.
    pub fn declare(
        &mut self,
        systems: &[SecuritySystemRecord],
        endpoints: &[EndpointFacts],
    ) -> Outcome<()> {
        let mut is_in_step = true;
        for system in systems {
            is_in_step &= is_as_declared(&self.connection, system)?;
        }
        for endpoint in endpoints {
            is_in_step &= scope::find_endpoint(&self.connection, &endpoint.name)?.is_some()
                && facts(&self.connection, &endpoint.name)? == *endpoint;
        }
        if is_in_step {
            return Ok(());
        }
        self.transact(|tx| {
            for system in systems {
                let row = security_system(tx, &system.name)?;
                tx.prepare_cached("UPDATE security_systems SET display_name = ?2 WHERE id = ?1")?
                    .execute(params![row, system.display_name])?;
            }
            endpoints.iter().try_for_each(|one| declare(tx, one))
        })
    }
}
