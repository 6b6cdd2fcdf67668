//! Which findings are reported, and which of them fail the check.
//!
//! `--select` on the command line wins over the workspace's; what a connector's own file selects
//! narrows further. What any of them ignores is left out, what any of them denies fails.

use bindery_definition::{ALL_WARNINGS, CheckSettings, Ignore};
use bindery_diagnostics::{Code, Diagnostic, Severity, codes};

use crate::exit::Failure;

/// The ignores of one settings file and whether each has left something out.
pub(super) struct Ignores<'a> {
    entries: Vec<(&'a Ignore, bool)>,
}

impl<'a> Ignores<'a> {
    pub(super) fn new(settings: &'a CheckSettings) -> Self {
        Self {
            entries: settings.ignore.iter().map(|entry| (entry, false)).collect(),
        }
    }

    /// Takes out what an entry covers.
    pub(super) fn apply(&mut self, found: &mut Vec<Diagnostic>) {
        found.retain(|finding| {
            let mut keep = true;
            for (entry, used) in &mut self.entries {
                if entry.covers(finding) {
                    *used = true;
                    keep = false;
                }
            }
            keep
        });
    }

    /// A notice for each entry that left nothing out.
    pub(super) fn unused(&self) -> impl Iterator<Item = Diagnostic> {
        let unused = self.entries.iter().filter(|(_, used)| !used);
        unused.map(|(entry, _)| {
            Diagnostic::new(
                codes::UNUSED_IGNORE,
                format!("nothing that was checked has `{}`", entry.code),
            )
            .at(entry.place.clone(), "leaves nothing out")
            .with_note(format!("its reason: {}", entry.reason.trim()))
            .with_help("remove the entry")
        })
    }
}

/// Whether one of the texts means the code.
pub(super) fn any(list: &[String], code: Code) -> bool {
    list.iter().any(|text| code.matches(text))
}

/// Whether a finding fails the check.
pub(super) fn fails(finding: &Diagnostic, deny: &[String]) -> bool {
    let warnings = deny.iter().any(|text| text == ALL_WARNINGS);
    finding.severity == Severity::Error
        || (warnings && finding.severity == Severity::Warning)
        || any(deny, finding.code)
}

/// Refuses a text that means no code.
pub(super) fn known(text: &str) -> Result<(), Failure> {
    if Code::is_known(text) {
        return Ok(());
    }
    Err(Failure::usage(
        format!("there is no code `{text}`"),
        "run `bindery explain` for the whole code book",
    ))
}
