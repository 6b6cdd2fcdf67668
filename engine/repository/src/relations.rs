//! Relations of entitlements: maps to other entitlements, and owners.
//!
//! Ends are resolved after all types were applied, because a child type may come later. What was read
//! is compared with what is stored; only entitlements whose relations were read completely lose any,
//! and only towards the types that were read.

use std::collections::{BTreeSet, HashMap};

use bindery_connector::ports::{
    Change, ChangeKind, Relation, RelationChanges, RelationEnd, RelationRecord, RelationRule, RunId,
};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::comparison::room;
use crate::failure::Attempt;
use crate::shape::{ACCOUNTS, ENTITLEMENTS, Shape, find, read_columns, text_of};
use crate::{lease, lookups, scope};

/// How many unresolved relations are shown as examples.
const SAMPLES: usize = 5;
/// Targets of owners, beside the names of types; no type's name holds a control character.
const USERS: &str = "\u{1}users";
const ACCOUNTS_OF: &str = "\u{1}accounts";

fn target(end: &RelationEnd) -> &str {
    match end {
        RelationEnd::Entitlement(name) => name,
        RelationEnd::User => USERS,
        RelationEnd::Account => ACCOUNTS_OF,
    }
}

/// Stages relations of a type, and the ends that were read completely towards a target.
pub(crate) fn stage(
    tx: &Transaction<'_>,
    run: RunId,
    relation: Relation,
    entitlement_type: i64,
    rows: &[RelationRecord],
    observed: &[(RelationEnd, String, String)],
) -> Attempt<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO staged_relations (run, relation, entitlement_type, from_column, from_value,
                                       target, to_column, to_value, kind)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for row in rows {
        insert.execute(params![
            run.0,
            relation.as_str(),
            entitlement_type,
            row.from_column,
            row.from_value,
            target(&row.to),
            row.to_column,
            row.to_value,
            row.kind
        ])?;
    }
    let mut observe = tx.prepare_cached(
        "INSERT OR IGNORE INTO staged_relation_ends VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (end, column, value) in observed {
        observe.execute(params![
            run.0,
            relation.as_str(),
            entitlement_type,
            target(end),
            column,
            value
        ])?;
    }
    Ok(())
}

/// Makes the relations of a type what was read.
pub(crate) fn reconcile(
    tx: &Transaction<'_>,
    run: RunId,
    rule: &RelationRule,
) -> Attempt<RelationChanges> {
    let endpoint = lease::endpoint_of(tx, run)?;
    let work = Work {
        tx,
        run,
        endpoint,
        relation: rule.relation,
        entitlement_type: scope::entitlement_type(tx, endpoint, &rule.entitlement_type)?,
    };
    let mut ends = Ends::default();
    let mut done = RelationChanges::default();
    let mut wanted: BTreeSet<Row> = BTreeSet::new();
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for read in work.staged()? {
        let from = ends.entitlement(&work, work.entitlement_type, &read.from)?;
        let to = ends.other(&work, &read.target, &read.to)?;
        match (from, to) {
            (Some(from), Some(to)) => {
                let row = (from, to, read.kind);
                let count = counts.entry(from).or_default();
                let is_full = rule.most.is_some_and(|most| *count >= most);
                if is_full && !wanted.contains(&row) {
                    done.left_out += 1;
                } else if wanted.insert(row) {
                    *count += 1;
                }
            }
            (None, _) if rule.one_of_many => {}
            _ => {
                done.unresolved += 1;
                if done.unresolved_samples.len() < SAMPLES {
                    let sample =
                        format!("{} {} -> {}", rule.entitlement_type, read.from.1, read.to.1);
                    done.unresolved_samples.push(sample);
                }
            }
        }
    }
    let mut stored: BTreeSet<Row> = BTreeSet::new();
    for (target, column, value) in work.observed()? {
        if let Some(from) = ends.entitlement(&work, work.entitlement_type, &(column, value))? {
            work.stored(from, &target, &mut stored)?;
        }
    }
    for row in stored.difference(&wanted) {
        work.remove(row)?;
        done.removed += 1;
        work.list(ChangeKind::LinkRemoved, row, &mut done)?;
    }
    for row in &wanted {
        if work.add(row)? {
            done.added += 1;
            work.list(ChangeKind::LinkAdded, row, &mut done)?;
        } else {
            done.unchanged += 1;
        }
    }
    Ok(done)
}

