//! ImportUserJSON (rest-dialect §2.13, field-notes §3.9).

use bindery_diagnostics::Place;

use crate::text::Word;

use super::{Column, HttpBlock, PageRule, StatusConfig, SuccessRule};

/// The whole document.
#[derive(Debug, Clone)]
pub struct UserImport {
    /// Where it stands.
    pub place: Place,
    /// Whether it was found in ImportAccountEntJSON by mistake.
    pub misplaced: bool,
    /// `globalSettings.dateFormat`, a Java pattern.
    pub date_format: Option<Word>,
    /// Calls in the order of the document; one for the flat form.
    pub calls: Vec<UserCall>,
}

/// One call that reads users.
#[derive(Debug, Clone)]
pub struct UserCall {
    /// Its name in a `multiCall`.
    pub name: Option<Word>,
    /// Where it stands.
    pub place: Place,
    /// The authentication.
    pub connection: Option<Word>,
    /// The request.
    pub http: Option<HttpBlock>,
    /// Where the records are; empty for the body itself.
    pub response_path: Option<Word>,
    /// The column that tells known users from new ones.
    pub key_field: Option<Word>,
    /// The mapping, in order.
    pub columns: Vec<Column>,
    /// Paging.
    pub pagination: Option<PageRule>,
    /// What counts as success.
    pub success: Option<SuccessRule>,
    /// What counts as failure.
    pub failure: Option<SuccessRule>,
    /// Status values.
    pub status: Option<StatusConfig>,
}
