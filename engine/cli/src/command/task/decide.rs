//! `bindery task retry|discontinue|complete`: what a person decides.

use std::io::Write;

use bindery_connector::ports::Clock;
use bindery_repository::{Decision, Doubt};
use clap::Args;

use super::row::Row;
use crate::arguments::Format;
use crate::command::request::{refused, secret};
use crate::exit::{End, Exit};
use crate::lookup::{StoreArgument, json};
use crate::output::Output;
use crate::person;
use crate::system::SystemClock;

/// Which task, where, and why.
#[derive(Args)]
struct Decided {
    /// Its number
    #[arg(value_parser = crate::lookup::numbered)]
    task: i64,

    /// Why; kept with the task and in the audit trail
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,

    #[command(flatten)]
    store: StoreArgument,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Arguments of `task retry`.
#[derive(Args)]
pub struct Retry {
    #[command(flatten)]
    decided: Decided,

    /// Forget which calls were answered, and send all of them again
    #[arg(long, conflicts_with = "done")]
    from_start: bool,

    /// The call in doubt has not happened: send it again
    #[arg(long, conflicts_with = "done")]
    not_done: bool,

    /// The call in doubt has happened: go on after it
    #[arg(long)]
    done: bool,

    /// Another password to set, as env:VAR or file:PATH
    #[arg(long, value_name = "env:VAR|file:PATH")]
    password: Option<String>,
}

/// Arguments of `task discontinue`.
#[derive(Args)]
pub struct Discontinue {
    #[command(flatten)]
    decided: Decided,
}

/// Arguments of `task complete`.
#[derive(Args)]
pub struct Complete {
    #[command(flatten)]
    decided: Decided,
}

impl Decided {
    fn run(
        &self,
        output: &mut Output,
        decide: impl FnOnce(
            &mut bindery_repository::Repository,
            &Decision<'_>,
        ) -> bindery_connector::Outcome<bindery_model::Task>,
        told: &str,
    ) -> End {
        // Looked at first, so that a wrong path makes no store.
        self.store.look()?;
        let mut store = self.store.open()?;
        let who = person::current();
        let decision = Decision {
            who: &who,
            comment: self.comment.as_deref(),
            now: SystemClock.now(),
        };
        let task = decide(&mut store, &decision).map_err(refused)?;
        let (id, state) = (task.id, task.status.eic_name());
        match self.format {
            Format::Json => writeln!(output, "{}", json(&Row(task))?)?,
            Format::Human => writeln!(output, "task {id} is {state}{told}")?,
        }
        Ok(Exit::Fine)
    }
}

impl Retry {
    /// Puts the task back into the queue.
    pub fn run(self, output: &mut Output) -> End {
        let retry = bindery_repository::Retry {
            from_start: self.from_start,
            doubt: match (self.done, self.not_done) {
                (true, _) => Some(Doubt::Done),
                (_, true) => Some(Doubt::NotDone),
                _ => None,
            },
            password: secret(self.password.as_deref())?,
        };
        let decided = &self.decided;
        let decide = |store: &mut bindery_repository::Repository, decision: &Decision<'_>| {
            store.retry_task(decided.task, &retry, decision)
        };
        decided.run(output, decide, "; the next provisioning job takes it up")
    }
}

impl Discontinue {
    /// Gives the task up.
    pub fn run(self, output: &mut Output) -> End {
        let decided = &self.decided;
        let decide = |store: &mut bindery_repository::Repository, decision: &Decision<'_>| {
            store.discontinue_task(decided.task, decision)
        };
        decided.run(output, decide, "; tasks that waited for it went with it")
    }
}

impl Complete {
    /// Calls the task done.
    pub fn run(self, output: &mut Output) -> End {
        let decided = &self.decided;
        let decide = |store: &mut bindery_repository::Repository, decision: &Decision<'_>| {
            store.complete_task(decided.task, decision)
        };
        let told = "; the repository is as it was, an import shows what the target has";
        decided.run(output, decide, told)
    }
}
