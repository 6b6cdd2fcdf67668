//! Provisioning documents (rest-dialect §3, field-notes §4).

use std::sync::Arc;

use bindery_diagnostics::Place;
use bindery_model::catalogue::Operation;
use indexmap::IndexMap;

use crate::text::{Text, Word};

use super::{Column, HttpBlock, SuccessRule};

/// The document of one operation.
#[derive(Debug, Clone)]
pub struct OperationDocument {
    /// The operation.
    pub operation: Operation,
    /// Where it stands.
    pub place: Place,
    /// Calls in the order they run: `callOrder`, then the order of the document.
    pub calls: Vec<ProvisionCall>,
    /// Where the new account's identifier is: `call1.message.id`, or the literal `accountName`.
    pub account_id_path: Option<Word>,
    /// Columns to take from the responses.
    pub response_columns: Vec<Column>,
    /// The Java pattern of dates in responses.
    pub date_format: Option<Word>,
}

/// One call.
#[derive(Debug, Clone)]
pub struct ProvisionCall {
    /// Its name: free for account operations, the entitlement type for access operations.
    /// `call<n>` where the definition gives none.
    pub name: Word,
    /// Where it stands.
    pub place: Place,
    /// `callOrder`, where given.
    pub order: Option<i64>,
    /// The authentication.
    pub connection: Option<Word>,
    /// The request.
    pub http: HttpBlock,
    /// What counts as success.
    pub success: Option<SuccessRule>,
    /// What counts as failure; wins over success.
    pub failure: Option<SuccessRule>,
    /// Whether the response is kept in the provisioning comments.
    pub show_response: Option<bool>,
    /// The call is skipped where this is false.
    pub condition: Option<Text>,
    /// The call runs once per item found here, bound as `childresponse`.
    pub list_path: Option<Word>,
    /// Where a new ticket's number is.
    pub ticket_id_path: Option<Word>,
    /// Where a ticket's status is.
    pub ticket_status_path: Option<Word>,
    /// Statuses that complete the task.
    pub ticket_status_value: Vec<Text>,
    /// Statuses that discontinue the task.
    pub discontinue_status_value: Vec<Text>,
    /// A dynamic attribute that goes with the entitlement.
    pub privilege: Option<PrivilegeEntitlement>,
    /// Whether `connector.toml` says the call may be sent twice (design D13).
    pub idempotent: bool,
    /// How `connector.toml` says to find out what became of it when it is in doubt.
    pub in_doubt: Option<Arc<InDoubtLookup>>,
}

/// A request that finds out whether a call in doubt took effect (`[in_doubt]` of `connector.toml`).
#[derive(Debug, Clone)]
pub struct InDoubtLookup {
    /// Where it stands.
    pub place: Place,
    /// The authentication; the call's own where it names none.
    pub connection: Option<Word>,
    /// The request.
    pub http: HttpBlock,
    /// What shows that the call took effect; any 2xx where absent.
    pub found: Option<Evidence>,
    /// The part of the answer that stands for the call's own; all of it where absent.
    pub answer: Option<Word>,
}

/// How one account is read after a task has made or changed it (`[read_back]` of `connector.toml`), so
/// that the repository shows what the target has.
#[derive(Debug, Clone)]
pub struct ReadBack {
    /// Where it stands.
    pub place: Place,
    /// The operations that it follows; those on access maybe for one entitlement type only.
    pub after: Vec<(Operation, Option<String>)>,
    /// The authentication; the one of the import's accounts where it names none.
    pub connection: Option<Word>,
    /// The request.
    pub http: HttpBlock,
    /// The account's record in the answer; all of it where absent.
    pub answer: Option<Word>,
    /// Columns that the record gives otherwise than a record of the import.
    pub columns: Vec<Column>,
}

impl ReadBack {
    /// Whether it follows an operation, on access to an entitlement of a type.
    #[must_use]
    pub fn follows(&self, operation: Operation, entitlement_type: Option<&str>) -> bool {
        self.after.iter().any(|(wanted, of_type)| {
            *wanted == operation
                && of_type
                    .as_deref()
                    .is_none_or(|t| Some(t) == entitlement_type)
        })
    }
}

/// What shows that a call took effect.
#[derive(Debug, Clone)]
pub enum Evidence {
    /// A rule as in `successResponses`.
    Rule(SuccessRule),
    /// Something at this path of the body.
    Path(Word),
}

/// `privilegeEntitlement`.
#[derive(Debug, Clone)]
pub struct PrivilegeEntitlement {
    /// The entitlement type.
    pub entitlement_type: Option<Word>,
    /// The attribute's name in `requestAccessAttributes`.
    pub attribute: Option<Word>,
}

/// UpdateUserJSON: documents by the action that a rule names.
#[derive(Debug, Clone)]
pub struct UserActions {
    /// Where it stands.
    pub place: Place,
    /// Documents by action, such as `Update Login`.
    pub actions: IndexMap<String, OperationDocument>,
}
