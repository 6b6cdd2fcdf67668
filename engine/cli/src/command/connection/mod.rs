//! `bindery connection`: does the target let us in, and which connections has this workspace?

mod add;
mod declared;

use std::io::Write;
use std::sync::Arc;

use bindery_connector::ports::Listener;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit};
use crate::following::FollowingArguments;
use crate::interrupt::{runtime, unless_interrupted};
use crate::listener::{Progress, Several};
use crate::lookup::StoreArgument;
use crate::opening::ConnectorArguments;
use crate::output::Output;
use crate::paint::{GOOD, QUIET};
use crate::reel::{Reel, ReelArguments};
use crate::wiring::{connect_over, failure};

const AFTER_HELP: &str = "\
Examples:
  bindery connection test connectors/bynder --param PORTAL=acme.bynder.com --param TOKEN=env:TOKEN
  bindery connection test Bynder.zip --connection-json mine.json --base-url https://acme.bynder.com
  bindery connection add acme connectors/bynder --param PORTAL=acme.bynder.com --param TOKEN=env:TOKEN
  bindery connection test acme           the same, by its name from now on
  bindery connection list";

/// Try a connection, or manage those that bindery.toml declares
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Connection {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Get a token and run the definition's test call, for every authentication
    #[command(after_help = AFTER_HELP)]
    Test {
        #[command(flatten)]
        connector: ConnectorArguments,

        #[command(flatten)]
        store: StoreArgument,

        #[command(flatten)]
        following: FollowingArguments,

        #[command(flatten)]
        reel: ReelArguments,

        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Write a connection into bindery.toml; the rest of the file stays as it is
    #[command(after_help = AFTER_HELP)]
    Add(add::Add),
    /// List the connections of this workspace
    #[command(after_help = AFTER_HELP)]
    List {
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Show one connection, and where its parameters come from
    #[command(after_help = AFTER_HELP)]
    Show {
        /// Its name
        name: String,

        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Take a connection out of bindery.toml; what was imported with it stays in the store
    #[command(after_help = AFTER_HELP)]
    Remove {
        /// Its name
        name: String,
    },
}

impl Connection {
    /// Tests, adds, lists, shows or removes.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::Test {
                connector,
                store,
                following,
                reel,
                format,
            } => test(&connector, &store, (&following, &reel), format, output),
            Action::Add(add) => add.run(output),
            Action::List { format } => declared::list(format, output),
            Action::Show { name, format } => declared::show(&name, format, output),
            Action::Remove { name } => declared::remove(&name, output),
        }
    }
}

fn test(
    arguments: &ConnectorArguments,
    store: &StoreArgument,
    (following, reel): (&FollowingArguments, &ReelArguments),
    format: Format,
    output: &mut Output,
) -> End {
    let opened = arguments.open_with(reel.stand_in(), &store.store)?;
    let progress = Arc::new(Progress::of_calls(true));
    let mut listeners: Vec<Arc<dyn Listener>> = vec![progress.clone()];
    let reel = Reel::load(reel, &opened.connection()?.name)?;
    following.begin(&mut listeners, &reel.clock)?;
    let (connector, running) = connect_over(
        arguments,
        &opened,
        Some(&store.store),
        Arc::new(Several(listeners)),
        reel,
    )?;
    let done = runtime()?.block_on(unless_interrupted(connector.test_connection()));
    progress.clear();
    output.report(&connector.notices(), opened.sources());
    let said = running.finish(matches!(&done, Some(Ok(_))));
    output.report(said.as_slice(), opened.sources());
    let Some(tested) = done else {
        return Ok(Exit::Interrupted);
    };
    let passed = tested.map_err(|found| failure(&opened, found))?;
    for one in passed {
        if format == Format::Json {
            let line = json!({"authentication": one.authentication, "status": one.status});
            writeln!(output, "{line}")?;
            continue;
        }
        let how = one.status.map_or_else(
            || "a token was obtained; the definition has no test call".to_owned(),
            |status| format!("answered {status}"),
        );
        let name = one.authentication;
        writeln!(
            output,
            "{GOOD}passed{GOOD:#}  {name}  {QUIET}{how}{QUIET:#}"
        )?;
    }
    Ok(Exit::Fine)
}
