//! Every package of the shared corpus is read; skipped, saying so, where the corpus is not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use bindery_definition::{ConnectionKind, load};
use bindery_diagnostics::{Severity, codes};

fn corpus() -> Option<PathBuf> {
    let shared = std::env::var_os("BINDERY_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let corpus = shared.join("corpus");
    if corpus.is_dir() {
        return Some(corpus);
    }
    println!("skipped: no corpus at {}", corpus.display());
    None
}

fn packages() -> Vec<PathBuf> {
    let Some(corpus) = corpus() else {
        return Vec::new();
    };
    let mut packages: Vec<PathBuf> = std::fs::read_dir(corpus)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "zip"))
        .collect();
    packages.sort();
    packages
}

#[test]
fn every_package_is_read_and_other_kinds_than_rest_are_named() {
    let (mut rest, mut other) = (0, 0);
    for path in packages() {
        let loaded = load(&path);
        assert!(!loaded.connections.is_empty(), "{}", path.display());
        for connection in &loaded.connections {
            match &connection.kind {
                ConnectionKind::Rest => {
                    rest += 1;
                }
                ConnectionKind::Other(kind) => {
                    other += 1;
                    assert_eq!(kind, "SOAP");
                    assert!(loaded.diagnostics.iter().any(|d| d.code == codes::NOT_REST));
                }
            }
        }
        let all = loaded.all_diagnostics();
        let count = |s| all.iter().filter(|d| d.severity == s).count();
        println!(
            "{}: {} errors, {} warnings, {} infos",
            path.file_name().unwrap().to_string_lossy(),
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info)
        );
        for diagnostic in &all {
            let place = diagnostic.primary.as_ref().map(|l| &l.place);
            println!(
                "  {} {} {} {}",
                diagnostic.code,
                diagnostic.message,
                place
                    .and_then(|p| p.attribute.as_deref())
                    .unwrap_or_default(),
                place.and_then(|p| p.path.as_deref()).unwrap_or_default(),
            );
        }
    }
    println!("{rest} REST, {other} others");
}

#[test]
fn every_place_lies_within_its_file_on_character_boundaries() {
    for path in packages() {
        let loaded = load(&path);
        let texts = loaded
            .connections
            .iter()
            .flat_map(|c| c.definition.templates.iter().map(|t| t.text.place()));
        let found = loaded
            .all_diagnostics()
            .into_iter()
            .filter_map(|d| d.primary.map(|l| l.place));
        for place in texts.chain(found) {
            let file = loaded.sources.get(place.source).unwrap();
            assert!(file.text.get(place.span.clone()).is_some(), "{place:?}");
        }
    }
}
