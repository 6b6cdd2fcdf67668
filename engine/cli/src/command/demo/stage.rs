//! What the demonstration stands on: a simulated target, a fresh store, and the connector between.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bindery_connector::ports::{Clock, Event, Listener};
use bindery_connector::provision::TaskReport;
use bindery_connector::{Connector, Outcome};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_jobs::{Importer, JobListener, JobStore, Site, Target};
use bindery_repository::Repository;
use bindery_simulator::{Demo, Options, Running, Simulator};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::command::simulate::refused;
use crate::exit::Failure;
use crate::interrupt::runtime;
use crate::listener::Reports;
use crate::opening::{ConnectorArguments, Opened};
use crate::parameters::{Given, Parameter};
use crate::system::SystemClock;
use crate::wiring::connect;

/// Keeps the requests that were made, to be told after each step.
#[derive(Default)]
pub struct Witness {
    calls: Mutex<Vec<Event>>,
}

impl Witness {
    /// The requests since the last time it was asked.
    pub fn calls(&self) -> Vec<Event> {
        std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Listener for Witness {
    fn hear(&self, event: &Event) {
        if matches!(event, Event::Call { .. }) {
            self.calls
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(event.clone());
        }
    }
}

/// The stage.
pub struct Stage {
    /// Runs what waits for the network.
    pub runtime: Runtime,
    /// The package.
    pub opened: Opened,
    /// The connector, wired to the target.
    pub connector: Arc<Connector>,
    /// The store.
    pub store: Repository,
    /// Who hears of every request.
    pub witness: Arc<Witness>,
    /// The target.
    pub target: Running,
    /// The store's path, where it is to be kept.
    pub kept: Option<PathBuf>,
    path: PathBuf,
    folder: Option<TempDir>,
}

impl Stage {
    /// Starts the target, makes the store, and wires the connector.
    pub fn set(folder: &Path, keep: Option<PathBuf>, seed: u64) -> Result<Self, Failure> {
        let simulator = Simulator::from_folder(folder).map_err(refused)?;
        let options = Options {
            seed,
            ..Options::default()
        };
        let target = simulator.start(options).map_err(refused)?;
        let parameters = target.parameters().into_iter();
        let arguments = ConnectorArguments {
            connector: folder.to_owned(),
            connection: None,
            connection_json: None,
            key_files: None,
            base_url: Some(target.url()),
            allow_origins: Vec::new(),
            retries: None,
            parameters: parameters
                .map(|(name, value)| Given::Ready(Parameter::named(name, value)))
                .collect(),
        };
        let opened = arguments.open()?;
        let witness = Arc::new(Witness::default());
        let connector = connect(&arguments, &opened, None, witness.clone())?;
        let temporary = match &keep {
            Some(_) => None,
            None => Some(temporary_folder()?),
        };
        let path = match (&keep, &temporary) {
            (Some(path), _) => path.clone(),
            (None, Some(folder)) => folder.path().join("demo.db"),
            (None, None) => PathBuf::from("demo.db"),
        };
        let store = Repository::open(&path).map_err(|found| Failure::start(*found))?;
        Ok(Self {
            runtime: runtime()?,
            opened,
            connector: Arc::new(connector),
            store,
            path,
            witness,
            target,
            kept: keep,
            folder: temporary,
        })
    }

    /// Where tasks are carried out.
    pub fn office(&self) -> Office {
        Office {
            connector: self.connector.clone(),
            store: self.path.clone(),
            reports: Reports::default(),
        }
    }

    /// Looks at the store anew, after others have worked in it.
    pub fn look_again(&mut self) -> Outcome<()> {
        self.store = Repository::open(&self.path)?;
        Ok(())
    }

    /// What is to be played.
    pub fn script(&self) -> Result<Demo, Failure> {
        self.target.description().demo.clone().ok_or_else(|| {
            Failure::usage(
                "the connector's `simulator.json` describes no demonstration",
                "give it a `demo` with a user and an entitlement",
            )
        })
    }

    /// Stops the target and takes a temporary store away.
    pub fn close(self) {
        self.target.stop();
        drop(self.store);
        drop(self.folder);
    }
}

fn temporary_folder() -> Result<TempDir, Failure> {
    TempDir::with_prefix("bindery-demo-").map_err(|error| {
        Failure::usage(
            format!(
                "no temporary folder can be made: {}",
                crate::reason::reason(&error)
            ),
            "name a store with --keep, or set TMPDIR to a folder that can be written",
        )
    })
}

/// Where the tasks of the demonstration are carried out.
pub struct Office {
    connector: Arc<Connector>,
    store: PathBuf,
    reports: Reports,
}

impl Office {
    /// What became of the tasks, in the order in which they ended.
    pub fn reports(&self) -> Vec<TaskReport> {
        self.reports.take()
    }
}

impl Site for Office {
    fn importer(&self, endpoint: &str) -> Result<Importer, Vec<Diagnostic>> {
        let message = format!("nothing is imported for `{endpoint}` here");
        Err(vec![Diagnostic::new(codes::FAULT, message)])
    }

    fn target(&self, _: &str) -> Result<Arc<dyn Target>, Vec<Diagnostic>> {
        Ok(self.connector.clone())
    }

    fn store(&self) -> Outcome<Box<dyn JobStore>> {
        Ok(Box::new(Repository::open(&self.store)?))
    }

    fn clock(&self) -> &dyn Clock {
        &SystemClock
    }

    fn listener(&self) -> &dyn JobListener {
        &self.reports
    }
}
