//! The typed model of a definition: one module per part of the dialect.
//!
//! Optional fields are `None` where the definition does not say; defaults belong to whoever acts on
//! them (mapping and connector), so that "absent" and "set to the default" stay distinct.

mod authentication;
mod calls;
mod definition;
mod http;
mod import;
mod links;
mod provisioning;
mod rules;
mod settings;
mod users;

pub use authentication::{
    AuthType, Authentication, ConnectionAttribute, JwtConfig, RateLimit, RefreshTokenCall, Ssl,
    TestConnection,
};
pub use calls::{Column, ImportCall, InputParams};
pub use definition::{Definition, TemplateUse, UrlUse};
pub use http::{Body, Header, HttpBlock, JsonTemplate};
pub use import::{
    AccountImport, AccountMembership, EntitlementImport, EntitlementMembership,
    EntitlementRelation, EntitlementType, ImportDocument, OwnerRule,
};
pub use links::{LinkCall, LinkImport, LinkType, Privilege, ProcessingType, RelationImport};
pub use provisioning::{
    Evidence, InDoubtLookup, OperationDocument, PrivilegeEntitlement, ProvisionCall, ReadBack,
    UserActions,
};
pub use rules::{
    CountSource, ErrorRules, MissingAccountAction, PageRule, Pagination, StatusConfig, StatusRules,
    SuccessCondition, SuccessRule, Threshold, ValueMatch,
};
pub use settings::{Config, EndpointsFilter, PasswordPolicy, ProvisioningLimit, Timeouts};
pub use users::{UserCall, UserImport};
