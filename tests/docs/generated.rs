//! Pages that a program writes: the code book from the table of codes, the command reference from
//! the help texts. `BINDERY_WRITE_DOCS=1 cargo test --test docs` writes them anew.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use bindery_diagnostics::codes::BOOK;

/// Every family of codes with its heading.
const FAMILIES: &[(&str, &str)] = &[
    ("B0", "Syntax of bindings"),
    ("B1", "JSON and shape"),
    ("B2", "Packages"),
    ("B3", "Meaning of a definition"),
    ("B4", "Expressions against their context"),
    ("B5", "Security"),
    ("B6", "Style"),
    ("R1", "At run time: transport"),
    ("R2", "At run time: authentication"),
    ("R3", "At run time: import"),
    ("R4", "At run time: provisioning"),
    ("R5", "At run time: the store"),
    ("R9", "A fault of ours"),
];

/// Commands in the order of the reference.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["check"],
    &["explain"],
    &["eval"],
    &["render"],
    &["connection", "test"],
    &["import"],
    &["provision"],
    &["simulate"],
    &["demo"],
    &["accounts", "list"],
    &["accounts", "show"],
    &["entitlements", "list"],
    &["entitlements", "show"],
    &["links", "list"],
    &["users", "list"],
    &["users", "show"],
    &["users", "import"],
    &["runs", "list"],
    &["runs", "show"],
];

fn fresh(page: &str, text: &str) {
    let path = super::root().join("docs/src").join(page);
    if env::var_os("BINDERY_WRITE_DOCS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == text,
        "docs/src/{page} is stale: run BINDERY_WRITE_DOCS=1 cargo test --test docs"
    );
}

#[test]
fn the_code_book_page_is_fresh() {
    let mut text = String::from(
        "# Code book\n\n<!-- written by tests/docs from engine/diagnostics/src/codes.rs -->\n\n\
         Every finding has a code. A number, once given, is never used for anything else.\n\
         `bindery explain CODE` prints the same pages.\n",
    );
    for (family, heading) in FAMILIES {
        let entries: Vec<_> = BOOK
            .iter()
            .filter(|e| e.code.as_str().starts_with(family))
            .collect();
        if entries.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {heading}\n");
        for entry in entries {
            let _ = write!(
                text,
                "\n### {} {}\n\n*{}*\n\n{}\n",
                entry.code,
                entry.name,
                entry.severity.as_str(),
                entry.page.trim()
            );
        }
    }
    fresh("code-book.md", &text);
}

#[test]
fn every_code_belongs_to_a_family() {
    for entry in BOOK {
        assert!(
            FAMILIES
                .iter()
                .any(|(family, _)| entry.code.as_str().starts_with(family))
        );
    }
}

#[test]
fn the_command_reference_is_fresh() {
    let mut text =
        String::from("# Command reference\n\n<!-- written by tests/docs from the help texts -->\n");
    for command in COMMANDS {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(*command)
            .arg("--help")
            .env("COLUMNS", "100")
            .env_remove("BINDERY_STORE")
            .output()
            .unwrap();
        assert!(output.status.success(), "{command:?} has no help");
        let help = String::from_utf8(output.stdout).unwrap();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let name = format!("bindery {}", command.join(" "));
        let _ = write!(
            text,
            "\n## `{}`\n\n```text\n{}\n```\n",
            name.trim(),
            help.join("\n")
        );
    }
    fresh("commands.md", &text);
}
