//! `bindery links`: who has what.

use bindery_model::{Link, LinkOrigin};
use bindery_repository::Filter;
use clap::{Args, Subcommand};

use crate::exit::End;
use crate::lookup::{Listed, Listing};
use crate::output::Output;

const AFTER_HELP: &str = "\
Examples:
  bindery links list --account mira.lindholm
  bindery links list --type Group --format json";

/// Look at the links between accounts and entitlements
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Links {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List links by account and entitlement
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        listing: Listing,

        /// Only of the account of this id or name
        #[arg(long)]
        account: Option<String>,

        /// Only of this entitlement type
        #[arg(long = "type", value_name = "TYPE")]
        kind: Option<String>,

        /// Only of this user
        #[arg(long)]
        user: Option<String>,
    },
}

impl Listed for Link {
    const HEADING: &'static [&'static str] =
        &["endpoint", "account", "type", "entitlement", "origin"];
    const NOUN: (&'static str, &'static str) = ("link", "links");

    fn cells(&self) -> Vec<String> {
        let origin = match self.origin {
            LinkOrigin::Import => "import",
            LinkOrigin::Task => "task",
        };
        vec![
            self.endpoint.clone(),
            self.account.clone(),
            self.entitlement_type.clone(),
            self.entitlement_value
                .clone()
                .unwrap_or_else(|| self.entitlement_id.clone()),
            origin.to_owned(),
        ]
    }
}

impl Links {
    /// Lists.
    pub fn run(self, output: &mut Output) -> End {
        let Action::List {
            listing,
            account,
            kind,
            user,
        } = self.action;
        let filter = Filter {
            account,
            entitlement_type: kind,
            user,
            ..Filter::default()
        };
        listing.print(filter, |store, filter| store.list_links(filter), output)
    }
}
