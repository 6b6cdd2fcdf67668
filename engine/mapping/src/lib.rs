//! Pure rules from responses to rows: paths, column types, success rules, paging and status decisions.
//!
//! Everything here is compiled once from the texts of a definition and then asked, without I/O, clock
//! or state of its own ([`Pager`] keeps what one call has read). Run, check and documentation share
//! these rules. What the sources only infer is a row of [`LENIENCIES`].
//!
//! | module | question |
//! |---|---|
//! | `path` | what does a path lead to |
//! | `text`, `date`, `java_date` | how does a value read as text, or as a date |
//! | `quoted` | how is a text or a value written |
//! | `column`, `column_type` | what does a `colsToPropsMap` entry make of a record |
//! | `records` | which records does a page hold |
//! | `selection` | which parts of a body does anybody read |
//! | `success` | did a call succeed |
//! | `paging` | which request follows a page |
//! | `status` | is a returned account active |
//! | `status_filter` | which rows does a call run for |
//! | `missing` | what becomes of objects that were not returned |
//! | `membership` | which entitlements does a record name |
//! | `response` | what does an operation take from its responses |

mod column;
mod column_type;
mod date;
mod java_date;
mod leniency;
mod membership;
mod missing;
mod paging;
mod path;
mod quoted;
mod records;
mod response;
mod selection;
mod status;
mod status_filter;
mod success;
mod text;

pub use column::{Column, SEPARATOR, Source};
pub use column_type::{ColumnType, Converted};
pub use date::DateRule;
pub use leniency::{LENIENCIES, Leniency, LeniencyEntry};
pub use membership::{DEFAULT_KEY_FIELD, IdPath, MembershipElement, MembershipRule};
pub use missing::{
    MissingAccounts, MissingAction, MissingDecision, MissingEntitlements, MissingUsers,
    RemovalGuard, StaleLinks, Tally, Threshold,
};
pub use paging::{
    Amount, Ended, MAX_EMPTY_PAGES, MAX_PAGES, Offsets, PageAnswer, PageConfig, PageGuard,
    PageNumbers, PageRequest, PageSummary, Pager, Spot, Step, digest, set_query,
};
pub use path::{Found, MAX_STEPS, Path, PathError};
pub use quoted::{write_text, write_value};
pub use records::{ListField, Records};
pub use response::{NamedResponse, ResponseColumn, ResponsePath, ResponseValue};
pub use selection::Selection;
pub use status::{
    LOCKED, LockRule, StatusConfig, StatusDecision, StatusHint, StatusReason, StatusRule,
    StatusValues,
};
pub use status_filter::StatusFilter;
pub use success::{SuccessRule, Verdict, decide};
pub use text::{number_text, scalar_text, text_of};
