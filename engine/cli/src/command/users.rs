//! `bindery users`: the identities that accounts belong to.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_connector::ports::Store;
use bindery_model::User;
use bindery_repository::Filter;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{
    Listed, Listing, Looking, column_facts, facts, heading, json as line, nothing,
};
use crate::output::Output;
use crate::paint::CARE;
use crate::reason::reason;
use crate::table::counted;
use crate::user;

const AFTER_HELP: &str = "\
Examples:
  bindery users load people.csv          a heading of the product's column names, a line per user
  bindery users load people.json         one user, or an array of them
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
        looking: Looking,
    },
    /// Add or replace users from a CSV or JSON file
    #[command(after_help = AFTER_HELP, visible_alias = "import")]
    Load {
        /// FILE.csv with a heading of column names, `username` among them; or FILE.json, an object
        /// or an array of them
        file: PathBuf,

        #[command(flatten)]
        looking: Looking,
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
    /// Lists, shows or loads.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List { listing } => listing.print(
                Filter::default(),
                |store, filter| store.list_users(filter),
                output,
            ),
            Action::Show { user, looking } => show(&user, &looking, output),
            Action::Load { file, looking } => load(&file, &looking, output),
        }
    }
}

fn show(name: &str, looking: &Looking, output: &mut Output) -> End {
    let mut repository = looking.store.look()?;
    let found = repository
        .find_user(name)
        .map_err(|found| Failure::run(*found))?;
    let user = found.ok_or_else(|| nothing("user", name))?;
    if looking.format == Format::Json {
        writeln!(output, "{}", line(&user)?)?;
    } else {
        heading(output, "user", &user.username)?;
        facts(output, column_facts(&user.columns))?;
    }
    Ok(Exit::Fine)
}

fn load(file: &Path, looking: &Looking, output: &mut Output) -> End {
    let shown = file.display();
    let text = fs::read_to_string(file).map_err(|error| {
        Failure::usage(
            format!("the file `{shown}` cannot be read: {}", reason(&error)),
            "name a CSV file, or a JSON file of one user or an array of them",
        )
    })?;
    let is_csv = file
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let loaded = match is_csv {
        true => user::csv(&text, &shown.to_string())?,
        false => user::json(&text, &shown.to_string())?,
    };
    for warning in &loaded.warnings {
        output.say(&format!("{CARE}warning{CARE:#}: {warning}"));
    }
    let mut repository = looking.store.open()?;
    let (mut added, mut replaced, mut unchanged) = (0, 0, 0);
    for user in &loaded.users {
        let before = repository
            .find_user(&user.username)
            .map_err(|found| Failure::run(*found))?;
        match before {
            Some(before) if before == *user => {
                unchanged += 1;
                continue;
            }
            Some(_) => replaced += 1,
            None => added += 1,
        }
        repository
            .put_user(user)
            .map_err(|found| Failure::run(*found))?;
    }
    if looking.format == Format::Json {
        let counts = json!({"users": loaded.users.len(), "added": added, "replaced": replaced,
            "unchanged": unchanged, "warnings": loaded.warnings});
        writeln!(output, "{counts}")?;
        return Ok(Exit::Fine);
    }
    writeln!(
        output,
        "{} in the store: {added} new, {replaced} changed, {unchanged} as before",
        counted(loaded.users.len(), "user", "users")
    )?;
    Ok(Exit::Fine)
}
