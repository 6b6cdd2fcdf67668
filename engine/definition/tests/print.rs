//! Laying a text out changes blanks only, and laying it out again changes nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_definition::json::{Node, Value, compact, format, parse, quote};
use proptest::prelude::*;

fn blanks() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", " ", "\n", "\r\n  ", "\t", "   \n\n"]).prop_map(str::to_owned)
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            r#""""#,
            r#""\ud800""#,
            r#""\u00e9\/\"""#,
            r#""twice""#,
            "\"raw\ttab\"",
            r#""{\"a\": [1,  2]}""#,
        ])
        .prop_map(str::to_owned),
        any::<String>().prop_map(|s| quote(&s)),
        ".{80,130}".prop_map(|s| quote(&s)),
    ]
}

/// JSON text with blanks of every kind, repeated keys and odd tokens.
fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "1.50e+3",
            "-0",
            "12345678901234567890123.0"
        ])
        .prop_map(str::to_owned),
        string(),
    ];
    let value = leaf.prop_recursive(4, 40, 6, |inner| {
        let member = (string(), blanks(), blanks(), inner.clone())
            .prop_map(|(key, a, b, value)| format!("{key}{a}:{b}{value}"));
        let joined = |open: char, close: char| {
            move |(parts, blank, comma): (Vec<String>, String, bool)| {
                let trailing = if comma && !parts.is_empty() { "," } else { "" };
                let inside = parts.join(&format!("{blank},{blank}"));
                format!("{open}{blank}{inside}{trailing}{blank}{close}")
            }
        };
        prop_oneof![
            (prop::collection::vec(inner, 0..5), blanks(), any::<bool>())
                .prop_map(joined('[', ']')),
            (prop::collection::vec(member, 0..5), blanks(), any::<bool>())
                .prop_map(joined('{', '}')),
        ]
    });
    (blanks(), value, blanks()).prop_map(|(a, value, b)| format!("{a}{value}{b}"))
}

/// Every token as it is written, in order.
fn tokens(text: &str, node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::Array(elements) => {
            into.push("[".into());
            elements.iter().for_each(|e| tokens(text, e, into));
            into.push("]".into());
        }
        Value::Object(members) => {
            into.push("{".into());
            for member in members {
                into.push(text[member.key_span()].to_owned());
                tokens(text, &member.node, into);
            }
            into.push("}".into());
        }
        _ => into.push(text[node.span()].to_owned()),
    }
}

fn tokens_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    tokens(text, &parse(text).root.unwrap(), &mut found);
    found
}

proptest! {
    #[test]
    fn only_blanks_change_and_only_once(text in text()) {
        let parsed = parse(&text);
        prop_assume!(parsed.is_structured());
        let root = parsed.root.unwrap();
        let once = format(&text, &root);
        prop_assert_eq!(tokens_of(&once), tokens_of(&text));
        let again = parse(&once).root.unwrap();
        prop_assert!(again.is_same(&root));
        prop_assert_eq!(format(&once, &again), once);
        let short = compact(&text, &root);
        prop_assert_eq!(tokens_of(&short), tokens_of(&text));
    }

    #[test]
    fn a_quoted_text_reads_back(text: String) {
        prop_assert_eq!(parse(&quote(&text)).root.unwrap().as_str().map(str::to_owned), Some(text));
    }
}
