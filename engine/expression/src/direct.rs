//! Paths read by reference: from data of outside that this evaluation has not touched.
//!
//! Most bindings are a path into maps of the context. Those need no evaluation state and copy
//! nothing; whatever is not such a path (a spread, a getter, an error) takes the general walk of
//! `access.rs`, which is the only place that knows the rules and the messages.

use crate::context::Context;
use crate::lower::{Path, Step};
use crate::value::{MapKind, Value};

static NULL: Value = Value::Null;

/// The value at a path, or `None` when only the general walk can tell.
pub(crate) fn peek<'c>(context: &'c Context, path: &Path) -> Option<&'c Value> {
    let mut value = context.get(&path.root)?;
    for segment in &path.segments {
        value = match (value, segment.step) {
            (Value::Map(map), Step::Plain | Step::Safe) => {
                match map.as_frozen()?.get(segment.name.as_str()) {
                    Some(found) => found,
                    None if matches!(map.kind(), MapKind::Bound(_)) => return None,
                    None => &NULL,
                }
            }
            (Value::Null, Step::Safe | Step::Spread) => &NULL,
            _ => return None,
        };
    }
    Some(value)
}
