//! `bindery job run`.

use std::io::Write;
use std::sync::Arc;

use bindery_connector::ports::{Clock, JobOutcome, JobTrigger, Listener};
use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_jobs::{JobDefinition, JobReport, Part, Ran, Stopper, run};
use bindery_model::JobKind;
use clap::Args;
use serde_json::{Value, json};

use super::show::unknown;
use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::following::FollowingArguments;
use crate::interrupt::{runtime, signalled};
use crate::listener::{JobLog, Progress, Several, Unheard, style};
use crate::lookup::StoreArgument;
use crate::opening::GivenConnector;
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::place::Place;
use crate::report;
use crate::spans::SpanArguments;
use crate::system::SystemClock;
use crate::workspace;

/// Which job, and what to take instead of what is declared.
#[derive(Args)]
pub struct Run {
    /// The job's name, or a type of job
    job: String,

    /// The endpoint of a type of job
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,

    /// How many tasks are carried out at a time
    #[arg(long, value_name = "N", value_parser = workers)]
    workers: Option<usize>,

    #[command(flatten)]
    connector: GivenConnector,

    #[command(flatten)]
    store: StoreArgument,

    #[command(flatten)]
    following: FollowingArguments,

    #[command(flatten)]
    spans: SpanArguments,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn workers(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(workers @ 1..=256) => Ok(workers),
        _ => Err("give a number from 1 to 256".to_owned()),
    }
}

impl Run {
    /// Runs the job, and ends in order when it is interrupted.
    pub fn run(self, output: &mut Output) -> End {
        let job = self.definition()?;
        let log = JobLog {
            format: self.format,
        };
        self.require_connection(&job)?;
        let progress = Arc::new(Progress::of_phases(false));
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let mut listeners: Vec<Arc<dyn Listener>> = vec![progress.clone()];
        self.following.begin(&mut listeners, &clock)?;
        let telling = self.spans.begin(&mut listeners, &clock)?;
        let is_told = self.format == Format::Human && job.kind == JobKind::Provisioning;
        let listener: &dyn bindery_jobs::JobListener = if is_told { &log } else { &Unheard };
        let place = Place::new(
            self.store.store.clone(),
            Some(self.connector.clone()),
            Arc::new(Several(listeners)),
            listener,
        )?;
        let (stopper, stop) = Stopper::new();
        let done = runtime()?.block_on(async {
            let running = run(&place, &job, JobTrigger::Manual, None, &stop);
            tokio::pin!(running);
            tokio::select! {
                biased;
                _ = signalled() => {}
                done = &mut running => return Some(done),
            }
            stopper.stop();
            tokio::select! {
                biased;
                _ = signalled() => None,
                done = &mut running => Some(done),
            }
        });
        progress.clear();
        let Some(done) = done else {
            output.say("interrupted twice; a request may be under way: look at the target");
            return Ok(Exit::Interrupted);
        };
        let Some(ran) = done.map_err(|found| Failure::run(*found))? else {
            return Ok(Exit::Fine);
        };
        let mut told = describe(&job, &ran);
        match self.format {
            Format::Json => writeln!(output, "{told}")?,
            Format::Human => tell(&job, &ran.report, output)?,
        }
        output.report(&ran.report.diagnostics, &place.sources());
        if let Some(members) = told.as_object_mut() {
            members.insert("status".to_owned(), ran.report.outcome.as_str().into());
        }
        telling.finish("job run", &job.name, &told);
        Ok(exit(&job, &ran.report))
    }

