//! `bindery demo`: an identity's whole life at a simulated target, for a person to watch.
//!
//! The folder's `simulator.json` says who the identity is, what happens to it, and what changes at
//! the target meanwhile; nothing here knows the target. The store is fresh, and nothing is left of it
//! unless it is asked for.

mod life;
mod stage;
mod tell;

use std::path::PathBuf;

use clap::Args;

use crate::exit::{End, Exit, Failure};
use crate::output::Output;

const AFTER_HELP: &str = "\
Examples:
  bindery demo
  bindery demo connectors/bynder --keep demo.db      then: bindery accounts list --store demo.db
  bindery demo --seed 7";

/// Watch an identity's whole life at a simulated target; needs no set-up
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Demo {
    /// The connector folder, which holds a `simulator.json`
    #[arg(default_value = "connectors/bynder")]
    connector: PathBuf,

    /// Keep the store under this name
    #[arg(long, value_name = "PATH")]
    keep: Option<PathBuf>,

    /// Where made-up rows and ids come from; the same seed gives the same demonstration
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Demo {
    /// Shows everything, one chapter after the other.
    pub fn run(self, output: &mut Output) -> End {
        if let Some(path) = self.keep.as_ref().filter(|path| path.exists()) {
            return Err(Failure::usage(
                format!("`{}` exists already", path.display()),
                "name a file that does not exist, or remove it",
            ));
        }
        if !self.connector.is_dir() {
            return Err(Failure::usage(
                format!(
                    "there is no connector folder `{}` here",
                    self.connector.display()
                ),
                "run it from the root of the project, or name a connector folder",
            ));
        }
        let mut stage = stage::Stage::set(&self.connector, self.keep, self.seed)?;
        let script = stage.script()?;
        let shown = life::play(&mut stage, &script, output);
        // The target stops before the store goes, whatever happened.
        stage.close();
        match shown? {
            life::Ended::Well => Ok(Exit::Fine),
            life::Ended::Badly => Ok(Exit::Errors),
            life::Ended::Interrupted => Ok(Exit::Interrupted),
        }
    }
}
