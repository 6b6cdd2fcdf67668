//! `B4023 missing-else`: an `if` without `else` amid text; where it does not hold, `null` is printed.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{Script, Span, StatementKind};

use crate::calls::{calls, texts};

use super::Subject;

rule!(MISSING_ELSE, "missing-else");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        for text in texts(call.http) {
            let Some(template) = text.template().filter(|t| t.is_single_binding().is_none()) else {
                continue;
            };
            for span in template.bindings().filter_map(|b| open_end(&b.script)) {
                found.push(
                    Diagnostic::new(
                        codes::MISSING_ELSE,
                        "where the condition does not hold, the binding prints `null`",
                    )
                    .at(text.place_of(span.range()), "no `else`")
                    .with_help("add `else { '' }`, or whatever is to stand there"),
                );
            }
        }
    }
}

/// The last statement, where it is an `if` whose last branch has no `else`.
fn open_end(script: &Script) -> Option<Span> {
    let last = script.statements.last()?;
    let mut branch = last;
    loop {
        let StatementKind::If { otherwise, .. } = &branch.kind else {
            return None;
        };
        match otherwise {
            None => return Some(last.span),
            Some(next) => branch = next,
        }
    }
}
