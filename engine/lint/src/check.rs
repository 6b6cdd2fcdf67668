//! Running the rules and choosing what is reported.

use bindery_definition::Loaded;
use bindery_diagnostics::{Code, Diagnostic};

use crate::keys::KeyOrders;
use crate::rules::{Findings, RULES, Subject};
use crate::samples::{Matched, Sample};

/// What is reported, and what is known beyond the definition.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// Only these codes; empty means all.
    pub select: Vec<Code>,
    /// All but these codes.
    pub ignore: Vec<Code>,
    /// Only the connection of this name, where a package holds several.
    pub connection: Option<String>,
    /// Whether a base URL is given for the run, so that relative URLs have a host.
    pub has_base_url: bool,
    /// Responses that calls are checked against.
    pub samples: Vec<Sample>,
}

/// Every finding, in the order of files and places.
#[must_use]
pub fn check(loaded: &Loaded, options: &CheckOptions) -> Vec<Diagnostic> {
    let mut found = loaded.diagnostics.clone();
    let mut told = false;
    for connection in &loaded.connections {
        let wanted = options
            .connection
            .as_ref()
            .is_none_or(|n| connection.name.eq_ignore_ascii_case(n));
        if !wanted || !connection.is_rest() {
            continue;
        }
        found.extend(connection.diagnostics().cloned());
        let mut samples = Matched::new(&options.samples, &connection.definition);
        // A sample may belong to another connection of the package, so these are told once.
        if std::mem::replace(&mut told, true) {
            samples.unused.clear();
        }
        let subject = Subject {
            connection,
            definition: &connection.definition,
            has_base_url: options.has_base_url || connection.manifest.base_url.is_some(),
            samples: &samples,
            orders: &KeyOrders::default(),
        };
        for rule in RULES {
            let mut own = Findings::default();
            (rule.run)(&subject, &mut own);
            found.extend(own.into_kept());
        }
    }
    found.retain(|d| options.select.is_empty() || options.select.contains(&d.code));
    found.retain(|d| !options.ignore.contains(&d.code));
    found.sort_by_key(|d| {
        let place = d.primary.as_ref().map(|l| &l.place);
        (
            place.map(|p| p.source),
            place.map(|p| p.span.start),
            std::cmp::Reverse(d.severity as u8),
            d.code,
        )
    });
    found.dedup();
    found
}
