//! The commands, one file each.

mod accounts;
mod entitlements;
mod eval;
mod explain;
mod links;
mod runs;
mod simulate;
mod users;

use clap::Subcommand;

use crate::exit::End;
use crate::output::Output;

/// Every command of the binary.
#[derive(Subcommand)]
pub enum Command {
    Eval(eval::Eval),
    Explain(explain::Explain),
    Simulate(simulate::Simulate),
    Accounts(accounts::Accounts),
    Entitlements(entitlements::Entitlements),
    Links(links::Links),
    Users(users::Users),
    Runs(runs::Runs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: &mut Output) -> End {
        match self {
            Self::Eval(command) => command.run(output),
            Self::Explain(command) => command.run(output),
            Self::Simulate(command) => command.run(output),
            Self::Accounts(command) => command.run(output),
            Self::Entitlements(command) => command.run(output),
            Self::Links(command) => command.run(output),
            Self::Users(command) => command.run(output),
            Self::Runs(command) => command.run(output),
        }
    }
}
