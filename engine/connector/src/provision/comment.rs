//! Provisioning comments: what an operator reads of an attempt (field-notes §4.6).
//!
//! One line tells when which attempt was made and how it ended; the lines below it what each call
//! was answered, and what to do. Nothing in them is secret: everything comes from reports.

use bindery_diagnostics::Diagnostic;
use bindery_model::TaskStatus;
use jiff::Timestamp as Moment;

use super::report::{CallOutcome, CallReport};
use crate::ports::Timestamp;

/// What is told of an attempt.
pub(crate) struct Told<'a> {
    pub now: Timestamp,
    pub attempt: u32,
    pub tries: u32,
    pub status: TaskStatus,
    pub not_before: Option<Timestamp>,
    pub calls: &'a [CallReport],
    pub finding: Option<&'a Diagnostic>,
    /// What else there is to say.
    pub remark: Option<&'a str>,
}

impl Told<'_> {
    /// The comment.
    pub fn comment(&self) -> String {
        let mut lines = vec![self.head()];
        lines.extend(self.calls.iter().map(of_call));
        if let Some(finding) = self.finding {
            let notes = finding.notes.iter();
            // What the calls were answered stands above.
            let notes = notes.filter(|note| !note.starts_with("call "));
            lines.extend(notes.map(|note| format!("  {note}")));
            if let Some(help) = &finding.help {
                lines.push(format!("  to do: {help}"));
            }
        }
        lines.join("\n")
    }

    fn head(&self) -> String {
        let (at, attempt) = (moment(self.now), self.attempt);
        let why = match (self.finding, self.remark) {
            (Some(finding), _) => format!(": {}", finding.message),
            (None, Some(remark)) => format!(": {remark}"),
            (None, None) => String::new(),
        };
        let what = match self.status {
            TaskStatus::Complete => "completed",
            TaskStatus::Discontinued => "discontinued",
            TaskStatus::NoActionRequired => "nothing to do",
            TaskStatus::PendingProvisioning => "in doubt",
            TaskStatus::ProvisioningFailed => "failed for good",
            TaskStatus::Error => "failed, and no attempt is left",
            _ if self.finding.is_none() => "waiting",
            _ => "failed for now",
        };
        let next = self.not_before.map_or_else(String::new, |at| {
            format!("; to be tried again after {}", moment(at))
        });
        let of = self.tries;
        format!("{at} attempt {attempt} of {of}, {what}{why}{next}")
    }
}

fn of_call(call: &CallReport) -> String {
    let name = &call.name;
    if call.method.is_empty() {
        return format!("  {name}: {}", call.outcome.as_str());
    }
    let status = call
        .status
        .map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let outcome = match call.outcome {
        _ if call.found => "found at the target",
        CallOutcome::Ok => "ok",
        other => other.as_str(),
    };
    let mut line = format!("  {name}: {} {} {status}, {outcome}", call.method, call.url);
    if let Some(words) = &call.words {
        line.push_str(&format!("; the target says: {words}"));
    }
    if let Some(answer) = &call.answer {
        line.push_str(&format!("; it answered: {answer}"));
    }
    line
}

/// A moment as people read it: to the second, in UTC.
fn moment(at: Timestamp) -> String {
    match Moment::from_millisecond(at) {
        Ok(moment) => moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Err(_) => at.to_string(),
    }
}
