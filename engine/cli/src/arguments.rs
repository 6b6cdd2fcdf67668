//! The arguments shared by every command, and the list of commands.

use clap::{Parser, ValueEnum};

use crate::command::Command;

const AFTER_HELP: &str = "\
Examples:
  bindery demo                                   a whole life of an identity, on a simulator
  bindery check Bynder.zip                       what is wrong with a package
  bindery eval '${user.email?.toLowerCase()}' --context user.json
  bindery import connectors/bynder --store hr.db --param PORTAL=acme.bynder.com

Exit codes: 0 fine; 1 errors in what was examined, or a call failed; 2 could not start;
3 refused by a guard, nothing was removed.";

/// Checks, previews, runs and simulates declarative REST connectors.
#[derive(Parser)]
#[command(name = "bindery", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How a report is written: for people, or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    #[default]
    Human,
    Json,
}
