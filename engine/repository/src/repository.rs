//! The repository: one SQLite database behind the [`Store`](bindery_connector::ports::Store) port.
//!
//! Write-ahead logging lets lists be read while an import writes; every write is one immediate
//! transaction that is committed whole or not at all. Intermediate sets live in temporary tables, which
//! go to a nameless file where they outgrow their cache: memory is bounded, whatever the feed.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bindery_connector::Outcome;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tempfile::TempPath;

use crate::failure::{Attempt, Failure, io, unusable};
use crate::holder::Holder;
use crate::keyring::Keyring;
use crate::migrations;
use crate::presence::Presence;
use crate::seal::SealKey;

/// How long a write waits for another process to finish its own.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// What every SQLite database begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Page cache in KiB, and the most that is sorted in memory at a time. Rows are read and written in
/// their order and indexes of a first import are sorted, so little of it is used twice.
const CACHE_KIB: i64 = 12 * 1024;
/// Page cache of temporary tables in KiB.
const TEMPORARY_CACHE_KIB: i64 = 8 * 1024;

/// How many pages of 4 KiB the log holds before they are moved to the store: a page of an index that
/// changes with every page of a feed is moved once for several.
const CHECKPOINT_PAGES: i64 = 8 * 1024;

/// How a repository is opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Refuse to create a store where none is: for commands that only look.
    pub must_exist: bool,
    /// The largest size in pages of 4 KiB; reaching it is treated like a full disk.
    pub max_pages: Option<u32>,
}

/// The embedded store.
#[derive(Debug)]
pub struct Repository {
    pub(crate) connection: Connection,
    pub(crate) presence: Presence,
    pub(crate) keys: Keyring,
    /// This process, as claims name it.
    pub(crate) holder: String,
    /// The file of a throw-away copy; declared after the connection, so that it goes after it.
    _copy: Option<TempPath>,
}

impl Repository {
    /// Opens the store at a path and brings it to the newest version; creates it where there is
    /// none, readable for its owner only.
    ///
    /// # Errors
    /// `R5001` when it cannot be opened or is no store, `R5003` when a newer bindery wrote it.
    pub fn open(path: impl AsRef<Path>) -> Outcome<Self> {
        Self::open_with(path, &Options::default())
    }

    /// Opens the store at a path as the options say.
    ///
    /// # Errors
    /// As [`Repository::open`].
    pub fn open_with(path: impl AsRef<Path>, options: &Options) -> Outcome<Self> {
        let path = path.as_ref();
        let opened = Self::attempt_open(path, options);
        // One that was blank, and that another process took away in this moment, is begun anew.
        if path.exists() {
            return Ok(opened?);
        }
        Ok(Self::attempt_open(path, options)?)
    }

    /// A store in memory, gone when it is dropped.
    ///
    /// # Errors
    /// `R5001` when the database refuses.
    pub fn open_in_memory() -> Outcome<Self> {
        Ok(Self::attempt_in_memory()?)
    }

    /// A copy of the store at a path, gone when it is dropped: what `--plan` runs on. The original
    /// is only read; where there is none, the copy is empty.
    ///
    /// # Errors
    /// As [`Repository::open`].
    pub fn copy_of(path: impl AsRef<Path>) -> Outcome<Self> {
        Ok(Self::attempt_copy(path.as_ref())?)
    }

