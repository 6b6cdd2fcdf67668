//! The offline commands, as a shell sees them: what they print, and how they end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod check;
mod conformance;
mod eval;
mod explain;
mod fixing;
mod formats;
mod hostile;
mod mistakes;
mod planted;
mod render;
mod rows;
mod samples;
mod secrets;
mod shell;
mod survival;
mod tooling;
mod transfer;
mod watching;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The workspace's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The folder of inputs that are not part of the project, where it is.
fn shared() -> Option<PathBuf> {
    let shared =
        std::env::var_os("BINDERY_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    if shared.is_dir() {
        return Some(shared);
    }
    eprintln!("SKIPPED: there is no ../shared, and BINDERY_SHARED is not set");
    None
}

/// The binary with arguments, in the root of the workspace.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command
        .args(arguments)
        .current_dir(root())
        .env_remove("BINDERY_STORE");
    command
}

/// Runs it with this standard input.
fn bindery(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The child may end before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Exit code, standard output and standard error in one text.
fn shown(output: &Output) -> String {
    format!(
        "exit code: {}\n── stdout\n{}── stderr\n{}",
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
