//! The corrected Bynder connector against its simulator: the whole life of an account over loopback
//! HTTP, with a real store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use bindery_connector::ports::{BoxFuture, Clock, Random, Silent, Store, Timestamp};
use bindery_connector::provision::{
    EntitlementSubject, OperationRequest, Preview, ProvisionReport, ProvisionStatus, Subject,
};
use bindery_connector::request::{Style, print};
use bindery_connector::{BaseUrl, Connector, ConnectorConfig, ImportOptions, Patience};
use bindery_definition::Parameters;
use bindery_diagnostics::codes;
use bindery_expression::{Engine, Limits};
use bindery_http::{HttpTransport, Options};
use bindery_model::User;
use bindery_model::catalogue::Operation;
use bindery_repository::{Filter, Repository};
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

struct Counting(AtomicU64);

impl Random for Counting {
    fn next(&self) -> u64 {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
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

fn connector(target: &Running) -> Connector {
    let mut loaded = bindery_definition::load(&folder());
    let mut parameters = Parameters::default();
    for (name, value) in target.parameters() {
        parameters.insert(&name, value);
    }
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
        random: Arc::new(Counting(AtomicU64::new(1))),
        listener: Arc::new(Silent),
    })
}

const fn moves_between_threads<T: Send>(future: T) -> T {
    future
}

/// The user and the entitlement of the connector's own demonstration.
struct Life {
    target: Running,
    connector: Connector,
    store: Repository,
    user: User,
    attributes: serde_json::Map<String, Value>,
}

impl Life {
    async fn begin() -> Self {
        let target = target();
        let connector = connector(&target);
        let mut store = Repository::open_in_memory().unwrap();
        connector
            .import(&mut store, &ImportOptions::default())
            .await
            .unwrap();
        let text = std::fs::read_to_string(folder().join("simulator.json")).unwrap();
        let described: Value = serde_json::from_str(&text).unwrap();
        let mut columns = described["demo"]["user"].as_object().unwrap().clone();
        let username = columns.remove("username").unwrap();
        let user = User {
            username: username.as_str().unwrap().to_owned(),
            columns: columns.into_iter().collect(),
        };
        store.put_user(&user).unwrap();
        let attributes = described["demo"]["requestAccessAttributes"].as_object();
        Self {
            attributes: attributes.unwrap().clone(),
            target,
            connector,
            store,
            user,
        }
    }

    fn request(&self, operation: Operation) -> OperationRequest {
        let mut request = OperationRequest::new(operation);
        request.user = Some(Subject::Named(self.user.username.clone()));
        if operation == Operation::CreateAccount {
            request.attributes = Some(self.attributes.clone());
        }
        if operation.is_access() {
            request.entitlement = Some(EntitlementSubject::Named {
                entitlement_type: "Group".into(),
                id_or_value: "Design system".into(),
            });
        }
        request
    }

    async fn run(&mut self, request: &OperationRequest) -> ProvisionReport {
        moves_between_threads(self.connector.provision(request, &mut self.store))
            .await
            .unwrap()
    }

    async fn done(&mut self, operation: Operation) -> ProvisionReport {
        let request = self.request(operation);
        let report = self.run(&request).await;
        assert_eq!(
            report.status,
            ProvisionStatus::Completed,
            "{:#?}",
            report.diagnostics
        );
        assert!(report.diagnostics.is_empty(), "{:#?}", report.diagnostics);
        report
    }

    /// Her row at the target; null where there is none.
    fn at_target(&self) -> Value {
        let rows = self.target.snapshot("users");
        let hers = |row: &&Value| row["username"] == self.user.username.as_str();
        rows.iter().find(hers).cloned().unwrap_or_default()
    }

    fn group(&self) -> Value {
        let id = self.target.find("groups", "name", "Design system");
        json!(id.unwrap())
    }

    /// The state of her account in the store.
    fn in_store(&mut self) -> String {
        let (endpoint, name) = (self.connector.name(), &self.user.username);
        let found = self.store.find_account(endpoint, name).unwrap();
        found.map_or_else(String::new, |a| a.status.as_str().to_owned())
    }

    fn links(&mut self) -> Vec<String> {
        let (endpoint, name) = (self.connector.name(), &self.user.username);
        let account = self.store.find_account(endpoint, name).unwrap().unwrap();
        let links = self.store.links_of(account.row).unwrap();
        let groups = links.into_iter().filter(|l| l.entitlement_type == "Group");
        groups.filter_map(|l| l.entitlement_value).collect()
    }
}

#[tokio::test]
async fn an_account_lives_its_whole_life() {
    let mut life = Life::begin().await;

    let created = life.done(Operation::CreateAccount).await;
    let row = life.at_target();
    assert_eq!(created.account.account_id.as_deref(), row["id"].as_str());
    assert_eq!(row["email"], life.user.columns["email"]);
    assert_eq!(row["profileId"], life.attributes["profileId"]);
    assert_eq!(life.in_store(), "manually-provisioned");

    life.user
        .columns
        .insert("title".to_owned(), json!("Creative director"));
    life.store.put_user(&life.user).unwrap();
    life.done(Operation::UpdateAccount).await;
    assert_eq!(life.at_target()["job"], "Creative director");

    let added = life.done(Operation::AddAccess).await;
    assert_eq!(added.calls.len(), 2);
    assert_eq!(life.at_target()["groupIds"], json!([life.group()]));
    assert_eq!(life.links(), ["Design system"]);

    life.done(Operation::RemoveAccess).await;
    assert_eq!(life.at_target()["groupIds"], json!([]));
    assert!(life.links().is_empty());

    life.done(Operation::DisableAccount).await;
    assert_eq!(life.at_target()["active"], json!(false));
    assert_eq!(life.in_store(), "inactive");

    life.done(Operation::EnableAccount).await;
    assert_eq!(life.at_target()["active"], json!(true));
    assert_eq!(life.in_store(), "active");

    let before = life.at_target()["password"].clone();
    life.done(Operation::ChangePassword).await;
    assert_ne!(life.at_target()["password"], before);

    life.done(Operation::RemoveAccount).await;
    assert!(life.at_target().is_null());
    assert_eq!(life.in_store(), "manually-suspended");

    let runs = life.store.list_runs(&Filter::default()).unwrap();
    assert_eq!(runs.len(), 9);
    let report = serde_json::to_string(&runs.iter().map(|r| &r.report).collect::<Vec<_>>());
    assert!(!report.unwrap().contains(&life.target.token()));
}

