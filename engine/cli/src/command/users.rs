//! `bindery users`: the identities that accounts belong to.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_connector::ports::Store;
use bindery_model::User;
use bindery_repository::Filter;
use clap::{Args, Subcommand};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{
    Listed, Listing, StoreArgument, column_facts, facts, heading, json as line, nothing,
};
use crate::output::Output;
use crate::reason::reason;
use crate::table::counted;
use crate::user;

const AFTER_HELP: &str = "\
Examples:
  bindery users import people.json       one user, or an array of them, in the product's column names
  bindery users list
  bindery users show mira.lindholm";

/// Look at the users of a store, or put some in
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Users {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List users by name
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        listing: Listing,
    },
    /// Show one user with its columns
    #[command(after_help = AFTER_HELP)]
    Show {
        /// The username
        user: String,

        #[command(flatten)]
        store: StoreArgument,

        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Add or replace users from a JSON file
    #[command(after_help = AFTER_HELP)]
    Import {
        /// A JSON object with a `username`, or an array of them
        file: PathBuf,

        #[command(flatten)]
        store: StoreArgument,
    },
}

impl Listed for User {
    const HEADING: &'static [&'static str] =
        &["username", "first name", "last name", "email", "status"];
    const NOUN: (&'static str, &'static str) = ("user", "users");

    fn cells(&self) -> Vec<String> {
        let column = |name: &str| {
            let value = self.columns.get(name).and_then(serde_json::Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        vec![
            self.username.clone(),
            column("firstname"),
            column("lastname"),
            column("email"),
            match column("statuskey").as_str() {
                "1" => "active".to_owned(),
                "0" => "inactive".to_owned(),
                _ => column("statuskey"),
            },
        ]
    }
}

impl Users {
    /// Lists, shows or imports.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List { listing } => listing.print(
                Filter::default(),
                |store, filter| store.list_users(filter),
                output,
            ),
            Action::Show {
                user,
                store,
                format,
            } => show(&user, &store, format, output),
            Action::Import { file, store } => import(&file, &store, output),
        }
    }
}

fn show(name: &str, store: &StoreArgument, format: Format, output: &mut Output) -> End {
    let mut repository = store.look()?;
    let found = repository
        .find_user(name)
        .map_err(|found| Failure::run(*found))?;
    let user = found.ok_or_else(|| nothing("user", name))?;
    if format == Format::Json {
        writeln!(output, "{}", line(&user)?)?;
    } else {
        heading(output, "user", &user.username)?;
        facts(output, column_facts(&user.columns))?;
    }
    Ok(Exit::Fine)
}

fn import(file: &Path, store: &StoreArgument, output: &mut Output) -> End {
    let shown = file.display();
    let text = fs::read_to_string(file).map_err(|error| {
        Failure::usage(
            format!("the file `{shown}` cannot be read: {}", reason(&error)),
            "name a JSON file of one user, or of an array of them",
        )
    })?;
    let users = user::read_all(&text, &shown.to_string())?;
    let mut repository = store.open()?;
    for user in &users {
        repository
            .put_user(user)
            .map_err(|found| Failure::run(*found))?;
    }
    writeln!(
        output,
        "{} in the store",
        counted(users.len(), "user", "users")
    )?;
    Ok(Exit::Fine)
}
