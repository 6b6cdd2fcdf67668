//! The demonstration: the first thing that anyone sees.

use crate::bindery::{bindery, command, run};

#[test]
fn a_whole_life_is_shown_and_every_step_succeeds() {
    let ended = bindery(&["demo"]).expect(0);
    insta::assert_snapshot!(ended.out);
}

#[test]
fn the_demonstration_is_the_same_each_time() {
    assert_eq!(
        bindery(&["demo"]).expect(0).out,
        bindery(&["demo"]).expect(0).out
    );
}

#[test]
fn the_store_can_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.db");
    let path = path.to_str().unwrap();
    bindery(&["demo", "--keep", path]).expect(0);
    let runs = bindery(&["runs", "list", "--store", path, "--format", "json"])
        .expect(0)
        .json();
    assert!(runs.as_array().unwrap().len() >= 2);
    assert!(
        runs.as_array()
            .unwrap()
            .iter()
            .all(|run| run["status"] == "completed")
    );
}

#[test]
fn a_connector_without_a_simulator_is_refused_with_a_next_step() {
    let mut command = command(&["demo".to_owned(), "docs/examples".to_owned()]);
    command.env("NO_COLOR", "1");
    let ended = run(command).expect(2);
    assert!(ended.err.contains("help:"), "{ended}");
}
