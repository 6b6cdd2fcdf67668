//! The shape of the store: numbered migrations, forward only (design D16).
//!
//! `user_version` counts the migrations a store has had. All that are missing run in one transaction,
//! so that a store is of one version or another, never between. A database that is not ours is told
//! by its `application_id` and left alone.

use bindery_diagnostics::{Diagnostic, codes};
use rusqlite::{Connection, TransactionBehavior};

use crate::failure::{Attempt, Failure};

/// "bind" in ASCII.
const APPLICATION_ID: i64 = 0x6269_6e64;

/// Every migration, in order; the first makes version 1.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_rows.sql"),
    include_str!("../migrations/0002_users.sql"),
    include_str!("../migrations/0003_sealed.sql"),
    include_str!("../migrations/0004_relations.sql"),
    include_str!("../migrations/0007_jobs.sql"),
    include_str!("../migrations/0008_resume.sql"),
    include_str!("../migrations/0006_tasks.sql"),
    include_str!("../migrations/0010_link_attributes.sql"),
    include_str!("../migrations/0011_parties.sql"),
    include_str!("../migrations/0012_whole_pages.sql"),
];

/// Brings a store to the newest version.
///
/// # Errors
/// `R5003` for a store of a newer version, `R5001` for a database of another program.
pub(crate) fn migrate(connection: &mut Connection) -> Attempt<()> {
    if check(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have migrated while this one waited for the lock.
    let version = check(&tx)?;
    for migration in MIGRATIONS.iter().skip(version) {
        tx.execute_batch(migration)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(
        None,
        "user_version",
        i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX),
    )?;
    tx.commit()?;
    Ok(())
}

/// The version of a store of ours that this build can read, 0 for an empty one.
pub(crate) fn check(connection: &Connection) -> Attempt<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |r| r.get(0))?;
    let application: i64 = connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
    let foreign = if tables == 0 {
        version != 0
    } else {
        application != APPLICATION_ID
    };
    if foreign {
        return Err(
            Diagnostic::new(codes::STORE, "the database belongs to another program")
                .with_help(
                    "name a store of bindery, or a file that does not exist yet, with --store",
                )
                .into(),
        );
    }
    match usize::try_from(version) {
        Ok(version) if version <= MIGRATIONS.len() => Ok(version),
        _ => Err(from_the_future(version)),
    }
}

fn from_the_future(version: i64) -> Failure {
    Diagnostic::new(
        codes::STORE_FUTURE,
        "the store was written by a newer bindery",
    )
    .with_note(format!(
        "the store has version {version}, this bindery knows versions up to {}",
        MIGRATIONS.len()
    ))
    .with_help("use the newer bindery, or name another store with --store")
    .into()
}
