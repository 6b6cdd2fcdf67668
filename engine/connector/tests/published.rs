//! Published packages as real input: each one runs against targets that answer oddly, and Bynder's
//! shows at the simulator what its defects do. Skipped where the corpus is not at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod packages;

use std::path::PathBuf;
use std::sync::Arc;

use bench::{Target, answer};
use bindery_connector::ImportOptions;
use bindery_connector::ports::{ResponseData, RunStatus};
use bindery_http::{HttpTransport, Options};
use bindery_repository::Repository;
use bindery_simulator::Simulator;
use packages::{connector, corpus, definitions};

#[tokio::test]
async fn every_published_package_ends_in_a_report_whatever_the_target_answers() {
    let Some(paths) = corpus() else { return };
    let html = ResponseData {
        status: 200,
        headers: vec![("content-type".into(), "text/html".into())],
        body: b"<html>".to_vec(),
    };
    let answers = [
        answer(200, "[]"),
        answer(200, "{}"),
        answer(200, "null"),
        answer(
            200,
            r#"[{"id":"1","name":"a"},{"id":2},{"id":null},7,"x",null,[]]"#,
        ),
        answer(
            200,
            r#"{"data":[{"id":"1"}],"items":{"a":1},"next":"//evil.test"}"#,
        ),
        answer(200, "{\"cut\":"),
        answer(500, "{}"),
        answer(401, ""),
        html,
    ];
    let mut runs = 0;
    for path in &paths {
        for definition in definitions(path, "permanent-token") {
            for given in &answers {
                let given = given.clone();
                let target = Target::new(move |_| Ok(given.clone()));
                let connector =
                    connector(definition.clone(), "http://127.0.0.1:9/", target.clone());
                let mut store = Repository::open_in_memory().unwrap();
                let options = ImportOptions {
                    page_cap: Some(3),
                    ..ImportOptions::default()
                };
                if let Ok(report) = connector.import(&mut store, &options).await {
                    runs += 1;
                    assert_ne!(report.status, RunStatus::Running);
                    let ok = report.status == RunStatus::Completed;
                    assert!(ok || !report.diagnostics.is_empty());
                }
                for request in target.asked.lock().unwrap().iter() {
                    assert!(
                        request.url.starts_with("http://127.0.0.1:9/"),
                        "{}",
                        request.url
                    );
                }
            }
        }
    }
    assert!(runs > 100, "{runs}");
}

#[tokio::test]
async fn the_published_bynder_package_misses_inactive_users_and_cuts_groups() {
    let Some(paths) = corpus() else { return };
    let path = paths.iter().find(|p| p.ends_with("Bynder.zip")).unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../connectors/bynder");
    let target = Simulator::from_folder(&folder)
        .unwrap()
        .start(bindery_simulator::Options::default())
        .unwrap();
    let definition = definitions(path, &target.token()).remove(0);
    let transport = Arc::new(HttpTransport::new(Options::default()).unwrap());
    let connector = connector(definition, &target.url(), transport);
    let mut store = Repository::open_in_memory().unwrap();
    let report = connector
        .import(&mut store, &ImportOptions::default())
        .await
        .unwrap();
    let users = target.snapshot("users");
    let active = users.iter().filter(|u| u["active"] == true).count();
    assert!(active < users.len());
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert!(report.accounts.unwrap().created <= active);
    assert!(target.snapshot("groups").len() > 20);
    let groups: usize = report.entitlements.values().map(|e| e.created).sum();
    assert_eq!(groups, 20);
    assert!(report.links.values().any(|l| l.unresolved > 0));
}
