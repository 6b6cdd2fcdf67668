//! Imports as jobs. An application data import reads accounts and then access, one after the other as
//! the guide asks; access is left alone where accounts could not be read.

use bindery_connector::ports::{JobOutcome, RunStatus};
use bindery_connector::{ImportOptions, ImportReport, Only, Outcome};
use bindery_diagnostics::{Diagnostic, codes};
use serde_json::{Value, json};

use crate::site::{Importer, JobStore, Site};
use crate::{JobDefinition, JobReport, Part, Stop};

/// Application data import.
pub(crate) async fn application_data(
    site: &dyn Site,
    job: &JobDefinition,
    stop: &Stop,
) -> JobReport {
    let parts: &[Only] = match job.part {
        Part::Everything => &[Only::Accounts, Only::Access],
        Part::Accounts => &[Only::Accounts],
        Part::Access => &[Only::Access],
    };
    import(site, job, parts, stop).await
}

/// User import.
pub(crate) async fn users(site: &dyn Site, job: &JobDefinition, stop: &Stop) -> JobReport {
    import(site, job, &[Only::Users], stop).await
}

async fn import(site: &dyn Site, job: &JobDefinition, parts: &[Only], stop: &Stop) -> JobReport {
    let importer = match site.importer(&job.endpoint) {
        Ok(importer) => importer,
        Err(found) => return JobReport::failed(found),
    };
    let mut store = match site.store() {
        Ok(store) => store,
        Err(found) => return JobReport::failed(vec![*found]),
    };
    let mut early = match out_of_order(store.as_mut(), &job.endpoint, parts) {
        Ok(early) => early,
        Err(found) => return JobReport::failed(vec![*found]),
    };
    let mut reports: Vec<(Only, ImportReport)> = Vec::new();
    for only in parts {
        // A read that is dropped has applied nothing (design D6).
        let read = tokio::select! {
            biased;
            () = stop.asked() => None,
            done = one(&importer, *only, store.as_mut()) => Some(done),
        };
        match read {
            None => return report(JobOutcome::Stopped, reports, early),
            Some(Err(found)) => {
                early.extend(found);
                return report(JobOutcome::Failed, reports, early);
            }
            Some(Ok(done)) => {
                let is_usable = done.status != RunStatus::Failed;
                reports.push((*only, done));
                if !is_usable {
                    break;
                }
            }
        }
    }
    let worst = reports.iter().map(|(_, report)| match report.status {
        RunStatus::Completed => (0, JobOutcome::Completed),
        RunStatus::Partial | RunStatus::Refused => (1, JobOutcome::Incomplete),
        RunStatus::Failed | RunStatus::Running => (2, JobOutcome::Failed),
    });
    let worst = worst.max_by_key(|(rank, _)| *rank);
    report(
        worst.map_or(JobOutcome::Completed, |(_, o)| o),
        reports,
        early,
    )
}

async fn one(
    importer: &Importer,
    only: Only,
    store: &mut dyn JobStore,
) -> Result<ImportReport, Vec<Diagnostic>> {
    let options = ImportOptions {
        only,
        ..importer.options.clone()
    };
    importer.connector.import(store, &options).await
}

fn report(
    outcome: JobOutcome,
    reports: Vec<(Only, ImportReport)>,
    early: Vec<Diagnostic>,
) -> JobReport {
    let words: Vec<String> = reports
        .iter()
        .map(|(only, report)| format!("{} {}", part(*only), report.status.as_str()))
        .collect();
    let summary = match words.is_empty() {
        true => "nothing was read".to_owned(),
        false => words.join(", "),
    };
    let mut all = JobReport::new(outcome, summary);
    let facts: Vec<Value> = reports
        .iter()
        .map(|(only, report)| json!({"part": part(*only), "report": report.to_json()}))
        .collect();
    all.facts.insert("imports".to_owned(), json!(facts));
    all.diagnostics = early;
    for (_, report) in reports {
        all.diagnostics.extend(report.diagnostics);
    }
    all
}

const fn part(only: Only) -> &'static str {
    match only {
        Only::Everything => "everything",
        Only::Users => "users",
        Only::Accounts => "accounts",
        Only::Access => "access",
    }
}

/// What the guide would have imported in another order: users, then accounts, then access.
fn out_of_order(
    store: &mut dyn JobStore,
    endpoint: &str,
    parts: &[Only],
) -> Outcome<Vec<Diagnostic>> {
    let mut early = Vec::new();
    if parts == [Only::Access] && !store.has_accounts(endpoint)? {
        early.push(access_before_accounts(endpoint));
    }
    let reads_accounts = parts.contains(&Only::Accounts);
    if reads_accounts && !store.has_users()? {
        early.push(accounts_before_users(endpoint));
    }
    if parts == [Only::Users] && !store.has_users()? && store.has_accounts(endpoint)? {
        early.push(users_after_accounts(endpoint));
    }
    Ok(early)
}

/// The guide: accounts are imported when the users are there.
#[must_use]
pub fn accounts_before_users(endpoint: &str) -> Diagnostic {
    Diagnostic::new(
        codes::ACCOUNTS_BEFORE_USERS,
        format!("accounts of `{endpoint}` are imported, and the store has no users"),
    )
    .with_help(
        "load users first, with `bindery users load` or a user import; accounts find theirs then",
    )
}

fn users_after_accounts(endpoint: &str) -> Diagnostic {
    Diagnostic::new(
        codes::ACCOUNTS_BEFORE_USERS,
        format!("the accounts of `{endpoint}` were imported before its users"),
    )
    .with_help("import the accounts again after this, so that they find their users")
}

/// The guide: account import runs before access import.
#[must_use]
pub fn access_before_accounts(endpoint: &str) -> Diagnostic {
    Diagnostic::new(
        codes::ACCESS_BEFORE_ACCOUNTS,
        format!("access of `{endpoint}` is imported, and no accounts have been"),
    )
    .with_help("import its accounts first; who has what is linked when both are there")
}
