//! `bindery links`: who has what.

use std::io::Write;

use bindery_mapping::text_of;
use bindery_model::{Link, LinkOrigin};
use bindery_repository::Filter;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{Listed, Listing, Looking, facts, heading, json as line, nothing};
use crate::output::Output;

const AFTER_HELP: &str = "\
Examples:
  bindery links list --account mira.lindholm
  bindery links list --type Group --format json
  bindery links show mira.lindholm \"Press office\"";

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
    /// Show the link between an account and an entitlement, with who made it
    #[command(after_help = AFTER_HELP)]
    Show {
        /// The account's id or name
        account: String,

        /// The entitlement's id or value
        entitlement: String,

        /// Only of this entitlement type
        #[arg(long = "type", value_name = "TYPE")]
        kind: Option<String>,

        #[command(flatten)]
        looking: Looking,
    },
}

impl Listed for Link {
    const HEADING: &'static [&'static str] =
        &["endpoint", "account", "type", "entitlement", "origin"];
    const NOUN: (&'static str, &'static str) = ("link", "links");

    fn cells(&self) -> Vec<String> {
        vec![
            self.endpoint.clone(),
            self.account.clone(),
            self.entitlement_type.clone(),
            self.entitlement_value
                .clone()
                .unwrap_or_else(|| self.entitlement_id.clone()),
            origin(self).to_owned(),
        ]
    }
}

impl Links {
    /// Lists or shows.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List {
                listing,
                account,
                kind,
                user,
            } => {
                let filter = Filter {
                    account,
                    entitlement_type: kind,
                    user,
                    ..Filter::default()
                };
                listing.print(filter, |store, filter| store.list_links(filter), output)
            }
            Action::Show {
                account,
                entitlement,
                kind,
                looking,
            } => {
                let filter = Filter {
                    account: Some(account),
                    entitlement_type: kind,
                    ..Filter::default()
                };
                show(&filter, &entitlement, &looking, output)
            }
        }
    }
}

fn show(filter: &Filter, entitlement: &str, looking: &Looking, output: &mut Output) -> End {
    let mut links = looking
        .store
        .look()?
        .list_links(filter)
        .map_err(|found| Failure::run(*found))?;
    links.retain(|link| {
        link.entitlement_id == entitlement || link.entitlement_value.as_deref() == Some(entitlement)
    });
    if links.is_empty() {
        return Err(nothing("link", entitlement));
    }
    for link in links {
        if looking.format == Format::Json {
            writeln!(output, "{}", line(&json!({"link": link}))?)?;
            continue;
        }
        heading(output, "link", &link.account)?;
        facts(
            output,
            [
                ("endpoint", Some(link.endpoint.clone())),
                ("account id", link.account_id.clone()),
                ("type", Some(link.entitlement_type.clone())),
                ("entitlement", link.entitlement_value.clone()),
                ("entitlement id", Some(link.entitlement_id.clone())),
                ("made by", Some(origin(&link).to_owned())),
            ],
        )?;
        let attributes = link.attributes.iter();
        facts(
            output,
            attributes.map(|(name, value)| (name.as_str(), text_of(value))),
        )?;
    }
    Ok(Exit::Fine)
}

fn origin(link: &Link) -> &'static str {
    match link.origin {
        LinkOrigin::Import => "import",
        LinkOrigin::Task => "task",
    }
}