/// A resolved relation: the entitlement, the other end, the kind.
type Row = (i64, Other, String);

/// The other end: an entitlement's row or a user's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Other {
    Entitlement(i64),
    User(String),
}

/// A relation as staged.
struct Read {
    from: (String, String),
    target: String,
    to: (String, String),
    kind: String,
}

struct Work<'a> {
    tx: &'a Transaction<'a>,
    run: RunId,
    endpoint: i64,
    relation: Relation,
    entitlement_type: i64,
}

impl Work<'_> {
    fn staged(&self) -> Attempt<Vec<Read>> {
        lookups::read_all(
            self.tx,
            "SELECT from_column, from_value, target, to_column, to_value, kind
             FROM staged_relations WHERE run = ?1 AND relation = ?2 AND entitlement_type = ?3
             ORDER BY seq",
            params![self.run.0, self.relation.as_str(), self.entitlement_type],
            |r| {
                Ok(Read {
                    from: (r.get(0)?, r.get(1)?),
                    target: r.get(2)?,
                    to: (r.get(3)?, r.get(4)?),
                    kind: r.get(5)?,
                })
            },
        )
    }

    fn observed(&self) -> Attempt<Vec<(String, String, String)>> {
        lookups::read_all(
            self.tx,
            "SELECT target, from_column, from_value FROM staged_relation_ends
             WHERE run = ?1 AND relation = ?2 AND entitlement_type = ?3",
            params![self.run.0, self.relation.as_str(), self.entitlement_type],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
    }

    fn stored(&self, from: i64, target: &str, into: &mut BTreeSet<Row>) -> Attempt<()> {
        match self.relation {
            Relation::Maps => {
                let rows = lookups::read_all(
                    self.tx,
                    "SELECT m.child, m.kind FROM entitlement_maps m
                     JOIN entitlements e ON e.id = m.child
                     JOIN entitlement_types t ON t.id = e.entitlement_type
                     WHERE m.parent = ?1 AND t.name = ?2",
                    params![from, target],
                    |r| Ok((from, Other::Entitlement(r.get(0)?), r.get(1)?)),
                )?;
                into.extend(rows);
            }
            Relation::Owners => {
                let rows = lookups::read_all(
                    self.tx,
                    "SELECT user FROM entitlement_owners WHERE entitlement = ?1",
                    [from],
                    |r| Ok((from, Other::User(r.get(0)?), String::new())),
                )?;
                into.extend(rows);
            }
        }
        Ok(())
    }

    fn add(&self, (from, to, kind): &Row) -> Attempt<bool> {
        let added = match to {
            Other::Entitlement(to) => self
                .tx
                .prepare_cached("INSERT OR IGNORE INTO entitlement_maps VALUES (?1, ?2, ?3)")?
                .execute(params![from, to, kind])?,
            Other::User(user) => self
                .tx
                .prepare_cached("INSERT OR IGNORE INTO entitlement_owners VALUES (?1, ?2)")?
                .execute(params![from, user])?,
        };
        Ok(added == 1)
    }

    fn remove(&self, (from, to, kind): &Row) -> Attempt<()> {
        match to {
            Other::Entitlement(to) => self
                .tx
                .prepare_cached(
                    "DELETE FROM entitlement_maps WHERE parent = ?1 AND child = ?2 AND kind = ?3",
                )?
                .execute(params![from, to, kind])?,
            Other::User(user) => self
                .tx
                .prepare_cached(
                    "DELETE FROM entitlement_owners WHERE entitlement = ?1 AND user = ?2",
                )?
                .execute(params![from, user])?,
        };
        Ok(())
    }

    fn list(&self, kind: ChangeKind, row: &Row, done: &mut RelationChanges) -> Attempt<()> {
        if room(done.changes.len()) <= 0 {
            return Ok(());
        }
        let name = |id: i64| -> Attempt<String> {
            Ok(self
                .tx
                .prepare_cached(
                    "SELECT t.name || ' ' || coalesce(e.value, e.entitlement_id, '')
                     FROM entitlements e JOIN entitlement_types t ON t.id = e.entitlement_type
                     WHERE e.id = ?1",
                )?
                .query_row([id], |r| r.get(0))
                .optional()?
                .unwrap_or_default())
        };
        let (from, to, _) = row;
        let other = match to {
            Other::Entitlement(id) => name(*id)?,
            Other::User(user) => user.clone(),
        };
        done.changes.push(Change {
            kind,
            subject: format!("{} -> {other}", name(*from)?),
            columns: Vec::new(),
        });
        Ok(())
    }

    /// Objects of a scope by the text of a column.
    fn objects(&self, shape: &Shape, of: i64, column: &str) -> Attempt<HashMap<String, i64>> {
        lookups::empty(self.tx, shape)?;
        lookups::fill(self.tx, shape, of, column)?;
        let sql = format!("SELECT value, object FROM temp.{}", lookups::table(shape));
        let rows = lookups::read_all(self.tx, &sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    fn users(&self, column: &str) -> Attempt<HashMap<String, String>> {
        let rows = lookups::read_all(
            self.tx,
            "SELECT username, columns FROM users ORDER BY id DESC",
            [],
            |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)),
        )?;
        let mut all = HashMap::new();
        for (username, text) in rows {
            if column.eq_ignore_ascii_case("username") {
                all.insert(username.clone(), username);
                continue;
            }
            let columns = read_columns(&text)?;
            let value = find(&columns, column).and_then(|i| columns.get_index(i));
            if let Some(value) = value.and_then(|(_, v)| text_of(v)) {
                all.insert(value, username);
            }
        }
        Ok(all)
    }
}

