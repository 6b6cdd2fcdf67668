//! `bindery connection`: does the target let us in?

use std::io::Write;
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit};
use crate::interrupt::{runtime, unless_interrupted};
use crate::listener::Progress;
use crate::lookup::StoreArgument;
use crate::opening::ConnectorArguments;
use crate::output::Output;
use crate::paint::{GOOD, QUIET};
use crate::wiring::{connect, failure};

const AFTER_HELP: &str = "\
Examples:
  bindery connection test connectors/bynder --param PORTAL=acme.bynder.com --param TOKEN=env:TOKEN
  bindery connection test Bynder.zip --connection-json mine.json --base-url https://acme.bynder.com";

/// Try a connection
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

        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

impl Connection {
    /// Tests.
    pub fn run(self, output: &mut Output) -> End {
        let Action::Test {
            connector: arguments,
            store,
            format,
        } = self.action;
        let opened = arguments.open()?;
        let progress = Arc::new(Progress::of_calls(true));
        let connector = connect(&arguments, &opened, Some(&store.store), progress.clone())?;
        let done = runtime()?.block_on(unless_interrupted(connector.test_connection()));
        progress.clear();
        output.report(&connector.notices(), opened.sources());
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
}
