//! What a person decides about a task: to try it again, to give it up, to call it done.
//!
//! | state | again | give up | call done |
//! |---|---|---|---|
//! | `NEW` | at once, whatever wait was left | yes | yes |
//! | `INPROGRESS` | no: its worker has it | once the claim has run out | once the claim has run out |
//! | `PENDINGCREATE` | no: its parent comes first | yes | yes |
//! | `PENDINGPROV` | only with what became of the call in doubt | yes | yes |
//! | `PROVFAILED`, `ERROR` | yes, where it stopped or from the start | yes | yes |
//! | `COMPLETE`, `DISCONTINUE`, `NO_ACTION_REQUIRED` | no: ask again with a request | no | no |

use bindery_connector::Outcome;
use bindery_connector::ports::Timestamp;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::{Task, TaskStatus};
use rusqlite::{Connection, OptionalExtension, params};

use crate::audit::{self, Entry};
use crate::failure::Attempt;
use crate::seal::Sealed;
use crate::settlement::{self, is_ended};
use crate::{Repository, claims, lanes, tasks, time};

/// What became of a call in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It has not happened: it is sent again.
    NotDone,
    /// It has happened: the task goes on after it.
    Done,
}

/// How a task is to be tried again. `Debug` shows no password.
#[derive(Clone, Default)]
pub struct Retry {
    /// Forget what was answered, and begin with the first call.
    pub from_start: bool,
    /// What became of the call in doubt.
    pub doubt: Option<Doubt>,
    /// Another password to set.
    pub password: Option<String>,
}

impl std::fmt::Debug for Retry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Retry")
            .field("from_start", &self.from_start)
            .field("doubt", &self.doubt)
            .finish_non_exhaustive()
    }
}

/// Who decides, and what there is to say.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// Who.
    pub who: &'a str,
    /// Why.
    pub comment: Option<&'a str>,
    /// When.
    pub now: Timestamp,
}

impl Repository {
    /// Puts a task back into the queue.
    ///
    /// # Errors
    /// `R5006` for a task in a state that does not allow it, `R5001`.
    pub fn retry_task(
        &mut self,
        task: i64,
        retry: &Retry,
        decision: &Decision<'_>,
    ) -> Outcome<Task> {
        let sealed = match &retry.password {
            Some(password) => Some(self.keys.seal(&tasks::password_place(task), password)?),
            None => None,
        };
        let holder = self.holder.clone();
        self.transact(|tx| {
            let found = find(tx, task)?;
            again(tx, &found, (retry, sealed.as_ref()), decision, &holder)?;
            find(tx, task)
        })
    }

    /// Gives a task up, with the tasks that wait for it.
    ///
    /// # Errors
    /// As [`Repository::retry_task`].
    pub fn discontinue_task(&mut self, task: i64, decision: &Decision<'_>) -> Outcome<Task> {
        self.end_task(task, TaskStatus::Discontinued, decision)
    }

    /// Calls a task done, without any effect on the repository: an import shows what the target has.
    ///
    /// # Errors
    /// As [`Repository::retry_task`].
    pub fn complete_task(&mut self, task: i64, decision: &Decision<'_>) -> Outcome<Task> {
        self.end_task(task, TaskStatus::Complete, decision)
    }

    fn end_task(
        &mut self,
        task: i64,
        status: TaskStatus,
        decision: &Decision<'_>,
    ) -> Outcome<Task> {
        let holder = self.holder.clone();
        self.transact(|tx| {
            let found = find(tx, task)?;
            end(tx, &found, status, decision, &holder)?;
            find(tx, task)
        })
    }
}

fn find(tx: &Connection, task: i64) -> Attempt<Task> {
    tasks::find(tx, task)?.ok_or_else(|| tasks::unknown(task))
}

