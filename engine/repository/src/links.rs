//! Reconciling the links of one entitlement type.
//!
//! What was read is laid into one working set, whether it came as raw memberships of the accounts or
//! as links of their own, and its ends are resolved by the columns it names. Then it is compared with
//! the stored links. Only ends that were completely read lose links, and only of accounts that are
//! present (`rest-dialect §2.9.2`); accounts that were taken away, or that went missing in this run, get none. What does not resolve is
//! kept, as raw membership or as unresolved link, and tried again next time (design D15).

use bindery_connector::ports::{Change, ChangeKind, LinkChanges, LinkRule, LinkSource, RunId};
use bindery_model::Columns;
use rusqlite::{Transaction, params};

use crate::comparison::room;
use crate::failure::Attempt;
use crate::presence::{Presence, Rows};
use crate::scope::Place;
use crate::shape::{ACCOUNTS, ENTITLEMENTS, read_columns, text_of};
use crate::{lease, lookups, scope};

/// How many unresolved links are shown as examples.
const SAMPLES: i64 = 5;

/// The links of one type of the run's endpoint.
pub(crate) fn reconcile(
    tx: &Transaction<'_>,
    presence: &Presence,
    run: RunId,
    rule: &LinkRule,
) -> Attempt<LinkChanges> {
    let endpoint = lease::endpoint_of(tx, run)?;
    let entitlement_type = scope::entitlement_type(tx, endpoint, &rule.entitlement_type)?;
    let work = Work {
        tx,
        run,
        endpoint,
        entitlement_type,
        type_name: &rule.entitlement_type,
    };
    tx.execute_batch(
        "DELETE FROM temp.read_links; DELETE FROM temp.wanted; DELETE FROM temp.observed;
         DELETE FROM temp.changing;",
    )?;
    match rule.source {
        LinkSource::Memberships => {
            work.see(presence)?;
            work.read_memberships()?;
        }
        LinkSource::Staged => work.read_staged()?,
    }
    work.find_absent(presence)?;
    work.resolve()?;
    let mut done = LinkChanges::default();
    work.unresolved(&mut done)?;
    if rule.source == LinkSource::Staged {
        work.keep_unresolved()?;
        work.observe()?;
    }
    if rule.remove_stale {
        work.remove_stale(rule, &mut done)?;
    }
    work.add(&mut done)?;
    work.change(rule, &mut done)?;
    Ok(done)
}

struct Work<'a> {
    tx: &'a Transaction<'a>,
    run: RunId,
    endpoint: i64,
    entitlement_type: i64,
    type_name: &'a str,
}

