//! Security systems and endpoints as a workspace declares them.

use bindery_connector::Outcome;
use bindery_connector::ports::EndpointFacts;
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::Attempt;
use crate::shape::read_columns;
use crate::{Repository, scope};

/// Makes sure that an endpoint exists, and says which security system it belongs to, what people call
/// it, and its custom properties.
pub(crate) fn declare(tx: &Connection, facts: &EndpointFacts) -> Attempt<()> {
    let system = security_system(tx, &facts.security_system)?;
    let columns = serde_json::to_string(&facts.customproperties)?;
    tx.prepare_cached(
        "INSERT INTO endpoints (security_system, name, display_name, columns, owner)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO UPDATE
         SET security_system = ?1, display_name = ?3, columns = ?4, owner = ?5
         WHERE security_system IS NOT ?1 OR display_name IS NOT ?3 OR columns IS NOT ?4
             OR owner IS NOT ?5",
    )?
    .execute(params![
        system,
        facts.name,
        facts.display_name,
        columns,
        facts.owner
    ])?;
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
            "SELECT p.display_name, p.columns, s.name, p.owner FROM endpoints p
             JOIN security_systems s ON s.id = p.security_system WHERE p.name = ?1",
        )?
        .query_row([name], |r| {
            Ok((
                r.get::<_, Option<String>>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, String>(2)?,
                r.get::<_, Option<String>>(3)?,
            ))
        })
        .optional()?;
    let Some((display_name, columns, security_system, owner)) = found else {
        return Ok(EndpointFacts::named(name));
    };
    Ok(EndpointFacts {
        name: name.to_owned(),
        display_name: display_name.unwrap_or_else(|| name.to_owned()),
        security_system,
        owner,
        customproperties: read_columns(&columns)?,
    })
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
