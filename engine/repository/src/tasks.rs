//! Tasks as rows, and the port of the workers, answered: each method is one transaction.

use bindery_connector::Outcome;
use bindery_connector::ports::{JournalEntry, Parties, RequestFacts, Settlement, Tasks, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;
use bindery_model::{Task, TaskEntitlement, TaskStatus};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::failure::{Attempt, Failure};
use crate::seal::Sealed;
use crate::{Repository, claims, journal, lookups, scope, settlement, time};

/// The columns of a task, in the order that [`task`] reads them; of a query and of `RETURNING` alike.
pub(crate) const TASK: &str = "id, request, parent, \
     (SELECT p.name FROM endpoints p WHERE p.id = tasks.endpoint), operation, action, status, user, \
     account, account_name, entitlement_type, entitlement, source, attributes, justification, \
     comments, provisioning_comments, tries, starts, ends, not_before, ticket, \
     (SELECT p.name FROM endpoints p WHERE p.id = tasks.logical), created, changed";

/// The states in which a task is still to be done, as the index of open tasks has them.
pub(crate) const OPEN: &str = "status IN (1, 2, 5, 6)";

/// Reads a row of [`TASK`].
pub(crate) fn task(row: &Row<'_>) -> Attempt<Task> {
    let operation: String = row.get(4)?;
    let status: u8 = row.get(6)?;
    let attributes: Option<String> = row.get(13)?;
    let kind: Option<String> = row.get(10)?;
    let entitlement: Option<String> = row.get(11)?;
    let moment = |column: usize| -> rusqlite::Result<Option<Timestamp>> {
        let text: Option<String> = row.get(column)?;
        Ok(text.and_then(|text| time::parse(&text)))
    };
    Ok(Task {
        id: row.get(0)?,
        request: row.get(1)?,
        parent: row.get(2)?,
        endpoint: row.get(3)?,
        logical: row.get(22)?,
        operation: Operation::find(&operation).ok_or(Failure::Json)?,
        action: row.get(5)?,
        status: status_of(status).ok_or(Failure::Json)?,
        user: row.get(7)?,
        account: row.get(8)?,
        account_name: row.get(9)?,
        entitlement: kind
            .zip(entitlement)
            .map(|(entitlement_type, id)| TaskEntitlement {
                entitlement_type,
                id,
            }),
        source: row.get(12)?,
        attributes: attributes
            .map(|text| serde_json::from_str(&text))
            .transpose()?,
        justification: row.get(14)?,
        comments: row.get(15)?,
        provisioning_comments: row.get(16)?,
        tries: row.get(17)?,
        start: moment(18)?,
        end: moment(19)?,
        not_before: moment(20)?,
        ticket: row.get(21)?,
        created: moment(23)?.unwrap_or_default(),
        changed: moment(24)?.unwrap_or_default(),
    })
}

/// The state of EIC's number.
pub(crate) fn status_of(code: u8) -> Option<TaskStatus> {
    TaskStatus::ALL
        .into_iter()
        .find(|status| status.code() == code)
}

/// A task by its number.
pub(crate) fn find(tx: &Connection, number: i64) -> Attempt<Option<Task>> {
    let sql = format!("SELECT {TASK} FROM tasks WHERE id = ?1");
    Ok(lookups::read_all(tx, &sql, [number], task)?.pop())
}

/// What a task's password is bound to.
pub(crate) fn password_place(task: i64) -> String {
    format!("task\0{task}\0password")
}

/// Puts a sealed password to its task.
pub(crate) fn put_password(tx: &Connection, task: i64, sealed: &Sealed) -> Attempt<()> {
    tx.prepare_cached("UPDATE tasks SET key = ?2, nonce = ?3, content = ?4 WHERE id = ?1")?
        .execute(params![task, sealed.key, sealed.nonce, sealed.content])?;
    Ok(())
}

/// What the seed of a task's random numbers is bound to.
pub(crate) fn seed_place(task: i64) -> String {
    format!("task\0{task}\0seed")
}

/// Puts a sealed seed to its task.
pub(crate) fn put_seed(tx: &Connection, task: i64, sealed: &Sealed) -> Attempt<()> {
    tx.prepare_cached(
        "INSERT INTO task_seeds (task, key, nonce, content) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![task, sealed.key, sealed.nonce, sealed.content])?;
    Ok(())
}

/// Drops what was sealed with a task that has ended.
pub(crate) fn forget_secrets(tx: &Connection, task: i64) -> Attempt<()> {
    tx.prepare_cached(
        "UPDATE tasks SET key = NULL, nonce = NULL, content = NULL, seed = 0 WHERE id = ?1",
    )?
    .execute([task])?;
    tx.prepare_cached("DELETE FROM task_seeds WHERE task = ?1")?
        .execute([task])?;
    journal::forget_answers(tx, task)
}

impl Tasks for Repository {
    fn claim_next(
        &mut self,
        endpoint: &str,
        worker: &str,
        now: Timestamp,
    ) -> Outcome<Option<Task>> {
        // Workers with nothing to do ask often; they leave the write lock alone.
        if !claims::is_any_due(&self.connection, endpoint, &self.holder, now)? {
            return Ok(None);
        }
        let holder = self.holder.clone();
        self.transact(|tx| claims::next(tx, endpoint, (worker, &holder), now))
    }

    fn claim(&mut self, task: i64, worker: &str, now: Timestamp) -> Outcome<Option<Task>> {
        let holder = self.holder.clone();
        self.transact(|tx| claims::one(tx, task, (worker, &holder), now))
    }

    fn renew(&mut self, task: i64, worker: &str, now: Timestamp) -> Outcome<()> {
        let holder = self.holder.clone();
        self.transact(|tx| claims::renew(tx, task, (worker, &holder), now))
    }

    fn journal(&mut self, task: i64) -> Outcome<Vec<JournalEntry>> {
        Ok(journal::read(&self.connection, &mut self.keys, task)?)
    }

    fn write(
        &mut self,
        task: i64,
        worker: &str,
        entry: &JournalEntry,
        now: Timestamp,
    ) -> Outcome<()> {
        let sealed = journal::seal(&mut self.keys, task, entry)?;
        let holder = self.holder.clone();
        let work = |tx: &rusqlite::Transaction<'_>| {
            claims::renew(tx, task, (worker, &holder), now)?;
            journal::write(tx, task, entry, sealed.as_ref())?;
            journal::audit(tx, task, worker, entry, now)
        };
        // Losing what was answered leaves a call in doubt; losing that it was sent would repeat it.
        if journal::precedes_sending(entry) {
            self.transact_durably(work)
        } else {
            self.transact(work)
        }
    }

    fn password(&mut self, task: i64) -> Outcome<Option<String>> {
        let found = self
            .connection
            .prepare_cached("SELECT key, nonce, content FROM tasks WHERE id = ?1 AND key NOT NULL")
            .and_then(|mut query| query.query_row([task], Sealed::read).optional())
            .map_err(Failure::from)?;
        let Some(sealed) = found else {
            return Ok(None);
        };
        let what = format!("the password of task {task}");
        let opened = self.keys.open(&password_place(task), sealed, &what)?;
        Ok(Some(opened))
    }

    fn keep_password(&mut self, task: i64, password: &str, now: Timestamp) -> Outcome<()> {
        let sealed = self.keys.seal(&password_place(task), password)?;
        self.transact(|tx| {
            put_password(tx, task, &sealed)?;
            tx.prepare_cached("UPDATE tasks SET changed = ?2 WHERE id = ?1")?
                .execute(params![task, time::text(now)])?;
            Ok(())
        })
    }

    fn seed(&mut self, task: i64) -> Outcome<u64> {
        let found = self
            .connection
            .prepare_cached("SELECT key, nonce, content FROM task_seeds WHERE task = ?1")
            .and_then(|mut query| query.query_row([task], Sealed::read).optional())
            .map_err(Failure::from)?;
        let Some(sealed) = found else {
            return Ok(written_seed(&self.connection, task)?);
        };
        let what = format!("the random numbers of task {task}");
        let opened = self.keys.open(&seed_place(task), sealed, &what)?;
        Ok(opened.parse().map_err(|_| Failure::Json)?)
    }

    fn place_of_tasks(&mut self, endpoint: &str) -> Outcome<String> {
        let place = scope::place_of_tasks(&self.connection, endpoint)?;
        Ok(place.map_or_else(|| endpoint.to_owned(), |(_, name)| name))
    }

    fn settle(
        &mut self,
        task: i64,
        worker: &str,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Outcome<Option<i64>> {
        let holder = self.holder.clone();
        self.transact(|tx| settlement::settle(tx, task, (worker, &holder), settlement, now))
    }

    fn request(&mut self, request: i64) -> Outcome<Option<RequestFacts>> {
        Ok(facts(&self.connection, request)?)
    }
}

/// The seed of a task that was made before seeds were sealed; of one that has ended, 0.
fn written_seed(tx: &Connection, task: i64) -> Attempt<u64> {
    let found: Option<i64> = tx
        .prepare_cached("SELECT seed FROM tasks WHERE id = ?1")?
        .query_row([task], |r| r.get(0))
        .optional()?;
    Ok(found.unwrap_or(0).cast_unsigned())
}

/// Who has part in a request.
pub(crate) fn parties(tx: &Connection, request: i64) -> Attempt<Parties> {
    let found: Option<String> = tx
        .prepare_cached("SELECT parties FROM requests WHERE id = ?1")?
        .query_row([request], |r| r.get(0))
        .optional()?;
    let parties = found.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(parties.unwrap_or_default())
}

fn facts(tx: &Connection, request: i64) -> Attempt<Option<RequestFacts>> {
    let requestor: Option<Option<String>> = tx
        .prepare_cached("SELECT requestor FROM requests WHERE id = ?1")?
        .query_row([request], |r| r.get(0))
        .optional()?;
    let Some(requestor) = requestor else {
        return Ok(None);
    };
    let parties = parties(tx, request)?;
    let tasks = lookups::read_all(
        tx,
        "SELECT t.id, t.entitlement_type, coalesce((
             SELECT e.value FROM entitlements e JOIN entitlement_types k ON k.id = e.entitlement_type
             WHERE k.endpoint = t.endpoint AND k.name = t.entitlement_type
               AND e.entitlement_id = t.entitlement LIMIT 1), t.entitlement)
         FROM tasks t WHERE t.request = ?1 ORDER BY t.id",
        [request],
        |r| {
            let kind: Option<String> = r.get(1)?;
            let id: Option<String> = r.get(2)?;
            Ok((r.get::<_, i64>(0)?, kind.zip(id)))
        },
    )?;
    let mut facts = RequestFacts {
        requestor,
        parties,
        ..RequestFacts::default()
    };
    for (task, entitlement) in tasks {
        facts.tasks.push(task);
        if let Some(entitlement) = entitlement.filter(|e| !facts.entitlements.contains(e)) {
            facts.entitlements.push(entitlement);
        }
    }
    Ok(Some(facts))
}

/// A task that is not in the store.
pub(crate) fn unknown(task: i64) -> Failure {
    Diagnostic::new(codes::STORE, format!("the store has no task {task}"))
        .with_help("see what there is with `bindery task list`")
        .into()
}
