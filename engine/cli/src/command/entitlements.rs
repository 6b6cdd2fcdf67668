//! `bindery entitlements`: the entitlements of a store.

use std::io::Write;

use bindery_model::Entitlement;
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
  bindery entitlements list --type Group
  bindery entitlements show \"Press office\"";

/// Look at the entitlements of a store
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Entitlements {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List entitlements by endpoint, type and value
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        listing: Listing,

        /// Only of this entitlement type
        #[arg(long = "type", value_name = "TYPE")]
        kind: Option<String>,

        /// Only in this state: active, inactive, in-process
        #[arg(long)]
        status: Option<String>,
    },
    /// Show one entitlement with its columns and who has it
    #[command(after_help = AFTER_HELP)]
    Show {
        /// Its id or value
        entitlement: String,

        /// Only of this entitlement type
        #[arg(long = "type", value_name = "TYPE")]
        kind: Option<String>,

        #[command(flatten)]
        looking: Looking,
    },
}

impl Listed for Entitlement {
    const HEADING: &'static [&'static str] =
        &["endpoint", "type", "value", "display name", "status", "id"];
    const NOUN: (&'static str, &'static str) = ("entitlement", "entitlements");

    fn cells(&self) -> Vec<String> {
        vec![
            self.endpoint.clone(),
            self.entitlement_type.clone(),
            cell(self.value.as_ref()),
            cell(self.display_name.as_ref()),
            self.status.as_str().to_owned(),
            self.entitlement_id.clone(),
        ]
    }
}

impl Entitlements {
    /// Lists or shows.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List {
                listing,
                kind,
                status,
            } => {
                let filter = Filter {
                    entitlement_type: kind,
                    status,
                    ..Filter::default()
                };
                listing.print(
                    filter,
                    |store, filter| store.list_entitlements(filter),
                    output,
                )
            }
            Action::Show {
                entitlement,
                kind,
                looking,
            } => show(&entitlement, kind, &looking, output),
        }
    }
}

fn show(name: &str, kind: Option<String>, looking: &Looking, output: &mut Output) -> End {
    let repository = looking.store.look()?;
    let filter = Filter {
        entitlement_type: kind,
        ..Filter::default()
    };
    let all = repository
        .list_entitlements(&filter)
        .map_err(|found| Failure::run(*found))?;
    let named = |e: &Entitlement| e.entitlement_id == name || e.value.as_deref() == Some(name);
    let found: Vec<_> = all.into_iter().filter(named).collect();
    if found.is_empty() {
        return Err(nothing("entitlement", name));
    }
    for entitlement in found {
        let filter = Filter {
            endpoint: Some(entitlement.endpoint.clone()),
            entitlement_type: Some(entitlement.entitlement_type.clone()),
            ..Filter::default()
        };
        let mut links = repository
            .list_links(&filter)
            .map_err(|found| Failure::run(*found))?;
        links.retain(|link| link.entitlement_id == entitlement.entitlement_id);
        let maps = repository
            .maps_of(entitlement.row)
            .map_err(|found| Failure::run(*found))?;
        let owners = repository
            .owners_of(entitlement.row)
            .map_err(|found| Failure::run(*found))?;
        if looking.format == Format::Json {
            writeln!(
                output,
                "{}",
                line(
                    &json!({"entitlement": entitlement, "links": links, "maps": maps, "owners": owners})
                )?
            )?;
            continue;
        }
        let title = entitlement
            .value
            .as_deref()
            .unwrap_or(&entitlement.entitlement_id);
        heading(output, &entitlement.entitlement_type, title)?;
        facts(
            output,
            [
                ("endpoint", Some(entitlement.endpoint.clone())),
                ("id", Some(entitlement.entitlement_id.clone())),
                ("display name", entitlement.display_name.clone()),
                ("status", Some(entitlement.status.as_str().to_owned())),
            ],
        )?;
        facts(output, column_facts(&entitlement.columns))?;
        for map in maps {
            let what = if map.is_parent { "part of" } else { "maps to" };
            let other = map.value.unwrap_or(map.entitlement_id);
            let other = format!("{} {other} ({})", map.entitlement_type, map.kind);
            facts(output, [(what, Some(other))])?;
        }
        for owner in owners {
            facts(output, [("owner", Some(owner))])?;
        }
        for link in links {
            facts(output, [("account", Some(link.account))])?;
        }
    }
    Ok(Exit::Fine)
}
