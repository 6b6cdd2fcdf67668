//! The objects of a run that further calls are made for: staged rows, laid over stored ones where the run
//! did not read everything itself.

use std::collections::BTreeMap;

use bindery_connector::ports::RunId;
use bindery_model::{AccountRecord, AccountStatus, Columns, EntitlementRecord, EntitlementStatus};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::failure::Attempt;
use crate::scope::Place;
use crate::shape::{ACCOUNTS, ENTITLEMENTS};
use crate::staging::{RawStaged, staged_rows};
use crate::{lease, shape};

/// The accounts of a run in the order of the feed.
pub(crate) fn accounts(tx: &Transaction<'_>, run: RunId) -> Attempt<Vec<AccountRecord>> {
    let place = Place::accounts(run, lease::endpoint_of(tx, run)?);
    staged_rows(tx, &place)?
        .into_iter()
        .map(|mut raw| {
            let key = std::mem::take(&mut raw.key);
            let status = raw.status.as_deref().and_then(AccountStatus::parse);
            let (parts, memberships) = raw.parse()?;
            Ok(AccountRecord {
                key,
                columns: ACCOUNTS.join(parts),
                status,
                memberships,
            })
        })
        .collect()
}

/// The accounts to ask for their entitlements.
pub(crate) fn accounts_to_visit(tx: &Transaction<'_>, run: RunId) -> Attempt<Vec<AccountRecord>> {
    let mut staged = accounts(tx, run)?;
    if !staged.is_empty() {
        staged.retain(|account| account.status != Some(AccountStatus::Inactive));
        return Ok(staged);
    }
    let endpoint = lease::endpoint_of(tx, run)?;
    let mut query = tx.prepare_cached(&format!(
        "SELECT coalesce(account_id, name, ''), account_id, name, display_name, 7, status, columns,
                NULL
         FROM accounts WHERE endpoint = ?1 AND status IN {} ORDER BY id",
        ACCOUNTS.present
    ))?;
    let rows = query.query_map([endpoint], RawStaged::read)?;
    rows.map(|row| {
        let mut raw = row?;
        let key = std::mem::take(&mut raw.key);
        let status = raw.status.as_deref().and_then(AccountStatus::parse);
        let (parts, _) = raw.parse()?;
        Ok(AccountRecord {
            key,
            columns: ACCOUNTS.join(parts),
            status,
            memberships: None,
        })
    })
    .collect()
}

/// Active and in-process entitlements of a type, staged rows laid over stored ones, by id.
pub(crate) fn entitlements(
    tx: &Transaction<'_>,
    run: RunId,
    type_name: &str,
) -> Attempt<Vec<EntitlementRecord>> {
    let endpoint = lease::endpoint_of(tx, run)?;
    let Some(type_row) = tx
        .query_row(
            "SELECT id FROM entitlement_types WHERE endpoint = ?1 AND name = ?2",
            params![endpoint, type_name],
            |r| r.get::<_, i64>(0),
        )
        .optional()?
    else {
        return Ok(Vec::new());
    };
    let mut all = stored_entitlements(tx, type_row)?;
    for mut raw in staged_rows(tx, &Place::entitlements(run, type_row))? {
        let key = std::mem::take(&mut raw.key);
        let status = raw.status.as_deref().and_then(EntitlementStatus::parse);
        let (parts, _) = raw.parse()?;
        let id = parts.real[0].clone().unwrap_or_else(|| key.clone());
        if status == Some(EntitlementStatus::Inactive) {
            all.remove(&id);
            continue;
        }
        let laid = all.entry(id).or_insert_with(|| EntitlementRecord {
            key: String::new(),
            columns: Columns::new(),
            status: None,
        });
        laid.key = key;
        laid.status = status;
        for (column, value) in &ENTITLEMENTS.join(parts) {
            shape::put(&mut laid.columns, column, value, true);
        }
    }
    Ok(all.into_values().collect())
}

fn stored_entitlements(
    tx: &Transaction<'_>,
    type_row: i64,
) -> Attempt<BTreeMap<String, EntitlementRecord>> {
    let mut query = tx.prepare_cached(
        "SELECT coalesce(entitlement_id, value, ''), entitlement_id, value, display_name, 7, status,
                columns, NULL
         FROM entitlements WHERE entitlement_type = ?1 AND status IN ('active', 'in-process')",
    )?;
    let rows = query.query_map([type_row], RawStaged::read)?;
    let mut all = BTreeMap::new();
    for row in rows {
        let mut raw = row?;
        let key = std::mem::take(&mut raw.key);
        let status = raw.status.as_deref().and_then(EntitlementStatus::parse);
        let (parts, _) = raw.parse()?;
        let record = EntitlementRecord {
            key: key.clone(),
            columns: ENTITLEMENTS.join(parts),
            status,
        };
        all.insert(key, record);
    }
    Ok(all)
}
