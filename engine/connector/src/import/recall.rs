//! Checkpoints: what an interrupted run has read (design D6).
//!
//! Every page is committed together with its cursor: which read of the run it belongs to, and what
//! paging has to know of it. A run that is taken up again goes through the same reads in the same
//! order. One whose pages are there is not sent again: paging follows the summaries to where it was,
//! and only what is missing is asked for. The reads of a run are counted, and the same definition
//! over the same rows makes the same reads; a read by another call than was expected, and all that
//! come after it, are read anew.

use std::collections::BTreeMap;

use bindery_mapping::PageSummary;
use serde::{Deserialize, Serialize};

/// Where a page stands, and what followed from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// Which read of the run.
    pub read: u64,
    /// The name of its call.
    pub call: String,
    /// The page.
    pub page: PageSummary,
}

/// The pages of an interrupted run, by the reads they belong to.
#[derive(Debug, Default)]
pub(crate) struct Recall {
    reads: BTreeMap<u64, (String, Vec<PageSummary>)>,
}

impl Recall {
    /// From the cursors of a run, in their order. What is no cursor of a page says nothing.
    pub fn new(cursors: &[String]) -> Self {
        let mut reads: BTreeMap<u64, (String, Vec<PageSummary>)> = BTreeMap::new();
        for cursor in cursors {
            if let Ok(cursor) = serde_json::from_str::<Cursor>(cursor) {
                let read = reads
                    .entry(cursor.read)
                    .or_insert((cursor.call, Vec::new()));
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
    pub fn of(&self, read: u64, call: &str) -> &[PageSummary] {
        match self.reads.get(&read) {
            Some((name, pages)) if name == call => pages,
            _ => &[],
        }
    }
}
