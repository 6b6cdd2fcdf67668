//! Chains against a scripted target and a store that remembers what it was told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chains;
mod connection;
mod dry_runs;
mod effects;
mod operations;
mod store;
mod subjects;
mod tasks;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_definition::{Definition, load, load_from_bytes};
use bindery_expression::{Engine, Limits};
use bindery_model::catalogue::Operation;
use bindery_model::{
    Account, AccountStatus, Columns, Entitlement, EntitlementStatus, Task, TaskEntitlement,
    TaskStatus, User,
};
use serde_json::{Value, json};

use super::*;
use crate::ports::{
    BoxFuture, Clock, Random, RequestSpec, ResponseData, Silent, Timestamp, Transport,
    TransportError, TransportFault,
};
use crate::{BaseUrl, Connector, ConnectorConfig};
use store::Remembering;

/// Answers with what it was given, in order, and keeps what it was sent.
#[derive(Default)]
pub(super) struct Scripted {
    answers: Mutex<VecDeque<Result<ResponseData, TransportError>>>,
    sent: Mutex<Vec<RequestSpec>>,
}

impl Transport for Scripted {
    fn send<'a>(
        &'a self,
        request: &'a RequestSpec,
    ) -> BoxFuture<'a, Result<ResponseData, TransportError>> {
        self.sent.lock().unwrap().push(request.clone());
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move { answer.expect("the script has an answer for each request") })
    }
}

/// A clock that stands, and keeps for how long it was asked to sleep.
#[derive(Default)]
pub(super) struct Still(Mutex<Vec<Duration>>);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        1_718_454_896_000
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap().push(duration);
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

pub(super) fn answer(status: u16, body: &Value) -> Result<ResponseData, TransportError> {
    Ok(ResponseData {
        status,
        headers: vec![("content-type".into(), "application/json".into())],
        body: match body {
            Value::Null => Vec::new(),
            body => body.to_string().into_bytes(),
        },
    })
}

pub(super) fn no_answer() -> Result<ResponseData, TransportError> {
    Err(TransportError {
        fault: TransportFault::Timeout,
        left: true,
        detail: "nothing came within the time allowed".into(),
    })
}

/// A connector of these attributes in front of a target that answers so.
pub(super) struct Bench {
    pub connector: Connector,
    pub target: Arc<Scripted>,
    pub clock: Arc<Still>,
    pub store: Remembering,
}

impl Bench {
    pub fn new(
        attributes: &[(&str, Value)],
        answers: Vec<Result<ResponseData, TransportError>>,
    ) -> Self {
        let attributes: Vec<Value> = attributes
            .iter()
            .map(|(name, value)| {
                json!({"attributename": name, "encryptedattributevalue": value.to_string()})
            })
            .collect();
        let export = json!({
            "Acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": attributes}
        });
        let loaded = load_from_bytes("Connection_Acme.json", export.to_string().as_bytes());
        let definition = loaded.connections.first().unwrap().definition.clone();
        Self::of(definition, answers)
    }

    /// Of a connector folder with this `connector.toml`, and a token.
    pub fn of_folder(manifest: &str, attributes: &[(&str, Value)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: String, text: String| {
            std::fs::write(folder.path().join(name), text).unwrap();
        };
        write(
            "connector.toml".into(),
            format!("name = \"Acme\"\n{manifest}"),
        );
        let connection = json!({"authentications": {"acctAuth": {
            "authType": "oauth2", "accessToken": "Bearer a-long-secret-token"
        }}});
        write("ConnectionJSON.json".into(), connection.to_string());
        for (name, value) in attributes {
            write(format!("{name}.json"), value.to_string());
        }
        let loaded = load(folder.path());
        let connection = loaded.connections.first().unwrap();
        let found: Vec<_> = connection.diagnostics().collect();
        assert!(found.is_empty(), "{found:?}");
        Self::of(connection.definition.clone(), vec![])
    }

    fn of(definition: Definition, answers: Vec<Result<ResponseData, TransportError>>) -> Self {
        let target = Arc::new(Scripted {
            answers: Mutex::new(answers.into()),
            sent: Mutex::default(),
        });
        let clock = Arc::new(Still::default());
        let connector = Connector::new(ConnectorConfig {
            definition,
            engine: Engine::new(Limits::default()),
            base_url: BaseUrl::default(),
            allowed_origins: vec![],
            plain_http: false,
            plain_substitution: false,
            secrets: vec![],
            patience: None,
            transport: target.clone(),
            clock: clock.clone(),
            random: Arc::new(Counting(AtomicU64::new(1))),
            listener: Arc::new(Silent),
        });
        Self {
            connector,
            target,
            clock,
            store: Remembering::default(),
        }
    }

    /// With `ConnectionJSON` of one static token.
    pub fn with_token(
        operation: Operation,
        document: Value,
        answers: Vec<Result<ResponseData, TransportError>>,
    ) -> Self {
        let connection = json!({"authentications": {"acctAuth": {
            "authType": "oauth2", "accessToken": "Bearer a-long-secret-token"
        }}});
        Self::new(
            &[
                ("ConnectionJSON", connection),
                (operation.attribute(), document),
            ],
            answers,
        )
    }

    pub fn run(
        &mut self,
        request: &OperationRequest,
    ) -> Result<ProvisionReport, Vec<bindery_diagnostics::Diagnostic>> {
        ready(self.connector.provision(request, &mut self.store))
    }

    /// One more attempt on a task.
    pub fn carry_out(&mut self, task: &Task) -> crate::Outcome<TaskReport> {
        ready(self.connector.carry_out(task, "worker 1", &mut self.store))
    }

    /// The target answers so from now on.
    pub fn answers(&self, answers: Vec<Result<ResponseData, TransportError>>) {
        *self.target.answers.lock().unwrap() = answers.into();
    }

    /// What was sent, as `POST https://acme.test/x body`.
    pub fn sent(&self) -> Vec<String> {
        let sent = self.target.sent.lock().unwrap();
        sent.iter()
            .map(|r| {
                let body = r.body.clone().map(|b| String::from_utf8(b).unwrap());
                let url = &r.url;
                match body {
                    Some(body) => format!("{} {url} {body}", r.method),
                    None => format!("{} {url}", r.method),
                }
            })
            .collect()
    }
}

