//! Recording what provisioning proved to have done (design D15).
//!
//! Access given or taken is also written into the account's raw memberships, where these were read
//! for the type: an import of access alone works from them and would undo it otherwise. Where none
//! were read nothing is written, because an account with memberships counts as completely read.

use bindery_connector::ports::{Effect, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::{AccountStatus, Columns, Membership};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::failure::{Attempt, Failure};
use crate::shape::{ACCOUNTS, ENTITLEMENTS, Parts, Shape, find, put, read_columns, text_of};
use crate::staging::memberships_text;
use crate::{associations, entitlement_effects, lookups, scope, time};

/// Records an effect; returns the account's row.
pub(crate) fn record(
    tx: &Transaction<'_>,
    endpoint: &str,
    effect: &Effect,
    now: Timestamp,
) -> Attempt<i64> {
    let work = Work {
        tx,
        endpoint: scope::endpoint(tx, endpoint)?,
        now: time::text(now),
    };
    match effect {
        Effect::AccountCreated {
            account_id,
            name,
            columns,
            user,
            memberships,
        } => {
            let row = work.create(account_id.as_deref(), name, columns, user.as_deref())?;
            work.see(row, memberships.as_deref())
        }
        Effect::AccountUpdated {
            account,
            columns,
            memberships,
        } => {
            work.own_account(*account)?;
            work.update(*account, &ACCOUNTS.split(columns))?;
            work.see(*account, memberships.as_deref())
        }
        Effect::AccountStatusChanged { account, status } => {
            work.own_account(*account)?;
            work.change_status(*account, *status)
        }
        Effect::AccessAdded {
            account,
            entitlement,
        } => {
            work.own_link(*account, *entitlement)?;
            tx.execute(
                "INSERT INTO links (account, entitlement, origin, created)
                 VALUES (?1, ?2, 'task', ?3) ON CONFLICT DO NOTHING",
                params![account, entitlement, work.now],
            )?;
            associations::renew(tx, *account)?;
            work.amend_memberships(*account, *entitlement, true)
        }
        Effect::AccessRemoved {
            account,
            entitlement,
        } => {
            work.own_link(*account, *entitlement)?;
            tx.execute(
                "DELETE FROM links WHERE account = ?1 AND entitlement = ?2",
                params![account, entitlement],
            )?;
            associations::renew(tx, *account)?;
            work.amend_memberships(*account, *entitlement, false)
        }
        Effect::EntitlementCreated {
            entitlement_type,
            entitlement_id,
            value,
            columns,
        } => {
            let scope = scope::entitlement_type(tx, work.endpoint, entitlement_type)?;
            let named = (entitlement_id.as_deref(), value.as_str());
            entitlement_effects::create(tx, scope, named, columns, &work.now)
        }
        Effect::EntitlementUpdated {
            entitlement,
            columns,
        } => {
            work.own_entitlement(*entitlement)?;
            lay_over(
                tx,
                &ENTITLEMENTS,
                *entitlement,
                &ENTITLEMENTS.split(columns),
                &work.now,
            )
        }
        Effect::EntitlementDeleted { entitlement } => {
            work.own_entitlement(*entitlement)?;
            entitlement_effects::delete(tx, *entitlement, &work.now)
        }
    }
}

/// Lays columns over those of a stored object: an id is never emptied, a real column that is not
/// mapped stays, any other that is null is emptied.
pub(crate) fn lay_over(
    tx: &Transaction<'_>,
    shape: &Shape,
    row: i64,
    parts: &Parts,
    now: &str,
) -> Attempt<i64> {
    let Shape {
        table, id, name, ..
    } = shape;
    let stored = format!("SELECT columns FROM {table} WHERE id = ?1");
    let text: String = tx.query_row(&stored, [row], |r| r.get(0))?;
    let mut columns = read_columns(&text)?;
    for (column, value) in &parts.rest {
        put(&mut columns, column, value, true);
    }
    tx.execute(
        &format!(
            "UPDATE {table} SET {id} = coalesce(?2, {id}), {name} = iif(?5 & 2, ?3, {name}),
                    display_name = iif(?5 & 4, ?4, display_name), columns = ?6, changed = ?7
             WHERE id = ?1"
        ),
        params![
            row,
            parts.real[0],
            parts.real[1],
            parts.real[2],
            parts.mapped,
            serde_json::to_string(&columns)?,
            now
        ],
    )?;
    Ok(row)
}

struct Work<'a> {
    tx: &'a Transaction<'a>,
    endpoint: i64,
    now: String,
}

