//! How a call pages, as its definition says.

use super::Amount;

/// How a call pages.
#[derive(Debug, Clone, Default)]
pub enum PageConfig {
    /// One request.
    #[default]
    None,
    /// `page`.
    Page(PageNumbers),
    /// `offset`.
    Offset(Offsets),
    /// `nextUrl`; the caller evaluates `nextUrlPath`.
    NextUrl,
}

impl PageConfig {
    /// Where the total stands.
    #[must_use]
    pub const fn total(&self) -> Option<&Amount> {
        match self {
            Self::Page(page) => page.total.as_ref(),
            Self::Offset(offset) => offset.total.as_ref(),
            Self::None | Self::NextUrl => None,
        }
    }
}

/// The keys of a `page` block. `pageRecordCount` is not among them: see the head of the paging module.
#[derive(Debug, Clone, Default)]
pub struct PageNumbers {
    /// `pageNumberParam`.
    pub number_param: String,
    /// `firstPageNumber`, 1 if absent.
    pub first: Option<u64>,
    /// `pageSizeParam`; empty where the author leaves it out.
    pub size_param: String,
    /// `pageSize` as written; empty where the author leaves it out.
    pub size: String,
    /// `totalCountPath`.
    pub total: Option<Amount>,
}

/// The keys of an `offset` block.
#[derive(Debug, Clone, Default)]
pub struct Offsets {
    /// `offsetParam`.
    pub offset_param: String,
    /// `batchParam`; empty where the author leaves it out.
    pub batch_param: String,
    /// `batchSize`; 0 where the author leaves it out: then the offset advances by what came.
    pub batch: u64,
    /// `totalCountPath`.
    pub total: Option<Amount>,
}
