//! The repository: accounts, entitlements and links in an embedded SQLite store.
