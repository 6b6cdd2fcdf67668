//! `bindery secrets rotate`: another key for what the store keeps sealed.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::exit::{End, Exit, Failure};
use crate::lookup::StoreArgument;
use crate::output::Output;
use crate::paint::GOOD;
use crate::secrets::{key_of, seal_key};
use crate::table::counted;

const AFTER_HELP: &str = "\
Examples:
  BINDERY_NEW_KEY=$(openssl rand -base64 32) bindery secrets rotate --store acme.db
  BINDERY_KEY_FILE=old.key BINDERY_NEW_KEY_FILE=new.key bindery secrets rotate

The old key comes from BINDERY_KEY or BINDERY_KEY_FILE as ever. Set it to the new one afterwards.";

/// Look after the secrets that the store keeps sealed
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Secrets {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Seal everything with another key: all of it, or nothing
    #[command(after_help = AFTER_HELP)]
    Rotate {
        #[command(flatten)]
        store: StoreArgument,
    },
}

impl Secrets {
    /// Rotates.
    pub fn run(self, output: &mut Output) -> End {
        let Action::Rotate { store } = self.action;
        let Some(new) = key_of("BINDERY_NEW_KEY", "BINDERY_NEW_KEY_FILE")? else {
            return Err(Failure::usage(
                "there is no new key",
                "set BINDERY_NEW_KEY to a key from `openssl rand -base64 32`, or name its file in BINDERY_NEW_KEY_FILE",
            ));
        };
        let mut repository = store.look()?.with_key(seal_key()?);
        let count = repository
            .rotate(&new)
            .map_err(|found| Failure::run(*found))?;
        let secrets = counted(count, "secret", "secrets");
        writeln!(output, "{GOOD}sealed anew{GOOD:#}  {secrets}")?;
        output.say("set BINDERY_KEY to the new key from now on");
        Ok(Exit::Fine)
    }
}
