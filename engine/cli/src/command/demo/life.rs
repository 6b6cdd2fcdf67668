//! The chapters, in order. Each ends the demonstration where it fails.

use std::io::Write;

use bindery_connector::ImportReport;
use bindery_connector::ports::{Clock, RunStatus, Store};
use bindery_diagnostics::Diagnostic;
use bindery_jobs::{Stopper, Workers, carry_out_all};
use bindery_model::catalogue::Operation;
use bindery_model::{TaskEntitlement, TaskStatus, User};
use bindery_repository::NewRequest;
use bindery_simulator::Demo;
use serde_json::{Map, Value};

use super::stage::Stage;
use super::tell;
use crate::command::simulate::refused;
use crate::exit::Failure;
use crate::interrupt::unless_interrupted;
use crate::output::Output;
use crate::paint::{BAD, QUIET, STRONG};
use crate::system::SystemClock;
use crate::user;
use crate::wiring::import_options;

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
    let last = live(stage, script, user, output)?;

    let about = "nobody tells us";
    tell::chapter(output, last + 1, &format!("Meanwhile at {target}"), about)?;
    for name in &script.drift {
        let drift = stage.target.description().drift.get(name);
        let about = drift.map_or_else(|| name.clone(), |drift| drift.about.clone());
        stage.target.drift(name).map_err(refused)?;
        writeln!(output, "   {about}")?;
    }

    tell::chapter(
        output,
        last + 2,
        "Import again",
        "finds exactly what changed",
    )?;
    let second = import(stage, output)?;
    tell::changed(output, &second)?;
    tell::counts(output, &second)?;

    tell::chapter(output, last + 3, "What the store knows now", "")?;
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

/// Comes, changes, and goes, by requests, tasks and the provisioning job: what of it the connector can
/// do. Returns the last chapter's number.
fn live(stage: &mut Stage, script: &Demo, user: User, output: &mut Output) -> Result<usize, Cut> {
    use Operation::{
        AddAccess, CreateAccount, DisableAccount, EnableAccount, RemoveAccess, RemoveAccount,
        UpdateAccount,
    };
    let who = full_name(&user);
    let username = user.username.clone();
    put(stage, &user)?;
    tell::chapter(output, 3, "A life", &format!("{who} comes"))?;
    request(
        stage,
        script,
        &username,
        &[CreateAccount, AddAccess],
        output,
    )?;
    tell::job(output)?;
    work(stage, None, output)?;

    put(stage, &changed(user, &script.update))?;
    tell::chapter(output, 4, "A life", &format!("{who} changes"))?;
    request(
        stage,
        script,
        &username,
        &[UpdateAccount, RemoveAccess],
        output,
    )?;
    tell::job(output)?;
    work(stage, None, output)?;

    tell::chapter(
        output,
        5,
        "Instant provisioning",
        "a task is carried out as it is made",
    )?;
    let made = request(stage, script, &username, &[DisableAccount], output)?;
    work(stage, Some(&made), output)?;

    tell::chapter(output, 6, "A life", &format!("{who} comes back, and goes"))?;
    request(
        stage,
        script,
        &username,
        &[EnableAccount, RemoveAccount],
        output,
    )?;
    tell::job(output)?;
    work(stage, None, output)?;
    Ok(6)
}

/// Asks for operations that the connector defines; returns the tasks.
fn request(
    stage: &mut Stage,
    script: &Demo,
    username: &str,
    operations: &[Operation],
    output: &mut Output,
) -> Result<Vec<i64>, Cut> {
    let mut made = Vec::new();
    for operation in operations {
        if !stage.connector.has_operation(*operation) {
            tell::undefined(output, *operation)?;
            continue;
        }
        let mut wanted = NewRequest::new(stage.connector.endpoint(), *operation);
        wanted.user = Some(username.to_owned());
        wanted.attributes = Some(script.request_access_attributes.clone());
        if operation.is_access() {
            wanted.entitlements = vec![TaskEntitlement {
                entitlement_type: script.entitlement.kind.clone(),
                id: script.entitlement.value.clone(),
            }];
        }
        let now = SystemClock.now();
        let asked = stage.store.make_request(&wanted, now);
        let asked = asked.map_err(|found| Cut::Found(vec![*found]))?;
        for task in &asked.tasks {
            tell::request(output, task)?;
            made.push(task.id);
        }
    }
    output.flush()?;
    Ok(made)
}

/// Carries tasks out: these, or all that are due.
fn work(stage: &mut Stage, only: Option<&[i64]>, output: &mut Output) -> Result<(), Cut> {
    let endpoint = stage.connector.endpoint().to_owned();
    let office = stage.office();
    let workers = Workers {
        endpoint: &endpoint,
        count: 1,
        only,
    };
    let (_stopper, stop) = Stopper::new();
    let working = carry_out_all(&office, stage.connector.as_ref(), &workers, &stop);
    let worked = stage.runtime.block_on(unless_interrupted(working));
    let worked = worked.ok_or(Cut::Interrupted)?;
    let mut found = match worked {
        Ok(worked) => worked.found,
        Err(finding) => vec![*finding],
    };
    stage.witness.calls();
    for report in office.reports() {
        tell::task(output, &report)?;
        if report.status != TaskStatus::Complete {
            found.extend(report.diagnostics);
        }
    }
    output.flush()?;
    stage
        .look_again()
        .map_err(|found| Cut::Found(vec![*found]))?;
    match found.is_empty() {
        true => Ok(()),
        false => Err(Cut::Found(found)),
    }
}

fn import(stage: &mut Stage, output: &mut Output) -> Result<ImportReport, Cut> {
    let options = import_options(&stage.opened)?;
    let Stage {
        runtime,
        connector,
        store,
        ..
    } = &mut *stage;
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
