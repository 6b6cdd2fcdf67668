//! A workspace in a folder of its own: commands run there, with the parameters that lead to a target.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::bindery::{Ended, command, root, run};
use crate::target::{Target, connector};
use crate::written::Written;

/// A workspace.
pub struct Home {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Home {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            environment: Vec::new(),
        }
    }

    /// A workspace with the connection `acme`, which leads to a target.
    pub fn of(target: &Target) -> Self {
        let mut home = Self::new();
        home.knows(target);
        home.bindery(&["init"]).expect(0);
        let connector = root().join(connector()).display().to_string();
        let url = target.simulator.url();
        let mut words = vec!["connection", "add", "acme", &connector, "--base-url", &url];
        let given: Vec<String> = home
            .environment
            .iter()
            .map(|(variable, _)| format!("{}=env:{variable}", &variable["PARAM_".len()..]))
            .collect();
        for parameter in &given {
            words.extend(["--param", parameter]);
        }
        home.bindery(&words).expect(0);
        home
    }

    /// A workspace with a connection to a service that a test wrote, and an endpoint of the same name.
    pub fn over(service: &Written, connection: &str) -> Self {
        let home = Self::new();
        home.bindery(&["init"]).expect(0);
        let (path, url) = (service.path().display().to_string(), service.url());
        home.bindery(&["connection", "add", connection, &path, "--base-url", &url])
            .expect(0);
        home
    }

    /// Commands get the parameters of a target from the environment.
    pub fn knows(&mut self, target: &Target) {
        let parameters = target.simulator.parameters();
        self.environment = parameters
            .iter()
            .map(|(name, value)| (format!("PARAM_{name}"), value.clone()))
            .collect();
    }

    /// What was asked of one target is asked of another from now on.
    pub fn turns(&mut self, from: &Target, to: &Target) {
        self.knows(to);
        let (from, to) = (from.simulator.url(), to.simulator.url());
        fs::write(
            self.path("bindery.toml"),
            self.settings().replace(&from, &to),
        )
        .unwrap();
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Its settings.
    pub fn settings(&self) -> String {
        fs::read_to_string(self.path("bindery.toml")).unwrap()
    }

    /// Adds to its settings.
    pub fn says(&self, text: &str) -> &Self {
        let path = self.path("bindery.toml");
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, format!("{before}\n{text}\n")).unwrap();
        self
    }

    /// Writes a file.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A command that runs in it.
    pub fn command(&self, words: &[&str]) -> Command {
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        let mut command = command(&words);
        command.current_dir(self.folder.path());
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command
    }

    /// Runs the binary in it.
    pub fn bindery(&self, words: &[&str]) -> Ended {
        run(self.command(words))
    }

    /// The JSON of a command, sure that it ends with 0.
    pub fn json(&self, words: &[&str]) -> Value {
        let mut words = words.to_vec();
        words.extend(["--format", "json"]);
        self.bindery(&words).expect(0).json()
    }
}