fn again(
    tx: &Connection,
    task: &Task,
    (retry, sealed): (&Retry, Option<&Sealed>),
    decision: &Decision<'_>,
    holder: &str,
) -> Attempt<()> {
    let mut doubt = retry.doubt;
    match task.status {
        TaskStatus::New | TaskStatus::ProvisioningFailed | TaskStatus::Error => doubt = None,
        TaskStatus::PendingProvisioning if doubt.is_some() => {}
        TaskStatus::PendingProvisioning => {
            return Err(refused(task, "is in doubt: a call may or may not have been done")
                .with_help(format!(
                    "look at the target, then say `bindery task retry {0} --not-done` to send the \
                     call again, or `bindery task retry {0} --done` to go on after it",
                    task.id
                ))
                .into());
        }
        TaskStatus::InProgress => {
            let help = if claims::has_run_out(tx, task.id, holder, decision.now)? {
                "its worker is gone: the next provisioning job takes it over as it is"
            } else {
                "wait until it ends; `bindery task show` tells how far it got"
            };
            return Err(refused(task, "is being worked on").with_help(help).into());
        }
        TaskStatus::PendingCreate => {
            let help = match task.parent {
                Some(parent) => format!("look at task {parent}, which it waits for"),
                None => "discontinue it, and request it again".to_owned(),
            };
            return Err(refused(task, "waits for its parent").with_help(help).into());
        }
        TaskStatus::Complete | TaskStatus::Discontinued | TaskStatus::NoActionRequired => {
            return Err(refused(task, "is over")
                .with_help("ask for it anew with `bindery request`")
                .into());
        }
    }
    let status = standing_of_parent(tx, task)?;
    if retry.from_start {
        tx.execute("DELETE FROM journal WHERE task = ?1", [task.id])?;
    } else if let Some(doubt) = doubt {
        let (state, note) = match doubt {
            Doubt::Done => ("done", "it was in doubt; an operator says that it was done"),
            Doubt::NotDone => (
                "failed",
                "it was in doubt; an operator says that it was not done",
            ),
        };
        tx.execute(
            "UPDATE journal SET state = ?2, note = ?3, changed = ?4
             WHERE task = ?1 AND state IN ('sent', 'in-doubt')",
            params![task.id, state, note, time::text(decision.now)],
        )?;
    }
    if let Some(sealed) = sealed {
        tasks::put_password(tx, task.id, sealed)?;
    }
    let what = match (doubt, retry.from_start) {
        (Some(Doubt::Done), _) => "the call in doubt was done",
        (Some(Doubt::NotDone), true) => "the call in doubt was not done; from the start",
        (Some(Doubt::NotDone), false) => "the call in doubt was not done",
        (None, true) => "from the start",
        (None, false) => "again",
    };
    let (endpoint, lane) = place(tx, task.id)?;
    let now = time::text(decision.now);
    let wanted = task
        .start
        .map_or_else(|| now.clone(), |start| time::text(start.max(decision.now)));
    // One that is still open keeps its place.
    let due = if task.status.is_over() {
        Some(lanes::due(tx, endpoint, &lane, &wanted)?)
    } else {
        None
    };
    tx.execute(
        "UPDATE tasks SET status = ?2, tries = 0, not_before = NULL, due = coalesce(?3, due),
             ready = coalesce(?3, due), changed = ?4 WHERE id = ?1",
        params![task.id, status.code(), due, now],
    )?;
    // What failed because this one did waits again.
    tx.execute(
        "UPDATE tasks SET status = 5, due = max(due, ?3), ready = max(due, ?3), changed = ?2
         WHERE parent = ?1 AND status = 7 AND tries = 0",
        params![task.id, now, due.as_deref().unwrap_or_default()],
    )?;
    note(tx, task.id, "retry", what, decision)?;
    lanes::renew(tx, endpoint, &lane)
}

/// The state of a task that goes back into the queue: it may have to wait for its parent.
fn standing_of_parent(tx: &Connection, task: &Task) -> Attempt<TaskStatus> {
    let Some(number) = task.parent else {
        return Ok(TaskStatus::New);
    };
    let parent = find(tx, number)?;
    match parent.status {
        TaskStatus::Complete | TaskStatus::NoActionRequired => Ok(TaskStatus::New),
        status if !status.is_over() => Ok(TaskStatus::PendingCreate),
        _ => Err(refused(task, "waits for a task that failed")
            .with_note(format!("task {number} is {}", parent.status.eic_name()))
            .with_help(format!(
                "try that one again with `bindery task retry {number}`; this one follows"
            ))
            .into()),
    }
}

fn end(
    tx: &Connection,
    task: &Task,
    status: TaskStatus,
    decision: &Decision<'_>,
    holder: &str,
) -> Attempt<()> {
    if is_ended(task.status) {
        return Err(refused(task, "is over already")
            .with_help("ask for something else with `bindery request`")
            .into());
    }
    if task.status == TaskStatus::InProgress
        && !claims::has_run_out(tx, task.id, holder, decision.now)?
    {
        return Err(refused(task, "is being worked on")
            .with_help("wait until it ends; a worker that died is gone after a minute")
            .into());
    }
    tx.execute(
        "UPDATE tasks SET status = ?2, worker = NULL, holder = NULL, claimed = NULL,
             not_before = NULL, changed = ?3 WHERE id = ?1",
        params![task.id, status.code(), time::text(decision.now)],
    )?;
    let event = match status {
        TaskStatus::Complete => "complete",
        _ => "discontinue",
    };
    note(tx, task.id, event, status.eic_name(), decision)?;
    settlement::follow(tx, task.id, status, decision.now)?;
    let (endpoint, lane) = place(tx, task.id)?;
    lanes::renew(tx, endpoint, &lane)
}

fn place(tx: &Connection, task: i64) -> Attempt<(i64, String)> {
    let found = tx
        .query_row(
            "SELECT endpoint, lane FROM tasks WHERE id = ?1",
            [task],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    found.ok_or_else(|| tasks::unknown(task))
}

/// Says so in the task's comments and in the audit trail.
fn note(
    tx: &Connection,
    task: i64,
    event: &str,
    what: &str,
    decision: &Decision<'_>,
) -> Attempt<()> {
    let (at, who) = (time::text(decision.now), decision.who);
    let mut line = format!("{at} {event} by {who}: {what}");
    if let Some(comment) = decision.comment {
        line.push_str(&format!("; {comment}"));
    }
    tx.execute(
        "UPDATE tasks SET provisioning_comments =
             coalesce(provisioning_comments || char(10), '') || ?2 WHERE id = ?1",
        params![task, line],
    )?;
    audit::append(
        tx,
        &Entry {
            task: Some(task),
            outcome: Some(what),
            note: decision.comment,
            ..Entry::new(event, who, decision.now)
        },
    )
}

fn refused(task: &Task, why: &str) -> Diagnostic {
    let state = task.status.eic_name();
    Diagnostic::new(codes::TASK_STATE, format!("task {} {why}", task.id))
        .with_note(format!("its state is {state}"))
}
