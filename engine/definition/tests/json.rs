//! The JSON parser against serde's, on any text, and the maps from decoded text to bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_definition::json::{MAX_DEPTH, Node, ProblemKind, Value, parse};
use proptest::prelude::*;

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>()
            .prop_filter("finite", |f| f.is_finite())
            .prop_map(serde_json::Value::from),
        any::<String>().prop_map(serde_json::Value::from),
        "[\\PC\"\\\\\n\u{1}/]{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|m| serde_json::Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Every string of a tree with its decoded text and the text between its quotes.
fn check_maps(node: &Node, text: &str) {
    match &node.value {
        Value::String(s) => {
            assert_eq!(s.map().len(), s.text.len());
            for (i, c) in s.text.char_indices() {
                let written = &text[s.map().outer(i..i + c.len_utf8())];
                let decoded: String = serde_json::from_str(&format!("\"{written}\"")).unwrap();
                assert_eq!(decoded, c.to_string());
            }
            let all = s.map().outer(0..s.text.len());
            assert_eq!(all, node.span().start + 1..node.span().end - 1);
        }
        Value::Array(elements) => elements.iter().for_each(|e| check_maps(e, text)),
        Value::Object(members) => members.iter().for_each(|m| check_maps(&m.node, text)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn sound_json_means_the_same_as_for_serde(value in json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let parsed = parse(&text);
        prop_assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        let root = parsed.root.unwrap();
        prop_assert_eq!(root.to_serde(), value);
        prop_assert_eq!(root.span(), 0..text.len());
        check_maps(&root, &text);
    }

    #[test]
    fn what_serde_refuses_has_a_problem_and_what_it_takes_has_none(text in "[\\[\\]{}:,\"a0-9.e+ \\\\u\n-]{0,40}") {
        let serde: Result<serde_json::Value, _> = serde_json::from_str(&text);
        let parsed = parse(&text);
        match serde {
            Ok(value) => {
                prop_assert!(parsed.problems.iter().all(|p| p.kind == ProblemKind::DuplicateKey), "{:?}", parsed.problems);
                prop_assert_eq!(parsed.root.unwrap().to_serde(), value);
            }
            Err(_) => prop_assert!(parsed.root.is_none() || !parsed.problems.is_empty()),
        }
    }

    #[test]
    fn any_text_is_read_within_its_bounds(text in any::<String>()) {
        for problem in parse(&text).problems {
            prop_assert!(text.get(problem.span.clone()).is_some(), "{:?}", problem);
        }
    }

    #[test]
    fn a_damaged_document_is_read_within_its_bounds(value in json(), at in any::<prop::sample::Index>(), put in "[\\[\\]{}:,\"\\\\ '“”\n]{0,2}", cut in 0usize..4) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let mut chars: Vec<char> = text.chars().collect();
        let from = at.index(chars.len() + 1);
        let to = (from + cut).min(chars.len());
        chars.splice(from..to, put.chars());
        let text: String = chars.into_iter().collect();
        for problem in parse(&text).problems {
            prop_assert!(text.get(problem.span.clone()).is_some(), "{:?}", problem);
        }
    }
}

#[test]
fn nesting_beyond_the_bound_is_reported_and_passed_over() {
    for unit in ["[", "{\"a\":", "[{\"a\":["] {
        let text = unit.repeat(100_000);
        let parsed = parse(&text);
        assert!(parsed.problems.iter().any(|p| p.message.contains("deeper")));
    }
    let closed = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let parsed = parse(&closed);
    assert_eq!(parsed.problems.len(), 1, "{:?}", parsed.problems);
    let fine = format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert!(parse(&fine).problems.is_empty());
}

#[test]
fn reading_stays_linear_on_damaged_text() {
    // Each of these would take hours if any recovery looked back or ahead without bound.
    for unit in [
        "\"",
        "\"\n",
        "{",
        "[,",
        "a:",
        "\"a\" \"b\"\n",
        "/*",
        "//",
        "“",
        "}",
        "{]",
    ] {
        let text = unit.repeat(200_000);
        let start = std::time::Instant::now();
        let _ = parse(&text);
        assert!(start.elapsed().as_secs() < 20, "{unit:?}");
    }
}

/// What is wrong with a text, one line each.
fn problems(text: &str) -> String {
    let parsed = parse(text);
    let mut out = String::new();
    for p in parsed.problems {
        let shown = text.get(p.span.clone()).unwrap();
        out.push_str(&format!(
            "{:?} {:?} `{}`: {}\n",
            p.kind,
            p.span,
            shown.escape_debug(),
            p.message
        ));
    }
    let tree = parsed
        .root
        .map(|r| r.to_serde().to_string())
        .unwrap_or_default();
    out.push_str(&tree);
    out
}

#[test]
fn every_mistake_of_a_text_is_named_and_the_rest_read() {
    let texts = [
        "{\"a\": 1,}",
        "[403,401,417,]",
        "{\"a\" 1 \"b\": 2}",
        "{\"a\": 1\n\"b\": [1 2],, \"c\": tru}",
        "{“a”: “b”, 'c': 'd'}",
        "{a: 1, \"b\": TRUE, \"c\": None, \"d\": 01, \"e\": .5, \"f\":}",
        "{\"a\": \"x\ny\", \"b\": \"tab\there\"}",
        "{\"a\": \"not closed,\n\"b\": 1}",
        "{\"a\": [1, 2}, \"b\": 3}",
        "{\"a\": {\"b\": 1}",
        "{\"a\": 1}}",
        "{\"a\": 1, // why\n\"b\": /* x */ 2}",
        "{\"a\": \"\\x \\ud800 \\u12\"}",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\":\u{a0}1}",
        "{: 1}",
        "{\"a\"}",
        "]",
        "{\"a\": 1; \"b\": [1; 2]}",
    ];
    let report: Vec<String> = texts
        .iter()
        .map(|t| format!("{}\n{}\n", t.escape_debug(), problems(t)))
        .collect();
    let report = report.join("\n");
    insta::assert_snapshot!("mistakes", report);
}

/// A document as people indent it.
const INDENTED: &str = r#"{
  "accounts": {
    "call": {
      "url": "u",
      "headers": {
        "a": "1"
      },
      "list": [
        200
      ]
    },
    "kept": true
  },
  "links": {
    "kind": "k"
  }
}
"#;

