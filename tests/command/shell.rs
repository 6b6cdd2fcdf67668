//! Good manners in a shell: help, versions, pipes, colours, wrong usage.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::{bindery, command, shown};

#[test]
fn help_and_version_go_to_standard_output() {
    let help = bindery(&["--help"], b"");
    assert!(help.status.success() && help.stderr.is_empty());
    assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:"));
    assert!(bindery(&["--version"], b"").stdout.starts_with(b"bindery "));
}

#[test]
fn every_command_has_examples_in_its_help() {
    let help = String::from_utf8(bindery(&["--help"], b"").stdout).unwrap();
    let commands = help
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    let mut seen = 0;
    for line in commands
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
    {
        let name = line.split_whitespace().next().unwrap();
        if name != "help" {
            let help = bindery(&[name, "--help"], b"");
            let text = String::from_utf8(help.stdout).unwrap();
            assert!(text.contains("Examples:"), "`{name}` has no examples");
            seen += 1;
        }
    }
    assert!(seen >= 8, "only {seen} commands found");
}

#[test]
fn wrong_usage_ends_with_2() {
    assert_eq!(bindery(&["no-such-command"], b"").status.code(), Some(2));
    assert_eq!(bindery(&["eval"], b"").status.code(), Some(2));
    assert_eq!(bindery(&[], b"").status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = command(&["eval", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        for _ in 0..50_000 {
            use std::io::Write;
            if stdin
                .write_all(b"{\"id\":1,\"template\":\"x\",\"context\":{}}\n")
                .is_err()
            {
                break;
            }
        }
    });
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.contains("\"ok\":true"));
    let ended = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn nothing_is_coloured_where_no_terminal_listens() {
    for arguments in [
        &["explain", "B0001"][..],
        &["explain", "nothing"],
        &["eval", "${"],
    ] {
        assert!(!shown(&bindery(arguments, b"")).contains('\u{1b}'));
    }
}
