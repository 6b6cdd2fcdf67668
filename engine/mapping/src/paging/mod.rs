//! Paging: which request follows a page (`rest-dialect §2.16`).
//!
//! A state machine without I/O. The connector asks for the first request, hands in each answer, and
//! is told the next request, that paging has ended and why, or that a guard stopped it.
//!
//! - *page*: number and size in the URL; ends when the records received reach the total, or with an
//!   empty page. A number called `startIndex` is an index and advances by the records received.
//! - *offset*: start and size in the URL; ends likewise. A page shorter than asked for, with more to
//!   come, shows that the server caps pages, and the offset advances by what came. A literal total
//!   is an upper bound: there the offset advances by the batch, but for short pages before any full
//!   one, which may be capped.
//! - *next URL*: the caller evaluates the expression; null, `""` and `null` end.
//!
//! The records received decide, never `pageRecordCount`: a wrong literal must not lose data, and
//! where the two agree nothing is lost. Parameters replace those of the same name in the URL.
//!
//! A key that an earlier page had is a row that moved between two pages, and shows that another may
//! have been missed: it does not count towards the total.
//!
//! Guards: a URL requested twice, a page that adds no new key, an empty page before the total that
//! the target names, a further page without its list, or too many empty pages in a row stop paging;
//! so does the cap on pages. After a guard the rows are kept and nothing is removed.

mod amount;
mod config;
mod foresight;
mod link;
mod query;
mod seen;
mod step;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use self::seen::Seen;
pub use amount::{Amount, Spot};
pub use config::{Offsets, PageConfig, PageNumbers};
pub use query::set_query;
pub use step::{Ended, PageAnswer, PageGuard, PageRequest, PageSummary, Step};
use url::Url;

/// The most pages of one call. At the smallest common page size, 25, it is five million records;
/// beyond it a target is taken to repeat itself.
pub const MAX_PAGES: usize = 200_000;

/// The most pages without a record in a row, where each names a next one. Filters at a target may
/// empty some pages; so many are a target that goes on for ever.
pub const MAX_EMPTY_PAGES: usize = 100;

/// The state of one call's paging.
#[derive(Debug, Clone)]
pub struct Pager {
    config: PageConfig,
    cap: usize,
    base: String,
    current: String,
    /// The next page number, or offset.
    position: u64,
    pages: usize,
    received: u64,
    /// Records that an earlier page had.
    repeated: u64,
    /// Pages without a record, up to this one.
    empty: usize,
    expected: Option<u64>,
    /// Some page was as long as asked for: the server does not cap pages below the batch.
    full: bool,
    urls: HashSet<u64>,
    keys: Seen,
}

impl Pager {
    /// The state before the first request.
    #[must_use]
    pub fn new(config: PageConfig) -> Self {
        let position = match &config {
            PageConfig::Page(page) => page.first.unwrap_or(1),
            PageConfig::Offset(offset) => u64::from(is_start_index(&offset.offset_param)),
            PageConfig::None | PageConfig::NextUrl => 0,
        };
        Self {
            config,
            cap: MAX_PAGES,
            base: String::new(),
            current: String::new(),
            position,
            pages: 0,
            received: 0,
            repeated: 0,
            empty: 0,
            expected: None,
            full: false,
            urls: HashSet::new(),
            keys: Seen::default(),
        }
    }

    /// The same with another cap on pages.
    #[must_use]
    pub fn with_cap(mut self, pages: usize) -> Self {
        self.cap = pages.max(1);
        self
    }

    /// Records received so far, repeated ones included.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Distinct keys received so far.
    #[must_use]
    pub fn distinct(&self) -> u64 {
        self.keys.len() as u64
    }

    /// Records received but for those that an earlier page had.
    fn fresh(&self) -> u64 {
        self.received.saturating_sub(self.repeated)
    }

    /// How many records the target says there are; `None` while it has not said.
    #[must_use]
    pub fn expected(&self) -> Option<u64> {
        self.expected
    }

    /// Pages asked for so far.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Whether a read that ended, or that a guard stopped, is known to hold everything: a guard is
    /// harmless once the distinct records have reached a known total (`rest-dialect §2.10`).
    #[must_use]
    pub fn is_complete(&self, step: &Step) -> bool {
        match step {
            Step::Request(_) => false,
            Step::Done(ended) => ended.is_complete(),
            Step::Stop(_) => self.expected.is_some_and(|total| self.distinct() >= total),
        }
    }

