//! What a target says of a failure, in one masked line.

use serde_json::Value;

use crate::decode::Body;
use crate::mask::Masker;

/// The longest line shown, in characters.
const LONGEST: usize = 200;

/// Where targets put the reason, the most telling first.
const PLACES: [&str; 9] = [
    "/error_description",
    "/error/message",
    "/message",
    "/detail",
    "/errors/0/message",
    "/errors/0",
    "/title",
    "/error",
    "/0/message",
];

/// The target's own words; `None` for an empty body.
pub(crate) fn words_of(body: &Body, masker: &Masker) -> Option<String> {
    let said = match &body.json {
        Some(json) => PLACES
            .iter()
            .find_map(|place| json.pointer(place).and_then(Value::as_str))
            .map(ToOwned::to_owned)
            .unwrap_or_else(|| masker.body("application/json", body.text.as_bytes())),
        None if body.text.trim_start().starts_with('<') => return Some("a page of markup".into()),
        None => masker.body("", body.text.as_bytes()),
    };
    let line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return None;
    }
    let mut shown: String = masker.text(&line).chars().take(LONGEST).collect();
    if line.chars().count() > LONGEST {
        shown.push('…');
    }
    Some(shown)
}
