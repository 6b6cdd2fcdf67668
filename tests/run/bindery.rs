//! The binary under test, and a store that it works in.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The corpus of published packages, where there is one; says so where there is none.
pub fn corpus(package: &str) -> Option<PathBuf> {
    let shared =
        std::env::var_os("BINDERY_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = shared.join("corpus").join(package);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("SKIPPED: {package} is not in ../shared/corpus, nor under BINDERY_SHARED");
    None
}

/// How a command ended.
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "exit code: {}\n── stdout\n{}── stderr\n{}",
            self.code, self.out, self.err
        )
    }
}

impl Ended {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {self}"))
    }

    /// The same, sure of its exit code.
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        self
    }
}

/// A command line to run from the root of the workspace.
pub fn command(arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command
        .args(arguments)
        .current_dir(root())
        .env_remove("BINDERY_STORE")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a prepared command.
pub fn run(mut command: Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the binary.
pub fn bindery(arguments: &[&str]) -> Ended {
    run(command(
        &arguments
            .iter()
            .map(|a| (*a).to_owned())
            .collect::<Vec<_>>(),
    ))
}

/// A store in a folder of its own.
pub struct Store {
    folder: TempDir,
}

impl Store {
    /// A store that does not exist yet.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Its path.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("bindery.db")
    }

    /// Rows of one table as JSON.
    pub fn rows(&self, table: &str) -> Vec<Value> {
        let path = self.path();
        let list = bindery(&[
            table,
            "list",
            "--store",
            path.to_str().unwrap(),
            "--format",
            "json",
        ]);
        list.expect(0).json().as_array().unwrap().clone()
    }

    /// Everything that an import could change, as text to compare.
    pub fn dump(&self) -> String {
        ["accounts", "entitlements", "links"]
            .iter()
            .flat_map(|table| self.rows(table))
            .map(|row| format!("{row}\n"))
            .collect()
    }
}