    /// Nothing is begun for an endpoint that no connection leads to.
    fn require_connection(&self, job: &JobDefinition) -> Result<(), Failure> {
        let workspace = workspace::current()?;
        let connection = match job.kind {
            JobKind::Provisioning | JobKind::TicketStatus => {
                workspace.provisioning_connection_of(&job.endpoint)
            }
            JobKind::ApplicationDataImport | JobKind::UserImport => {
                workspace.connection_of(&job.endpoint)
            }
        };
        if self.connector.connector.is_some() || workspace.connection(connection).is_some() {
            return Ok(());
        }
        let endpoint = &job.endpoint;
        let mut found = Diagnostic::new(
            codes::UNUSABLE_CONNECTION,
            format!("no connection is declared for the endpoint `{endpoint}`"),
        )
        .with_help("declare it with `bindery connection add`, or give --connector");
        let known = workspace.connections.iter().map(|c| c.name.as_str());
        if let Some(alike) = nearest(endpoint, known) {
            found = found.with_help(format!("did you mean `{alike}`?"));
        }
        Err(Failure::start(found))
    }

    /// The declared job, or one of this type.
    fn definition(&self) -> Result<JobDefinition, Failure> {
        let workspace = workspace::current()?;
        let mut jobs = workspace::jobs(workspace);
        if let Some(place) = jobs.iter().position(|job| job.name == self.job) {
            let mut job = jobs.swap_remove(place);
            if let Some(endpoint) = &self.endpoint
                && *endpoint != job.endpoint
            {
                return Err(Failure::usage(
                    format!("the job `{}` works on `{}`", job.name, job.endpoint),
                    "leave --endpoint out, or give a type of job instead of its name",
                ));
            }
            job.workers = self.workers.unwrap_or(job.workers);
            return Ok(job);
        }
        let kind = JobKind::find(&self.job).ok_or_else(|| unknown(&self.job, &jobs))?;
        let endpoint = match (&self.endpoint, &self.connector.connector) {
            (Some(endpoint), _) => endpoint.clone(),
            (None, Some(_)) => self.connector.clone().over("").open()?.endpoint,
            (None, None) => {
                return Err(Failure::usage(
                    format!("`{}` is a type of job, and no endpoint is given", self.job),
                    "give --endpoint NAME, or --connector",
                ));
            }
        };
        let own = workspace.endpoint(&endpoint).and_then(|e| e.workers);
        Ok(JobDefinition {
            name: format!("{} {endpoint}", kind.as_str()),
            kind,
            endpoint,
            part: Part::Everything,
            schedule: None,
            workers: self.workers.or(own).unwrap_or(workspace::WORKERS),
        })
    }
}

fn describe(job: &JobDefinition, ran: &Ran) -> Value {
    let mut all = json!({
        "run": ran.run,
        "job": job.name,
        "type": job.kind.as_str(),
        "endpoint": job.endpoint,
        "outcome": ran.report.outcome.as_str(),
    });
    if let (Some(members), Value::Object(report)) = (all.as_object_mut(), ran.report.to_json()) {
        members.extend(report);
    }
    all
}

fn tell(job: &JobDefinition, ran: &JobReport, output: &mut Output) -> Result<(), Failure> {
    let style = style(ran.outcome);
    writeln!(
        output,
        "{STRONG}{}{STRONG:#}  {style}{}{style:#}  {QUIET}{}{QUIET:#}",
        job.name,
        ran.outcome.as_str(),
        ran.summary
    )?;
    let imports = ran.facts.get("imports").and_then(Value::as_array);
    for import in imports.into_iter().flatten() {
        if let Some(one) = import.get("report") {
            write!(output, "{}", report::counts(one, 2))?;
        }
    }
    Ok(())
}

fn exit(job: &JobDefinition, ran: &JobReport) -> Exit {
    let imports = matches!(
        job.kind,
        JobKind::ApplicationDataImport | JobKind::UserImport
    );
    match ran.outcome {
        JobOutcome::Completed => Exit::Fine,
        JobOutcome::Incomplete if imports => Exit::Refused,
        JobOutcome::Stopped => Exit::Interrupted,
        JobOutcome::Incomplete | JobOutcome::Failed | JobOutcome::Running | JobOutcome::Missed => {
            Exit::Errors
        }
    }
}
