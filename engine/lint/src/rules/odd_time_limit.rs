//! `B3121 odd-time-limit`: seconds that look like milliseconds, no time at all, too many attempts.

use bindery_definition::json::{Node, Value};
use bindery_diagnostics::{Diagnostic, codes};

use crate::shapes::walk;

use super::Subject;

rule!(ODD_TIME_LIMIT, "odd-time-limit");

/// More seconds than anyone waits for an answer.
const LONG: u64 = 7_200;
/// More attempts than help.
const MANY: u64 = 20;

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| {
        let Some(number) = number(&site.member.node) else {
            return;
        };
        let key = site.key.name;
        let (message, help) = match key {
            "connectionTimeout" | "readTimeout" | "writeTimeout" if number == 0 => (
                format!("`{key}` leaves no time"),
                "give the seconds that the target may take",
            ),
            "connectionTimeout" | "readTimeout" | "writeTimeout" | "retryWait"
            | "retryWaitSeconds"
                if number >= LONG =>
            {
                (
                    format!(
                        "`{key}` counts seconds: {number} are {} hours",
                        number / 3_600
                    ),
                    "give seconds, not milliseconds",
                )
            }
            "retryCount" | "maxRefreshTryCount" if number > MANY => (
                format!("`{key}` asks for {number} attempts"),
                "a few attempts tell whether a target answers",
            ),
            _ => return,
        };
        found.push(
            Diagnostic::new(codes::ODD_TIME_LIMIT, message)
                .at(site.value_place(), "not a usual value")
                .with_help(help),
        );
    });
}

fn number(node: &Node) -> Option<u64> {
    match &node.value {
        Value::Number(number) => number.parse().ok(),
        Value::String(text) => text.text.trim().parse().ok(),
        _ => None,
    }
}
