//! Reconciling accounts and entitlements: the comparison, the connector's verdict, the difference.

use bindery_connector::ports::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, Change, ChangeKind,
    EntitlementChanges, EntitlementFacts, EntitlementRule, EntitlementVerdict, MissingAction,
    RunId,
};
use bindery_model::{AccountStatus, EntitlementStatus};
use rusqlite::Transaction;

use crate::comparison::{Comparison, room};
use crate::failure::Attempt;
use crate::presence::Presence;
use crate::scope::{Place, entitlement_type};
use crate::{creation, lease, lookups};

/// Accounts of the run's endpoint.
pub(crate) fn accounts(
    tx: &Transaction<'_>,
    presence: &mut Presence,
    run: RunId,
    rule: &AccountRule,
    verdict: &mut dyn FnMut(&AccountFacts) -> AccountVerdict,
) -> Attempt<AccountChanges> {
    let place = Place::accounts(run, lease::endpoint_of(tx, run)?);
    let now = lease::heartbeat(tx, run)?;
    if let Some(created) = creation::create(tx, &place, presence, &now)? {
        verdict(&AccountFacts {
            present: 0,
            staged: created.fetched,
            missing: 0,
        });
        return Ok(created);
    }
    let mut comparison = Comparison::start(tx, place, &rule.key_column, now, presence.of(&place))?;
    let facts = comparison.facts(rule.include_inactive)?;
    let verdict = verdict(&AccountFacts {
        present: facts.present,
        staged: facts.staged,
        missing: facts.missing,
    });
    comparison.apply_feed()?;
    let action = match verdict.action {
        MissingAction::Keep => None,
        MissingAction::Inactivate => Some((ChangeKind::Inactivated, AccountStatus::Inactive)),
        MissingAction::Suspend => Some((ChangeKind::Suspended, AccountStatus::SuspendedFromImport)),
    };
    if let Some((kind, status)) = action {
        comparison.apply_missing(kind, status.as_str())?;
        if verdict.delete_links {
            delete_links(tx, &mut comparison.done)?;
        }
    }
    tx.execute(
        "INSERT OR IGNORE INTO temp.seen SELECT ?1, object FROM temp.matched",
        [run.0],
    )?;
    Ok(comparison.done)
}

/// Links of missing accounts go, and their raw memberships with them: else the next import of access
/// would make them again.
fn delete_links(tx: &Transaction<'_>, done: &mut AccountChanges) -> Attempt<()> {
    let mut query = tx.prepare_cached(
        "SELECT coalesce(a.name, a.account_id, '') || ' -> ' || t.name || ' ' ||
                coalesce(e.value, e.entitlement_id, '')
         FROM temp.missing m
         JOIN links l ON l.account = m.object
         JOIN accounts a ON a.id = l.account
         JOIN entitlements e ON e.id = l.entitlement
         JOIN entitlement_types t ON t.id = e.entitlement_type
         ORDER BY l.account, l.entitlement LIMIT ?1",
    )?;
    let room = room(done.changes.len());
    for subject in query.query_map([room], |r| r.get(0))? {
        done.changes.push(Change {
            kind: ChangeKind::LinkRemoved,
            subject: subject?,
            columns: Vec::new(),
        });
    }
    done.links_removed += tx.execute(
        "DELETE FROM links WHERE account IN (SELECT object FROM temp.missing)",
        [],
    )?;
    tx.execute(
        "UPDATE accounts SET memberships = NULL
         WHERE memberships IS NOT NULL AND id IN (SELECT object FROM temp.missing)",
        [],
    )?;
    Ok(())
}

/// Entitlements of one type.
pub(crate) fn entitlements(
    tx: &Transaction<'_>,
    presence: &mut Presence,
    run: RunId,
    rule: &EntitlementRule,
    verdict: &mut dyn FnMut(&EntitlementFacts) -> EntitlementVerdict,
) -> Attempt<EntitlementChanges> {
    let endpoint = lease::endpoint_of(tx, run)?;
    let place = Place::entitlements(run, entitlement_type(tx, endpoint, &rule.entitlement_type)?);
    let now = lease::heartbeat(tx, run)?;
    if let Some(created) = creation::create(tx, &place, presence, &now)? {
        verdict(&EntitlementFacts {
            present: 0,
            staged: created.fetched,
            missing: 0,
        });
        return Ok(EntitlementChanges {
            fetched: created.fetched,
            created: created.created,
            changes: created.changes,
            ..EntitlementChanges::default()
        });
    }
    let mut comparison = Comparison::start(tx, place, &rule.key_column, now, presence.of(&place))?;
    let facts = comparison.facts(false)?;
    let verdict = verdict(&EntitlementFacts {
        present: facts.present,
        staged: facts.staged,
        missing: facts.missing,
    });
    comparison.apply_feed()?;
    if verdict == EntitlementVerdict::Inactivate {
        comparison.apply_missing(
            ChangeKind::Inactivated,
            EntitlementStatus::Inactive.as_str(),
        )?;
    }
    let in_process = tx.query_row(
        "SELECT count(*) FROM staged
         WHERE run = ?1 AND entitlement_type = ?2 AND status = 'in-process'",
        [run.0, comparison.place.staged_type],
        |r| lookups::size(r, 0),
    )?;
    let done = comparison.done;
    Ok(EntitlementChanges {
        in_process,
        fetched: done.fetched,
        created: done.created,
        updated: done.updated + done.reactivated,
        unchanged: done.unchanged,
        inactivated: done.inactivated,
        changes: done.changes,
    })
}
