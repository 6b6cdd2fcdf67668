//! `bindery task show --render`: the requests that a task would send now. Nothing is sent, and no secret
//! need be at hand: a placeholder stands in for each.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use bindery_connector::Connector;
use bindery_connector::ports::{Clock, Silent};
use bindery_connector::provision::Planned;
use bindery_diagnostics::Diagnostic;
use bindery_diagnostics::render::diff;
use bindery_model::Task;
use bindery_repository::Repository;
use clap::Args;
use serde_json::json;

use crate::arguments::Format;
use crate::command::provision::STAND_IN;
use crate::exit::{End, Exit, Failure};
use crate::interrupt::runtime;
use crate::lookup::StoreArgument;
use crate::opening::{ConnectorArguments, GivenConnector, Opened};
use crate::output::Output;
use crate::planned::{self, Shown};
use crate::reel::Reel;
use crate::revision;
use crate::system::SystemClock;
use crate::wiring::{connect_over, failure};
use crate::workspace;

/// How the requests are shown.
#[derive(Args)]
pub struct Rendering {
    /// Show the requests that it would send now, secrets masked, and send nothing
    #[arg(long)]
    pub render: bool,

    /// How --render shows a request
    #[arg(long = "as", value_enum, default_value_t, requires = "render")]
    style: Shown,

    /// Show how the requests differ from those of another version of the connector: a folder, or a
    /// revision of the git repository that holds it
    #[arg(
        long,
        value_name = "REV|DIR",
        requires = "render",
        conflicts_with = "style"
    )]
    against: Option<PathBuf>,

    #[command(flatten)]
    given: GivenConnector,
}

/// A connector, and what it would send.
struct Rendered {
    opened: Opened,
    connector: Connector,
    planned: Vec<Planned>,
}

impl Rendering {
    /// Renders the requests of a task.
    pub fn run(
        &self,
        task: &Task,
        store: &StoreArgument,
        format: Format,
        output: &mut Output,
    ) -> End {
        let arguments = self.arguments(task)?;
        let after = self.plan(&arguments, task, store)?;
        let Some(against) = &self.against else {
            let as_json = format == Format::Json;
            let broken =
                planned::write(after.planned, &after.connector, self.style, as_json, output)?;
            return match broken.is_empty() {
                true => Ok(Exit::Fine),
                false => Err(after.opened.failure(broken, Exit::Errors)),
            };
        };
        // The other version gets what is declared for this one.
        let mut other = after.opened.arguments.clone();
        let version = revision::find(against, &other.connector)?;
        other.connector.clone_from(&version.path);
        let before = self.plan(&other, task, store)?;
        let text = |rendered: &Rendered| planned::text(&rendered.planned, &rendered.connector);
        let name = format!("task {}", task.id);
        let changes = diff(&name, &text(&before), &text(&after));
        let is_same = changes.is_empty();
        if format == Format::Json {
            writeln!(output, "{}", json!({"same": is_same, "diff": changes}))?;
        } else if is_same {
            writeln!(output, "{name}: the same requests")?;
        } else {
            planned::write_diff(&changes, output)?;
        }
        Ok(Exit::Fine)
    }

    /// The connector of the task's endpoint.
    fn arguments(&self, task: &Task) -> Result<ConnectorArguments, Failure> {
        let workspace = workspace::current()?;
        let declared = workspace.provisioning_connection_of(&task.endpoint);
        if self.given.connector.is_none() && workspace.connection(declared).is_none() {
            return Err(Failure::usage(
                format!(
                    "no connection is declared for the endpoint `{}`",
                    task.endpoint
                ),
                "declare it with `bindery connection add`, or give --connector",
            ));
        }
        Ok(self.given.clone().over(declared))
    }

    fn plan(
        &self,
        arguments: &ConnectorArguments,
        task: &Task,
        store: &StoreArgument,
    ) -> Result<Rendered, Failure> {
        let mut opened = arguments.open_with(Some(STAND_IN), &store.store)?;
        opened.endpoint.clone_from(&task.endpoint);
        let reel = Reel::still(SystemClock.now());
        let (connector, _) = connect_over(arguments, &opened, None, Arc::new(Silent), reel)?;
        let start = |found: Box<Diagnostic>| Failure::start(*found);
        let mut copy = Repository::copy_of(&store.store).map_err(start)?;
        let planned = runtime()?
            .block_on(connector.dry_run_task(task, &mut copy))
            .map_err(|found| failure(&opened, found))?;
        Ok(Rendered {
            opened,
            connector,
            planned,
        })
    }
}
