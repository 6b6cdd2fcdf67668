//! `bindery job list`.

use std::io::Write;

use bindery_connector::ports::{Clock, Timestamp};
use bindery_jobs::JobDefinition;
use bindery_repository::{Filter, JobRunRecord, Repository};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::Looking;
use crate::output::Output;
use crate::paint::QUIET;
use crate::system::SystemClock;
use crate::table::{Table, counted};
use crate::workspace;

/// Lists every job with the moment it is due next and how its last run ended.
pub fn list(looking: &Looking, output: &mut Output) -> End {
    let jobs = workspace::jobs(workspace::current()?);
    let repository = looking.store.look_if_any()?;
    let now = SystemClock.now();
    let mut rows = Vec::new();
    for job in &jobs {
        rows.push((job, last(repository.as_ref(), &job.name)?));
    }
    if looking.format == Format::Json {
        let all: Vec<Value> = rows
            .iter()
            .map(|(job, last)| describe(job, last.as_ref(), now))
            .collect();
        writeln!(output, "{}", json!(all))?;
        return Ok(Exit::Fine);
    }
    let mut table = Table::new(&["job", "type", "endpoint", "schedule", "next", "last"]);
    for (job, last) in &rows {
        table.row([
            job.name.clone(),
            job.kind.as_str().to_owned(),
            job.endpoint.clone(),
            schedule_text(job),
            next(job, now).unwrap_or_default(),
            last.as_ref().map_or_else(String::new, |last| {
                format!("{} {}", last.outcome, last.started)
            }),
        ]);
    }
    if !table.is_empty() {
        write!(output, "{}", table.render(0))?;
    }
    let count = counted(rows.len(), "job", "jobs");
    output.say(&format!("{QUIET}{count}{QUIET:#}"));
    Ok(Exit::Fine)
}

/// A job as JSON.
pub fn describe(job: &JobDefinition, last: Option<&JobRunRecord>, now: Timestamp) -> Value {
    json!({
        "name": job.name,
        "type": job.kind.as_str(),
        "endpoint": job.endpoint,
        "schedule": job.schedule.as_ref().map(|s| s.text()),
        "time_zone": job.schedule.as_ref().and_then(|s| s.zone()),
        "workers": job.workers,
        "next": job.schedule.as_ref().and_then(|s| s.next_after(now)).map(utc),
        "last": last,
    })
}

/// A schedule with its zone.
pub fn schedule_text(job: &JobDefinition) -> String {
    let Some(schedule) = &job.schedule else {
        return "-".to_owned();
    };
    match schedule.zone() {
        Some(zone) => format!("{} {zone}", schedule.text()),
        None => schedule.text().to_owned(),
    }
}

/// When a job is due next, in the zone of its schedule.
pub fn next(job: &JobDefinition, now: Timestamp) -> Option<String> {
    let schedule = job.schedule.as_ref()?;
    let next = jiff::Timestamp::from_millisecond(schedule.next_after(now)?).ok()?;
    let Some(zone) = schedule.zone().and_then(|name| TimeZone::get(name).ok()) else {
        return Some(next.to_string());
    };
    let there = next.to_zoned_datetime(zone);
    Some(there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn utc(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time).map_or_else(|_| String::new(), |t| t.to_string())
}

/// The last run of a job.
fn last(repository: Option<&Repository>, job: &str) -> Result<Option<JobRunRecord>, Failure> {
    let Some(repository) = repository else {
        return Ok(None);
    };
    let one = Filter {
        limit: Some(1),
        now: Some(SystemClock.now()),
        ..Filter::default()
    };
    let found = repository.list_job_runs(Some(job), &one);
    Ok(found.map_err(|found| Failure::run(*found))?.pop())
}
