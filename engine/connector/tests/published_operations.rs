//! The operations of published packages against targets that answer oddly, and what the defects of
//! Bynder's do at the simulator. Skipped where the corpus is not at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod packages;

use std::path::PathBuf;
use std::sync::Arc;

use bench::{Target, answer};
use bindery_connector::ports::{ResponseData, Store};
use bindery_connector::provision::{
    EntitlementSubject, OperationRequest, Preview, ProvisionStatus, Subject,
};
use bindery_connector::{Connector, ImportOptions};
use bindery_definition::Definition;
use bindery_http::{HttpTransport, Options};
use bindery_model::catalogue::Operation;
use bindery_model::{Account, AccountStatus, Columns, Entitlement, EntitlementStatus, User};
use bindery_repository::Repository;
use bindery_simulator::Simulator;
use packages::{connector, corpus, definitions};
use serde_json::json;

fn user() -> User {
    let columns = [("firstname", "Zoë \"Z\""), ("email", "z&e@acme.test")];
    User {
        username: "zoe".into(),
        columns: columns
            .into_iter()
            .map(|(n, v)| (n.to_owned(), json!(v)))
            .collect(),
    }
}

fn account() -> Account {
    Account {
        row: 0,
        endpoint: String::new(),
        account_id: Some("12".into()),
        name: Some("zoe".into()),
        display_name: None,
        status: AccountStatus::Active,
        user: None,
        columns: Columns::new(),
    }
}

fn entitlement(of: &str) -> Entitlement {
    Entitlement {
        row: 0,
        endpoint: String::new(),
        entitlement_type: of.to_owned(),
        entitlement_id: "7".into(),
        value: Some("Editors".into()),
        display_name: None,
        status: EntitlementStatus::Active,
        columns: Columns::new(),
    }
}

/// A request for each operation and action that a definition has, and each type it gives access to.
fn requests(definition: &Definition) -> Vec<OperationRequest> {
    let mut requests = Vec::new();
    for (operation, document) in &definition.operations {
        let mut request = OperationRequest::new(*operation);
        request.user = Some(Subject::Given(user()));
        if *operation != Operation::CreateAccount {
            request.account = Some(Subject::Given(account()));
        }
        if !operation.is_access() {
            requests.push(request);
            continue;
        }
        for call in &document.calls {
            let mut request = request.clone();
            let given = entitlement(call.name.as_str());
            request.entitlement = Some(EntitlementSubject::Given(given));
            requests.push(request);
        }
    }
    for action in definition.update_user.iter().flat_map(|u| u.actions.keys()) {
        let mut request = OperationRequest::new(Operation::UpdateUser);
        request.user = Some(Subject::Given(user()));
        request.action = Some(action.clone());
        requests.push(request);
    }
    requests
}

