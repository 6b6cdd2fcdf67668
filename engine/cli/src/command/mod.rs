//! The commands, one file each.

mod accounts;
mod audit;
mod check;
mod connection;
mod demo;
mod diff;
mod entitlements;
mod eval;
mod explain;
mod fmt;
mod import;
mod init;
mod job;
mod links;
mod pack;
mod provision;
mod render;
mod request;
mod runs;
mod schema;
mod secrets;
mod serve;
mod simulate;
mod task;
mod unpack;
mod users;

use clap::Subcommand;

use crate::exit::End;
use crate::output::Output;

/// Every command of the binary.
#[derive(Subcommand)]
pub enum Command {
    Check(check::Check),
    Explain(explain::Explain),
    Eval(eval::Eval),
    Render(render::Render),
    Unpack(unpack::Unpack),
    Pack(pack::Pack),
    Fmt(fmt::Fmt),
    Diff(diff::Diff),
    Schema(schema::Schema),
    Init(init::Init),
    Connection(Box<connection::Connection>),
    Import(Box<import::Import>),
    Provision(Box<provision::Provision>),
    Simulate(simulate::Simulate),
    Demo(demo::Demo),
    Accounts(accounts::Accounts),
    Entitlements(entitlements::Entitlements),
    Links(links::Links),
    Users(users::Users),
    #[command(alias = "run")]
    Runs(runs::Runs),
    Request(Box<request::Request>),
    #[command(visible_alias = "tasks")]
    Task(task::Task),
    Audit(audit::Audit),
    Secrets(secrets::Secrets),
    Job(job::Job),
    Serve(serve::Serve),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: &mut Output) -> End {
        match self {
            Self::Check(command) => command.run(output),
            Self::Explain(command) => command.run(output),
            Self::Eval(command) => command.run(output),
            Self::Render(command) => command.run(output),
            Self::Unpack(command) => command.run(output),
            Self::Pack(command) => command.run(output),
            Self::Fmt(command) => command.run(output),
            Self::Diff(command) => command.run(output),
            Self::Schema(command) => command.run(output),
            Self::Init(command) => command.run(output),
            Self::Connection(command) => command.run(output),
            Self::Import(command) => command.run(output),
            Self::Provision(command) => command.run(output),
            Self::Simulate(command) => command.run(output),
            Self::Demo(command) => command.run(output),
            Self::Accounts(command) => command.run(output),
            Self::Entitlements(command) => command.run(output),
            Self::Links(command) => command.run(output),
            Self::Users(command) => command.run(output),
            Self::Runs(command) => command.run(output),
            Self::Request(command) => command.run(output),
            Self::Task(command) => command.run(output),
            Self::Audit(command) => command.run(output),
            Self::Secrets(command) => command.run(output),
            Self::Job(command) => command.run(output),
            Self::Serve(command) => command.run(output),
        }
    }
}
