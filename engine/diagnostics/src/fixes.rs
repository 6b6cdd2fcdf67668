//! Applying fixes to texts.
//!
//! One round takes the fixes in the order of the findings and leaves out what overlaps or touches an
//! edit already taken: what was read there is no longer what stands there. The texts are then to be
//! read anew; further rounds take what is left.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::{Diagnostic, Edit, Fix, SourceFile, SourceId, Sources};

/// What one round of fixes did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// The changed texts.
    pub texts: BTreeMap<SourceId, String>,
    /// How many fixes were applied.
    pub applied: usize,
}

/// Applies the fixes of findings to files that may be changed.
#[must_use]
pub fn apply(
    found: &[Diagnostic],
    sources: &Sources,
    may_change: impl Fn(&SourceFile) -> bool,
) -> Round {
    let mut taken: BTreeMap<SourceId, Vec<&Edit>> = BTreeMap::new();
    let mut applied = 0;
    for fix in found.iter().filter_map(|d| d.fix.as_ref()) {
        let fits = !fix.edits.is_empty()
            && fix.edits.iter().all(|edit| {
                let place = &edit.place;
                let file = sources.get(place.source).filter(|file| may_change(file));
                let stands = file.is_some_and(|f| f.text.get(place.span.clone()).is_some());
                let others = taken.get(&place.source).into_iter().flatten();
                stands && !others.into_iter().any(|o| meet(&o.place.span, &place.span))
            });
        if fits {
            applied += 1;
            take(fix, &mut taken);
        }
    }
    let texts = taken.into_iter().filter_map(|(id, mut edits)| {
        edits.sort_by_key(|edit| edit.place.span.start);
        Some((id, edited(&sources.get(id)?.text, &edits)))
    });
    Round {
        texts: texts.collect(),
        applied,
    }
}

fn take<'f>(fix: &'f Fix, taken: &mut BTreeMap<SourceId, Vec<&'f Edit>>) {
    for edit in &fix.edits {
        taken.entry(edit.place.source).or_default().push(edit);
    }
}

const fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// A text with edits in order, none of which meets another.
fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let span = &edit.place.span;
        out.push_str(text.get(from..span.start).unwrap_or_default());
        out.push_str(&edit.replacement);
        from = span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, codes};

    fn finding(edits: &[(Range<usize>, &str)]) -> Diagnostic {
        let edits = edits.iter().map(|(span, replacement)| Edit {
            place: Place::new(SourceId(0), span.clone()),
            replacement: (*replacement).to_owned(),
        });
        Diagnostic::new(codes::UNKNOWN_KEY, "x").with_fix(Fix {
            title: "x".into(),
            edits: edits.collect(),
        })
    }

    fn round(text: &str, found: &[Diagnostic]) -> (Option<String>, usize) {
        let mut sources = Sources::default();
        let id = sources.add("a.json", text);
        let mut round = apply(found, &sources, |_| true);
        (round.texts.remove(&id), round.applied)
    }

    #[test]
    fn edits_are_applied_together_or_not_at_all_and_overlaps_wait() {
        let found = [
            finding(&[(4..5, "E"), (0..1, "A")]),
            finding(&[(2..2, "+")]),
            finding(&[(3..4, "D"), (6..7, "G")]),
            finding(&[(90..91, "?")]),
        ];
        assert_eq!(round("abcdefgh", &found), (Some("Ab+cdEfgh".to_owned()), 2));
    }
}
