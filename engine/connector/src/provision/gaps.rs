//! What the bindings of a call read and do not get: names that are not bound, and paths that are null.
//!
//! A null prints `null` (design D4), so a dry run says which bindings have none. A path counts also where
//! a test around it makes up for it: `${user.title == null ? '' : user.title}` reads `user.title`.

use bindery_expression::ask::{Path, SegmentKey};
use bindery_expression::{Context, Value};

use super::step::Step;

/// What a call does not get.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Paths that are null, each once, in the order of the call's parts: URL, headers, body.
    pub null: Vec<String>,
    /// Names that nothing binds.
    pub unbound: Vec<String>,
}

/// Names that are bound when a call is sent.
const LATER: [&str; 4] = ["access_token", "connection", "response", "childresponse"];

/// The gaps of a call.
pub(crate) fn of(step: &Step, context: &Context) -> Gaps {
    let mut gaps = Gaps::default();
    let templates = step.call.request.templates();
    let templates = step.condition.iter().chain(templates);
    for path in templates.flat_map(|t| t.paths()) {
        if LATER.contains(&path.root.as_str()) {
            continue;
        }
        let (list, name) = match context.get(&path.root) {
            None => (&mut gaps.unbound, path.root.clone()),
            Some(root) if is_null(root, &path) => (&mut gaps.null, path.to_string()),
            Some(_) => continue,
        };
        if !list.contains(&name) {
            list.push(name);
        }
    }
    gaps
}

fn is_null(root: &Value, path: &Path) -> bool {
    let mut value = root.clone();
    for segment in &path.segments {
        if value.is_null() {
            return true;
        }
        let next = match &segment.key {
            SegmentKey::Name(name) if matches!(value, Value::Map(_)) => value.get(name),
            SegmentKey::Index(at) => match (value.items(), usize::try_from(*at)) {
                (Some(items), Ok(at)) => items.get(at).cloned(),
                _ => return false,
            },
            // A property of something else: of each item of a list, of a date.
            SegmentKey::Name(_) => return false,
        };
        value = next.unwrap_or(Value::Null);
    }
    value.is_null()
}
