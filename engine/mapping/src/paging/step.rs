//! What goes in and out of paging: answers, requests, and how it ends.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A request for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// The URL, paging parameters included.
    pub url: String,
    /// The paging parameters alone, for lists that are asked for with a body that has fields of
    /// these names (`rest-dialect §5.50`).
    pub params: Vec<(String, String)>,
    /// The URL says `=null`: an expression read something that is not there.
    pub null_in_url: bool,
}

/// An answered page.
#[derive(Debug, Clone, Copy)]
pub struct PageAnswer<'a> {
    /// Its records.
    pub records: &'a [&'a Value],
    /// The keys of its records where the call has a key field. Without keys, the records themselves
    /// tell whether a page brings anything new.
    pub keys: Option<&'a [String]>,
    /// The whole body.
    pub body: &'a Value,
    /// The headers of the answer.
    pub headers: &'a [(String, String)],
    /// What `nextUrlPath` gave; `None` for null and for the other kinds of paging.
    pub next_url: Option<&'a str>,
    /// There is nothing where the list belongs, not even an empty one.
    pub list_missing: bool,
}

/// What paging keeps of an answered page: the next step follows from it alone, so a read that was
/// interrupted can be taken up again from the summaries of its pages (design D6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSummary {
    /// How many records it had.
    pub count: u64,
    /// Digests of their keys, in order and without repeats.
    pub digests: Vec<u64>,
    /// The total that it names.
    pub total: Option<u64>,
    /// The next URL that it names.
    pub next_url: Option<String>,
    /// There was nothing where the list belongs.
    pub list_missing: bool,
}

/// What follows a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Another request.
    Request(PageRequest),
    /// Nothing: everything was read.
    Done(Ended),
    /// Nothing: a guard stopped. The rows are kept, the read is incomplete.
    Stop(PageGuard),
}

/// Why paging ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The call does not page.
    SinglePage,
    /// The records received reached the target's total.
    TotalReached,
    /// A page without records.
    EmptyPage,
    /// No next URL.
    NoNextUrl,
    /// The literal total was reached, and the last page was full: there may be more.
    LiteralTotal,
}

impl Ended {
    /// Whether everything is known to be read. After [`Ended::LiteralTotal`] it is not, and nothing
    /// may be removed.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        !matches!(self, Self::LiteralTotal)
    }

    /// In words, for events.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SinglePage => "the call does not page",
            Self::TotalReached => "the total is reached",
            Self::EmptyPage => "the page is empty",
            Self::NoNextUrl => "there is no next page",
            Self::LiteralTotal => "the definition's literal total is reached",
        }
    }
}

/// What a guard saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageGuard {
    /// The next URL was requested before.
    RepeatedUrl,
    /// The page holds no key that an earlier page did not hold.
    RepeatedPage,
    /// More pages than the cap.
    PageCap,
    /// The next URL is none.
    BadUrl,
    /// An empty page, and fewer records than the target says there are.
    CutShort,
    /// A further page that has no list where the first had one.
    MissingList,
}

impl PageGuard {
    /// In words, for events and reports.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::RepeatedUrl => "the next page was requested before",
            Self::RepeatedPage => "the page repeats records of earlier pages",
            Self::PageCap => "the cap on pages is reached",
            Self::BadUrl => "the next URL is not a URL",
            Self::MissingList => "a further page has nothing at the call's listField",
            Self::CutShort => "an empty page came before the total that the target names",
        }
    }
}
