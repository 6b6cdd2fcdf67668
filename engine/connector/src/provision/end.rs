//! How a chain ended, and what its failure says of a repetition (design D13).
//!
//! | what happened | what follows |
//! |---|---|
//! | no connection, 429, 503, no token | later |
//! | a read, PUT, DELETE or marked call without an answer, or with 500, 502, 504 | later |
//! | any other write of that kind | in doubt |
//! | a write with a 2xx that its rules do not list | in doubt |
//! | a 2xx whose body says that it failed | later: the target took it and did not do it |
//! | 408, 425 | later: the target says that it did not act |
//! | any other status | final: the same request would get the same answer |
//! | a request that cannot be rendered or must not be sent | final |

use bindery_diagnostics::{Diagnostic, codes};

use super::chain::{history, is_write};
use super::report::CallReport;
use crate::ports::JournalEntry;
use crate::send::Answer;

/// How a chain ended.
pub(crate) enum End {
    /// Every call succeeded or was skipped.
    Done,
    /// It did not.
    Failed(Box<Diagnostic>, Sequel),
}

/// What follows on a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sequel {
    /// Later it may succeed.
    Later,
    /// It is in doubt, and a later attempt looks first.
    LookLater,
    /// Somebody has to look.
    InDoubt,
    /// No repetition changes it.
    Final,
    /// The store failed, or another worker has the task: nothing is known but what is written.
    Store,
}

/// Why a call ended its chain.
pub(crate) struct Failure {
    pub finding: Box<Diagnostic>,
    pub sequel: Sequel,
}

impl Failure {
    const fn new(finding: Box<Diagnostic>, sequel: Sequel) -> Self {
        Self { finding, sequel }
    }

    /// It was never sent.
    pub fn unsent(finding: Box<Diagnostic>) -> Self {
        let sequel = of_code(&finding).unwrap_or(Sequel::Final);
        Self::new(finding, sequel)
    }

    /// No answer, or none that could be judged.
    pub fn unanswered(finding: Box<Diagnostic>, method: &str, is_marked: bool) -> Self {
        let sequel = match of_code(&finding) {
            Some(sequel) => sequel,
            // It was answered, and the answer could not be judged.
            None if is_write(method) && !is_marked && !is_harmless(method) => Sequel::InDoubt,
            None => Sequel::Final,
        };
        Self::new(finding, sequel)
    }

    /// Its answer is a failure by its rules.
    pub fn refused(
        finding: Box<Diagnostic>,
        method: &str,
        is_marked: bool,
        answer: &Answer,
    ) -> Self {
        let repeatable = is_marked || is_harmless(method);
        let finding = match answer.status {
            status @ 200..300 if is_write(method) => {
                let note = format!(
                    "a target that answers {status} has usually done what it was asked: look \
                     before you repeat it"
                );
                Box::new(finding.with_note(note))
            }
            _ => finding,
        };
        match answer.status {
            200..300 if answer.by_body => Self::new(finding, Sequel::Later),
            200..300 if repeatable => Self::new(finding, Sequel::Final),
            200..300 => Self::new(finding, Sequel::InDoubt),
            408 | 425 | 429 | 500 | 502 | 503 | 504 => Self::new(finding, Sequel::Later),
            _ => Self::new(finding, Sequel::Final),
        }
    }

    /// Nobody knows, and nothing says how to find out.
    pub fn in_doubt(finding: Box<Diagnostic>) -> Self {
        Self::new(finding, Sequel::InDoubt)
    }

    /// The look-up itself failed.
    pub fn lookup(call: &str, cause: &Diagnostic) -> Self {
        let mut finding = Diagnostic::new(
            codes::IN_DOUBT,
            format!("{call} is in doubt, and looking it up failed"),
        )
        .with_note(format!("the look-up says: {}", cause.message));
        finding.notes.extend(cause.notes.iter().cloned());
        let help = "it is looked up again later; nothing is sent before";
        Self::new(Box::new(finding.with_help(help)), Sequel::LookLater)
    }

