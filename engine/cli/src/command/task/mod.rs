//! `bindery task`: what is to be done, how far it is, and what a person decides about it.

mod decide;
mod list;
mod meaning;
mod render;
mod row;
mod show;

use bindery_model::catalogue::Operation;
use clap::{Args, Subcommand};

use crate::arguments::Format;
use crate::exit::End;
use crate::lookup::{Listing, StoreArgument};
use crate::output::Output;

use list::States;

const AFTER_HELP: &str = "\
Examples:
  bindery task list --status open
  bindery task list --status PENDINGPROV --status 8
  bindery task show 17
  bindery task show 17 --render --as curl
  bindery task retry 17 --not-done
  bindery task discontinue 17 --comment \"she has left\"";

/// Look at tasks, and decide about those that wait for a person
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Task {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List tasks, the newest first
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        listing: Listing,

        /// Only in this state: NEW, 3, …, or open, over, failed, waiting; may be repeated
        #[arg(long = "status", value_name = "STATE")]
        states: Vec<States>,

        /// Only for this user
        #[arg(long, value_name = "NAME")]
        user: Option<String>,

        /// Only of the account of this id or name
        #[arg(long, value_name = "ID")]
        account: Option<String>,

        /// Only this operation
        #[arg(long, value_parser = super::provision::operation)]
        operation: Option<Operation>,

        /// Only of this request
        #[arg(long, value_name = "N", value_parser = crate::lookup::numbered)]
        request: Option<i64>,
    },
    /// Show one task: its calls, what happened, what its state means and what to do next
    #[command(after_help = AFTER_HELP)]
    Show {
        /// Its number
        #[arg(value_parser = crate::lookup::numbered)]
        task: i64,

        #[command(flatten)]
        rendering: Box<render::Rendering>,

        #[command(flatten)]
        store: StoreArgument,

        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Put a task back into the queue
    #[command(after_help = AFTER_HELP)]
    Retry(decide::Retry),
    /// Give a task up, with the tasks that wait for it
    #[command(after_help = AFTER_HELP)]
    Discontinue(decide::Discontinue),
    /// Call a task done; the repository stays as it is until an import shows what the target has
    #[command(after_help = AFTER_HELP)]
    Complete(decide::Complete),
}

impl Task {
    /// Does what is asked.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List {
                listing,
                states,
                user,
                account,
                operation,
                request,
            } => {
                let wanted = list::Wanted {
                    states,
                    user,
                    account,
                    operation,
                    request,
                };
                list::list(listing, wanted, output)
            }
            Action::Show {
                task,
                rendering,
                store,
                format,
            } => show::show(task, &rendering, &store, format, output),
            Action::Retry(retry) => retry.run(output),
            Action::Discontinue(discontinue) => discontinue.run(output),
            Action::Complete(complete) => complete.run(output),
        }
    }
}