impl Work<'_> {
    /// Accounts that were read as they are have been seen too.
    fn see(&self, presence: &Presence) -> Attempt<()> {
        let mut see = self
            .tx
            .prepare_cached("INSERT OR IGNORE INTO temp.seen VALUES (?1, ?2)")?;
        let present = presence.of(&Place::accounts(self.run, self.endpoint));
        for account in present.into_iter().flat_map(Rows::iter) {
            see.execute(params![self.run.0, account])?;
        }
        Ok(())
    }

    /// In a run that read accounts, inactive ones that it has not seen.
    fn find_absent(&self, presence: &Presence) -> Attempt<()> {
        self.tx.execute("DELETE FROM temp.absent", [])?;
        let present = presence.of(&Place::accounts(self.run, self.endpoint));
        let seen: bool = self.tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM temp.seen WHERE run = ?1)",
            [self.run.0],
            |r| r.get(0),
        )?;
        if !seen && present.is_none_or(|rows| rows.count() == 0) {
            return Ok(());
        }
        let inactive = lookups::read_all(
            self.tx,
            "SELECT a.id FROM accounts a WHERE a.endpoint = ?2 AND a.status = 'inactive'
             AND NOT EXISTS (SELECT 1 FROM temp.seen n WHERE n.run = ?1 AND n.account = a.id)",
            params![self.run.0, self.endpoint],
            |r| Ok(r.get::<_, i64>(0)?),
        )?;
        let mut insert = self
            .tx
            .prepare_cached("INSERT INTO temp.absent VALUES (?1)")?;
        for account in inactive {
            if !present.is_some_and(|rows| rows.has(account)) {
                insert.execute([account])?;
            }
        }
        Ok(())
    }

    /// Raw memberships of the accounts that this run has seen; in a run of access alone, of all.
    fn read_memberships(&self) -> Attempt<()> {
        let seen: bool = self.tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM temp.seen WHERE run = ?1)",
            [self.run.0],
            |r| r.get(0),
        )?;
        let from = if seen {
            "temp.seen n JOIN accounts a ON n.run = ?3 AND a.id = n.account"
        } else {
            "accounts a"
        };
        let entries = format!(
            "{from} JOIN json_each(a.memberships) m
             WHERE a.endpoint = ?1 AND a.memberships IS NOT NULL AND ?3 = ?3
               AND a.status NOT IN ('manually-suspended', 'suspended-from-import')
               AND m.value ->> 'entitlement_type' = ?2"
        );
        let parameters = params![self.endpoint, self.type_name, self.run.0];
        self.tx.execute(
            &format!("INSERT OR IGNORE INTO temp.observed SELECT a.id FROM {entries}"),
            parameters,
        )?;
        self.tx.execute(
            &format!(
                "INSERT INTO temp.read_links
                 SELECT NULL, coalesce(r.name, r.account_id, ''), r.key_field, i.value, r.id, NULL,
                        NULL
                 FROM (SELECT a.id, a.name, a.account_id, m.value ->> 'key_field' AS key_field,
                              m.value -> 'ids' AS ids FROM {entries}) r
                 JOIN json_each(r.ids) i"
            ),
            parameters,
        )?;
        Ok(())
    }

    /// Staged links, and those of earlier runs that did not resolve then.
    fn read_staged(&self) -> Attempt<()> {
        // What an end says now replaces what it said before.
        self.tx.execute(
            "DELETE FROM unresolved_links AS u WHERE entitlement_type = ?2 AND EXISTS (
                 SELECT 1 FROM staged_observed o WHERE o.run = ?1 AND o.entitlement_type = ?2
                 AND o.entitlement_column = u.entitlement_column
                 AND o.entitlement_value = u.entitlement_value)",
            params![self.run.0, self.entitlement_type],
        )?;
        self.tx.execute(
            "INSERT INTO temp.read_links
             SELECT account_column, account_value, entitlement_column, entitlement_value, NULL, NULL,
                    attributes
             FROM unresolved_links WHERE entitlement_type = ?1",
            [self.entitlement_type],
        )?;
        self.tx.execute(
            "INSERT INTO temp.read_links
             SELECT account_column, account_value, entitlement_column, entitlement_value, NULL, NULL,
                    attributes
             FROM staged_links WHERE run = ?1 AND entitlement_type = ?2 ORDER BY seq",
            params![self.run.0, self.entitlement_type],
        )?;
        Ok(())
    }

    fn resolve(&self) -> Attempt<()> {
        lookups::empty(self.tx, &ACCOUNTS)?;
        lookups::empty(self.tx, &ENTITLEMENTS)?;
        for column in self.columns("account_column")? {
            lookups::fill(self.tx, &ACCOUNTS, self.endpoint, &column)?;
        }
        for column in self.columns("entitlement_column")? {
            lookups::fill(self.tx, &ENTITLEMENTS, self.entitlement_type, &column)?;
        }
        self.tx.execute(
            "UPDATE temp.read_links SET account = coalesce(account, (
                 SELECT l.object FROM temp.account_lookup l
                 JOIN accounts a ON a.id = l.object
                  AND a.status NOT IN ('manually-suspended', 'suspended-from-import')
                  AND a.id NOT IN (SELECT account FROM temp.absent)
                 WHERE l.column = account_column AND l.value = account_value)),
                 entitlement = (SELECT object FROM temp.entitlement_lookup
                 WHERE column = entitlement_column AND value = entitlement_value)",
            [],
        )?;
        self.tx.execute(
            "INSERT INTO temp.wanted SELECT account, entitlement, attributes FROM temp.read_links
             WHERE account IS NOT NULL AND entitlement IS NOT NULL ORDER BY rowid
             ON CONFLICT (account, entitlement) DO UPDATE
             SET attributes = json_patch(coalesce(attributes, '{}'), excluded.attributes)
             WHERE excluded.attributes IS NOT NULL",
            [],
        )?;
        Ok(())
    }

    fn columns(&self, of: &str) -> Attempt<Vec<String>> {
        let observed = if of == "entitlement_column" {
            "UNION SELECT entitlement_column FROM staged_observed
             WHERE run = ?1 AND entitlement_type = ?2"
        } else {
            "UNION SELECT NULL WHERE ?1 IS ?2 AND 0"
        };
        lookups::read_all(
            self.tx,
            &format!(
                "SELECT {of} FROM temp.read_links WHERE {of} IS NOT NULL {observed} ORDER BY 1"
            ),
            params![self.run.0, self.entitlement_type],
            |r| Ok(r.get(0)?),
        )
    }

    fn unresolved(&self, done: &mut LinkChanges) -> Attempt<()> {
        const OPEN: &str = "(SELECT DISTINCT account_column, account_value, entitlement_column,
            entitlement_value, iif(account_column IS NULL, account, NULL)
            FROM temp.read_links WHERE account IS NULL OR entitlement IS NULL)";
        done.unresolved = self
            .tx
            .query_row(&format!("SELECT count(*) FROM {OPEN}"), [], |r| {
                lookups::size(r, 0)
            })?;
        if done.unresolved > 0 {
            done.unresolved_samples = lookups::read_all(
                self.tx,
                &format!(
                    "SELECT account_value || ' -> ' || ?1 || ' ' || entitlement_value
                     FROM {OPEN} ORDER BY account_value, entitlement_value LIMIT ?2"
                ),
                params![self.type_name, SAMPLES],
                |r| Ok(r.get(0)?),
            )?;
        }
        Ok(())
    }

    fn keep_unresolved(&self) -> Attempt<()> {
        self.tx.execute(
            "DELETE FROM unresolved_links WHERE entitlement_type = ?1",
            [self.entitlement_type],
        )?;
        self.tx.execute(
            "INSERT OR IGNORE INTO unresolved_links
             SELECT ?1, account_column, account_value, entitlement_column, entitlement_value,
                    attributes
             FROM temp.read_links WHERE account IS NULL OR entitlement IS NULL",
            [self.entitlement_type],
        )?;
        Ok(())
    }

    /// Entitlements whose members were completely read.
    fn observe(&self) -> Attempt<()> {
        self.tx.execute(
            "INSERT OR IGNORE INTO temp.observed
             SELECT l.object FROM staged_observed o JOIN temp.entitlement_lookup l
             ON l.column = o.entitlement_column AND l.value = o.entitlement_value
             WHERE o.run = ?1 AND o.entitlement_type = ?2",
            params![self.run.0, self.entitlement_type],
        )?;
        Ok(())
    }

    fn remove_stale(&self, rule: &LinkRule, done: &mut LinkChanges) -> Attempt<()> {
        let end = match rule.source {
            LinkSource::Memberships => "l.account",
            LinkSource::Staged => "l.entitlement",
        };
        // The join is ordered by hand: observed ends first, then their links by index.
        let stale = self.tx.execute(
            &format!(
                "INSERT INTO temp.changing SELECT l.account, l.entitlement
                 FROM temp.observed o CROSS JOIN links l ON {end} = o.object
                 CROSS JOIN entitlements e ON e.id = l.entitlement
                 CROSS JOIN accounts a ON a.id = l.account
                 WHERE e.entitlement_type = ?1 AND a.status IN {present}
                   AND NOT EXISTS (SELECT 1 FROM temp.wanted w
                                   WHERE w.account = l.account AND w.entitlement = l.entitlement)",
                present = ACCOUNTS.present
            ),
            [self.entitlement_type],
        )?;
        if stale > 0 && rule.most_removed.is_some_and(|most| stale as u64 >= most) {
            done.held_back = stale;
            return Ok(());
        }
        self.list(ChangeKind::LinkRemoved, done)?;
        let mut delete = self
            .tx
            .prepare_cached("DELETE FROM links WHERE account = ?1 AND entitlement = ?2")?;
        let mut stale = self
            .tx
            .prepare_cached("SELECT account, entitlement FROM temp.changing")?;
        let mut rows = stale.query([])?;
        while let Some(row) = rows.next()? {
            done.removed +=
                delete.execute(params![row.get::<_, i64>(0)?, row.get::<_, i64>(1)?])?;
        }
        Ok(())
    }

    fn add(&self, done: &mut LinkChanges) -> Attempt<()> {
        self.tx.execute_batch(
            "DELETE FROM temp.changing;
             INSERT INTO temp.changing SELECT w.account, w.entitlement FROM temp.wanted w
             WHERE NOT EXISTS (SELECT 1 FROM links l
                               WHERE l.account = w.account AND l.entitlement = w.entitlement);",
        )?;
        self.list(ChangeKind::LinkAdded, done)?;
        let wanted: usize = self
            .tx
            .query_row("SELECT count(*) FROM temp.wanted", [], |r| {
                lookups::size(r, 0)
            })?;
        done.added = self.tx.execute(
            "INSERT INTO links (account, entitlement, origin, created, attributes)
             SELECT c.account, c.entitlement, 'import', ?1, w.attributes
             FROM temp.changing c JOIN temp.wanted w USING (account, entitlement)",
            [lease::heartbeat(self.tx, self.run)?],
        )?;
        done.unchanged = wanted.saturating_sub(done.added);
        Ok(())
    }

    /// Attributes that are not what was read; what only some of the calls were read for stays.
    fn change(&self, rule: &LinkRule, done: &mut LinkChanges) -> Attempt<()> {
        let end = match rule.source {
            LinkSource::Memberships => "l.account",
            LinkSource::Staged => "l.entitlement",
        };
        let changed = lookups::read_all(
            self.tx,
            &format!(
                "SELECT l.account, l.entitlement, l.attributes, w.attributes,
                        coalesce(a.name, a.account_id, '') || ' -> ' || ?1 || ' ' ||
                        coalesce(e.value, e.entitlement_id, '')
                 FROM temp.wanted w JOIN links l USING (account, entitlement)
                 JOIN accounts a ON a.id = l.account JOIN entitlements e ON e.id = l.entitlement
                 WHERE l.attributes IS NOT w.attributes
                   AND {end} IN (SELECT object FROM temp.observed)
                 ORDER BY l.account, l.entitlement"
            ),
            [self.type_name],
            |r| {
                Ok((
                    (r.get::<_, i64>(0)?, r.get::<_, i64>(1)?),
                    (
                        r.get::<_, Option<String>>(2)?,
                        r.get::<_, Option<String>>(3)?,
                    ),
                    r.get::<_, String>(4)?,
                ))
            },
        )?;
        let mut update = self.tx.prepare_cached(
            "UPDATE links SET attributes = ?3 WHERE account = ?1 AND entitlement = ?2",
        )?;
        for ((account, entitlement), (before, after), subject) in changed {
            update.execute(params![account, entitlement, after])?;
            done.updated += 1;
            if room(done.changes.len()) > 0 {
                done.changes.push(Change {
                    kind: ChangeKind::Updated,
                    subject,
                    columns: differing(before.as_deref(), after.as_deref())?,
                });
            }
        }
        done.unchanged = done.unchanged.saturating_sub(done.updated);
        Ok(())
    }

    fn list(&self, kind: ChangeKind, done: &mut LinkChanges) -> Attempt<()> {
        let subjects = lookups::read_all(
            self.tx,
            "SELECT coalesce(a.name, a.account_id, '') || ' -> ' || ?1 || ' ' ||
                    coalesce(e.value, e.entitlement_id, '')
             FROM (SELECT account, entitlement FROM temp.changing
                   ORDER BY account, entitlement LIMIT ?2) c
             JOIN accounts a ON a.id = c.account
             JOIN entitlements e ON e.id = c.entitlement
             ORDER BY c.account, c.entitlement",
            params![self.type_name, room(done.changes.len())],
            |r| Ok(r.get(0)?),
        )?;
        done.changes
            .extend(subjects.into_iter().map(|subject| Change {
                kind,
                subject,
                columns: Vec::new(),
            }));
        Ok(())
    }
}

/// A column, with its value before and after.
type Changed = (String, Option<String>, Option<String>);

/// The attributes that differ.
fn differing(before: Option<&str>, after: Option<&str>) -> Attempt<Vec<Changed>> {
    let (before, after) = (
        read_columns(before.unwrap_or("{}"))?,
        read_columns(after.unwrap_or("{}"))?,
    );
    let added = after.keys().filter(|name| !before.contains_key(*name));
    let names = before.keys().chain(added);
    let changed = names.map(|name| {
        let text = |of: &Columns| of.get(name).and_then(text_of);
        (name.clone(), text(&before), text(&after))
    });
    Ok(changed
        .filter(|(_, before, after)| before != after)
        .collect())
}
