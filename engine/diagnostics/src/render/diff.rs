//! What a change does to a text, as a unified diff with three lines around it.
//!
//! A diff shows lines of a definition, so secrets are hidden as in excerpts; where a hidden line is
//! near a change, the diff is for reading and not for `patch`.

use similar::{ChangeTag, TextDiff};

use super::excerpt::holds_in;
use super::veil::veil;

/// Lines shown before and after a change.
const CONTEXT: usize = 3;

/// The diff of a file; empty where nothing changed.
#[must_use]
pub fn diff(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let holds = holds_in(None, name);
    let diff = TextDiff::from_lines(before, after);
    let mut out = format!("--- {name}\n+++ {name}\n");
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        out.push_str(&format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            out.push(match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            });
            let line = change.value();
            let ended = line.strip_suffix('\n');
            out.push_str(&veil(ended.unwrap_or(line), holds));
            out.push('\n');
            if ended.is_none() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_stands_between_its_neighbours_and_secrets_are_hidden() {
        let before = "{\n  \"password\": \"abc\",\n  \"b\": 1,\n}";
        let after = "{\n  \"password\": \"abc\",\n  \"b\": 1\n}";
        assert_eq!(
            diff("a.json", before, after),
            "--- a.json\n+++ a.json\n@@ -1,4 +1,4 @@\n {\n   \"password\": \"***\",\n\
             -  \"b\": 1,\n+  \"b\": 1\n }\n\\ No newline at end of file\n"
        );
        assert_eq!(diff("a.json", before, before), "");
    }
}
