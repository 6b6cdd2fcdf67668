//! What the state of a task means, and what to do next.

use bindery_connector::ports::{JournalEntry, JournalState, Timestamp};
use bindery_model::{Task, TaskStatus};

use crate::moment;

/// What else bears on it.
pub struct Circumstances<'a> {
    pub now: Timestamp,
    pub journal: &'a [JournalEntry],
    /// The task of the same account that comes first.
    pub behind: Option<i64>,
    /// Who works on it.
    pub worker: Option<String>,
}

/// What a state means: sentences, then commands.
pub struct Meaning {
    pub said: Vec<String>,
    pub commands: Vec<String>,
}

/// Says what the state of a task means.
pub fn of(task: &Task, circumstances: &Circumstances<'_>) -> Meaning {
    let id = task.id;
    let mut said = Vec::new();
    let mut commands = Vec::new();
    match task.status {
        TaskStatus::New => {
            said.push(
                match (circumstances.behind, waits_until(task, circumstances.now)) {
                    (Some(other), _) => {
                        format!("It waits for task {other} of the same account, which comes first.")
                    }
                    (None, Some(until)) => format!("It waits until {until}."),
                    (None, None) => "The next provisioning job takes it up.".to_owned(),
                },
            );
            if let Some(ticket) = &task.ticket {
                said.push(format!(
                    "People do it: ticket {ticket} is open, and asked for with every attempt."
                ));
            }
            commands.push(format!("bindery task discontinue {id}  gives it up"));
        }
        TaskStatus::InProgress => {
            let worker = circumstances.worker.as_deref().unwrap_or("a worker");
            said.push(format!("{worker} has it."));
            said.push(
                "A worker that dies loses it within a minute, and another goes on where it stopped."
                    .to_owned(),
            );
        }
        TaskStatus::PendingCreate => {
            let parent = task
                .parent
                .map_or_else(String::new, |parent| format!(" {parent}"));
            said.push(format!("It waits until task{parent} has made the account."));
            commands.extend(
                task.parent
                    .map(|parent| format!("bindery task show {parent}")),
            );
        }
        TaskStatus::PendingProvisioning => {
            for entry in doubtful(circumstances.journal) {
                said.push(in_doubt(entry));
            }
            said.push(
                "It is not repeated by itself, as that might do it twice. Look at the target, then \
                 say what you found:"
                    .to_owned(),
            );
            commands.push(format!(
                "bindery task retry {id} --not-done  it has not happened: send it again"
            ));
            commands.push(format!(
                "bindery task retry {id} --done      it has happened: go on after it"
            ));
            commands.push(format!(
                "bindery task complete {id}          all of it has happened: an import will show it"
            ));
            commands.push(format!("bindery task discontinue {id}       give it up"));
        }
        TaskStatus::ProvisioningFailed => {
            said.push(match task.tries {
                0 => "It was not tried, as what it waits for failed.".to_owned(),
                _ => "The target refused it for good: the same request would be refused again."
                    .to_owned(),
            });
            commands.extend(retries(task));
        }
        TaskStatus::Error => {
            said.push("Every attempt failed, and none is left.".to_owned());
            commands.extend(retries(task));
        }
        TaskStatus::Complete => said.push("It is done.".to_owned()),
        TaskStatus::Discontinued => said.push("It was given up.".to_owned()),
        TaskStatus::NoActionRequired => {
            said.push("Nothing was to do: it already was as asked.".to_owned());
        }
    }
    Meaning { said, commands }
}

fn retries(task: &Task) -> Vec<String> {
    let id = task.id;
    if let (0, Some(parent)) = (task.tries, task.parent) {
        return vec![
            format!("bindery task show {parent}  why that failed"),
            format!("bindery task retry {parent}  tries that again; this one follows"),
        ];
    }
    vec![
        format!("bindery task retry {id}               goes on with the call that failed"),
        format!("bindery task retry {id} --from-start  sends every call again"),
        format!("bindery task discontinue {id}         gives it up"),
    ]
}

/// The later of what keeps a task from beginning.
fn waits_until(task: &Task, now: Timestamp) -> Option<String> {
    let until = task.start.max(task.not_before)?;
    (until > now).then(|| moment::text(until))
}

/// The calls of which it is not known whether they were done.
pub fn doubtful(journal: &[JournalEntry]) -> impl Iterator<Item = &JournalEntry> {
    let open = [JournalState::Sent, JournalState::InDoubt];
    journal
        .iter()
        .filter(move |entry| open.contains(&entry.state))
}

fn in_doubt(entry: &JournalEntry) -> String {
    let (name, method, url) = (&entry.name, &entry.method, &entry.url);
    let at = moment::text(entry.written.1);
    let known = match (entry.state, entry.status) {
        (JournalState::Sent, _) => "and the worker died before an answer came".to_owned(),
        (_, Some(status)) => format!("and was answered {status}, which leaves open what it did"),
        (_, None) => "and got no answer".to_owned(),
    };
    format!("Call {name} ({method} {url}) was sent at {at} {known}.")
}
