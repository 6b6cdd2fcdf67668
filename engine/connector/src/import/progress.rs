//! How the read of one kind of object goes: complete, incomplete, or complete but for single objects.

use bindery_diagnostics::{Diagnostic, Severity, codes};

use super::pages::ReadEnd;
use crate::Outcome;

/// Findings of one kind that are told one by one; the rest is counted.
const TOLD: usize = 5;

/// Findings of a run. Secrets are masked before they get here.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    untold: usize,
    objects: usize,
}

impl Findings {
    pub fn push(&mut self, finding: Diagnostic) {
        self.list.push(finding);
    }

    /// A failure of one object of many.
    fn push_object(&mut self, finding: Diagnostic) {
        self.objects += 1;
        if self.objects <= TOLD {
            self.list.push(finding.with_severity(Severity::Warning));
        } else {
            self.untold += 1;
        }
    }

    /// Whether every answer could be read, so that nothing but guards kept something from being applied
    /// (`cli.md`: a refusal after a readable answer).
    pub fn only_guards(&self) -> bool {
        let guards = [
            codes::INCOMPLETE,
            codes::EMPTY_FEED,
            codes::THRESHOLD,
            codes::PAGE_CAP,
        ];
        let mut errors = self.list.iter().filter(|f| f.severity == Severity::Error);
        errors.all(|found| guards.contains(&found.code))
    }

    pub fn finish(mut self) -> Vec<Diagnostic> {
        if self.untold > 0 {
            let message = format!("{} more objects could not be read", self.untold);
            self.list
                .push(Diagnostic::new(codes::INCOMPLETE, message).with_severity(Severity::Warning));
        }
        self.list
    }
}

/// The state of one read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    /// It was begun.
    pub begun: bool,
    /// Everything was read, single objects aside.
    pub complete: bool,
    /// Single objects could not be read: nothing is removed for what they feed.
    pub veto: bool,
    /// The list was not where the definition says.
    pub missing_list: bool,
}

impl Progress {
    pub const NOT_READ: Self = Self {
        begun: false,
        complete: true,
        veto: false,
        missing_list: false,
    };

    pub const fn begin() -> Self {
        Self {
            begun: true,
            ..Self::NOT_READ
        }
    }

    /// Notes how a call ended. `one_of_many` says that it read a single object.
    ///
    /// # Errors
    /// A failure that no later call can escape: an unreachable target, rejected credentials, a
    /// broken store.
    pub fn note(
        &mut self,
        findings: &mut Findings,
        end: Outcome<ReadEnd>,
        one_of_many: bool,
    ) -> Outcome<()> {
        match end {
            Ok(ReadEnd {
                failed: Some((_, failure)),
                ..
            }) => self.fail(findings, *failure, one_of_many),
            Ok(end) => {
                self.complete &= end.complete;
                self.missing_list |= end.missing_list;
                if let Some(finding) = end.finding {
                    findings.push(*finding);
                }
            }
            Err(failure) if is_final(&failure) => {
                self.complete = false;
                return Err(failure);
            }
            Err(failure) => self.fail(findings, *failure, one_of_many),
        }
        Ok(())
    }

    fn fail(&mut self, findings: &mut Findings, failure: Diagnostic, one_of_many: bool) {
        if one_of_many {
            self.veto = true;
            findings.push_object(failure);
        } else {
            self.complete = false;
            findings.push(failure);
        }
    }
}

/// Whether a failure ends the whole run.
fn is_final(failure: &Diagnostic) -> bool {
    let code = failure.code;
    [
        codes::UNREACHABLE,
        codes::RATE_LIMITED,
        codes::UNAUTHENTICATED,
        codes::NO_TOKEN,
        codes::UNKNOWN_CONNECTION,
        codes::ENCRYPTED_ATTRIBUTE,
        codes::MISSING_HOST,
        codes::FAULT,
    ]
    .contains(&code)
        || ["R5", "R6"]
            .iter()
            .any(|family| code.as_str().starts_with(family))
}
