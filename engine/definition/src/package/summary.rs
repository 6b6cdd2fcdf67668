//! `ObjectSummary_*.json`: what an export says that it holds, against what it does hold.

use bindery_diagnostics::{Diagnostic, codes};

use crate::json::{Node, parse, pointer};
use crate::origin::Origin;

use super::Loaded;

/// Compares the connections that a summary lists with those that were read. A summary that lists
/// none, as hand-made ones do, is left alone.
pub(super) fn compare(loaded: &mut Loaded, name: &str, text: &str) {
    let Some(root) = parse(text).root else { return };
    let listed = root
        .get("Objects")
        .and_then(|o| o.get("connection"))
        .and_then(Node::elements);
    let Some(listed) = listed.filter(|l| !l.is_empty()) else {
        return;
    };
    let names: Vec<&str> = listed.iter().filter_map(Node::as_str).collect();
    let is = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let mut found = Vec::new();
    for connection in &loaded.connections {
        if !names.iter().any(|n| is(n, &connection.name)) {
            found.push(
                Diagnostic::new(
                    codes::SUMMARY_MISMATCH,
                    format!(
                        "the summary of the package does not list `{}`",
                        connection.name
                    ),
                )
                .at(connection.place.clone(), "not in ObjectSummary")
                .with_help(
                    "export the package again, or add the connection to `Objects.connection`",
                ),
            );
        }
    }
    let missing: Vec<(usize, &Node)> = listed
        .iter()
        .enumerate()
        .filter(|(_, node)| {
            let name = node.as_str();
            name.is_some_and(|name| !loaded.connections.iter().any(|c| is(name, &c.name)))
        })
        .collect();
    if !missing.is_empty() {
        // Only a summary that is shown is a source.
        let origin = Origin::file(loaded.sources.add(name, text));
        let base = pointer(&pointer("", "Objects"), "connection");
        for (i, node) in missing {
            let what = node.as_str().unwrap_or_default();
            found.push(
                Diagnostic::new(
                    codes::SUMMARY_MISMATCH,
                    format!("the package does not hold the connection `{what}`"),
                )
                .at(
                    origin.place(node.span(), format!("{base}/{i}")),
                    "listed here",
                )
                .with_help("export the package again, or take the connection off the list"),
            );
        }
    }
    loaded.diagnostics.append(&mut found);
}
