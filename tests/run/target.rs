//! The simulated target that runs talk to, in this process so that a test can meddle with it.

use std::path::{Path, PathBuf};
use std::process::Command;

use bindery_simulator::{Options, Running, Simulator};
use serde_json::Value;

use crate::bindery::{Ended, Store, command, root, run};

/// The connector under test, as the commands name it.
pub fn connector() -> PathBuf {
    PathBuf::from("connectors/bynder")
}

/// A running target.
pub struct Target {
    /// The simulator itself.
    pub simulator: Running,
}

impl Target {
    /// A target with the default seed and switches.
    pub fn start() -> Self {
        Self::start_with(Options::default())
    }

    /// A target started otherwise.
    pub fn start_with(options: Options) -> Self {
        Self::from(&connector(), options)
    }

    /// The target of another connector.
    pub fn of(connector: &Path) -> Self {
        Self::from(connector, Options::default())
    }

    /// The target of another connector, described otherwise: a JSON merge patch.
    pub fn patched(connector: &Path, patch: Value) -> Self {
        let options = Options {
            patch: Some(patch),
            ..Options::default()
        };
        Self::from(connector, options)
    }

    fn from(connector: &Path, options: Options) -> Self {
        let simulator = Simulator::from_folder(&root().join(connector))
            .unwrap()
            .start(options)
            .unwrap();
        Self { simulator }
    }

    /// A command about the connector, with the parameters that lead to this target.
    pub fn command(&self, words: &[&str], store: Option<&Path>) -> Command {
        self.command_for(&connector(), words, store)
    }

    /// A command about some connector; `{}` among the words stands for it.
    pub fn command_for(&self, connector: &Path, words: &[&str], store: Option<&Path>) -> Command {
        let mut arguments: Vec<String> = words
            .iter()
            .map(|w| {
                if *w == "{}" {
                    connector.display().to_string()
                } else {
                    (*w).to_owned()
                }
            })
            .collect();
        arguments.extend(["--base-url".to_owned(), self.simulator.url()]);
        let parameters = self.simulator.parameters();
        for name in parameters.keys() {
            arguments.extend(["--param".to_owned(), format!("{name}=env:PARAM_{name}")]);
        }
        if let Some(store) = store {
            arguments.extend(["--store".to_owned(), store.display().to_string()]);
        }
        let mut command = command(&arguments);
        for (name, value) in parameters {
            command.env(format!("PARAM_{name}"), value);
        }
        command
    }

    /// Imports into a store; the report is JSON.
    pub fn import(&self, store: &Store) -> Ended {
        run(self.command(&["import", "{}", "--format", "json"], Some(&store.path())))
    }
}
