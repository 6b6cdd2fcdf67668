//! Opening the CONNECTOR of a command: a folder, a T2P zip or an exported file; which of its
//! connections; with which parameters and whose ConnectionJSON.

use std::fs;
use std::path::{Path, PathBuf};

use bindery_definition::{
    Connection, ConnectionSettings, Loaded, Parameters, Workspace, load, nearest,
};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use clap::Args;

use crate::exit::{Exit, Failure};
use crate::lookup::usual_store;
use crate::parameters::{self, Given, Parameter};
use crate::reason::reason;
use crate::{declared, workspace};

/// Which connector, and what it needs to run.
#[derive(Args, Clone)]
pub struct ConnectorArguments {
    /// A connector folder, a T2P zip, an exported `Connection_….json`, or the name of a connection
    /// that bindery.toml declares
    pub connector: PathBuf,

    /// Which connection, where a package holds several
    #[arg(long, value_name = "NAME")]
    pub connection: Option<String>,

    /// Your own ConnectionJSON, in place of an encrypted or another one
    #[arg(long, value_name = "FILE")]
    pub connection_json: Option<PathBuf>,

    /// Where the key files are that the definition names; beside the ConnectionJSON by default
    #[arg(long, value_name = "DIR")]
    pub key_files: Option<PathBuf>,

    /// Send every call of the connection to this origin
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Let requests go to this origin too
    #[arg(long = "allow-origin", value_name = "URL")]
    pub allow_origins: Vec<String>,

    /// Repeat a request that may be repeated at most so often, whatever the definition says
    #[arg(long, value_name = "N")]
    pub retries: Option<u32>,

    /// Fill a parameter; a secret one as NAME=env:VAR or NAME=file:PATH
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub parameters: Vec<Given>,
}

/// What the command line says of a connector that it need not name.
#[derive(Args, Clone, Default)]
pub struct GivenConnector {
    /// The connector, where bindery.toml declares no connection for the endpoint
    #[arg(long, value_name = "CONNECTOR")]
    pub connector: Option<PathBuf>,

    /// Which connection, where a package holds several
    #[arg(long, value_name = "NAME")]
    pub connection: Option<String>,

    /// Your own ConnectionJSON, in place of an encrypted or another one
    #[arg(long, value_name = "FILE")]
    pub connection_json: Option<PathBuf>,

    /// Send every call of the connection to this origin
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Repeat a request that may be repeated at most so often, whatever the definition says
    #[arg(long, value_name = "N")]
    pub retries: Option<u32>,

    /// Fill a parameter; a secret one as NAME=env:VAR or NAME=file:PATH
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub parameters: Vec<Given>,
}

impl GivenConnector {
    /// As the arguments of a connector; the declared one of a name where none is given.
    pub fn over(self, declared: &str) -> ConnectorArguments {
        ConnectorArguments {
            connector: self.connector.unwrap_or_else(|| PathBuf::from(declared)),
            connection: self.connection,
            connection_json: self.connection_json,
            key_files: None,
            base_url: self.base_url,
            allow_origins: Vec::new(),
            retries: self.retries,
            parameters: self.parameters,
        }
    }
}

/// An opened package and the connection picked from it.
pub struct Opened {
    /// The parameters as given.
    pub parameters: Vec<Parameter>,
    /// What holds: as given, or as the workspace declares it.
    pub arguments: ConnectorArguments,
    /// The declared connection, where it is one.
    pub declared: Option<&'static ConnectionSettings>,
    /// The endpoint of the repository that it works on.
    pub endpoint: String,
    loaded: Loaded,
    picked: Option<String>,
}

impl ConnectorArguments {
    /// Reads the package and picks its connection; secrets are opened from the usual store.
    pub fn open(&self) -> Result<Opened, Failure> {
        self.open_with(None, &usual_store())
    }

    /// The same; secrets are opened from this store.
    pub fn open_in(&self, store: &Path) -> Result<Opened, Failure> {
        self.open_with(None, store)
    }

    /// The same; a stand-in fills the secret parameters that nobody gives, where nothing is sent.
    pub fn open_with(&self, stand_in: Option<&str>, store: &Path) -> Result<Opened, Failure> {
        let workspace = workspace::current()?;
        let declared = declared::find(workspace, &self.connector);
        match declared {
            None if is_missing(&self.connector) => Err(unknown(&self.connector, workspace)),
            None => self.clone().open_own(stand_in),
            Some(settings) => {
                let mut opened = declared::filled(self, settings, store)?.open_own(stand_in)?;
                opened.endpoint = workspace.endpoint_of_connection(&settings.name).to_owned();
                opened.declared = Some(settings);
                Ok(opened)
            }
        }
    }

    fn open_own(self, stand_in: Option<&str>) -> Result<Opened, Failure> {
        let mut loaded = load(&self.connector);
        if loaded.connections.is_empty() {
            return Err(unreadable(loaded));
        }
        let picked = self.connection.as_deref();
        if let Err(found) = loaded.select(picked) {
            return Err(Failure::start(*found));
        }
        let mut parameters = parameters::read(&self.parameters)?;
        if let Some(stand_in) = stand_in {
            let declared = loaded
                .connections
                .iter()
                .flat_map(|c| &c.manifest.parameters);
            for (name, _) in declared.filter(|(_, entry)| entry.secret) {
                if !parameters
                    .iter()
                    .any(|p| p.name().eq_ignore_ascii_case(name))
                {
                    parameters.push(Parameter::named(name.clone(), stand_in.to_owned()));
                }
            }
        }
        fill(
            &mut loaded,
            picked,
            self.connection_json.as_deref(),
            &parameters,
        )?;
        let endpoint = loaded.select(picked).map(|c| c.name.clone());
        Opened {
            parameters,
            endpoint: endpoint.unwrap_or_default(),
            declared: None,
            loaded,
            picked: self.connection.clone(),
            arguments: self,
        }
        .rest_only()
    }
}

