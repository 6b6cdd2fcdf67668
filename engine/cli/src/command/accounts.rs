//! `bindery accounts`: the accounts of a store.

use std::io::Write;

use bindery_model::Account;
use bindery_repository::Filter;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{
    Listed, Listing, Looking, cell, column_facts, facts, heading, json as line, nothing,
};
use crate::output::Output;

const AFTER_HELP: &str = "\
Examples:
  bindery accounts list --status inactive
  bindery accounts list --format json
  bindery accounts show mira.lindholm";

/// Look at the accounts of a store
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Accounts {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List accounts by endpoint and name
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        listing: Listing,

        /// Only in this state: active, inactive, suspended-from-import, manually-provisioned,
        /// manually-suspended
        #[arg(long)]
        status: Option<String>,

        /// Only of this user
        #[arg(long)]
        user: Option<String>,
    },
    /// Show one account with its columns and links
    #[command(after_help = AFTER_HELP)]
    Show {
        /// Its id or name
        account: String,

        #[command(flatten)]
        looking: Looking,
    },
}

impl Listed for Account {
    const HEADING: &'static [&'static str] =
        &["endpoint", "name", "display name", "status", "user", "id"];
    const NOUN: (&'static str, &'static str) = ("account", "accounts");

    fn cells(&self) -> Vec<String> {
        vec![
            self.endpoint.clone(),
            cell(self.name.as_ref()),
            cell(self.display_name.as_ref()),
            self.status.as_str().to_owned(),
            cell(self.user.as_ref()),
            cell(self.account_id.as_ref()),
        ]
    }
}

impl Accounts {
    /// Lists or shows.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List {
                listing,
                status,
                user,
            } => {
                let filter = Filter {
                    status,
                    user,
                    ..Filter::default()
                };
                listing.print(filter, |store, filter| store.list_accounts(filter), output)
            }
            Action::Show { account, looking } => show(&account, &looking, output),
        }
    }
}

fn show(name: &str, looking: &Looking, output: &mut Output) -> End {
    let repository = looking.store.look()?;
    let filter = Filter {
        account: Some(name.to_owned()),
        ..Filter::default()
    };
    let found = repository
        .list_accounts(&filter)
        .map_err(|found| Failure::run(*found))?;
    if found.is_empty() {
        return Err(nothing("account", name));
    }
    for account in found {
        let links = repository
            .links_of(account.row)
            .map_err(|found| Failure::run(*found))?;
        let logical = repository
            .associations_of(account.row)
            .map_err(|found| Failure::run(*found))?;
        if looking.format == Format::Json {
            let mut shown = json!({"account": account, "links": links});
            if let (false, Some(members)) = (logical.is_empty(), shown.as_object_mut()) {
                members.insert("logical_endpoints".to_owned(), json!(logical));
            }
            writeln!(output, "{}", line(&shown)?)?;
            continue;
        }
        let title = account
            .name
            .as_deref()
            .or(account.account_id.as_deref())
            .unwrap_or(name);
        heading(output, "account", title)?;
        facts(
            output,
            [
                ("endpoint", Some(account.endpoint.clone())),
                (
                    "logical endpoints",
                    (!logical.is_empty()).then(|| logical.join(", ")),
                ),
                ("id", account.account_id.clone()),
                ("display name", account.display_name.clone()),
                ("status", Some(account.status.as_str().to_owned())),
                ("user", account.user.clone()),
            ],
        )?;
        facts(output, column_facts(&account.columns))?;
        for link in links {
            let value = link.entitlement_value.unwrap_or(link.entitlement_id);
            facts(output, [(link.entitlement_type.as_str(), Some(value))])?;
        }
    }
    Ok(Exit::Fine)
}
