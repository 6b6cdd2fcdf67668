//! Every fix, applied alone, removes its finding and adds none: for the bad example of every rule, for
//! slips of JSON, and at every depth of strings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use bindery_definition::load_from_bytes;
use bindery_diagnostics::{Diagnostic, fixes};
use bindery_lint::{CheckOptions, RULES, check};
use serde_json::{Value, json};

/// What an export holds, by attribute.
fn export(attributes: &[(String, Value)]) -> String {
    let list: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| json!({"attributename": name, "encryptedattributevalue": value}))
        .collect();
    json!({"acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": list}}).to_string()
}

/// Findings by code and message, counted.
fn tally(found: &[Diagnostic]) -> BTreeMap<(String, String), usize> {
    let mut tally = BTreeMap::new();
    for d in found {
        *tally
            .entry((d.code.to_string(), d.message.clone()))
            .or_default() += 1;
    }
    tally
}

/// Applies each fix of a text alone; returns the codes that were mended.
fn mend_each(text: &str) -> Vec<String> {
    let loaded = load_from_bytes("a.json", text.as_bytes());
    let found = check(&loaded, &CheckOptions::default());
    let before = tally(&found);
    let mut mended = Vec::new();
    for finding in found.iter().filter(|d| d.fix.is_some()) {
        let round = fixes::apply(std::slice::from_ref(finding), &loaded.sources, |_| true);
        assert_eq!(round.applied, 1, "{finding:?}");
        let text = round.texts.into_values().next().unwrap();
        let after = load_from_bytes("a.json", text.as_bytes());
        let after = tally(&check(&after, &CheckOptions::default()));
        let key = (finding.code.to_string(), finding.message.clone());
        assert!(
            after.get(&key).copied().unwrap_or(0) < before[&key],
            "{key:?} is still there in {text}"
        );
        for (key, count) in &after {
            assert!(
                before.get(key).is_some_and(|b| count <= b),
                "{key:?} is new in {text}"
            );
        }
        mended.push(finding.code.to_string());
    }
    mended
}

/// An attribute as JSON, and as the string that an export of the product holds.
fn at_every_depth(attributes: &[(String, Value)]) -> [String; 2] {
    let nested: Vec<_> = attributes
        .iter()
        .map(|(name, value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                other => serde_json::to_string_pretty(other).unwrap(),
            };
            (name.clone(), Value::String(text))
        })
        .collect();
    [export(attributes), export(&nested)]
}

#[test]
fn every_fix_of_a_rule_removes_its_finding_and_adds_none() {
    let mut mended = 0;
    for rule in RULES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("fixtures/{}/bad.json", rule.name()));
        let attributes: BTreeMap<String, Value> =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let attributes: Vec<_> = attributes.into_iter().collect();
        for text in at_every_depth(&attributes) {
            mended += mend_each(&text).len();
        }
    }
    assert!(mended >= 16, "only {mended} fixes were tried");
}

#[test]
fn every_fix_of_a_slip_of_json_removes_its_finding_and_adds_none() {
    let call = r#""name": "call1", "httpMethod": "POST", "url": "https://a.example.test/u""#;
    for (code, slip) in [
        ("B1007", r#"{"call": [{CALL,}]}"#),
        ("B1007", r#"{"call": [{CALL},]}"#),
        ("B1001", r#"{"call": [{CALL,,"connection": "a"}]}"#),
        ("B1001", r#"{"call": [{CALL "connection": "a"}]}"#),
        ("B1001", r#"{"call": [{CALL, "connection" "a"}]}"#),
        ("B1001", r#"{"call": [{CALL, "connection": None}]}"#),
        ("B1001", r#"{"call": [{CALL, "showLogs": True}]}"#),
        ("B1001", "{\"call\": [{CALL,\u{a0}\"connection\": \"a\"}]}"),
        (
            "B1001",
            "{\"call\": [{CALL, \"connection\": \u{201c}a\u{201d}}]}",
        ),
        ("B1001", r#"{"call": [{CALL, "connection": 'a'}]}"#),
        ("B1008", "{\"call\": [{CALL, \"connection\": \"a\tb\nc\"}]}"),
        ("B1002", r#"{"call": [{CALL, "conection": "a"}]}"#),
        ("B1005", r#"{"call": [{CALL, "Connection": "a"}]}"#),
    ] {
        let text = slip.replace("CALL", call);
        // As the whole file of an export, and nested in a string of it.
        let nested = export(&[("DisableAccountJSON".to_owned(), Value::String(text.clone()))]);
        let whole = nested.replace(&Value::String(text.clone()).to_string(), &text);
        for text in [nested, whole] {
            let mended = mend_each(&text);
            assert!(
                mended.iter().any(|c| c == code),
                "{slip}: {code} was not mended, only {mended:?}"
            );
        }
    }
}

#[test]
fn a_fix_is_escaped_as_often_as_its_place_is_nested() {
    let body = r#"{"näme\n": "a\"{user.email}"}"#;
    let attribute = json!({"call": [{
        "name": "call1", "httpMethod": "POST", "url": "https://a.example.test/u",
        "httpParams": body,
    }]});
    let text = export(&[(
        "CreateAccountJSON".to_owned(),
        Value::String(attribute.to_string()),
    )]);
    let loaded = load_from_bytes("a.json", text.as_bytes());
    let found = check(&loaded, &CheckOptions::default());
    let round = fixes::apply(&found, &loaded.sources, |_| true);
    let text = round.texts.into_values().next().unwrap();
    let after: Value = serde_json::from_str(&text).unwrap();
    let attribute = &after["acme"]["EXTERNAL_ATTR"][0]["encryptedattributevalue"];
    let attribute: Value = serde_json::from_str(attribute.as_str().unwrap()).unwrap();
    assert_eq!(
        attribute["call"][0]["httpParams"],
        body.replace("{user", "${user")
    );
}