    fn attempt_open(path: &Path, options: &Options) -> Attempt<Self> {
        if !is_store(path)? {
            if options.must_exist {
                return Err(unusable(
                    path,
                    "there is no store",
                    "run an import first, or name the store with --store",
                ));
            }
            create_private(path)?;
        }
        let connection = connect(path)?;
        // Foreign and future databases are refused before anything is written to them.
        migrations::check(&connection)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        if let Some(pages) = options.max_pages {
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        Self::ready(connection, Keyring::beside(path), None)
    }

    fn attempt_in_memory() -> Attempt<Self> {
        Self::ready(Connection::open_in_memory()?, Keyring::default(), None)
    }

    fn attempt_copy(path: &Path) -> Attempt<Self> {
        let file = tempfile::Builder::new()
            .prefix("bindery-plan-")
            .suffix(".db")
            .tempfile()
            .map_err(|e| io(&std::env::temp_dir(), &e))?
            .into_temp_path();
        if is_store(path)? {
            let original = connect_to_read(path)?;
            migrations::check(&original)?;
            original.execute("VACUUM INTO ?1", [file.to_string_lossy()])?;
        }
        let connection = connect(&file)?;
        // Nobody needs the copy after a crash.
        connection.pragma_update(None, "journal_mode", "memory")?;
        connection.pragma_update(None, "synchronous", "off")?;
        let copy = Self::ready(connection, Keyring::of_copy(path), Some(file))?;
        // Runs that go on in the original do not hold the copy.
        copy.connection.execute(
            "UPDATE runs SET heartbeat = '' WHERE status = 'running'",
            [],
        )?;
        Ok(copy)
    }

    fn ready(mut connection: Connection, keys: Keyring, copy: Option<TempPath>) -> Attempt<Self> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "temp_store", "file")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(Some("temp"), "cache_size", -TEMPORARY_CACHE_KIB)?;
        connection.set_prepared_statement_cache_capacity(64);
        migrations::migrate(&mut connection)?;
        connection.execute_batch(include_str!("working.sql"))?;
        Ok(Self {
            connection,
            presence: Presence::default(),
            keys,
            holder: Holder::current().to_string(),
            _copy: copy,
        })
    }

    /// Seals what is kept from now on with this key; without one, the store's own key file is used,
    /// and made at the first need.
    #[must_use]
    pub fn with_key(mut self, key: Option<SealKey>) -> Self {
        if let Some(key) = key {
            self.keys.give(Arc::new(key));
        }
        self
    }

    /// Does work in one transaction that is on the disk when this returns, also where the machine loses
    /// its power in the next moment.
    pub(crate) fn transact_durably<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Attempt<T>,
    ) -> Outcome<T> {
        let is_kept = self.keys.is_of_file();
        if is_kept {
            self.set_synchronous("full")?;
        }
        let done = self.transact(work);
        if is_kept {
            self.set_synchronous("normal")?;
        }
        done
    }

    fn set_synchronous(&self, how: &str) -> Outcome<()> {
        let set = self.connection.pragma_update(None, "synchronous", how);
        Ok(set.map_err(Failure::from)?)
    }

    /// Does work in one transaction that holds the write lock from its start. An error leaves the
    /// store as it was.
    pub(crate) fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Attempt<T>,
    ) -> Outcome<T> {
        Ok(self.attempt(work)?)
    }

    /// The same for work that looks at what the run under way has read.
    pub(crate) fn transact_with_presence<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut Presence) -> Attempt<T>,
    ) -> Outcome<T> {
        let mut presence = std::mem::take(&mut self.presence);
        let done = self.transact(|tx| work(tx, &mut presence));
        self.presence = presence;
        done
    }

    fn attempt<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Attempt<T>) -> Attempt<T> {
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }
}

pub(crate) fn connect(path: &Path) -> Attempt<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Opens an original so that nothing of it changes and nothing is left beside it. A log that is there
/// belongs to a writer, or to one that was killed: a reader leaves it alone. Where there is none, the
/// empty one that reading makes is only taken away again by a connection that may write.
fn connect_to_read(path: &Path) -> Attempt<Connection> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if !Path::new(&log).exists() {
        return connect(path);
    }
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Whether there is a database at the path; `false` where there is nothing or an empty file.
pub(crate) fn is_store(path: &Path) -> Attempt<bool> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(io(path, &e)),
    };
    if fs::metadata(path).map_err(|e| io(path, &e))?.is_dir() {
        return Err(unusable(
            path,
            "the store is a folder",
            "name a file with --store",
        ));
    }
    let mut head = Vec::with_capacity(MAGIC.len());
    file.by_ref()
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(|e| io(path, &e))?;
    if head.is_empty() {
        return Ok(false);
    }
    if head != MAGIC {
        return Err(unusable(
            path,
            "the file is not a store",
            "name a store of bindery, or a file that does not exist yet, with --store",
        ));
    }
    Ok(true)
}

/// Makes the file, so that nobody but its owner can read what SQLite puts into it and beside it.
fn create_private(path: &Path) -> Attempt<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| io(path, &e))?;
    Ok(())
}
