//! The nouns of identity governance, as the engine speaks of them.
//!
//! A *security system* holds *endpoints*; an endpoint holds *accounts*, *entitlements* of several
//! types, and the *links* between them (design D15). *Users* are the identities that accounts belong
//! to. Everything here is plain data.

pub mod catalogue;

mod account;
mod entitlement;
mod job;
mod status;
mod task;
mod user;

pub use account::{Account, AccountRecord, Membership};
pub use entitlement::{Entitlement, EntitlementRecord, Link, LinkOrigin, LinkRecord};
pub use job::JobKind;
pub use status::{AccountStatus, EntitlementStatus};
pub use task::{Task, TaskEntitlement, TaskStatus};
pub use user::{User, UserRecord};

/// Columns by their EIC names, in the order they were mapped. Values are JSON scalars or null.
pub type Columns = indexmap::IndexMap<String, serde_json::Value>;
