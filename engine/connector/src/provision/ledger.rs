//! What a chain knows of earlier attempts, and tells of its own.
//!
//! The chain of a task keeps its journal here: an entry is on disk before its request leaves, and again
//! when its answer has been judged. An operation that is no task keeps none, and starts from nothing.

use std::sync::{Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;

use super::chain::is_write;
use super::policy::Resume;
use crate::Outcome;
use crate::ports::{
    Clock, JournalAnswer, JournalEntry, JournalPlace, JournalState, TaskStore, Timestamp,
};

/// What a chain writes of a call.
pub(crate) struct Written<'a> {
    pub place: JournalPlace,
    pub name: &'a str,
    pub method: &'a str,
    pub url: &'a str,
    pub state: JournalState,
    pub status: Option<u16>,
    pub note: Option<String>,
    pub answer: Option<JournalAnswer>,
}

/// The journal of a chain.
pub(crate) trait Ledger: Send + Sync {
    /// What an earlier attempt, or this one, wrote of a call.
    fn find(&self, place: JournalPlace) -> Option<&JournalEntry>;

    /// Whether anything was written of a step but that it was skipped.
    fn has_begun(&self, step: u32) -> bool;

    /// Writes an entry in place of an earlier one. Nothing may be sent where it fails.
    fn write(&mut self, written: Written<'_>) -> Outcome<()>;
}

/// Keeps nothing.
pub(crate) struct Unkept;

impl Ledger for Unkept {
    fn find(&self, _: JournalPlace) -> Option<&JournalEntry> {
        None
    }

    fn has_begun(&self, _: u32) -> bool {
        false
    }

    fn write(&mut self, _: Written<'_>) -> Outcome<()> {
        Ok(())
    }
}

/// The repository, which the chain and the heartbeat of its claim take turns with.
pub(crate) struct Shared<'a>(Mutex<&'a mut dyn TaskStore>);

impl<'a> Shared<'a> {
    pub fn new(store: &'a mut dyn TaskStore) -> Self {
        Self(Mutex::new(store))
    }

    pub fn lock(&self) -> MutexGuard<'_, &'a mut dyn TaskStore> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The journal of a task in the repository.
pub(crate) struct Kept<'a, 's> {
    store: &'a Shared<'s>,
    clock: &'a dyn Clock,
    task: i64,
    worker: &'a str,
    attempt: u32,
    entries: IndexMap<JournalPlace, JournalEntry>,
}

impl<'a, 's> Kept<'a, 's> {
    /// Reads the journal. Starting over forgets what was answered; what is in doubt stays so. What was
    /// only read, and nothing written since, is read again: a write that is built on it must not undo
    /// what others have done in the meantime.
    pub fn open(
        store: &'a Shared<'s>,
        clock: &'a dyn Clock,
        (task, worker, attempt): (i64, &'a str, u32),
        resume: Resume,
    ) -> Outcome<Self> {
        let entries = store.lock().journal(task)?;
        let is_done = |entry: &&JournalEntry| entry.state == JournalState::Done;
        let written = entries.iter().filter(is_done);
        let written = written.filter(|entry| is_write(&entry.method));
        let last = written.map(|entry| entry.place.step).max().unwrap_or(0);
        let kept = entries.into_iter().filter(|entry| match resume {
            Resume::AtFailure => {
                entry.place.step <= last || !is_done(&entry) || is_write(&entry.method)
            }
            Resume::FromStart => {
                matches!(entry.state, JournalState::Sent | JournalState::InDoubt)
            }
        });
        Ok(Self {
            store,
            clock,
            task,
            worker,
            attempt,
            entries: kept.map(|entry| (entry.place, entry)).collect(),
        })
    }

    /// Whether an earlier attempt wrote anything.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn first_written(&self, place: JournalPlace, now: Timestamp) -> Timestamp {
        let earlier = self.entries.get(&place);
        earlier.map_or(now, |entry| entry.written.0)
    }
}

impl Ledger for Kept<'_, '_> {
    fn find(&self, place: JournalPlace) -> Option<&JournalEntry> {
        self.entries.get(&place)
    }

    fn has_begun(&self, step: u32) -> bool {
        let mut of_step = self.entries.values().filter(|e| e.place.step == step);
        of_step.any(|entry| entry.state != JournalState::Skipped)
    }

    fn write(&mut self, written: Written<'_>) -> Outcome<()> {
        let now = self.clock.now();
        let entry = JournalEntry {
            place: written.place,
            attempt: self.attempt,
            name: written.name.to_owned(),
            method: written.method.to_owned(),
            url: written.url.to_owned(),
            state: written.state,
            status: written.status,
            note: written.note,
            written: (self.first_written(written.place, now), now),
            answer: written.answer,
        };
        self.store
            .lock()
            .write(self.task, self.worker, &entry, now)?;
        self.entries.insert(entry.place, entry);
        Ok(())
    }
}
