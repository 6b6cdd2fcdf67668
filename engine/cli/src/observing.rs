//! `--trace`, `--report` and `--metrics`: files that tell what a run did. Everything in them is masked.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::Connector;
use bindery_connector::ports::{Clock, Listener};
use clap::Args;
use serde_json::Value;

use crate::exit::Failure;
use crate::listener::{Chronicle, Trace};
use crate::writing::{unwritable, write_file};
use crate::{metrics, page};

/// Which files tell of a run.
#[derive(Args, Default)]
pub struct ObservingArguments {
    /// Write every event as a line of JSON, with requests and the heads of answers, secrets masked
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,

    /// Trace every record too, with the values of its columns
    #[arg(long, requires = "trace")]
    trace_records: bool,

    /// Write a page about the run that needs nothing else
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,

    /// Write the run's figures in the text form of Prometheus
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
}

/// Who listens to a run for its files.
pub struct Observing<'a> {
    arguments: &'a ObservingArguments,
    chronicle: Option<Arc<Chronicle>>,
}

impl ObservingArguments {
    /// Begins to listen; a file that cannot be is told before the run.
    pub fn begin(
        &self,
        listeners: &mut Vec<Arc<dyn Listener>>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Observing<'_>, Failure> {
        if let Some(path) = &self.trace {
            let trace = Trace::create(path, self.trace_records, clock.clone())?;
            listeners.push(Arc::new(trace));
        }
        let files = || self.report.iter().chain(&self.metrics);
        for path in files() {
            let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
            if path.is_dir() {
                return Err(unwritable(path, &Error::from(ErrorKind::IsADirectory)));
            }
            if !folder.unwrap_or(Path::new(".")).is_dir() {
                return Err(unwritable(path, &Error::from(ErrorKind::NotFound)));
            }
        }
        let chronicle = files()
            .next()
            .map(|_| Arc::new(Chronicle::new(clock.clone())));
        if let Some(chronicle) = &chronicle {
            listeners.push(chronicle.clone());
        }
        Ok(Observing {
            arguments: self,
            chronicle,
        })
    }
}

impl Observing<'_> {
    /// Writes the files that tell of the whole run.
    pub fn finish(&self, connector: &Connector, mut report: Value) -> Result<(), Failure> {
        let Some(chronicle) = &self.chronicle else {
            return Ok(());
        };
        let story = chronicle.story();
        connector.masker().json(&mut report);
        let write = |path: &Option<PathBuf>, text: &dyn Fn() -> String| match path {
            None => Ok(()),
            Some(path) => {
                write_file(path, text().as_bytes()).map_err(|error| unwritable(path, &error))
            }
        };
        let name = connector.name();
        write(&self.arguments.report, &|| {
            page::render(name, &report, &story)
        })?;
        write(&self.arguments.metrics, &|| {
            metrics::render(name, &report, &story)
        })
    }
}
