//! `--trace` and `--log`: files that follow a run while it goes on. Everything in them is masked.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::ports::{Clock, Listener};
use clap::Args;
use tracing::level_filters::LevelFilter;

use crate::exit::Failure;
use crate::listener::{Log, LogForm, Trace};
use crate::writing::unwritable;

/// Which files follow a run.
#[derive(Args, Default, Clone)]
pub struct FollowingArguments {
    /// Write every event as a line of JSON, with requests and the heads of answers, secrets masked
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,

    /// Trace every record too, with the values of its columns
    #[arg(long, requires = "trace")]
    trace_records: bool,

    /// Write a structured log to a file, or to standard error for `-`; BINDERY_LOG says how much
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,

    /// How a line of the log is written
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        requires = "log",
        default_value_t
    )]
    log_format: LogForm,
}

impl FollowingArguments {
    /// Begins to listen; a file that cannot be is told before the run.
    pub fn begin(
        &self,
        listeners: &mut Vec<Arc<dyn Listener>>,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), Failure> {
        if let Some(path) = &self.trace {
            let trace = Trace::create(path, self.trace_records, clock.clone())?;
            listeners.push(Arc::new(trace));
        }
        if let Some(path) = &self.log {
            let most = level()?;
            let out: Box<dyn Write + Send> = if path == Path::new("-") {
                Box::new(std::io::stderr())
            } else {
                let file = File::options().append(true).create(true).open(path);
                Box::new(BufWriter::new(
                    file.map_err(|error| unwritable(path, &error))?,
                ))
            };
            let log = Log::new(out, self.log_format, most, clock.clone());
            listeners.push(Arc::new(log));
        }
        Ok(())
    }
}

/// What `BINDERY_LOG` says.
fn level() -> Result<LevelFilter, Failure> {
    let Ok(text) = std::env::var("BINDERY_LOG") else {
        return Ok(LevelFilter::INFO);
    };
    match text.trim() {
        "" => Ok(LevelFilter::INFO),
        text => text.parse().map_err(|_| {
            Failure::usage(
                "BINDERY_LOG is no level",
                "set it to off, error, warn, info, debug or trace",
            )
        }),
    }
}
