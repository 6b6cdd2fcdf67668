//! Stores that this command makes: one that it puts nothing into is gone when it fails.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bindery_repository::Repository;

static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Remembers a store that is not there yet.
pub fn note(store: &Path) {
    if !store.exists() {
        let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
        begun.push(store.to_path_buf());
    }
}

/// Takes away those that hold nothing. One that cannot be taken away stays: nothing is wrong with it.
pub fn forget_blank() {
    let begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    for store in begun.iter() {
        let _ = Repository::remove_if_blank(store);
    }
}
