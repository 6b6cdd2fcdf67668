//! Which literals contain quotes?

use std::ops::Range;

use bindery_grammar::ast::{ExpressionKind, StringPart, Template};
use bindery_grammar::walk_expressions;

/// The places of the literals that, decoded, contain `"`: their author writes JSON by hand, so their
/// binding is not escaped in a JSON body (design D4). In the order of the text.
#[must_use]
pub fn quotes(template: &Template) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for binding in template.bindings() {
        walk_expressions(&binding.script, &mut |it| {
            let holds = match &it.kind {
                ExpressionKind::String(text) => text.contains('"'),
                ExpressionKind::Interpolated(parts) => parts
                    .iter()
                    .any(|part| matches!(part, StringPart::Text(text) if text.contains('"'))),
                _ => false,
            };
            if holds {
                found.push(it.span.range());
            }
        });
    }
    found.sort_by_key(|span| span.start);
    found
}