    /// The store could not keep the journal.
    pub fn of_store(finding: Box<Diagnostic>) -> Self {
        Self::new(finding, Sequel::Store)
    }

    /// Whether the call may have taken effect.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self.sequel, Sequel::InDoubt | Sequel::LookLater)
    }

    /// It was looked up at once, and was not there.
    pub fn not_found_yet(mut self) -> Self {
        let note =
            "it was looked up at once and not found; a later attempt looks again before it sends";
        self.finding.notes.push(note.to_owned());
        self.sequel = Sequel::LookLater;
        self
    }

    /// The end of the chain, told with what it did before.
    pub fn end(mut self, calls: &[CallReport], planned: usize) -> End {
        self.finding.notes.extend(history(calls, planned));
        End::Failed(self.finding, self.sequel)
    }
}

/// What the finding alone says.
fn of_code(finding: &Diagnostic) -> Option<Sequel> {
    match finding.code {
        codes::IN_DOUBT => Some(Sequel::InDoubt),
        codes::UNREACHABLE
        | codes::NO_ANSWER
        | codes::RATE_LIMITED
        | codes::NO_TOKEN
        | codes::UNAUTHENTICATED => Some(Sequel::Later),
        _ => None,
    }
}

/// Whether sending a verb twice does what sending it once does.
pub(crate) fn is_harmless(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE")
}

/// A call that an earlier attempt may have sent, and of which nothing was heard.
pub(crate) fn unheard(call: &str, entry: &JournalEntry) -> Box<Diagnostic> {
    let what = match &entry.note {
        Some(note) => note.clone(),
        None => format!(
            "attempt {} sent it, and ended before an answer was written down",
            entry.attempt
        ),
    };
    Box::new(
        Diagnostic::new(
            codes::IN_DOUBT,
            format!("nobody knows whether {call} took effect"),
        )
        .with_note(what)
        .with_note(format!("{} {}", entry.method, entry.url))
        .with_help("look at the target, then say what became of the task"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Body;

    fn after(method: &str, status: u16, by_body: bool) -> Sequel {
        let answer = Answer {
            status,
            headers: Vec::new(),
            body: Body::default(),
            url: String::new(),
            failure: None,
            by_body,
        };
        let finding = Box::new(Diagnostic::new(codes::BAD_STATUS, "it failed"));
        Failure::refused(finding, method, false, &answer).sequel
    }

    #[test]
    fn an_answer_says_whether_to_try_again() {
        for status in [429, 503, 408] {
            assert_eq!(after("POST", status, false), Sequel::Later);
        }
        for status in [400, 401, 403, 404, 409, 422, 301, 501] {
            assert_eq!(after("POST", status, false), Sequel::Final);
        }
        assert_eq!(after("POST", 200, true), Sequel::Later);
        assert_eq!(after("POST", 200, false), Sequel::InDoubt);
        assert_eq!(after("PUT", 200, false), Sequel::Final);
        assert_eq!(after("PUT", 500, false), Sequel::Later);
    }

    #[test]
    fn no_answer_to_a_write_leaves_doubt_and_to_a_read_none() {
        let finding = |code| Box::new(Diagnostic::new(code, "it failed"));
        let after = |code, method| Failure::unanswered(finding(code), method, false).sequel;
        assert_eq!(after(codes::IN_DOUBT, "POST"), Sequel::InDoubt);
        assert_eq!(after(codes::UNREACHABLE, "POST"), Sequel::Later);
        assert_eq!(after(codes::NO_ANSWER, "GET"), Sequel::Later);
        assert_eq!(after(codes::NULL_DEREFERENCED, "POST"), Sequel::InDoubt);
        let unsent = Failure::unsent(finding(codes::NULL_DEREFERENCED)).sequel;
        assert_eq!(unsent, Sequel::Final);
    }
}
