//! Tasks and their journal: what makes a task's effect happen once.
//!
//! A worker *claims* a task by conditional update, carries it out, and *settles* it. Settling is one
//! transaction with the effects that the calls proved. A claim that is not renewed for
//! [`CLAIM`] expires, and another worker may take the task over.
//!
//! The *journal* has an entry per call (and per item of a `callListPath`): written before the request
//! is sent, and again when its answer is judged. A task that is claimed again reads it first: an
//! entry that was answered is not sent again and its answer is bound as if it had just come; one that
//! still says [`JournalState::Sent`] is in doubt (design D13).

use bindery_model::{Task, TaskStatus};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Effect, RequestFacts, Store, Timestamp};
use crate::Outcome;

/// How long a claim lives without being renewed, in milliseconds.
pub const CLAIM: Timestamp = 60_000;

/// How far a call got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JournalState {
    /// It may have been sent; no answer is known.
    Sent,
    /// It was answered and succeeded by its rules.
    Done,
    /// Its condition did not hold.
    Skipped,
    /// It failed, and what it asked for has not happened: it may be sent again.
    Failed,
    /// A write without an answer, or with one that leaves open whether it took effect.
    InDoubt,
}

/// The call's place in its task: the chain's step from 1, and the item of a `callListPath` from 1
/// (0 for a call without one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JournalPlace {
    /// The step.
    pub step: u32,
    /// The item.
    pub item: u32,
}

/// What a call answered. It may hold secrets: the store seals it, and drops it when the task ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalAnswer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The parsed body; text where it is not JSON.
    pub message: Value,
}

/// One call of a task. Everything but the answer is masked.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalEntry {
    /// Where it stands.
    pub place: JournalPlace,
    /// The attempt of the task that wrote it, from 1.
    pub attempt: u32,
    /// The call's name.
    pub name: String,
    /// The verb; empty for one that was skipped.
    pub method: String,
    /// The URL.
    pub url: String,
    /// How far it got.
    pub state: JournalState,
    /// The status of its answer.
    pub status: Option<u16>,
    /// What there is to say of it: the beginning of the answer, or why it failed.
    pub note: Option<String>,
    /// When the entry was written first, and when last.
    pub written: (Timestamp, Timestamp),
    /// Its answer, of calls that succeeded while the task goes on.
    pub answer: Option<JournalAnswer>,
}

/// How an attempt on a task ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The task's new state.
    pub status: TaskStatus,
    /// What to add to the provisioning comments, masked.
    pub comment: String,
    /// Not to be tried again before.
    pub not_before: Option<Timestamp>,
    /// The ticket that was opened.
    pub ticket: Option<String>,
    /// What the calls proved; recorded in the same transaction.
    pub effects: Vec<Effect>,
}

/// The tasks of the repository, as a worker needs them. Every method is one transaction.
pub trait Tasks: Send {
    /// Claims the task of an endpoint that is due next: `NEW`, or claimed by a worker that is gone;
    /// started, not waiting, its parent complete, no earlier task of the same account open. Claiming
    /// counts a try. `None` where nothing is due.
    fn claim_next(&mut self, endpoint: &str, worker: &str, now: Timestamp)
    -> Outcome<Option<Task>>;

    /// Claims one task, as [`Tasks::claim_next`] would; `None` where it is not due.
    fn claim(&mut self, task: i64, worker: &str, now: Timestamp) -> Outcome<Option<Task>>;

    /// Renews a claim.
    ///
    /// # Errors
    /// `R5002` when another worker has taken the task over.
    fn renew(&mut self, task: i64, worker: &str, now: Timestamp) -> Outcome<()>;

    /// The journal of a task, in the order of its places.
    fn journal(&mut self, task: i64) -> Outcome<Vec<JournalEntry>>;

    /// Writes an entry in place of an earlier one of its place. It is on disk when this returns.
    ///
    /// # Errors
    /// `R5002` when the claim is lost, `R5001`: nothing may be sent then.
    fn write(
        &mut self,
        task: i64,
        worker: &str,
        entry: &JournalEntry,
        now: Timestamp,
    ) -> Outcome<()>;

    /// The password sealed with a task; `None` where it has none.
    ///
    /// # Errors
    /// `R2005` when it cannot be opened with the key at hand.
    fn password(&mut self, task: i64) -> Outcome<Option<String>>;

    /// Seals a password with a task, so that every attempt sets the same one.
    fn keep_password(&mut self, task: i64, password: &str, now: Timestamp) -> Outcome<()>;

    /// Where the random numbers of a task start, so that every attempt renders what the first one did.
    ///
    /// # Errors
    /// `R2005` when it cannot be opened with the key at hand.
    fn seed(&mut self, task: i64) -> Outcome<u64>;

    /// Settles a task: its state, its comments, its effects; one that is over loses its password and
    /// the answers of its journal. Tasks that waited for it become `NEW`, or go with it.
    /// Returns the account's row of an effect.
    fn settle(
        &mut self,
        task: i64,
        worker: &str,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Outcome<Option<i64>>;

    /// The endpoint whose tasks those of an endpoint are carried out with: of a logical one, the one that
    /// has its accounts (`ENDPOINTS_FILTER`).
    fn place_of_tasks(&mut self, endpoint: &str) -> Outcome<String> {
        Ok(endpoint.to_owned())
    }

    /// What is known of the request that made a task; nothing where the store keeps none.
    fn request(&mut self, _request: i64) -> Outcome<Option<RequestFacts>> {
        Ok(None)
    }
}

/// What carrying out a task needs of the repository.
pub trait TaskStore: Store + Tasks {}

impl<T: Store + Tasks + ?Sized> TaskStore for T {}
