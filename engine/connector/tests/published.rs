//! Published packages as real input: each one runs against targets that answer oddly, and Bynder's
//! shows at the simulator what its defects do. Skipped where the corpus is not at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bench::{Target, answer};
use bindery_connector::ports::{ResponseData, RunStatus, Transport};
use bindery_connector::{BaseUrl, Connector, ConnectorConfig, ImportOptions, Patience};
use bindery_definition::{Definition, Parameters};
use bindery_http::{HttpTransport, Options};
use bindery_repository::Repository;
use bindery_simulator::Simulator;
use serde_json::{Map, Value, json};

/// The published packages; `None`, and said so, where they are not at hand.
fn corpus() -> Option<Vec<PathBuf>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared =
        std::env::var_os("BINDERY_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(shared.join("corpus")) else {
        eprintln!("skipped: no corpus beside the project, and BINDERY_SHARED is not set");
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    Some(paths)
}

/// A ConnectionJSON with a static token for every authentication that the definition names.
fn connection_json(definition: &Definition, token: &str) -> String {
    let names: BTreeSet<&str> = definition
        .urls
        .iter()
        .filter_map(|url| url.connection.as_ref())
        .map(|(name, _)| name.as_str())
        .chain(["acctAuth"])
        .collect();
    let one = json!({"authType": "oauth2", "accessToken": format!("Bearer {token}"),
        "url": "https://target.test/token"});
    let all: Map<String, Value> = names
        .into_iter()
        .map(|n| (n.to_owned(), one.clone()))
        .collect();
    json!({"authentications": all}).to_string()
}

/// Every REST connection of a package with a ConnectionJSON of our own, parameters filled.
fn definitions(path: &Path, token: &str) -> Vec<Definition> {
    let names: Vec<String> = {
        let loaded = bindery_definition::load(path);
        let rest = loaded.connections.iter().filter(|c| c.is_rest());
        rest.map(|c| c.name.clone()).collect()
    };
    names
        .iter()
        .map(|name| {
            let mut loaded = bindery_definition::load(path);
            let definition = loaded.select(Some(name)).unwrap().definition.clone();
            let text = connection_json(&definition, token);
            loaded
                .set_connection_json(Some(name), "connection.json", &text)
                .unwrap();
            let mut parameters = Parameters::default();
            for parameter in &loaded.select(Some(name)).unwrap().definition.parameters {
                parameters.insert(&parameter.name, "filled");
            }
            loaded.fill(parameters);
            loaded.select(Some(name)).unwrap().definition.clone()
        })
        .collect()
}

fn connector(definition: Definition, base: &str, transport: Arc<dyn Transport>) -> Connector {
    Connector::new(ConnectorConfig {
        definition,
        engine: bindery_expression::Engine::new(bindery_expression::Limits::default()),
        base_url: BaseUrl::Override(base.parse().unwrap()),
        allowed_origins: vec![],
        plain_http: false,
        plain_substitution: false,
        secrets: vec![],
        patience: Some(Patience {
            retries: 0,
            ..Patience::default()
        }),
        transport,
        clock: Arc::new(bench::Waited::default()),
        random: Arc::new(bench::Zero),
        listener: Arc::new(bench::Heard::default()),
    })
}

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
