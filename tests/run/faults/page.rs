//! The page about faults, made of what the rows showed.

use std::env;
use std::fmt::Write as _;
use std::fs;

use super::{End, Shown};
use crate::bindery::{Ended, root};

/// What is shown, with what differs from run to run taken out; `urls` are the target's, then a
/// stranger's.
pub fn steady(ended: &Ended, urls: &[&str]) -> String {
    let mut text = format!("{}{}", ended.err, ended.out);
    for (url, name) in urls
        .iter()
        .zip(["https://target.example", "https://stranger.example"])
    {
        text = text.replace(url, name);
        let bare = url.split("://").nth(1).unwrap();
        text = text.replace(bare, name.trim_start_matches("https://"));
    }
    let lines = text.lines().map(|line| {
        if let Some((before, after)) = line.split_once("--> ") {
            let file = after.rsplit('/').next().unwrap_or_default();
            return format!("{before}--> {file}\n");
        }
        if let Some((before, _)) = line.split_once(" of process ") {
            return format!("{before} of process …\n");
        }
        // Bytes and milliseconds; what was waited stays.
        let end = line.find(" bytes, ").or_else(|| line.find(" kB, "));
        let end = end.or_else(|| line.find(" MB, "));
        let Some(end) = end else {
            return format!("{line}\n");
        };
        let from = line[..end].rfind(", ").unwrap_or(end);
        format!("{}, …\n", &line[..from])
    });
    lines.collect()
}

fn store(end: End) -> &'static str {
    match end {
        End::Complete(_) => "complete",
        End::Failed(_) | End::Refused(_) => "as before",
    }
}

fn exit(end: End) -> (u8, &'static str) {
    match end {
        End::Complete(_) => (0, ""),
        End::Failed(code) => (1, code),
        End::Refused(code) => (3, code),
    }
}

fn anchor(name: &str) -> String {
    let kept = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || " -".contains(*c));
    let kept: String = kept.collect();
    kept.to_lowercase().replace(' ', "-")
}

/// Holds the page against what was shown.
pub fn is_fresh(all: &[Shown]) {
    let mut text = String::from(
        "# When the target fails\n\n<!-- written by tests/run/faults -->\n\n\
         What an import does about each of these, into a store that holds two accounts from an earlier\n\
         run: the exit code, the finding that `bindery explain` knows more about, and what became of the\n\
         store. Below is what the operator sees with `--verbose`. No token reaches another host in any of\n\
         them.\n\n| fault | exit | finding | store |\n|---|---|---|---|\n",
    );
    for shown in all {
        let (exit, code) = exit(shown.end);
        let code = match code {
            "" => String::new(),
            code => format!("`{code}`"),
        };
        let (name, at, store) = (&shown.name, anchor(&shown.name), store(shown.end));
        writeln!(text, "| [{name}](#{at}) | {exit} | {code} | {store} |").unwrap();
    }
    for shown in all {
        write!(text, "\n## {}\n\n```text\n{}```\n", shown.name, shown.text).unwrap();
    }
    let path = root().join("docs/src/faults.md");
    if env::var_os("BINDERY_WRITE_DOCS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    let differs = text.lines().zip(stored.lines()).find(|(a, b)| a != b);
    assert!(
        stored == text,
        "docs/src/faults.md is stale: run BINDERY_WRITE_DOCS=1 cargo test --test run faults; {differs:?}"
    );
}
