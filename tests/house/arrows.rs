//! The arrows between crates (docs, architecture): which crate may depend on which, and which
//! libraries are named in one crate only. Normal and build dependencies count; those of tests do not.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Every crate of the workspace with the crates of ours that it may depend on.
const ALLOWED: &[(&str, &[&str])] = &[
    ("bindery-grammar", &[]),
    ("bindery-diagnostics", &[]),
    ("bindery-model", &[]),
    ("bindery-definition", &["diagnostics", "grammar", "model"]),
    ("bindery-expression", &["diagnostics", "grammar", "model"]),
    (
        "bindery-mapping",
        &["definition", "expression", "model", "diagnostics"],
    ),
    (
        "bindery-lint",
        &[
            "mapping",
            "definition",
            "expression",
            "grammar",
            "model",
            "diagnostics",
        ],
    ),
    (
        "bindery-connector",
        &[
            "mapping",
            "definition",
            "expression",
            "model",
            "diagnostics",
        ],
    ),
    (
        "bindery-http",
        &[
            "connector",
            "mapping",
            "definition",
            "expression",
            "model",
            "diagnostics",
        ],
    ),
    (
        "bindery-repository",
        &[
            "connector",
            "mapping",
            "definition",
            "expression",
            "model",
            "diagnostics",
        ],
    ),
    (
        "bindery-jobs",
        &[
            "connector",
            "mapping",
            "definition",
            "expression",
            "model",
            "diagnostics",
        ],
    ),
    ("bindery-simulator", &["diagnostics"]),
];

/// Libraries that only one crate may name.
const ONLY_IN: &[(&str, &str)] = &[
    ("pest", "bindery-grammar"),
    ("pest_derive", "bindery-grammar"),
    ("rhai", "bindery-expression"),
    ("reqwest", "bindery-http"),
    ("rustls", "bindery-http"),
    ("rusqlite", "bindery-repository"),
    ("axum", "bindery-simulator"),
];

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(super::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "cargo metadata failed");
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let named = package["dependencies"].as_array().unwrap().iter();
            let kept = named.filter(|d| d["kind"] != "dev");
            let names = kept
                .map(|d| d["name"].as_str().unwrap().to_owned())
                .collect();
            (package["name"].as_str().unwrap().to_owned(), names)
        })
        .collect()
}

#[test]
fn no_arrow_is_reversed() {
    let mut wrong = Vec::new();
    for (package, dependencies) in dependencies() {
        if package == "bindery" {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == package) else {
            panic!("`{package}` has no row in the table of arrows");
        };
        for dependency in dependencies {
            let ours = dependency.strip_prefix("bindery-");
            if dependency == "bindery" || ours.is_some_and(|name| !allowed.contains(&name)) {
                wrong.push(format!("{package} -> {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "reversed arrows: {wrong:?}");
}

#[test]
fn every_row_of_the_table_is_a_crate() {
    let packages = dependencies();
    for (name, _) in ALLOWED {
        assert!(
            packages.contains_key(*name),
            "`{name}` is no crate of the workspace"
        );
    }
}

#[test]
fn a_library_with_one_home_is_named_nowhere_else() {
    for (package, dependencies) in dependencies() {
        for (library, home) in ONLY_IN {
            assert!(
                package == *home || !dependencies.contains(*library),
                "`{package}` names `{library}`, whose home is `{home}`"
            );
        }
    }
}