    /// The first request of a call.
    pub fn first_request(&mut self, url: &str) -> PageRequest {
        url.trim().clone_into(&mut self.base);
        let request = self.request();
        self.urls.insert(digest(&request.url));
        self.current.clone_from(&request.url);
        self.pages = 1;
        request
    }

    /// What follows an answered page.
    pub fn next(&mut self, answer: &PageAnswer<'_>) -> Step {
        let page = self.summary(answer);
        self.follow_up(&page)
    }

    /// What paging has to know of an answered page.
    #[must_use]
    pub fn summary(&self, answer: &PageAnswer<'_>) -> PageSummary {
        let mut digests: Vec<u64> = match answer.keys {
            Some(keys) if !keys.is_empty() => keys.iter().map(|key| digest(key)).collect(),
            _ => {
                let texts = answer.records.iter().map(|record| record.to_string());
                texts.map(|text| digest(&text)).collect()
            }
        };
        digests.sort_unstable();
        digests.dedup();
        let amount = match &self.config {
            PageConfig::Page(page) => page.total.as_ref(),
            PageConfig::Offset(offset) => offset.total.as_ref(),
            PageConfig::None | PageConfig::NextUrl => None,
        };
        PageSummary {
            count: answer.records.len() as u64,
            digests,
            total: amount
                .and_then(|amount| amount.read(answer.body, answer.headers))
                .filter(|total| *total > 0),
            next_url: answer.next_url.map(ToOwned::to_owned),
            list_missing: answer.list_missing,
        }
    }

    /// What follows a page, by its summary.
    pub fn follow_up(&mut self, page: &PageSummary) -> Step {
        self.received += page.count;
        let is_new = self.note_keys(page);
        self.empty = if page.count == 0 { self.empty + 1 } else { 0 };
        if self.pages > 1 && page.list_missing && matches!(self.config, PageConfig::NextUrl) {
            return Step::Stop(PageGuard::MissingList);
        }
        match self.config.clone() {
            PageConfig::None => Step::Done(Ended::SinglePage),
            PageConfig::NextUrl => self.follow(page, is_new),
            PageConfig::Page(numbers) => self.after_page(&numbers, page, is_new),
            PageConfig::Offset(offset) => self.after_offset(&offset, page, is_new),
        }
    }

    fn follow(&mut self, page: &PageSummary, is_new: bool) -> Step {
        let next = page.next_url.as_deref().map(str::trim).unwrap_or_default();
        if next.is_empty() || next == "null" {
            return Step::Done(Ended::NoNextUrl);
        }
        if (page.count > 0 && !is_new) || self.empty > MAX_EMPTY_PAGES {
            return Step::Stop(PageGuard::RepeatedPage);
        }
        let Some(url) = resolve(&self.current, next) else {
            return Step::Stop(PageGuard::BadUrl);
        };
        self.advance(PageRequest {
            null_in_url: url.contains("=null"),
            url,
            params: Vec::new(),
        })
    }

    fn after_page(&mut self, page: &PageNumbers, answered: &PageSummary, is_new: bool) -> Step {
        let count = answered.count;
        let total = self.note_total(page.total.as_ref(), answered);
        if count == 0 {
            return self.empty_page();
        }
        let full = page
            .size
            .trim()
            .parse()
            .is_ok_and(|size: u64| count >= size);
        let literal = page.total.as_ref().is_some_and(Amount::is_literal);
        if let Some(ended) = reached(total, self.fresh(), literal && full) {
            return ended;
        }
        if !is_new {
            return Step::Stop(PageGuard::RepeatedPage);
        }
        self.position = self
            .position
            .saturating_add(if is_start_index(&page.number_param) {
                count
            } else {
                1
            });
        let request = self.request();
        self.advance(request)
    }

