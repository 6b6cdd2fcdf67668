//! The corrected Bynder connector against its simulator: an import over loopback HTTP into a store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bindery_connector::ports::{BoxFuture, Clock, Random, RunStatus, Silent, Store, Timestamp};
use bindery_connector::{
    BaseUrl, Connector, ConnectorConfig, ImportOptions, ImportReport, Only, Patience,
};
use bindery_definition::Parameters;
use bindery_expression::{Engine, Limits};
use bindery_http::{HttpTransport, Options};
use bindery_repository::Repository;
use bindery_simulator::{Fault, FaultKind, Running, Simulator};
use serde_json::{Value, json};

struct Ticks(AtomicI64);

impl Clock for Ticks {
    fn now(&self) -> Timestamp {
        self.0.fetch_add(1, Ordering::Relaxed)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

struct Zero;

impl Random for Zero {
    fn next(&self) -> u64 {
        0
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../connectors/bynder")
}

fn target() -> Running {
    let simulator = Simulator::from_folder(&folder()).unwrap();
    simulator
        .start(bindery_simulator::Options::default())
        .unwrap()
}

/// The connector pointed at a target; `change` may spoil its parameters.
fn connector(target: &Running, change: impl FnOnce(&mut Parameters)) -> Connector {
    let mut loaded = bindery_definition::load(&folder());
    let mut parameters = Parameters::default();
    for (name, value) in target.parameters() {
        parameters.insert(&name, value);
    }
    change(&mut parameters);
    loaded.fill(parameters);
    let connection = loaded.select(None).unwrap();
    Connector::new(ConnectorConfig {
        definition: connection.definition.clone(),
        engine: Engine::new(Limits::default()),
        base_url: BaseUrl::Override(target.url().parse().unwrap()),
        allowed_origins: vec![],
        plain_http: false,
        plain_substitution: false,
        secrets: vec![target.token()],
        patience: Some(Patience {
            retries: 1,
            ..Patience::default()
        }),
        transport: Arc::new(HttpTransport::new(Options::default()).unwrap()),
        clock: Arc::new(Ticks(AtomicI64::new(1_700_000_000_000))),
        random: Arc::new(Zero),
        listener: Arc::new(Silent),
    })
}

async fn import(connector: &Connector, store: &mut dyn Store) -> ImportReport {
    connector
        .import(store, &ImportOptions::default())
        .await
        .unwrap()
}

fn rows(target: &Running, resource: &str) -> usize {
    target.snapshot(resource).len()
}

fn links(target: &Running) -> usize {
    let users = target.snapshot("users");
    let ends = |u: &Value| u["groupIds"].as_array().map_or(0, Vec::len) + 1;
    users.iter().map(ends).sum()
}

#[tokio::test]
async fn everything_is_imported_and_a_second_import_changes_nothing() {
    let target = target();
    let connector = connector(&target, |_| ());
    let mut store = Repository::open_in_memory().unwrap();
    let report = import(&connector, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:#?}",
        report.diagnostics
    );
    let accounts = report.accounts.clone().unwrap();
    assert_eq!(accounts.created, rows(&target, "users"));
    assert!(accounts.created > 100, "paging is exercised");
    assert_eq!(
        report.entitlements["Group"].created,
        rows(&target, "groups")
    );
    assert_eq!(
        report.entitlements["Profile"].created,
        rows(&target, "profiles")
    );
    assert_eq!(report.link_totals().added, links(&target));
    assert_eq!(report.link_totals().unresolved, 0);

    let again = import(&connector, &mut store).await;
    assert_eq!(again.status, RunStatus::Completed);
    assert!(
        again.changes().iter().all(|(_, c)| c.is_empty()),
        "{:#?}",
        again.changes()
    );
    assert_eq!(again.accounts.unwrap().unchanged, accounts.created);
    assert_eq!(again.requests, report.requests);
}

#[tokio::test]
async fn what_changed_at_the_target_is_found() {
    let target = target();
    let connector = connector(&target, |_| ());
    let mut store = Repository::open_in_memory().unwrap();
    import(&connector, &mut store).await;
    let users = target.snapshot("users");
    let active: Vec<&Value> = users
        .iter()
        .filter(|u| u["active"] == json!(true))
        .collect();
    let id = |user: &Value| user["id"].as_str().unwrap().to_owned();
    let off = json!({"active": false});
    target
        .change(
            "users",
            &id(active[active.len() - 1]),
            off.as_object().unwrap(),
        )
        .unwrap();
    assert!(target.remove("users", &id(active[active.len() - 2])));
    let report = import(&connector, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:#?}",
        report.diagnostics
    );
    let accounts = report.accounts.unwrap();
    assert_eq!((accounts.inactivated, accounts.created), (2, 0));
}

#[tokio::test]
async fn a_failed_page_applies_nothing_for_accounts_and_their_links() {
    let target = target();
    let connector = connector(&target, |_| ());
    let mut store = Repository::open_in_memory().unwrap();
    target.set_fault(Fault::nth(FaultKind::Truncate, 2));
    let report = import(&connector, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Partial,
        "{:#?}",
        report.diagnostics
    );
    assert!(report.accounts.is_none() && report.links.is_empty());
    assert!(store.list_accounts(&Default::default()).unwrap().is_empty());
    assert_eq!(
        report.entitlements["Group"].created,
        rows(&target, "groups")
    );

    target.clear_faults();
    let report = import(&connector, &mut store).await;
    assert_eq!(report.status, RunStatus::Completed);
    assert_eq!(report.link_totals().added, links(&target));
}

#[tokio::test]
async fn faults_end_in_a_named_error_and_an_unchanged_store() {
    for (kind, status, code) in [
        (FaultKind::Html, RunStatus::Failed, "R1004"),
        (FaultKind::Error500, RunStatus::Failed, "R1003"),
        (FaultKind::Unauthorized, RunStatus::Failed, "R2001"),
        (FaultKind::Error429, RunStatus::Failed, "R1006"),
        (FaultKind::Drop, RunStatus::Failed, "R1002"),
        (FaultKind::Empty, RunStatus::Refused, "R3002"),
    ] {
        let target = target();
        let connector = connector(&target, |_| ());
        let mut store = Repository::open_in_memory().unwrap();
        import(&connector, &mut store).await;
        let before = store.counts().unwrap();
        target.set_fault(Fault::rate(kind, 1.0));
        let report = import(&connector, &mut store).await;
        assert_eq!(report.status, status, "{kind:?} {:#?}", report.diagnostics);
        let found = report.diagnostics.iter().find(|d| d.code.as_str() == code);
        let found = found.unwrap_or_else(|| panic!("{kind:?} {:#?}", report.diagnostics));
        assert!(found.help.is_some(), "{kind:?}");
        assert_eq!(
            format!("{before:?}"),
            format!("{:?}", store.counts().unwrap()),
            "{kind:?}"
        );
        assert!(!format!("{report:?}").contains(&target.token()));
        target.clear_faults();
        let after = import(&connector, &mut store).await;
        assert_eq!(
            after.status,
            RunStatus::Completed,
            "the lease was given back"
        );
    }
}

#[tokio::test]
async fn a_wrong_token_and_an_unreachable_target_are_told_apart() {
    let target = target();
    let mut store = Repository::open_in_memory().unwrap();
    let wrong = connector(&target, |p| p.insert("TOKEN", "wrong-token-0123456789"));
    let report = import(&wrong, &mut store).await;
    assert_eq!(report.diagnostics[0].code.as_str(), "R2001");
    assert!(!format!("{report:?}").contains("wrong-token-0123456789"));
    let connector = connector(&target, |_| ());
    target.stop();
    let report = import(&connector, &mut store).await;
    assert_eq!(report.diagnostics[0].code.as_str(), "R1001");
    assert_eq!(report.status, RunStatus::Failed);
}

#[tokio::test]
async fn accounts_and_access_can_run_apart() {
    let target = target();
    let connector = connector(&target, |_| ());
    let mut store = Repository::open_in_memory().unwrap();
    let only = |only| ImportOptions {
        only,
        ..ImportOptions::default()
    };
    let report = connector
        .import(&mut store, &only(Only::Accounts))
        .await
        .unwrap();
    assert!(report.entitlements.is_empty() && report.links.is_empty());
    let report = connector
        .import(&mut store, &only(Only::Access))
        .await
        .unwrap();
    assert!(report.accounts.is_none());
    assert_eq!(report.link_totals().added, links(&target));
}

#[tokio::test]
async fn the_report_has_the_shape_of_the_contract() {
    let target = target();
    let mut store = Repository::open_in_memory().unwrap();
    let report = import(&connector(&target, |_| ()), &mut store).await;
    let mut shown = report.to_json();
    for moving in ["bytes", "elapsed_ms"] {
        assert!(shown[moving].as_u64().unwrap() > 0);
        shown[moving] = json!("…");
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&shown).unwrap());
}

#[tokio::test]
async fn an_unfilled_parameter_stops_the_run_before_the_first_request() {
    let target = target();
    let connector = {
        let loaded = bindery_definition::load(&folder());
        let definition = loaded.select(None).unwrap().definition.clone();
        Connector::new(ConnectorConfig {
            definition,
            engine: Engine::new(Limits::default()),
            base_url: BaseUrl::Override(target.url().parse().unwrap()),
            allowed_origins: vec![],
            plain_http: false,
            plain_substitution: false,
            secrets: vec![],
            patience: None,
            transport: Arc::new(HttpTransport::new(Options::default()).unwrap()),
            clock: Arc::new(Ticks(AtomicI64::new(0))),
            random: Arc::new(Zero),
            listener: Arc::new(Silent),
        })
    };
    let mut store = Repository::open_in_memory().unwrap();
    let problems = connector
        .import(&mut store, &ImportOptions::default())
        .await
        .unwrap_err();
    let names: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(names, ["B3004", "B3004"]);
    assert!(target.requests().is_empty());
}

#[test]
fn an_import_can_move_between_threads() {
    fn moves<T: Send>(_: &T) {}
    let target = target();
    let connector = connector(&target, |_| ());
    let mut store = Repository::open_in_memory().unwrap();
    moves(&connector.import(&mut store, &ImportOptions::default()));
}
