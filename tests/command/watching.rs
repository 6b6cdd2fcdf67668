//! `bindery check --watch`.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::command;

const BROKEN: &str =
    r#"{"call": [{"name": "call1", "url": "https://a.example.test/u", "httpMethod": }]}"#;
const SOUND: &str =
    r#"{"call": [{"name": "call1", "url": "https://a.example.test/users", "httpMethod": "PUT"}]}"#;

/// Lines until one holds a text; fails after a minute.
fn until(lines: &Receiver<String>, text: &str) {
    loop {
        let line = lines
            .recv_timeout(Duration::from_secs(60))
            .unwrap_or_else(|_| panic!("`{text}` never came"));
        assert!(!line.contains('\u{1b}'), "{line:?}");
        if line.contains(text) {
            return;
        }
    }
}

#[test]
fn a_change_is_checked_again_and_the_last_check_decides() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("DisableAccountJSON.json");
    fs::write(&file, BROKEN).unwrap();
    let mut child = command(&["check", folder.path().to_str().unwrap(), "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            let _ = sender.send(line.unwrap());
        }
    });
    until(&lines, "error[B1001]");
    until(&lines, " in 1 file");
    fs::write(&file, SOUND).unwrap();
    until(&lines, " in 1 file");
    let pid = child.id().to_string();
    let status = Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(status.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