pub(super) fn ready<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
        .block_on(future)
}

pub(super) fn mira() -> User {
    User {
        username: "mira".into(),
        columns: columns(&[("firstname", "Mira"), ("email", "mira@acme.test")]),
    }
}

pub(super) fn columns(pairs: &[(&str, &str)]) -> Columns {
    pairs
        .iter()
        .map(|(n, v)| ((*n).to_owned(), json!(v)))
        .collect()
}

pub(super) fn her_account() -> Account {
    Account {
        row: 7,
        endpoint: "Acme".into(),
        account_id: Some("u1".into()),
        name: Some("mira".into()),
        display_name: None,
        status: AccountStatus::Active,
        user: Some("mira".into()),
        columns: Columns::new(),
    }
}

pub(super) fn editors() -> Entitlement {
    Entitlement {
        row: 9,
        endpoint: "Acme".into(),
        entitlement_type: "Group".into(),
        entitlement_id: "g9".into(),
        value: Some("Editors".into()),
        display_name: None,
        status: EntitlementStatus::Active,
        columns: Columns::new(),
    }
}

/// A request for Mira, her account and, for access, the editors.
pub(super) fn request(operation: Operation) -> OperationRequest {
    let mut request = OperationRequest::new(operation);
    request.user = Some(Subject::Given(mira()));
    if operation != Operation::CreateAccount {
        request.account = Some(Subject::Given(her_account()));
    }
    if operation.is_access() {
        request.entitlement = Some(EntitlementSubject::Given(editors()));
    }
    request
}

/// A first attempt on a task for Mira, claimed.
pub(super) fn task(operation: Operation) -> Task {
    let is_new = operation == Operation::CreateAccount;
    Task {
        id: 5,
        request: Some(3),
        parent: None,
        endpoint: "Acme".into(),
        logical: None,
        operation,
        action: None,
        status: TaskStatus::InProgress,
        user: Some("mira".into()),
        account: (!is_new).then(|| "u1".into()),
        account_name: Some("mira".into()),
        entitlement: operation.is_access().then(|| TaskEntitlement {
            entitlement_type: "Group".into(),
            id: "g9".into(),
        }),
        source: "REQUEST".into(),
        attributes: None,
        justification: None,
        comments: None,
        provisioning_comments: None,
        tries: 1,
        start: None,
        end: None,
        not_before: None,
        ticket: None,
        created: 1_718_454_000_000,
        changed: 1_718_454_000_000,
    }
}

/// A call of these parts.
pub(super) fn call(name: &str, method: &str, path: &str, more: Value) -> Value {
    let mut call = json!({
        "name": name,
        "connection": "acctAuth",
        "url": format!("https://acme.test{path}"),
        "httpMethod": method,
        "httpHeaders": {"Authorization": "${access_token}"},
        "httpContentType": "application/json",
    });
    for (key, value) in more.as_object().unwrap() {
        call[key] = value.clone();
    }
    call
}
