//! A definition: every attribute of one REST connection, read.

use std::collections::BTreeMap;

use bindery_diagnostics::Place;
use bindery_model::catalogue::{Operation, Scope};

use crate::parameters::ParameterUse;
use crate::text::Text;

use super::{
    Config, ConnectionAttribute, EndpointsFilter, ImportDocument, OperationDocument,
    PasswordPolicy, ReadBack, StatusRules, UserActions, UserImport,
};

/// Everything a definition says. What could not be read is absent and has been reported.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// The connection's name.
    pub name: String,
    /// ConnectionJSON; `None` where absent, encrypted or unreadable.
    pub connection: Option<ConnectionAttribute>,
    /// Whether ConnectionJSON is there and encrypted (design D8).
    pub connection_is_encrypted: bool,
    /// ImportAccountEntJSON.
    pub import: Option<ImportDocument>,
    /// ImportUserJSON, or a user import found in ImportAccountEntJSON.
    pub import_user: Option<UserImport>,
    /// STATUS_THRESHOLD_CONFIG; wins over the import's own, key by key.
    pub status_threshold: Option<StatusRules>,
    /// Provisioning documents.
    pub operations: BTreeMap<Operation, OperationDocument>,
    /// UpdateUserJSON.
    pub update_user: Option<UserActions>,
    /// ConfigJSON.
    pub config: Option<Config>,
    /// PasswdPolicyJSON.
    pub password_policy: Option<PasswordPolicy>,
    /// ENDPOINTS_FILTER.
    pub endpoints_filter: Option<EndpointsFilter>,
    /// How `connector.toml` says to read one account after a task has made or changed it.
    pub read_back: Option<ReadBack>,
    /// How `connector.toml` says to make the name of a new account.
    pub account_name_rule: Option<Text>,
    /// Every text with bindings, in the order of reading: what lint and explain walk.
    pub templates: Vec<TemplateUse>,
    /// Every URL that is requested.
    pub urls: Vec<UrlUse>,
    /// Every parameter, filled or not.
    pub parameters: Vec<ParameterUse>,
}

impl Definition {
    /// The document of an operation.
    #[must_use]
    pub fn operation(&self, operation: Operation) -> Option<&OperationDocument> {
        self.operations.get(&operation)
    }

    /// The parameters without a value, each at its first place, in order of name.
    #[must_use]
    pub fn unfilled(&self) -> Vec<&ParameterUse> {
        let mut first: BTreeMap<&str, &ParameterUse> = BTreeMap::new();
        for parameter in self.parameters.iter().filter(|p| !p.filled) {
            first.entry(&parameter.name).or_insert(parameter);
        }
        first.into_values().collect()
    }
}

/// A text with bindings and the names bound there.
#[derive(Debug, Clone)]
pub struct TemplateUse {
    /// The text.
    pub text: Text,
    /// Which names are bound (design D14).
    pub scope: Scope,
}

/// A URL that a call requests.
#[derive(Debug, Clone)]
pub struct UrlUse {
    /// The URL.
    pub text: Text,
    /// Whether it belongs to an authentication (token endpoints and tests).
    pub of_authentication: bool,
    /// The authentication that the call names, with the place of the name.
    pub connection: Option<(String, Place)>,
}
