//! Secrets that do not stand in the definition: key files beside it, and tokens that outlive a run.

use super::Timestamp;
use crate::Outcome;

/// The files of keys and certificates that a definition names: `keyFile`, `keyFilePath`
/// (`rest-dialect §1.6, §1.11`).
pub trait KeyFiles: Send + Sync {
    /// The bytes of a file. The name comes from a definition that anyone may have written, so only
    /// its last component counts, inside a folder that the operator chose.
    ///
    /// # Errors
    /// A finding that names the file and where it was looked for, when it cannot be read.
    fn read(&self, name: &str) -> Outcome<Vec<u8>>;
}

/// Keeps secrets from run to run, sealed: refresh tokens that a target replaced
/// (`rest-dialect §1.8`).
pub trait Vault: Send + Sync {
    /// A secret of an authentication of a connection; `None` where none is kept.
    ///
    /// # Errors
    /// `R2005` when it cannot be opened with the key at hand, `R5xxx` when the store fails.
    fn load(&self, connection: &str, authentication: &str) -> Outcome<Option<String>>;

    /// Keeps a secret in place of an earlier one; `false` where there is no key to seal it with, so
    /// that it was not kept.
    ///
    /// # Errors
    /// As [`Vault::load`].
    fn save(
        &self,
        connection: &str,
        authentication: &str,
        secret: &str,
        now: Timestamp,
    ) -> Outcome<bool>;
}
