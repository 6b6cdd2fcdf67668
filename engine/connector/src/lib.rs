//! The connector cycle over ports: authentication, paging, import, reconciliation, provisioning.
//!
//! Everything up to the wire is plain data: a call of a definition is rendered to a
//! [`RequestSpec`](ports::RequestSpec) that can be printed and compared, and only a
//! [`Transport`](ports::Transport) sends it. What comes back is mapped to rows, staged in a
//! [`Store`](ports::Store), and applied in one transaction per object type (design D6).

mod auth;
mod connector;
pub mod decode;
mod import;
pub mod mask;
pub mod origin;
mod pkcs12;
pub mod ports;
pub mod provision;
pub mod request;
pub mod send;
mod test_connection;
mod tls;
mod xml;

pub use connector::{BaseUrl, Connector, ConnectorConfig};
pub use import::{
    Correlation, Guard, ImportOptions, ImportReport, LinkTotals, Only, PREFETCH, finding,
};
pub use send::{Counts, Patience};
pub use test_connection::{AuthenticationTest, TestPassed, TestReport, TestVerdict};

use bindery_diagnostics::Diagnostic;

/// The result of anything that can fail with a finding for people.
pub type Outcome<T> = Result<T, Box<Diagnostic>>;
