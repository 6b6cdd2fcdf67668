//! Connector definitions: spanned JSON, typed attributes, and the packages that carry them.
//!
//! [`load`] reads a T2P zip, an exported JSON file or a connector folder into [`Loaded`]: the source
//! files, the connections found, and everything that is wrong. A REST connection is read into a
//! [`Definition`], whose strings are [`Text`]s: templates that know where they stand in the file,
//! through every level of escaping. What a definition *means* is the business of other crates.

mod check_settings;
mod difference;
pub mod json;
mod literals;
mod model;
mod origin;
mod origins;
mod package;
mod parameters;
mod pointer;
mod read;
mod schema;
pub mod shape;
mod suggest;
mod tables;
mod text;
mod workspace;

pub use check_settings::{ALL_WARNINGS, CheckSettings, Ignore};
pub use difference::{Difference, DifferenceKind, differences};
pub use model::*;
pub use origin::Origin;
pub use origins::{UrlStart, origin_of, url_start};
pub use package::{
    Attribute, AttributeContent, Connection, ConnectionKind, Correlation, Escape, LimitProfile,
    Loaded, LookupEntry, MAX_ARCHIVE, MAX_ENTRIES, MAX_EXPANDED, MAX_FILE, MAX_RATIO, Manifest,
    NameRule, Packed, ParameterEntry, ReadBackEntry, Refusal, Rewrite, Unpacked,
    UnpackedConnection, UserPolicy, decode, load, load_from_bytes, pack, read_file,
    rewrite_archive, unpack,
};
pub use parameters::{ParameterUse, Parameters};
pub use read::{LEFT_OUT, MOST_OF_A_CODE};
pub use schema::{schema, schemas};
pub use suggest::nearest;
pub use text::{Text, Word};
pub use workspace::{
    ConnectionSettings, ConnectionTimeouts, EndpointSettings, ImportPart, JobSettings,
    ParameterSource, Resume, SecuritySystemSettings, WORKSPACE_FILE, Workspace,
};