impl Work<'_> {
    fn own_account(&self, account: i64) -> Attempt<()> {
        let sql = "SELECT id FROM accounts WHERE id = ?1 AND endpoint = ?2";
        match lookups::owned(self.tx, sql, account, self.endpoint)? {
            Some(_) => Ok(()),
            None => Err(unknown("account")),
        }
    }

    fn own_link(&self, account: i64, entitlement: i64) -> Attempt<()> {
        self.own_account(account)?;
        self.own_entitlement(entitlement)
    }

    fn own_entitlement(&self, entitlement: i64) -> Attempt<()> {
        let sql = "SELECT e.id FROM entitlements e JOIN entitlement_types t
                   ON t.id = e.entitlement_type WHERE e.id = ?1 AND t.endpoint = ?2";
        match lookups::owned(self.tx, sql, entitlement, self.endpoint)? {
            Some(_) => Ok(()),
            None => Err(unknown("entitlement")),
        }
    }

    fn create(
        &self,
        account_id: Option<&str>,
        name: &str,
        columns: &Columns,
        user: Option<&str>,
    ) -> Attempt<i64> {
        let mut parts = ACCOUNTS.split(columns);
        parts.mapped |= 3;
        if let Some(id) = account_id {
            parts.real[0] = Some(id.to_owned());
        }
        parts.real[1] = Some(name.to_owned());
        let row = match self.adoptable(parts.real[0].as_deref(), name)? {
            Some(row) => {
                // What an import already sees as active stays so.
                self.tx.execute(
                    "UPDATE accounts SET status = ?2, user = coalesce(?3, user), changed = ?4
                     WHERE id = ?1",
                    params![row, self.status_of_adopted(row)?, user, self.now],
                )?;
                row
            }
            None => {
                self.tx.execute(
                    "INSERT INTO accounts (endpoint, status, user, columns, created, changed)
                     VALUES (?1, ?2, ?3, '{}', ?4, ?4)",
                    params![
                        self.endpoint,
                        AccountStatus::ManuallyProvisioned.as_str(),
                        user,
                        self.now
                    ],
                )?;
                self.tx.last_insert_rowid()
            }
        };
        self.update(row, &parts)
    }

    /// The stored account that a new one is: by id, else by name where not both have an id.
    fn adoptable(&self, account_id: Option<&str>, name: &str) -> Attempt<Option<i64>> {
        Ok(self
            .tx
            .query_row(
                "SELECT id FROM accounts WHERE endpoint = ?1
                 AND (account_id = ?2 OR (name = ?3 AND (?2 IS NULL OR account_id IS NULL)))
                 ORDER BY account_id IS NOT ?2, status NOT IN ('active', 'manually-provisioned'), id
                 LIMIT 1",
                params![self.endpoint, account_id, name],
                |r| r.get(0),
            )
            .optional()?)
    }

    fn status_of_adopted(&self, row: i64) -> Attempt<&'static str> {
        let old: String =
            self.tx
                .query_row("SELECT status FROM accounts WHERE id = ?1", [row], |r| {
                    r.get(0)
                })?;
        Ok(match AccountStatus::parse(&old) {
            Some(AccountStatus::Active) => AccountStatus::Active,
            _ => AccountStatus::ManuallyProvisioned,
        }
        .as_str())
    }

    fn update(&self, row: i64, parts: &Parts) -> Attempt<i64> {
        if let Some(id) = &parts.real[0] {
            let taken = self
                .tx
                .query_row(
                    "SELECT id FROM accounts WHERE endpoint = ?1 AND account_id = ?2 AND id <> ?3",
                    params![self.endpoint, id, row],
                    |r| r.get::<_, i64>(0),
                )
                .optional()?;
            if taken.is_some() {
                return Err(Diagnostic::new(
                    codes::STORE,
                    "the target answered with the id of another account",
                )
                .with_note(format!("the id is `{id}`"))
                .with_help("check the paths of the definition that read the id of the answer")
                .into());
            }
        }
        lay_over(self.tx, &ACCOUNTS, row, parts, &self.now)
    }

    /// Makes the memberships and links of an account what its record says.
    fn see(&self, row: i64, memberships: Option<&[Membership]>) -> Attempt<i64> {
        let Some(memberships) = memberships else {
            return Ok(row);
        };
        self.tx.execute(
            "UPDATE accounts SET memberships = ?2 WHERE id = ?1",
            params![row, memberships_text(Some(memberships))?],
        )?;
        for membership in memberships {
            let wanted = self.members_of(membership)?;
            let type_name = &membership.entitlement_type;
            let mut held = lookups::read_all(
                self.tx,
                "SELECT l.entitlement FROM links l JOIN entitlements e ON e.id = l.entitlement
                 JOIN entitlement_types t ON t.id = e.entitlement_type
                 WHERE l.account = ?1 AND t.name = ?2 AND t.endpoint = ?3",
                params![row, type_name, self.endpoint],
                |r| Ok(r.get::<_, i64>(0)?),
            )?;
            held.retain(|entitlement| !wanted.contains(entitlement));
            for stale in held {
                self.tx
                    .prepare_cached("DELETE FROM links WHERE account = ?1 AND entitlement = ?2")?
                    .execute([row, stale])?;
            }
            for entitlement in wanted {
                self.tx
                    .prepare_cached(
                        "INSERT INTO links (account, entitlement, origin, created)
                         VALUES (?1, ?2, 'task', ?3) ON CONFLICT DO NOTHING",
                    )?
                    .execute(params![row, entitlement, self.now])?;
            }
        }
        associations::renew(self.tx, row)?;
        Ok(row)
    }

    /// The entitlements of the store that a membership names.
    fn members_of(&self, membership: &Membership) -> Attempt<Vec<i64>> {
        let column = ENTITLEMENTS.sql_column(&membership.key_field);
        let mut found = Vec::new();
        for id in &membership.ids {
            let sql = match column {
                Some(column) => format!("e.{column} = ?3"),
                None => "CAST(json_extract(e.columns, ?4) AS TEXT) = ?3".to_owned(),
            };
            let path = format!("$.\"{}\"", membership.key_field.replace('"', ""));
            let row = self
                .tx
                .prepare_cached(&format!(
                    "SELECT e.id FROM entitlements e
                     JOIN entitlement_types t ON t.id = e.entitlement_type
                     WHERE t.endpoint = ?1 AND t.name = ?2 AND {sql} AND ?4 IS ?4
                     ORDER BY e.status <> 'active', e.id LIMIT 1"
                ))?
                .query_row(
                    params![self.endpoint, membership.entitlement_type, id, path],
                    |r| r.get::<_, i64>(0),
                )
                .optional()?;
            found.extend(row);
        }
        Ok(found)
    }

    fn change_status(&self, row: i64, status: AccountStatus) -> Attempt<i64> {
        self.tx.execute(
            "UPDATE accounts SET status = ?2, changed = ?3 WHERE id = ?1",
            params![row, status.as_str(), self.now],
        )?;
        if status == AccountStatus::ManuallySuspended {
            self.tx
                .execute("DELETE FROM links WHERE account = ?1", [row])?;
            associations::renew(self.tx, row)?;
            self.tx.execute(
                "UPDATE accounts SET memberships = NULL WHERE id = ?1",
                [row],
            )?;
        }
        Ok(row)
    }

    fn amend_memberships(&self, account: i64, entitlement: i64, given: bool) -> Attempt<i64> {
        let raw: Option<String> = self.tx.query_row(
            "SELECT memberships FROM accounts WHERE id = ?1",
            [account],
            |r| r.get(0),
        )?;
        let Some(raw) = raw else { return Ok(account) };
        let mut memberships: Vec<Membership> = serde_json::from_str(&raw)?;
        let (type_name, mut columns, rest) = self.tx.query_row(
            "SELECT t.name, e.entitlement_id, e.value, e.display_name, e.columns
             FROM entitlements e JOIN entitlement_types t ON t.id = e.entitlement_type
             WHERE e.id = ?1",
            [entitlement],
            |r| {
                let parts = Parts {
                    real: [r.get(1)?, r.get(2)?, r.get(3)?],
                    mapped: 7,
                    rest: Columns::new(),
                };
                let name: String = r.get(0)?;
                let rest: String = r.get(4)?;
                Ok((name, ENTITLEMENTS.join(parts), rest))
            },
        )?;
        columns.extend(read_columns(&rest)?);
        for membership in &mut memberships {
            let key = find(&columns, &membership.key_field)
                .and_then(|i| columns.get_index(i))
                .and_then(|(_, value)| text_of(value));
            if let Some(key) = key.filter(|_| membership.entitlement_type == type_name) {
                membership.ids.retain(|id| *id != key);
                if given {
                    membership.ids.push(key);
                }
            }
        }
        self.tx.execute(
            "UPDATE accounts SET memberships = ?2 WHERE id = ?1",
            params![account, memberships_text(Some(&memberships))?],
        )?;
        Ok(account)
    }
}

fn unknown(what: &str) -> Failure {
    Diagnostic::new(
        codes::STORE,
        format!("the {what} is not in the store, or belongs to another endpoint"),
    )
    .with_help("import the endpoint again and repeat the command")
    .into()
}