impl Opened {
    /// The connection.
    pub fn connection(&self) -> Result<&Connection, Failure> {
        self.loaded
            .select(self.picked.as_deref())
            .map_err(|found| Failure::start(*found))
    }

    /// A failure that points into the files of the package.
    pub fn failure(&self, diagnostics: Vec<Diagnostic>, exit: Exit) -> Failure {
        Failure::Found {
            diagnostics,
            sources: self.loaded.sources.clone(),
            exit,
        }
    }

    /// The files of the package.
    pub fn sources(&self) -> &bindery_diagnostics::Sources {
        &self.loaded.sources
    }

    /// The errors of reading the package and the connection.
    pub fn errors(&self) -> Vec<Diagnostic> {
        let found = self.connection().into_iter();
        let found = found.flat_map(Connection::diagnostics);
        self.loaded
            .diagnostics
            .iter()
            .chain(found)
            .filter(|d| d.severity == Severity::Error)
            .cloned()
            .collect()
    }

    /// Those of no attribute, such as a mistake in `connector.toml`: they concern all of it.
    pub fn errors_of_the_whole(&self) -> Vec<Diagnostic> {
        let mut errors = self.errors();
        let of_an_attribute = |found: &Diagnostic| {
            let place = found.primary.as_ref().map(|label| &label.place);
            place.is_some_and(|place| place.attribute.is_some())
        };
        errors.retain(|found| !of_an_attribute(found));
        errors
    }

    fn rest_only(self) -> Result<Self, Failure> {
        let connection = self.connection()?;
        if connection.is_rest() {
            return Ok(self);
        }
        let found = Diagnostic::new(
            codes::NOT_REST,
            format!(
                "the connection `{}` is not a REST connection",
                connection.name
            ),
        )
        .with_severity(Severity::Error)
        .at(connection.place.clone(), "")
        .with_help("bindery runs REST connections; pick another with --connection");
        Err(self.failure(vec![found], Exit::CouldNotStart))
    }
}

/// Puts in what the operator brings: a ConnectionJSON of their own, and values for parameters.
pub fn fill(
    loaded: &mut Loaded,
    picked: Option<&str>,
    connection_json: Option<&Path>,
    given: &[Parameter],
) -> Result<(), Failure> {
    if let Some(path) = connection_json {
        let shown = path.display();
        let text = fs::read_to_string(path).map_err(|error| {
            Failure::usage(
                format!(
                    "the ConnectionJSON `{shown}` cannot be read: {}",
                    reason(&error)
                ),
                "name a file that holds the attribute's JSON",
            )
        })?;
        if let Err(found) = loaded.set_connection_json(picked, &shown.to_string(), &text) {
            return Err(Failure::start(*found));
        }
    }
    let declared = loaded
        .connections
        .iter()
        .flat_map(|c| &c.manifest.parameters);
    let secret = declared
        .filter(|(_, entry)| entry.secret)
        .map(|(name, _)| name.as_str());
    parameters::refuse_written_secrets(given, secret)?;
    tell_unknown(loaded, given);
    if !given.is_empty() {
        let mut values = Parameters::default();
        for parameter in given {
            values.insert(parameter.name(), parameter.value());
        }
        loaded.fill(values);
    }
    Ok(())
}

/// Warns of parameters that nothing in the package asks for: most are misspelt (design D9).
fn tell_unknown(loaded: &Loaded, given: &[Parameter]) {
    let mut known: Vec<&str> = Vec::new();
    for connection in &loaded.connections {
        known.extend(connection.manifest.parameters.keys().map(String::as_str));
        let used = connection.definition.parameters.iter();
        known.extend(used.map(|used| used.name.as_str()));
    }
    for parameter in given {
        let name = parameter.name();
        if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        let hint = nearest(name, known.iter().copied());
        let hint = hint.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        anstream::eprintln!("warning: the connector has no parameter `{name}`{hint}");
    }
}

/// Whether nothing is there; a path that cannot be looked at is read, and says why it cannot.
fn is_missing(connector: &Path) -> bool {
    matches!(connector.try_exists(), Ok(false))
}

/// A CONNECTOR that is neither there nor declared.
fn unknown(connector: &Path, workspace: &Workspace) -> Failure {
    let shown = connector.display();
    let declared: Vec<&str> = workspace
        .connections
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    let named = connector.to_str().unwrap_or_default();
    // A path is no name.
    let found = Diagnostic::new(codes::UNREADABLE, format!("`{shown}` does not exist"));
    let help = match (named.contains(['/', '\\', '.']), declared.is_empty()) {
        (true, _) => "check the path".to_owned(),
        (false, true) => format!(
            "give the path of a connector, or declare the connection with `bindery connection add \
             {shown} CONNECTOR`"
        ),
        (false, false) => match nearest(named, declared.iter().copied()) {
            Some(alike) => format!("did you mean `{alike}`?"),
            None => format!(
                "name one of those that bindery.toml declares, {}, or give the path of a connector",
                declared.join(", ")
            ),
        },
    };
    let found = match named.contains(['/', '\\', '.']) {
        true => found,
        false => found.with_note("no connection of this name is declared either"),
    };
    Failure::start(found.with_help(help))
}

fn unreadable(loaded: Loaded) -> Failure {
    Failure::Found {
        diagnostics: loaded.all_diagnostics(),
        sources: loaded.sources,
        exit: Exit::CouldNotStart,
    }
}