    fn after_offset(&mut self, offset: &Offsets, answered: &PageSummary, is_new: bool) -> Step {
        let count = answered.count;
        let total = self.note_total(offset.total.as_ref(), answered);
        if count == 0 {
            return self.empty_page();
        }
        let short = count < offset.batch;
        self.full |= !short;
        let literal = offset.total.as_ref().is_some_and(Amount::is_literal);
        let by_count = short && !(literal && self.full);
        self.position = self
            .position
            .saturating_add(if by_count || offset.batch == 0 {
                count
            } else {
                offset.batch
            });
        let first = u64::from(is_start_index(&offset.offset_param));
        let advanced = self.position.saturating_sub(first);
        let done = match (literal, self.repeated) {
            (true, _) => advanced,
            (false, 0) => advanced.max(self.received),
            (false, _) => self.fresh(),
        };
        if let Some(ended) = reached(total, done, literal && !short) {
            return ended;
        }
        if !is_new {
            return Step::Stop(PageGuard::RepeatedPage);
        }
        let request = self.request();
        self.advance(request)
    }

    /// An empty page ends paging, but where the target names a total that has not come.
    fn empty_page(&self) -> Step {
        if self.expected.is_some_and(|total| self.fresh() < total) {
            return Step::Stop(PageGuard::CutShort);
        }
        Step::Done(Ended::EmptyPage)
    }

    /// The total, where it is known; zero beside records is none. The largest one counts: where rows
    /// are deleted between two pages, the next page starts too late, and a row that nobody read must
    /// not look like one that is gone.
    fn note_total(&mut self, amount: Option<&Amount>, page: &PageSummary) -> Option<u64> {
        let amount = amount?;
        let total = page.total;
        if !amount.is_literal() {
            self.expected = self.expected.max(total);
            return self.expected;
        }
        total
    }

    /// Notes the page's keys; whether any of them is new.
    fn note_keys(&mut self, page: &PageSummary) -> bool {
        let mut is_new = false;
        for key in &page.digests {
            if self.keys.insert(*key) {
                is_new = true;
            } else {
                self.repeated += 1;
            }
        }
        is_new
    }

    fn advance(&mut self, request: PageRequest) -> Step {
        if self.pages >= self.cap {
            return Step::Stop(PageGuard::PageCap);
        }
        if !self.urls.insert(digest(&request.url)) {
            return Step::Stop(PageGuard::RepeatedUrl);
        }
        self.pages += 1;
        self.current.clone_from(&request.url);
        Step::Request(request)
    }

    fn request(&self) -> PageRequest {
        let position = self.position.to_string();
        let pairs: Vec<(&str, &str)> = match &self.config {
            PageConfig::None | PageConfig::NextUrl => vec![],
            PageConfig::Page(page) => vec![
                (&page.size_param, &page.size),
                (&page.number_param, &position),
            ],
            PageConfig::Offset(offset) => {
                let batch = offset.batch.to_string();
                return self.with_params(&[
                    (&offset.offset_param, &position),
                    (
                        if offset.batch == 0 {
                            ""
                        } else {
                            &offset.batch_param
                        },
                        &batch,
                    ),
                ]);
            }
        };
        self.with_params(&pairs)
    }

    fn with_params(&self, pairs: &[(&str, &str)]) -> PageRequest {
        let params: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .filter(|(name, value)| !name.is_empty() && !value.is_empty())
            .collect();
        let mut url = self.base.clone();
        for (name, value) in &params {
            url = set_query(&url, name, value);
        }
        PageRequest {
            null_in_url: url.contains("=null"),
            url,
            params,
        }
    }
}

/// Paging ends once what was done reaches the total. `cut` says that a literal total cut off a full
/// page.
fn reached(total: Option<u64>, done: u64, cut: bool) -> Option<Step> {
    let ended = if cut {
        Ended::LiteralTotal
    } else {
        Ended::TotalReached
    };
    (done >= total?).then_some(Step::Done(ended))
}

fn is_start_index(param: &str) -> bool {
    param.trim().eq_ignore_ascii_case("startIndex")
}

/// An absolute URL as it is, a relative one against the current URL.
fn resolve(current: &str, next: &str) -> Option<String> {
    if Url::parse(next).is_ok_and(|url| url.has_host()) {
        return Some(next.to_owned());
    }
    let joined = Url::parse(current).ok()?.join(next).ok()?;
    joined.has_host().then(|| joined.to_string())
}

/// The digest of a key or a URL that paging remembers, with fixed keys, so that a run can be repeated.
#[must_use]
pub fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
