//! The published package as real input, next to the corrected connector.

use std::path::{Path, PathBuf};

use crate::bindery::{Store, bindery, corpus, root, run};
use crate::target::Target;

/// An authentication of our own for a package whose own is encrypted.
fn connection_json() -> PathBuf {
    root().join("tests/run/inputs/connection.json")
}

fn import(target: &Target, package: &Path, store: &Store) -> serde_json::Value {
    let json = connection_json();
    let words = [
        "import",
        "{}",
        "--connection-json",
        json.to_str().unwrap(),
        "--format",
        "json",
    ];
    run(target.command_for(package, &words, Some(&store.path())))
        .expect(0)
        .json()
}

#[test]
fn a_check_names_the_encrypted_attribute_and_the_missing_host() {
    let Some(package) = corpus("Bynder.zip") else {
        return;
    };
    let ended = bindery(&["check", package.to_str().unwrap(), "--format", "json"]);
    let report = ended.json();
    let codes: Vec<&str> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["code"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains(&"B2003") && codes.contains(&"B3002"),
        "{codes:?}"
    );
    let file = report["diagnostics"][0]["file"].as_str().unwrap();
    assert!(file.contains("Bynder.zip!"), "{file}");
}

#[test]
fn its_defects_show_next_to_the_corrected_connector() {
    let Some(package) = corpus("Bynder.zip") else {
        return;
    };
    let target = Target::start();
    let (published, corrected) = (Store::new(), Store::new());
    let theirs = import(&target, &package, &published);
    let ours = target.import(&corrected).expect(0).json();

    let inactive = |store: &Store| {
        store
            .rows("accounts")
            .iter()
            .filter(|a| a["status"] == "inactive")
            .count()
    };
    assert_eq!(inactive(&published), 0, "it never asks for inactive users");
    assert!(inactive(&corrected) > 0);
    assert_eq!(
        theirs["accounts"]["fetched"].as_u64().unwrap() + inactive(&corrected) as u64,
        ours["accounts"]["fetched"].as_u64().unwrap()
    );

    let groups = target.simulator.snapshot("groups").len();
    let types = theirs["entitlements"].as_object().unwrap();
    assert!(
        types.values().any(|t| t["fetched"] == 20),
        "groups are cut at 20: {types:?}"
    );
    assert_eq!(ours["entitlements"]["Group"]["fetched"], groups);
    assert!(groups > 20);
    assert!(
        theirs["links"]["unresolved"].as_u64().unwrap() > 0,
        "links to the groups cut off"
    );
    assert_eq!(ours["links"]["unresolved"], 0);

    // The manual tells of these numbers.
    let page = std::fs::read_to_string(root().join("docs/src/importing.md")).unwrap();
    for told in [
        format!("| accounts read | {}:", theirs["accounts"]["fetched"]),
        format!("asked for | {} |", ours["accounts"]["fetched"]),
        format!("no other | {groups} |"),
        format!(
            "| links | {}, and {} ",
            theirs["links"]["added"], theirs["links"]["unresolved"]
        ),
        format!("has read | {} |", ours["links"]["added"]),
    ] {
        assert!(
            page.contains(&told),
            "docs/src/importing.md does not say `{told}`"
        );
    }
}

#[test]
fn its_enable_is_sent_to_the_create_url_and_refused() {
    let Some(package) = corpus("Bynder.zip") else {
        return;
    };
    let target = Target::start();
    let store = Store::new();
    import(&target, &package, &store);
    let account = store.rows("accounts")[0]["name"]
        .as_str()
        .unwrap()
        .to_owned();
    let json = connection_json();
    target.simulator.forget_requests();
    let words = [
        "provision",
        "{}",
        "enable-account",
        "--account",
        &account,
        "--connection-json",
        json.to_str().unwrap(),
    ];
    let before = store.dump();
    let ended = run(target.command_for(&package, &words, Some(&store.path())));
    assert_eq!(ended.code, 1, "{ended}");
    assert!(ended.err.contains("help:"), "{ended}");
    let requests = target.simulator.requests();
    let last = requests.last().unwrap();
    assert_eq!(
        (last.method.as_str(), last.path.as_str()),
        ("POST", "/api/v4/users")
    );
    assert_eq!(last.status, 400);
    assert_eq!(store.dump(), before);

    let corrected = Store::new();
    target.import(&corrected).expect(0);
    let words = ["provision", "{}", "enable-account", "--account", &account];
    run(target.command(&words, Some(&corrected.path()))).expect(0);
}
