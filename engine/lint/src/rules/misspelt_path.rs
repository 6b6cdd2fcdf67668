//! `B3128 misspelt-path`: a step of a URL that is nearly one that many others have at its place.

use std::collections::HashMap;
use std::ops::Range;

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(MISSPELT_PATH, "misspelt-path");

/// How many URLs show what is right.
const ENOUGH: usize = 3;
/// Shorter steps are too near to one another.
const SHORTEST: usize = 4;
/// More URLs are not compared with one another.
const MOST: usize = 2_000;
/// How many steps of a URL are compared.
const DEEPEST: usize = 64;

/// A step with where it stands in its URL; the host is the first.
struct Step<'a> {
    text: &'a Text,
    range: Range<usize>,
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let mut places: HashMap<(usize, String), HashMap<&str, Vec<Step<'_>>>> = HashMap::new();
    for url in subject.definition.urls.iter().take(MOST) {
        let raw = url.text.raw();
        let mut before = String::new();
        for (depth, range) in steps(raw).into_iter().enumerate() {
            let Some(step) = raw.get(range.clone()) else {
                break;
            };
            let steps = places.entry((depth, before.clone())).or_default();
            let text = &url.text;
            steps.entry(step).or_default().push(Step { text, range });
            // Below a misspelt step all would be alone.
            before.push('/');
            before.push_str(step);
        }
    }
    let mut told = Vec::new();
    for steps in places.values() {
        for (step, seen) in steps.iter().filter(|(_, seen)| seen.len() == 1) {
            let usual = steps
                .iter()
                .find(|(other, seen)| seen.len() >= ENOUGH && is_slip(step, other));
            if let (Some((usual, _)), [only]) = (usual, seen.as_slice()) {
                told.push(report(only, step, usual));
            }
        }
    }
    // The map has no order.
    told.sort_by(|a, b| a.message.cmp(&b.message));
    found.extend(told);
}

/// The host and the steps of a path, up to the query.
fn steps(raw: &str) -> Vec<Range<usize>> {
    let start = raw.find("://").map_or(0, |at| at + 3);
    let end = raw.find(['?', '#']).unwrap_or(raw.len());
    let mut at = start;
    let mut all = Vec::new();
    for step in raw
        .get(start..end.max(start))
        .unwrap_or_default()
        .split('/')
        .take(DEEPEST)
    {
        // A binding may hold slashes of its own.
        if step.contains(['$', '{']) {
            break;
        }
        all.push(at..at + step.len());
        at += step.len() + 1;
    }
    all
}

/// Whether two steps differ by one letter that was left out, added, changed, or two that were swapped.
fn is_slip(a: &str, b: &str) -> bool {
    let is_word = |s: &str| s.len() >= SHORTEST && s.is_ascii() && !s.contains(['@', '<']);
    if !is_word(a) || !is_word(b) || is_same_word(a, b) {
        return false;
    }
    let front = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (a, b) = (
        a.get(front..).unwrap_or_default(),
        b.get(front..).unwrap_or_default(),
    );
    let back = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (a.len() - back, b.len() - back);
    a.max(b) == 1 || (a == 2 && b == 2)
}

/// A plural, another number, another case.
fn is_same_word(a: &str, b: &str) -> bool {
    let bare = |s: &str| {
        let letters = s.trim_end_matches(|c: char| c.is_ascii_digit());
        letters.trim_end_matches(['s', 'S']).to_ascii_lowercase()
    };
    let digits = |s: &str| s.bytes().filter(u8::is_ascii_digit).count();
    bare(a) == bare(b) || digits(a) != digits(b)
}

fn report(step: &Step<'_>, written: &str, usual: &str) -> Diagnostic {
    let (text, range) = (step.text, step.range.clone());
    Diagnostic::new(
        codes::MISSPELT_PATH,
        format!("`{written}` is nearly `{usual}`, which the other calls have here"),
    )
    .at(text.place_of(range.clone()), "only in this URL")
    .with_help(format!("did you mean `{usual}`?"))
}
