//! Pure rules from responses to rows: paths, column types, success rules, paging and status decisions.

mod column;
mod column_type;
mod date;
mod java_date;
mod leniency;
mod missing;
mod paging;
mod path;
mod records;
mod status;
mod success;
mod text;

pub use column::{Column, SEPARATOR, Source};
pub use column_type::{ColumnType, Converted};
pub use date::DateRule;
pub use leniency::{LENIENCIES, Leniency, LeniencyEntry};
pub use missing::{
    MissingAccounts, MissingAction, MissingDecision, MissingEntitlements, RemovalGuard, StaleLinks,
    Tally, Threshold,
};
pub use paging::{
    Amount, Ended, MAX_PAGES, Offsets, PageAnswer, PageConfig, PageGuard, PageNumbers, PageRequest,
    Pager, Spot, Step, set_query,
};
pub use path::{Found, MAX_STEPS, Path, PathError};
pub use records::{ListField, Records};
pub use status::{
    StatusConfig, StatusDecision, StatusHint, StatusReason, StatusRule, StatusValues,
};
pub use success::{SuccessRule, Verdict, decide};
pub use text::{number_text, scalar_text, text_of};
