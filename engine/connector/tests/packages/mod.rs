//! Published packages, pointed at a target of ours.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::ports::Transport;
use bindery_connector::{BaseUrl, Connector, ConnectorConfig, Patience};
use bindery_definition::{Definition, Parameters};
use serde_json::{Map, Value, json};

use super::bench;

/// The published packages; `None`, and said so, where they are not at hand.
pub fn corpus() -> Option<Vec<PathBuf>> {
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
pub fn definitions(path: &Path, token: &str) -> Vec<Definition> {
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

pub fn connector(definition: Definition, base: &str, transport: Arc<dyn Transport>) -> Connector {
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
