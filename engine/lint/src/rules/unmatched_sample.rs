//! `B2008 unmatched-sample`: a sample that no call answers to, so that nothing is checked against it.

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::samples::Unused;

use super::Subject;

rule!(UNMATCHED_SAMPLE, "unmatched-sample");

/// How many calls are named.
const LISTED: usize = 4;

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let keys = &subject.samples.keys;
    for (sample, why) in &subject.samples.unused {
        let (label, help) = match why {
            Unused::Unreadable => (
                "not JSON".to_owned(),
                "store the body of the response as JSON".to_owned(),
            ),
            Unused::Unknown => (
                "no call of this name".to_owned(),
                nearest(&sample.name, keys.iter().map(String::as_str)).map_or_else(
                    || {
                        let some: Vec<&str> =
                            keys.iter().take(LISTED).map(String::as_str).collect();
                        format!("name it after its call, such as {}", some.join(", "))
                    },
                    |near| format!("did you mean `{near}.json`?"),
                ),
            ),
            Unused::Ambiguous(several) => (
                format!("{} calls fit this name", several.len()),
                format!("name it after one of {}", several.join(", ")),
            ),
        };
        found.push(
            Diagnostic::new(
                codes::UNMATCHED_SAMPLE,
                format!("the sample `{}` is not used", sample.name),
            )
            .at(Place::new(sample.source, 0..0), label)
            .with_help(help),
        );
    }
}
