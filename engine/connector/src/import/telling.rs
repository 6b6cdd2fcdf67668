//! Rows for listeners that want to hear of every record, masked.

use serde::Serialize;
use serde_json::{Value, json};

use crate::mask::Masker;
use crate::ports::{Event, Listener, StagedRows};

/// Tells of every row that a page gave.
pub(super) fn tell_rows(call: &str, rows: &StagedRows, masker: &Masker, listener: &dyn Listener) {
    match rows {
        StagedRows::Users(rows) => tell(call, "user", rows, masker, listener),
        StagedRows::Accounts(rows) => tell(call, "account", rows, masker, listener),
        StagedRows::Entitlements { rows, .. } => tell(call, "entitlement", rows, masker, listener),
        StagedRows::Links { rows, .. } => tell(call, "link", rows, masker, listener),
        StagedRows::Relations { rows, .. } => tell(call, "relation", rows, masker, listener),
        StagedRows::Several(all) => {
            for rows in all {
                tell_rows(call, rows, masker, listener);
            }
        }
    }
}

fn tell<R: Serialize>(
    call: &str,
    kind: &'static str,
    rows: &[R],
    masker: &Masker,
    listener: &dyn Listener,
) {
    for row in rows {
        let mut row: Value = json!(row);
        masker.json(&mut row);
        let purpose = call.to_owned();
        listener.hear(&Event::Record { purpose, kind, row });
    }
}
