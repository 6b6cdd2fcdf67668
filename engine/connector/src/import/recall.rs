//! Checkpoints: what an interrupted run has read (design D6).
//!
//! Every page is committed together with its cursor: which read of the run it belongs to, and what
//! paging has to know of it. A run that is taken up again goes through the same reads in the same
//! order. One whose pages are there is not sent again: paging follows the summaries to where it was,
//! and only what is missing is asked for. The reads of a run are counted, and the same definition
//! over the same rows makes the same reads; one by another call, or with another URL, than was expected
//! is made anew. So is a read from where a next URL carries a secret: that is not written down.

use std::collections::BTreeMap;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::PageSummary;
use serde::{Deserialize, Serialize};

use super::ImportOptions;
use super::progress::Findings;
use crate::Outcome;
use crate::ports::{RunId, RunKind, Store, Timestamp};

/// Where a page stands, and what followed from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// Which read of the run.
    pub read: u64,
    /// The name of its call.
    pub call: String,
    /// A digest of the URL that the read begins with.
    pub start: u64,
    /// The page.
    pub page: PageSummary,
}

/// A read: its call, and a digest of the URL that it begins with.
type Beginning = (String, u64);

/// The pages of an interrupted run, by the reads they belong to.
#[derive(Debug, Default)]
pub(crate) struct Recall {
    reads: BTreeMap<u64, (Beginning, Vec<PageSummary>)>,
}

impl Recall {
    /// From the cursors of a run, in their order. What is no cursor of a page says nothing.
    pub fn new(cursors: &[String]) -> Self {
        let mut reads: BTreeMap<u64, (Beginning, Vec<PageSummary>)> = BTreeMap::new();
        for cursor in cursors {
            if let Ok(cursor) = serde_json::from_str::<Cursor>(cursor) {
                let beginning = (cursor.call, cursor.start);
                let read = reads.entry(cursor.read).or_default();
                if read.0 != beginning {
                    *read = (beginning, Vec::new());
                }
                read.1.push(cursor.page);
            }
        }
        Self { reads }
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.reads.values().map(|(_, pages)| pages.len()).sum()
    }

    /// The pages of a read by a call.
    pub fn of(&self, read: u64, call: &str, start: u64) -> &[PageSummary] {
        match self.reads.get(&read) {
            Some(((name, from), pages)) if name == call && *from == start => pages,
            _ => &[],
        }
    }
}

/// Begins a run, or takes up the one that was interrupted.
pub(super) fn begin(
    store: &mut dyn Store,
    endpoint: &str,
    options: &ImportOptions,
    now: Timestamp,
    findings: &mut Findings,
) -> Outcome<(RunId, Recall)> {
    let fingerprint = options.fingerprint.as_deref();
    if let Some(fingerprint) = fingerprint.filter(|_| options.resume) {
        if let Some((run, cursors)) = store.adopt_run(endpoint, fingerprint, now)? {
            let recall = Recall::new(&cursors);
            let pages = match recall.pages() {
                1 => "1 page".to_owned(),
                many => format!("{many} pages"),
            };
            let message = format!("run {} goes on: {pages} had been read", run.0);
            findings.push(Diagnostic::new(codes::RESUMED, message));
            return Ok((run, recall));
        }
        let message = "there is no interrupted run to take up, so everything is read";
        findings.push(Diagnostic::new(codes::RESUMED, message).with_note(
            "a run is taken up only where nothing has changed since: the definition, its \
             parameters, the part that is imported, and the rows of the endpoint",
        ));
    }
    let run = store.begin_run(endpoint, RunKind::Import, now)?;
    if let Some(fingerprint) = fingerprint {
        store.mark_run(run, fingerprint)?;
    }
    Ok((run, Recall::default()))
}