#[test]
fn a_bracket_that_is_missing_or_too_many_is_told_on_its_line_and_the_rest_read() {
    let whole = parse(INDENTED).root.unwrap();
    for (from, to, line) in [
        ("      },\n      \"list\"", "      ,\n      \"list\"", 7),
        ("      },\n      \"list\"", "      \"list\"", 6),
        ("      ]\n    },", "      ]\n", 10),
        ("    \"kept\": true\n  },", "    \"kept\": true,", 12),
        ("    },\n    \"kept\"", "    }},\n    \"kept\"", 11),
        ("      ]\n    },", "      ]\n    }\n    },", 12),
        ("  \"links\"", "  }, \"links\"", 14),
    ] {
        let text = INDENTED.replace(from, to);
        assert_ne!(text, INDENTED);
        let parsed = parse(&text);
        let syntax = parsed
            .problems
            .iter()
            .filter(|p| p.kind == ProblemKind::Syntax);
        let lines: Vec<usize> = syntax
            .map(|p| text[..p.span.start].matches('\n').count() + 1)
            .collect();
        assert_eq!(lines.first(), Some(&line), "{text}\n{:#?}", parsed.problems);
        let root = parsed.root.unwrap();
        assert_eq!(root.to_serde(), whole.to_serde(), "{text}\n{lines:?}");
    }
}

#[test]
fn surrogate_pairs_and_other_scripts_keep_their_bytes() {
    let text = r#"{"k": "é\u00e9 😀\uD83D\uDE00 \"x\"\/"}"#;
    let root = parse(text).root.unwrap();
    check_maps(&root, text);
    let node = root.get("k").unwrap();
    assert_eq!(node.as_str().unwrap(), "éé 😀😀 \"x\"/");
    let Value::String(s) = &node.value else {
        panic!()
    };
    let pair = s.text.rfind('😀').unwrap();
    assert_eq!(&text[s.map().outer(pair..pair + 4)], "\\uD83D\\uDE00");
}
