//! Pages that a program writes: the code book from the table of codes, the command reference from
//! the help texts, the functions from their registry. `BINDERY_WRITE_DOCS=1 cargo test --test docs`
//! writes them anew.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use bindery_diagnostics::codes::BOOK;
use bindery_expression::functions;

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
    ("R6", "At run time: recording and replaying"),
    ("R7", "At run time: jobs"),
    ("R9", "A fault of ours"),
];

/// Commands in the order of the reference.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["check"],
    &["explain"],
    &["eval"],
    &["render"],
    &["unpack"],
    &["pack"],
    &["fmt"],
    &["diff"],
    &["schema"],
    &["init"],
    &["connection", "test"],
    &["connection", "add"],
    &["connection", "list"],
    &["connection", "show"],
    &["connection", "remove"],
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
    &["users", "load"],
    &["runs", "list"],
    &["runs", "show"],
    &["request"],
    &["task", "list"],
    &["task", "show"],
    &["task", "retry"],
    &["task", "discontinue"],
    &["task", "complete"],
    &["audit", "list"],
    &["audit", "verify"],
    &["job", "run"],
    &["job", "list"],
    &["job", "show"],
    &["serve"],
    &["secrets", "set"],
    &["secrets", "list"],
    &["secrets", "rotate"],
    &["secrets", "remove"],
];

/// Holds a page against what it should be, or writes it.
pub fn fresh(page: &str, text: &str) {
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
        "# Code book\n\n<!-- written by tests/docs from engine/diagnostics/src/codes.rs and engine/lint/src/rules -->\n\n\
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
            if let Some(rule) = bindery_lint::page_of(entry.code) {
                let _ = write!(text, "\n{}", rule.markdown(4));
            }
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

#[test]
fn the_function_reference_is_fresh() {
    let mut text = String::from(
        "# Functions\n\n<!-- written by tests/docs from the function library of bindery-expression -->\n\n\
         What a binding can call, by the class it is called on. A parameter with `?` may be left\n\
         out, `...` takes any number, a result with `?` may be null. A method of `Object` is there\n\
         for every value, one of `Iterable` for lists, sets and ranges; a `static` one is called on\n\
         its class, as in `Math.max(1, 2)`. Each example is run as a test; ⏎ stands for a line break.\n",
    );
    let mut receiver = "";
    let mut ordered: Vec<_> = functions().iter().collect();
    ordered.sort_by_key(|function| {
        (
            class_of(function.receiver),
            function.receiver,
            function.name,
        )
    });
    for function in ordered {
        if receiver != function.receiver {
            receiver = function.receiver;
            let _ = write!(text, "\n## {receiver}\n");
        }
        let _ = write!(
            text,
            "\n### {}\n\n{}\n\n{}\n",
            function.name,
            quoted(&format!(
                "{}({}) → {}",
                function.name, function.parameters, function.result
            )),
            function.doc
        );
        for (at, (example, answer)) in function.examples.iter().enumerate() {
            let gap = if at == 0 { "\n" } else { "" };
            let _ = writeln!(text, "{gap}- {} gives {}", quoted(example), quoted(answer));
        }
    }
    fresh("functions.md", &text);
}

/// Statics stand behind the methods of their class.
fn class_of(receiver: &str) -> &str {
    receiver.strip_prefix("static ").unwrap_or(receiver)
}

/// Text as code of one line, whatever it holds.
fn quoted(text: &str) -> String {
    let text = text.replace('\n', "⏎").replace('\t', "⇥");
    match text.trim() {
        "" if text.is_empty() => "nothing".to_owned(),
        _ if text.contains('`') => format!("`` {text} ``"),
        _ => format!("`{text}`"),
    }
}