fn odd_answers() -> Vec<ResponseData> {
    let html = ResponseData {
        status: 200,
        headers: vec![("content-type".into(), "text/html".into())],
        body: b"<html>".to_vec(),
    };
    vec![
        answer(200, r#"{"id":"1","data":{"id":2},"message":null}"#),
        answer(201, "[]"),
        answer(204, ""),
        answer(200, "{\"cut\":"),
        answer(500, "{}"),
        answer(401, ""),
        answer(409, r#"{"message":"there is one already"}"#),
        html,
    ]
}

#[tokio::test]
async fn every_operation_of_every_package_ends_in_a_report_whatever_the_target_answers() {
    let Some(paths) = corpus() else { return };
    let (mut completed, mut failed, mut refused) = (0, 0, 0);
    for path in &paths {
        for definition in definitions(path, "permanent-token") {
            let requests = requests(&definition);
            for given in odd_answers() {
                let target = Target::new(move |_| Ok(given.clone()));
                let base = "http://127.0.0.1:9/";
                let connector = connector(definition.clone(), base, target.clone());
                let mut store = Repository::open_in_memory().unwrap();
                for request in &requests {
                    let _ = connector.dry_run(request, &mut store).await;
                    match connector.provision(request, &mut store).await {
                        Ok(report) if report.status == ProvisionStatus::Completed => completed += 1,
                        Ok(report) => {
                            failed += 1;
                            assert!(!report.diagnostics.is_empty(), "{}", path.display());
                            assert!(report.effects.is_empty(), "{}", path.display());
                        }
                        Err(findings) => {
                            refused += 1;
                            assert!(!findings.is_empty(), "{}", path.display());
                        }
                    }
                }
                for sent in target.asked.lock().unwrap().iter() {
                    assert!(sent.url.starts_with(base), "{}", sent.url);
                }
            }
        }
    }
    eprintln!("{completed} completed, {failed} failed, {refused} refused");
    assert!(
        completed > 100 && failed > 100,
        "{completed} {failed} {refused}"
    );
}

/// A person with everything that definitions ask for.
fn realistic() -> User {
    let mut columns = Columns::new();
    for (name, value) in [
        ("firstname", "Grace"),
        ("middlename", "Brewster"),
        ("lastname", "Hopper"),
        ("displayname", "Grace Hopper"),
        ("email", "grace.hopper@acme.test"),
        ("secondaryEmail", "grace@home.test"),
        ("systemUserName", "grace.hopper"),
        ("employeeid", "10042"),
        ("employeeType", "Permanent"),
        ("title", "Rear admiral"),
        ("departmentname", "Engineering"),
        ("departmentNumber", "D7"),
        ("companyname", "Acme"),
        ("costcenter", "C42"),
        ("city", "Oslo"),
        ("state", "Oslo"),
        ("country", "NO"),
        ("street", "Storgata 1"),
        ("phonenumber", "+4722000000"),
        ("locale", "en_US"),
        ("manager", "boss"),
        ("startdate", "2024-06-01T00:00:00Z"),
        ("enddate", "2034-06-01T00:00:00Z"),
        ("statuskey", "1"),
    ] {
        columns.insert(name.to_owned(), json!(value));
    }
    for n in 1..=65 {
        columns.insert(format!("customproperty{n}"), json!(format!("c{n}")));
    }
    User {
        username: "grace.hopper".into(),
        columns,
    }
}

/// An account, or an entitlement, with every custom property.
fn with_properties() -> Columns {
    let named = (1..=60).map(|n| (format!("customproperty{n}"), json!(format!("c{n}"))));
    named.collect()
}

/// The requests of a definition for that person, with attributes and a reason.
fn realistic_requests(definition: &Definition) -> Vec<OperationRequest> {
    let mut requests = requests(definition);
    for request in &mut requests {
        request.user = Some(Subject::Given(realistic()));
        request.attributes = json!({"profile": "7", "role": "7"}).as_object().cloned();
        request.justification = Some("new colleague".into());
        request.ticket = Some("T100".into());
        if let Some(Subject::Given(account)) = &mut request.account {
            account.columns = with_properties();
        }
        if let Some(EntitlementSubject::Given(entitlement)) = &mut request.entitlement {
            entitlement.columns = with_properties();
        }
    }
    requests
}

/// How the operations of the packages come out.
#[derive(Default)]
struct Tally {
    rows: Vec<(String, String)>,
    rendered: usize,
    refused: usize,
}

impl Tally {
    fn add(
        &mut self,
        of: &str,
        request: &OperationRequest,
        findings: &[&bindery_diagnostics::Diagnostic],
    ) {
        let kind = match &request.entitlement {
            Some(EntitlementSubject::Given(e)) => format!(" {}", e.entitlement_type),
            _ => request
                .action
                .as_ref()
                .map_or_else(String::new, |a| format!(" {a}")),
        };
        let what = format!("{of} {}{kind}", request.operation);
        let said = match findings {
            [] => {
                self.rendered += 1;
                "ok".to_owned()
            }
            [first, ..] => {
                self.refused += 1;
                let place = first.primary.as_ref().map(|label| &label.place);
                let place = place.unwrap_or_else(|| panic!("{what}: no place: {first:?}"));
                let attribute = place.attribute.as_deref().unwrap_or("connector.toml");
                let path = place.path.as_deref().unwrap_or_default();
                assert!(!first.message.is_empty(), "{what}");
                format!("{} {attribute}{path}: {}", first.code, first.message)
            }
        };
        self.rows.push((what, said));
    }
}

#[tokio::test]
async fn every_operation_of_every_package_renders_for_a_realistic_user_or_says_where_it_cannot() {
    let Some(paths) = corpus() else { return };
    let mut tally = Tally::default();
    for path in &paths {
        let package = path.file_stem().unwrap().to_string_lossy().into_owned();
        for definition in definitions(path, "permanent-token") {
            let requests = realistic_requests(&definition);
            let target = Target::new(|_| panic!("a dry run asks nobody"));
            let connector = connector(definition, "http://127.0.0.1:9/", target);
            let mut store = Repository::open_in_memory().unwrap();
            for username in ["boss", "grace.hopper"] {
                let mut user = realistic();
                user.username = username.into();
                store.put_user(&user).unwrap();
            }
            for request in &requests {
                match connector.dry_run(request, &mut store).await {
                    Ok(planned) => {
                        let broken = planned.iter().filter_map(|call| match &call.request {
                            Preview::Broken(finding) => Some(&**finding),
                            _ => None,
                        });
                        let broken: Vec<_> = broken.collect();
                        tally.add(&package, request, &broken);
                    }
                    Err(findings) => {
                        let findings: Vec<_> = findings.iter().collect();
                        tally.add(&package, request, &findings);
                    }
                }
            }
        }
    }
    for (what, said) in &tally.rows {
        eprintln!("{what}: {said}");
    }
    let (rendered, refused) = (tally.rendered, tally.refused);
    eprintln!("{rendered} render, {refused} say why not");
    assert!(
        rendered >= 100 && refused < rendered / 10,
        "{rendered} {refused}"
    );
}

async fn imported(connector: &Connector) -> Repository {
    let mut store = Repository::open_in_memory().unwrap();
    let options = ImportOptions::default();
    connector.import(&mut store, &options).await.unwrap();
    store
}

#[tokio::test]
async fn the_published_bynder_package_sends_enable_to_the_create_url_and_is_refused() {
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
    let mut store = imported(&connector).await;
    let id = target.find("users", "username", "iga.integration").unwrap();
    let before = store.find_account(connector.name(), &id).unwrap().unwrap();
    for operation in [Operation::EnableAccount, Operation::DisableAccount] {
        target.forget_requests();
        let mut request = OperationRequest::new(operation);
        request.user = Some(Subject::Given(user()));
        request.account = Some(Subject::Named(id.clone()));
        let report = connector.provision(&request, &mut store).await.unwrap();
        assert_eq!(report.status, ProvisionStatus::Failed);
        assert_eq!(report.calls[0].status, Some(400));
        assert!(report.calls[0].url.ends_with("/api/v4/users"));
        assert!(!report.target_changed);
        assert!(report.effects.is_empty());
    }
    let after = store.find_account(connector.name(), &id).unwrap().unwrap();
    assert_eq!(before, after);
    let users = target.snapshot("users");
    assert!(
        users
            .iter()
            .any(|u| u["id"] == id.as_str() && u["active"] == true)
    );
}