/// Ends that were looked up, by scope and column.
#[derive(Default)]
struct Ends {
    entitlements: HashMap<(i64, String), HashMap<String, i64>>,
    accounts: HashMap<String, HashMap<String, i64>>,
    users: HashMap<String, HashMap<String, String>>,
}

impl Ends {
    fn entitlement(
        &mut self,
        work: &Work<'_>,
        of: i64,
        (column, value): &(String, String),
    ) -> Attempt<Option<i64>> {
        let key = (of, column.clone());
        if !self.entitlements.contains_key(&key) {
            let objects = work.objects(&ENTITLEMENTS, of, column)?;
            self.entitlements.insert(key.clone(), objects);
        }
        let found = self.entitlements.get(&key).and_then(|all| all.get(value));
        Ok(found.copied())
    }

    fn other(
        &mut self,
        work: &Work<'_>,
        target: &str,
        end: &(String, String),
    ) -> Attempt<Option<Other>> {
        let (column, value) = end;
        if target == USERS {
            if !self.users.contains_key(column) {
                self.users.insert(column.clone(), work.users(column)?);
            }
            let user = self.users.get(column).and_then(|all| all.get(value));
            return Ok(user.cloned().map(Other::User));
        }
        if target == ACCOUNTS_OF {
            if !self.accounts.contains_key(column) {
                let objects = work.objects(&ACCOUNTS, work.endpoint, column)?;
                self.accounts.insert(column.clone(), objects);
            }
            let Some(account) = self.accounts.get(column).and_then(|all| all.get(value)) else {
                return Ok(None);
            };
            let user: Option<String> = work
                .tx
                .prepare_cached("SELECT user FROM accounts WHERE id = ?1")?
                .query_row([account], |r| r.get(0))?;
            return Ok(user.map(Other::User));
        }
        let of = scope::entitlement_type(work.tx, work.endpoint, target)?;
        Ok(self.entitlement(work, of, end)?.map(Other::Entitlement))
    }
}
