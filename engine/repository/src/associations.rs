//! Accounts that belong to logical endpoints (`ENDPOINTS_FILTER`): those that have one of the
//! entitlements which the endpoint is about. An import makes all of them so; what a task gives or takes
//! in between is followed for its account.

use bindery_connector::ports::{AssociationChanges, EndpointFilter, RunId};
use rusqlite::{Connection, params};

use crate::failure::Attempt;
use crate::{lease, scope};

/// Makes the associations of every logical endpoint what the links of the run's endpoint say.
pub(crate) fn associate(
    tx: &Connection,
    run: RunId,
    filters: &[EndpointFilter],
) -> Attempt<Vec<AssociationChanges>> {
    let own = lease::endpoint_of(tx, run)?;
    let mut done = Vec::new();
    for filter in filters {
        let logical = logical_endpoint(tx, own, filter)?;
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

/// The row of a logical endpoint, which is one from now on, with what it is about; one that nobody
/// declared is made in the security system of the endpoint that has the accounts.
fn logical_endpoint(tx: &Connection, own: i64, filter: &EndpointFilter) -> Attempt<i64> {
    tx.prepare_cached(
        "INSERT INTO endpoints (security_system, name)
         SELECT security_system, ?2 FROM endpoints WHERE id = ?1 ON CONFLICT DO NOTHING",
    )?
    .execute(params![own, filter.endpoint])?;
    let logical = scope::endpoint(tx, &filter.endpoint)?;
    tx.prepare_cached("UPDATE endpoints SET accounts_of = ?2 WHERE id = ?1 AND id <> ?2")?
        .execute([logical, own])?;
    tx.prepare_cached("DELETE FROM endpoint_filters WHERE endpoint = ?1")?
        .execute([logical])?;
    for (entitlement_type, values) in &filter.entitlements {
        for value in values {
            tx.prepare_cached("INSERT OR IGNORE INTO endpoint_filters VALUES (?1, ?2, ?3)")?
                .execute(params![logical, entitlement_type, value])?;
        }
    }
    Ok(logical)
}

/// Makes the associations of one account what its links say, by the filters that were read last.
pub(crate) fn renew(tx: &Connection, account: i64) -> Attempt<()> {
    const WANTED: &str = "SELECT f.endpoint, l.account FROM links l
         JOIN accounts a ON a.id = l.account
         JOIN entitlements e ON e.id = l.entitlement
         JOIN entitlement_types t ON t.id = e.entitlement_type AND t.endpoint = a.endpoint
         JOIN endpoints p ON p.accounts_of = a.endpoint
         JOIN endpoint_filters f ON f.endpoint = p.id AND f.entitlement_type = t.name
             AND f.value IN (e.value, e.entitlement_id)
         WHERE l.account = ?1";
    tx.prepare_cached(&format!(
        "DELETE FROM associations WHERE account = ?1
         AND endpoint IN (SELECT endpoint FROM endpoint_filters)
         AND endpoint NOT IN (SELECT endpoint FROM ({WANTED}))"
    ))?
    .execute([account])?;
    tx.prepare_cached(&format!(
        "INSERT INTO associations {WANTED} ON CONFLICT DO NOTHING"
    ))?
    .execute([account])?;
    Ok(())
}
