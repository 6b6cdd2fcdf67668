//! The chapters, in order. Each ends the demonstration where it fails.

use std::io::Write;

use bindery_connector::ports::{RunStatus, Store};
use bindery_connector::provision::{
    EntitlementSubject, OperationRequest, ProvisionReport, ProvisionStatus, Subject,
};
use bindery_connector::{ImportOptions, ImportReport};
use bindery_diagnostics::Diagnostic;
use bindery_model::User;
use bindery_model::catalogue::Operation;
use bindery_simulator::Demo;
use serde_json::{Map, Value};

use super::stage::Stage;
use super::tell;
use crate::command::provision::effects;
use crate::command::simulate::refused;
use crate::exit::Failure;
use crate::interrupt::unless_interrupted;
use crate::output::Output;
use crate::paint::{BAD, QUIET, STRONG};
use crate::user;

/// How it ended.
pub enum Ended {
    Well,
    Badly,
    Interrupted,
}

/// Why a chapter did not reach its end.
enum Cut {
    Interrupted,
    Found(Vec<Diagnostic>),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Cut {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Plays every chapter.
pub fn play(stage: &mut Stage, script: &Demo, output: &mut Output) -> Result<Ended, Failure> {
    match chapters(stage, script, output) {
        Ok(()) => Ok(Ended::Well),
        Err(Cut::Interrupted) => {
            output.say("interrupted");
            Ok(Ended::Interrupted)
        }
        Err(Cut::Found(found)) => {
            tell::calls(output, &stage.witness.calls())?;
            writeln!(output, "   {BAD}failed{BAD:#}")?;
            output.report(&found, stage.opened.sources());
            Ok(Ended::Badly)
        }
        Err(Cut::Failed(failure)) => Err(failure),
    }
}

fn chapters(stage: &mut Stage, script: &Demo, output: &mut Output) -> Result<(), Cut> {
    let target = stage.target.description().name.clone();
    let name = stage.connector.name().to_owned();
    writeln!(
        output,
        "{STRONG}The connector `{name}` meets a simulated {target}.{STRONG:#} {QUIET}Nothing leaves this machine.{QUIET:#}"
    )?;

    tell::chapter(output, 1, "Test the connection", "")?;
    let tested = wait(stage, |stage| stage.connector.test_connection())?;
    tell::calls(output, &stage.witness.calls())?;
    tested.map_err(Cut::Found)?;

    tell::chapter(output, 2, "Import", "everything the target has")?;
    let first = import(stage, output)?;
    tell::counts(output, &first)?;

    let user = user::from_columns(script.user.clone(), "simulator.json")?;
    let who = full_name(&user);
    tell::chapter(
        output,
        3,
        "A life",
        &format!("{who} comes, changes, and goes"),
    )?;
    live(stage, script, user, output)?;

    let about = "nobody tells us";
    tell::chapter(output, 4, &format!("Meanwhile at {target}"), about)?;
    for name in &script.drift {
        let drift = stage.target.description().drift.get(name);
        let about = drift.map_or_else(|| name.clone(), |drift| drift.about.clone());
        stage.target.drift(name).map_err(refused)?;
        writeln!(output, "   {about}")?;
    }

    tell::chapter(output, 5, "Import again", "finds exactly what changed")?;
    let second = import(stage, output)?;
    tell::changed(output, &second)?;
    tell::counts(output, &second)?;

    tell::chapter(output, 6, "What the store knows now", "")?;
    let counts = stage
        .store
        .counts()
        .map_err(|found| Cut::Found(vec![*found]))?;
    let endpoints = stage
        .store
        .list_endpoints()
        .map_err(|found| Cut::Found(vec![*found]))?;
    tell::holds(output, &counts, endpoints.iter().map(|e| e.links).sum())?;
    match &stage.kept {
        Some(path) => writeln!(
            output,
            "\n{QUIET}The store is `{}`.{QUIET:#}",
            path.display()
        )?,
        None => writeln!(
            output,
            "\n{QUIET}The store is gone; --keep PATH keeps it.{QUIET:#}"
        )?,
    }
    Ok(())
}

/// Creates, updates, gives, strips, disables, enables, removes: what of it the connector can do.
fn live(stage: &mut Stage, script: &Demo, user: User, output: &mut Output) -> Result<(), Cut> {
    let username = user.username.clone();
    put(stage, &user)?;
    let mut create = OperationRequest::new(Operation::CreateAccount);
    create.user = Some(Subject::Named(username.clone()));
    create.attributes = Some(script.request_access_attributes.clone());
    let created = perform(stage, create, output)?;
    let account = created
        .and_then(|report| report.account.account_id.or(report.account.name))
        .unwrap_or_else(|| username.clone());

    put(stage, &changed(user, &script.update))?;
    let entitlement = EntitlementSubject::Named {
        entitlement_type: script.entitlement.kind.clone(),
        id_or_value: script.entitlement.value.clone(),
    };
    for operation in [
        Operation::UpdateAccount,
        Operation::AddAccess,
        Operation::RemoveAccess,
        Operation::DisableAccount,
        Operation::EnableAccount,
        Operation::RemoveAccount,
    ] {
        let mut request = OperationRequest::new(operation);
        request.user = Some(Subject::Named(username.clone()));
        request.account = Some(Subject::Named(account.clone()));
        request.entitlement = operation.is_access().then(|| entitlement.clone());
        request.attributes = Some(script.request_access_attributes.clone());
        perform(stage, request, output)?;
    }
    Ok(())
}

/// Runs one operation and tells of it; `None` where the connector does not define it.
fn perform(
    stage: &mut Stage,
    request: OperationRequest,
    output: &mut Output,
) -> Result<Option<ProvisionReport>, Cut> {
    let operation = request.operation;
    if !stage.connector.has_operation(operation) {
        writeln!(
            output,
            "   {QUIET}{operation}  not defined by this connector{QUIET:#}"
        )?;
        return Ok(None);
    }
    let Stage {
        runtime,
        connector,
        store,
        ..
    } = &mut *stage;
    let work = unless_interrupted(connector.provision(&request, store));
    let report = runtime
        .block_on(work)
        .ok_or(Cut::Interrupted)?
        .map_err(Cut::Found)?;
    if report.status != ProvisionStatus::Completed {
        return Err(Cut::Found(report.diagnostics));
    }
    let recorded: Vec<String> = effects(&report).collect();
    tell::step(output, operation.name(), &recorded.join(", "))?;
    tell::calls(output, &stage.witness.calls())?;
    output.flush()?;
    Ok(Some(report))
}

fn import(stage: &mut Stage, output: &mut Output) -> Result<ImportReport, Cut> {
    let Stage {
        runtime,
        connector,
        store,
        ..
    } = &mut *stage;
    let options = ImportOptions::default();
    let work = unless_interrupted(connector.import(store, &options));
    let report = runtime
        .block_on(work)
        .ok_or(Cut::Interrupted)?
        .map_err(Cut::Found)?;
    tell::calls(output, &stage.witness.calls())?;
    if report.status != RunStatus::Completed {
        return Err(Cut::Found(report.diagnostics));
    }
    Ok(report)
}

/// Waits for something that only needs the connector.
fn wait<'a, T, F: Future<Output = T>>(
    stage: &'a Stage,
    work: impl FnOnce(&'a Stage) -> F,
) -> Result<T, Cut> {
    stage
        .runtime
        .block_on(unless_interrupted(work(stage)))
        .ok_or(Cut::Interrupted)
}

fn put(stage: &mut Stage, user: &User) -> Result<(), Cut> {
    stage
        .store
        .put_user(user)
        .map_err(|found| Cut::Found(vec![*found]))
}

/// The user with changed columns.
fn changed(mut user: User, update: &Map<String, Value>) -> User {
    for (column, value) in update {
        user.columns.insert(column.clone(), value.clone());
    }
    user
}

fn full_name(user: &User) -> String {
    let column = |name: &str| user.columns.get(name).and_then(Value::as_str);
    match (
        column("displayname"),
        column("firstname"),
        column("lastname"),
    ) {
        (Some(name), ..) => name.to_owned(),
        (None, Some(first), Some(last)) => format!("{first} {last}"),
        _ => user.username.clone(),
    }
}
