//! Any text is read as JSON with places, and every place lies in the text.
#![no_main]

use bindery_definition::json::{Node, Value, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = parse(text);
    let mut pending: Vec<&Node> = parsed.root.iter().collect();
    while let Some(node) = pending.pop() {
        assert!(text.get(node.span()).is_some(), "{:?}", node.span);
        match &node.value {
            Value::Array(nodes) => pending.extend(nodes),
            Value::Object(members) => pending.extend(members.iter().map(|it| &it.node)),
            _ => {}
        }
    }
});
