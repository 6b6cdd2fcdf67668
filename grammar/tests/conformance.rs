//! Every template of the shared conformance cases and field notes parses, or fails where Groovy's
//! own parser does. The cases are not part of this project; without them these tests do nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use bindery_grammar::{parse_script, parse_template};

fn shared(file: &str) -> Option<String> {
    let root = std::env::var_os("BINDERY_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(root.join(file)).ok();
    if text.is_none() {
        eprintln!("skipped: no {file} in {}", root.display());
    }
    text
}

#[test]
fn templates_parse_where_groovy_parses_them() {
    let Some(text) = shared("conformance/groovy.jsonl") else {
        return;
    };
    let (mut cases, mut agreed, mut differing) = (0, 0, Vec::new());
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let template = case["template"].as_str().unwrap();
        let expect = &case["expect"];
        let message = expect["error"].as_str().unwrap_or_default();
        // An unknown class is no matter of grammar.
        let refused = expect["error_kind"] == "syntax" && !message.contains("unable to resolve");
        let parsed = parse_template(template);
        cases += 1;
        if parsed.is_err() == refused {
            agreed += 1;
        } else {
            differing.push(format!("{} {template}\n    {parsed:?}", case["id"]));
        }
    }
    eprintln!("{agreed} of {cases} agree");
    assert_eq!(agreed, cases, "{}", differing.join("\n"));
}

#[test]
fn field_expressions_parse() {
    let Some(text) = shared("reference/field-expressions.json") else {
        return;
    };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut broken = Vec::new();
    for case in &cases {
        let expression = case["expr"].as_str().unwrap();
        let errors = if expression.contains("${") {
            parse_template(expression).err()
        } else {
            parse_script(expression).err().map(|error| vec![error])
        };
        if let Some(errors) = errors {
            broken.push(format!("{expression}\n    {}", errors[0]));
        }
    }
    eprintln!("{} broken:\n{}", broken.len(), broken.join("\n"));
    assert!(broken.len() <= 8, "{}", broken.join("\n"));
}

#[test]
fn printed_templates_parse_to_the_same_tree() {
    let Some(text) = shared("conformance/groovy.jsonl") else {
        return;
    };
    let mut broken = Vec::new();
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let Ok(template) = parse_template(case["template"].as_str().unwrap()) else {
            continue;
        };
        let printed = template.to_string();
        match parse_template(&printed) {
            Ok(again) if again == template => assert_eq!(again.to_string(), printed),
            other => broken.push(format!("{printed}\n    {other:?}")),
        }
    }
    assert!(
        broken.is_empty(),
        "{} differ:\n{}",
        broken.len(),
        broken.join("\n")
    );
}
