//! Texts and values as JSON writes them, for rows that are written by the hundred thousand.

use serde_json::Value;

/// Writes a text with its quotes, as the JSON writer does.
pub fn write_text(to: &mut Vec<u8>, text: &str) {
    // Looking at every byte without stopping at the first is what a processor does many at a time.
    let is_escaped = text.bytes().fold(false, |any, b| {
        any | (b < b' ') | (b == b'"') | (b == b'\\')
    });
    if is_escaped {
        write_any(to, text);
        return;
    }
    to.reserve(text.len() + 2);
    to.push(b'"');
    to.extend_from_slice(text.as_bytes());
    to.push(b'"');
}

/// Writes a value.
pub fn write_value(to: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => to.extend_from_slice(b"null"),
        Value::Bool(true) => to.extend_from_slice(b"true"),
        Value::Bool(false) => to.extend_from_slice(b"false"),
        Value::String(text) => write_text(to, text),
        other => write_any(to, other),
    }
}

fn write_any(to: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    // What is in memory as JSON can be written, and into memory without fail.
    let _ = serde_json::to_writer(to, value);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    proptest! {
        #[test]
        fn texts_are_written_as_the_json_writer_does(text in "[\\PC\u{0}-\u{7f}]{0,40}") {
            let mut bytes = Vec::new();
            write_text(&mut bytes, &text);
            prop_assert_eq!(bytes, json!(text).to_string().into_bytes());
        }
    }

    #[test]
    fn values_are_written_as_the_json_writer_does() {
        for value in [
            json!(null),
            json!(true),
            json!(false),
            json!(1),
            json!("a\"b"),
            json!([1, {"a": "b"}]),
        ] {
            let mut bytes = Vec::new();
            write_value(&mut bytes, &value);
            assert_eq!(bytes, value.to_string().into_bytes());
        }
    }
}
