//! `bindery secrets`: what connections need and no file is to hold, sealed in the store.

mod rotate;

use std::io::Write;

use bindery_connector::ports::Clock;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{Looking, StoreArgument};
use crate::output::Output;
use crate::paint::QUIET;
use crate::parameters;
use crate::secrets::seal_key;
use crate::system::SystemClock;
use crate::table::{Table, counted};

const AFTER_HELP: &str = "\
Examples:
  bindery secrets set acme-token env:TOKEN
  bindery connection add acme connectors/bynder --param TOKEN=sealed:acme-token
  bindery secrets list
  bindery secrets remove acme-token
  BINDERY_NEW_KEY=$(openssl rand -base64 32) bindery secrets rotate --store acme.db
  BINDERY_KEY_FILE=old.key BINDERY_NEW_KEY_FILE=new.key bindery secrets rotate

A secret is sealed with BINDERY_KEY, else with the key file beside the store, which only its owner can
read. It is never shown. After a rotation set BINDERY_KEY to the new key.";

/// Look after the secrets that the store keeps sealed
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Secrets {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Seal a secret under a name, in place of an earlier one
    #[command(after_help = AFTER_HELP)]
    Set {
        /// Its name
        name: String,

        /// Where it comes from: env:VAR or file:PATH
        #[arg(value_name = "env:VAR|file:PATH")]
        from: String,

        #[command(flatten)]
        store: StoreArgument,
    },
    /// List the names of what is kept
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        looking: Looking,
    },
    /// Seal everything with another key: all of it, or nothing
    #[command(after_help = AFTER_HELP)]
    Rotate {
        #[command(flatten)]
        store: StoreArgument,
    },
    /// Forget a secret
    #[command(after_help = AFTER_HELP)]
    Remove {
        /// Its name
        name: String,

        #[command(flatten)]
        store: StoreArgument,
    },
}

impl Secrets {
    /// Keeps, lists, seals anew or forgets.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::Set { name, from, store } => set(&name, &from, &store, output),
            Action::List { looking } => list(&looking, output),
            Action::Rotate { store } => rotate::rotate(&store, output),
            Action::Remove { name, store } => remove(&name, &store, output),
        }
    }
}

fn set(name: &str, from: &str, store: &StoreArgument, output: &mut Output) -> End {
    let secret = parameters::parse_secret(from).map_err(|message| {
        Failure::usage(
            message,
            "give it as env:VAR or file:PATH, never written out",
        )
    })?;
    if name.trim().is_empty() || secret.is_empty() {
        return Err(Failure::usage(
            "a secret has neither an empty name nor an empty value",
            "give it a name, and see where its value comes from",
        ));
    }
    store
        .open()?
        .with_key(seal_key()?)
        .keep_secret(name, &secret, SystemClock.now())
        .map_err(|found| Failure::run(*found))?;
    writeln!(output, "kept `{name}`")?;
    output.say(&format!("name it as `sealed:{name}` in bindery.toml"));
    Ok(Exit::Fine)
}

fn list(looking: &Looking, output: &mut Output) -> End {
    let secrets = match looking.store.look_if_any()? {
        Some(store) => store.list_secrets().map_err(|found| Failure::run(*found))?,
        None => Vec::new(),
    };
    if looking.format == Format::Json {
        writeln!(output, "{}", json!(secrets))?;
        return Ok(Exit::Fine);
    }
    let mut table = Table::new(&["name", "written"]);
    for secret in &secrets {
        table.row([secret.name.clone(), secret.written.clone()]);
    }
    if !table.is_empty() {
        write!(output, "{}", table.render(0))?;
    }
    let count = counted(secrets.len(), "secret", "secrets");
    output.say(&format!("{QUIET}{count}{QUIET:#}"));
    Ok(Exit::Fine)
}

fn remove(name: &str, store: &StoreArgument, output: &mut Output) -> End {
    let gone = store.look()?.forget_secret(name);
    if !gone.map_err(|found| Failure::run(*found))? {
        return Err(Failure::usage(
            format!("the store keeps no secret `{name}`"),
            "list them with `bindery secrets list`",
        ));
    }
    writeln!(output, "forgot `{name}`")?;
    Ok(Exit::Fine)
}
