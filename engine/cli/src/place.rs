//! Where jobs run: the connectors, the store and the clock of this workspace.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use bindery_connector::ports::{Clock, Listener};
use bindery_connector::{Connector, Outcome};
use bindery_definition::Workspace;
use bindery_diagnostics::{Diagnostic, Sources, codes};
use bindery_jobs::{Importer, JobListener, JobStore, Site, Target};
use bindery_repository::Repository;

use crate::exit::Failure;
use crate::opening::{GivenConnector, Opened};
use crate::secrets::seal_key;
use crate::system::SystemClock;
use crate::wiring::{connect, import_options};
use crate::{begun, workspace};

/// The place that jobs of this process run at.
pub struct Place<'a> {
    /// The workspace.
    workspace: &'static Workspace,
    /// The store.
    store: PathBuf,
    /// What the command line says of the connector; it wins over what is declared.
    given: Option<GivenConnector>,
    /// Hears of every call.
    events: Arc<dyn Listener>,
    listener: &'a dyn JobListener,
    clock: SystemClock,
    /// The files of the last connector, for excerpts.
    sources: RefCell<Sources>,
}

impl<'a> Place<'a> {
    /// A place over a store, which is brought in step with the workspace.
    pub fn new(
        store: PathBuf,
        given: Option<GivenConnector>,
        events: Arc<dyn Listener>,
        listener: &'a dyn JobListener,
    ) -> Result<Self, Failure> {
        let place = Self {
            workspace: workspace::current()?,
            store,
            given,
            events,
            listener,
            clock: SystemClock,
            sources: RefCell::default(),
        };
        begun::note(&place.store);
        let mut store = Repository::open(&place.store).map_err(|found| Failure::start(*found))?;
        workspace::declare(place.workspace, &mut store)?;
        Ok(place)
    }

    /// The files that findings of the last connector point into.
    pub fn sources(&self) -> Sources {
        self.sources.borrow().clone()
    }

    /// Opens the connection of a name for an endpoint.
    fn open(&self, connection: &str, endpoint: &str) -> Result<(Opened, Connector), Failure> {
        let given = self.given.clone().unwrap_or_default();
        let is_declared = self.workspace.connection(connection).is_some();
        if given.connector.is_none() && !is_declared {
            return Err(Failure::usage(
                format!("no connection is declared for the endpoint `{endpoint}`"),
                "declare it with `bindery connection add`, or give --connector",
            ));
        }
        let arguments = given.over(connection);
        let mut opened = arguments.open_in(&self.store)?;
        opened.endpoint = endpoint.to_owned();
        let events = self.events.clone();
        let connector = connect(&arguments, &opened, Some(&self.store), events)?;
        *self.sources.borrow_mut() = opened.sources().clone();
        Ok((opened, connector))
    }
}

impl Site for Place<'_> {
    fn importer(&self, endpoint: &str) -> Result<Importer, Vec<Diagnostic>> {
        let system = self.workspace.system_of(endpoint);
        let whole = self.workspace.endpoint_of_system(system);
        if whole != endpoint && self.workspace.endpoint(endpoint).is_some() {
            let message =
                format!("`{endpoint}` is a logical endpoint, and nothing is imported into it");
            let help =
                format!("import `{whole}`, which has the accounts; they are associated then");
            return Err(vec![
                Diagnostic::new(codes::UNUSABLE_CONNECTION, message).with_help(help),
            ]);
        }
        let connection = self.workspace.connection_of(endpoint);
        let (opened, connector) = self.open(connection, endpoint).map_err(findings)?;
        Ok(Importer {
            connector,
            options: import_options(&opened).map_err(findings)?,
        })
    }

    fn target(&self, endpoint: &str) -> Result<Arc<dyn Target>, Vec<Diagnostic>> {
        let system = self.workspace.system_of(endpoint);
        let by_hand = self.workspace.security_system(system);
        if by_hand.is_some_and(|system| !system.automated_provisioning) {
            let message = format!("the tasks of `{system}` are carried out by people");
            return Err(vec![
                Diagnostic::new(codes::NOT_AUTOMATED, message).with_help(
                    "say that one has been with `bindery task complete`, or set \
                     automated_provisioning to true",
                ),
            ]);
        }
        let connection = self.workspace.provisioning_connection_of(endpoint);
        let (_, connector) = self.open(connection, endpoint).map_err(findings)?;
        Ok(Arc::new(connector))
    }

    fn store(&self) -> Outcome<Box<dyn JobStore>> {
        let key = seal_key().map_err(|failure| {
            let mut found = findings(failure);
            Box::new(found.pop().unwrap_or_else(|| {
                Diagnostic::new(codes::SEAL, "the key of the store cannot be read")
            }))
        })?;
        Ok(Box::new(Repository::open(&self.store)?.with_key(key)))
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }

    fn listener(&self) -> &dyn JobListener {
        self.listener
    }
}

/// What keeps a connection from being used, as findings.
fn findings(failure: Failure) -> Vec<Diagnostic> {
    match failure {
        Failure::Found { diagnostics, .. } => diagnostics,
        Failure::Usage { message, help } => {
            vec![Diagnostic::new(codes::UNUSABLE_CONNECTION, message).with_help(help)]
        }
        Failure::Output(_) => Vec::new(),
    }
}
