//! Reads and their pages: which read of the run a call makes, and the rows of a page put by until its
//! cursor is known, so that all of them are committed with it (design D6).

use bindery_mapping::ListField;

use super::pages::{Feed, News};
use super::recall::Cursor;
use super::rules::Paging;
use super::{Importer, telling};
use crate::Outcome;
use crate::ports::{StagedPage, StagedRows, Wants};
use crate::send::Call;

/// The most rows of several pages that are committed together.
const GATHERED_ROWS: usize = 1_000;

impl<'a> Importer<'a> {
    pub(super) fn feed<'p>(
        &self,
        call: &'p Call,
        list: &'p ListField,
        paging: &'p Paging,
    ) -> Feed<'p>
    where
        'a: 'p,
    {
        Feed {
            call,
            list,
            paging,
            cap: self.cap,
            width: paging.width.map_or(self.width, |most| most.min(self.width)),
            first: None,
            recall: self.recall,
        }
    }

    /// The same for so many reads that an interrupted run may have made.
    pub(super) fn feed_of<'p>(
        &mut self,
        call: &'p Call,
        (list, paging): (&'p ListField, &'p Paging),
        reads: usize,
    ) -> Feed<'p>
    where
        'a: 'p,
    {
        let first = self.reads;
        self.reads = self.reads.saturating_add(reads as u64);
        Feed {
            first: self.resumable.then_some(first),
            ..self.feed(call, list, paging)
        }
    }

    /// Puts rows of the page at hand by, until its cursor is known.
    pub(super) fn stage(&mut self, call: &str, rows: StagedRows) {
        let world = &self.wire.world;
        if world.listener.wants() >= Wants::Records {
            telling::tell_rows(call, &rows, &world.masker, world.listener.as_ref());
        }
        self.pending.push(rows);
    }

    /// Stages rows that belong to no page.
    pub(super) fn stage_apart(&mut self, call: &str, rows: StagedRows) -> Outcome<()> {
        self.settle()?;
        self.pending.clear();
        self.stage(call, rows);
        self.commit(None)
    }

    /// What news but a page ask for: the page at hand is committed, or the run shows that it lives.
    pub(super) fn aside(&mut self, news: News<'_, '_>) -> Outcome<Vec<String>> {
        match news {
            News::Cursor(cursor) => self.commit(cursor.as_ref()).map(|()| Vec::new()),
            News::Page(_) | News::StillWaiting => self.show_alive(),
        }
    }

    /// From here on, pages of many small reads are gathered, and as many are committed at a time as
    /// are under way: a run that is killed loses those too.
    pub(super) fn gather(&mut self, reads: usize) -> Outcome<()> {
        self.commit_gathered()?;
        self.gathers = reads > 1;
        Ok(())
    }

    /// Commits what was gathered.
    pub(super) fn settle(&mut self) -> Outcome<()> {
        self.gathers = false;
        self.commit_gathered()
    }

    fn commit_gathered(&mut self) -> Outcome<()> {
        let pages = std::mem::take(&mut self.gathered);
        self.gathered_rows = 0;
        if pages.is_empty() {
            return Ok(());
        }
        let now = self.wire.world.clock.now();
        self.store.stage_all(self.run, &pages, now)
    }

    fn commit(&mut self, cursor: Option<&Cursor>) -> Outcome<()> {
        let cursor = cursor.map(serde_json::to_string).and_then(Result::ok);
        let page = StagedPage {
            rows: match self.pending.len() {
                1 => self.pending.remove(0),
                _ => StagedRows::Several(std::mem::take(&mut self.pending)),
            },
            cursor: cursor.unwrap_or_default(),
        };
        if self.gathers {
            self.gathered_rows += page.rows.count();
            self.gathered.push(page);
            if self.gathered.len() < self.width && self.gathered_rows < GATHERED_ROWS {
                return Ok(());
            }
            return self.commit_gathered();
        }
        let now = self.wire.world.clock.now();
        self.store.stage(self.run, &page, now)?;
        if let Some(rows) = page.rows.into_accounts() {
            self.spare = rows;
        }
        Ok(())
    }

    /// Renews the run's lease.
    pub(super) fn show_alive(&mut self) -> Outcome<Vec<String>> {
        let now = self.wire.world.clock.now();
        self.store.renew_run(self.run, now)?;
        Ok(Vec::new())
    }
}