#[tokio::test]
async fn a_profile_is_given_by_one_write_and_cannot_be_taken() {
    let mut life = Life::begin().await;
    life.done(Operation::CreateAccount).await;
    let named = |value: &str| EntitlementSubject::Named {
        entitlement_type: "Profile".into(),
        id_or_value: value.into(),
    };
    let mut request = life.request(Operation::AddAccess);
    request.entitlement = Some(named("Light user"));
    let report = life.run(&request).await;
    assert_eq!(report.status, ProvisionStatus::Completed);
    let light = life.target.find("profiles", "name", "Light user").unwrap();
    assert_eq!(life.at_target()["profileId"], light.as_str());

    request.operation = Operation::RemoveAccess;
    let refused = life.connector.provision(&request, &mut life.store).await;
    assert_eq!(refused.unwrap_err()[0].code, codes::NO_CALL);
}

#[tokio::test]
async fn groups_given_before_stay_when_one_is_added_or_taken() {
    let mut life = Life::begin().await;
    life.done(Operation::CreateAccount).await;
    let request = |life: &Life, operation, group: &str| {
        let mut request = life.request(operation);
        request.entitlement = Some(EntitlementSubject::Named {
            entitlement_type: "Group".into(),
            id_or_value: group.into(),
        });
        request
    };
    for group in ["Archive", "Events", "Archive"] {
        let request = request(&life, Operation::AddAccess, group);
        assert_eq!(life.run(&request).await.status, ProvisionStatus::Completed);
    }
    let ids = life.at_target()["groupIds"].as_array().unwrap().len();
    assert_eq!(ids, 2);
    assert_eq!(life.links().len(), 2);
    let taken = request(&life, Operation::RemoveAccess, "Archive");
    assert_eq!(life.run(&taken).await.status, ProvisionStatus::Completed);
    let events = life.target.find("groups", "name", "Events").unwrap();
    assert_eq!(life.at_target()["groupIds"], json!([events]));
    assert_eq!(life.links(), ["Events"]);
}

#[tokio::test]
async fn what_provisioning_did_is_what_the_next_import_finds() {
    let mut life = Life::begin().await;
    life.done(Operation::CreateAccount).await;
    life.done(Operation::AddAccess).await;
    let report = life
        .connector
        .import(&mut life.store, &ImportOptions::default())
        .await
        .unwrap();
    let accounts = report.accounts.clone().unwrap();
    assert_eq!(accounts.created, 0, "{:#?}", accounts.changes);
    assert_eq!(life.in_store(), "active");
    assert_eq!(life.links(), ["Design system"]);
}

#[tokio::test]
async fn a_refused_operation_leaves_the_store_as_it_was() {
    let mut life = Life::begin().await;
    let mut request = life.request(Operation::CreateAccount);
    request.attributes = json!({"profileId": "no-such-profile"}).as_object().cloned();
    let report = life.run(&request).await;
    assert_eq!(report.status, ProvisionStatus::Failed);
    assert!(!report.target_changed);
    assert_eq!(report.calls[0].status, Some(400));
    assert!(life.at_target().is_null());
    assert_eq!(life.in_store(), "");
    assert!(report.diagnostics[0].help.is_some());
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_looked_for_and_known() {
    let mut life = Life::begin().await;
    life.target.set_fault(Fault::next(FaultKind::DropAfter, 1));
    let request = life.request(Operation::CreateAccount);
    let report = life.run(&request).await;
    assert_eq!(report.status, ProvisionStatus::Completed, "{report:#?}");
    assert_eq!(life.in_store(), "manually-provisioned");
    life.connector
        .import(&mut life.store, &ImportOptions::default())
        .await
        .unwrap();
    assert!(!life.at_target().is_null());
    assert_eq!(life.in_store(), "active");
}

#[tokio::test]
async fn a_dry_run_shows_requests_without_secrets_and_changes_nothing() {
    let mut life = Life::begin().await;
    life.target.forget_requests();
    let request = life.request(Operation::CreateAccount);
    let planned = life
        .connector
        .dry_run(&request, &mut life.store)
        .await
        .unwrap();
    assert_eq!(planned.len(), 1);
    let Preview::Request(request) = &planned[0].request else {
        panic!("{planned:#?}");
    };
    let url = life.target.url();
    let shown = print(request, life.connector.masker(), Style::Http);
    insta::assert_snapshot!(shown.replace(url.trim_start_matches("http://"), "portal"));
    assert!(life.target.requests().is_empty());
    assert_eq!(life.in_store(), "");
}

#[tokio::test]
async fn the_connection_test_asks_for_the_tokens_own_user() {
    let life = Life::begin().await;
    let report = life.connector.test_report().await.unwrap();
    assert!(report.passed(), "{:#?}", report.diagnostics);
    assert_eq!(report.tests[0].status, Some(200));
    assert!(report.tests[0].url.ends_with("/api/v4/currentUser/"));
}
