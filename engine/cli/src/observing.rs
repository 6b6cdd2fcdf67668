//! `--report` and `--metrics`, beside `--trace` and `--log`: files that tell what a run did. Everything in
//! them is masked.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::Connector;
use bindery_connector::ports::{Clock, Listener};
use clap::Args;
use serde_json::Value;

use crate::exit::Failure;
use crate::following::FollowingArguments;
use crate::listener::Chronicle;
use crate::spans::{SpanArguments, Telling};
use crate::writing::{unwritable, write_file};
use crate::{metrics, page};

/// Which files tell of a run.
#[derive(Args, Default)]
pub struct ObservingArguments {
    #[command(flatten)]
    following: FollowingArguments,

    /// Write a page about the run that needs nothing else
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,

    /// Write the run's figures in the text form of Prometheus
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,

    #[command(flatten)]
    spans: SpanArguments,
}

/// Who listens to a run for its files.
pub struct Observing<'a> {
    arguments: &'a ObservingArguments,
    chronicle: Option<Arc<Chronicle>>,
    telling: Telling,
}

impl ObservingArguments {
    /// Begins to listen; a file that cannot be is told before the run.
    pub fn begin(
        &self,
        listeners: &mut Vec<Arc<dyn Listener>>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Observing<'_>, Failure> {
        self.following.begin(listeners, clock)?;
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
        let telling = self.spans.begin(listeners, clock)?;
        Ok(Observing {
            arguments: self,
            chronicle,
            telling,
        })
    }
}

impl Observing<'_> {
    /// Writes the files that tell of the whole run.
    pub fn finish(&self, connector: &Connector, mut report: Value) -> Result<(), Failure> {
        connector.masker().json(&mut report);
        self.telling.finish("import", connector.name(), &report);
        let Some(chronicle) = &self.chronicle else {
            return Ok(());
        };
        let story = chronicle.story();
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
