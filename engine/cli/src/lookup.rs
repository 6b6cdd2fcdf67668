//! What the commands that look into a store share: where it is, how much to show, and how.

use std::io::Write;
use std::path::PathBuf;

use bindery_diagnostics::codes;
use bindery_model::Columns;
use bindery_repository::{Filter, Options, Repository};
use clap::Args;
use serde::Serialize;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::secrets::seal_key;
use crate::table::{Table, counted};
use crate::{begun, workspace};

/// Rows shown unless more are asked for.
const ROWS: usize = 100;

/// Where the store is.
#[derive(Args)]
pub struct StoreArgument {
    /// The store
    #[arg(
        long,
        value_name = "PATH",
        env = "BINDERY_STORE",
        hide_env_values = true,
        default_value = USUAL_STORE
    )]
    pub store: PathBuf,
}

/// The store where none is named.
const USUAL_STORE: &str = "bindery.db";

/// The store of a command that does not let one name another.
pub fn usual_store() -> PathBuf {
    let named = std::env::var_os("BINDERY_STORE").filter(|name| !name.is_empty());
    named.map_or_else(|| PathBuf::from(USUAL_STORE), PathBuf::from)
}

impl StoreArgument {
    /// Opens a store that must exist.
    pub fn look(&self) -> Result<Repository, Failure> {
        let options = Options {
            must_exist: true,
            ..Options::default()
        };
        Repository::open_with(&self.store, &options).map_err(|found| Failure::start(*found))
    }

    /// Opens a store, if there is one.
    pub fn look_if_any(&self) -> Result<Option<Repository>, Failure> {
        let is_any = std::fs::metadata(&self.store).is_ok_and(|m| m.len() > 0);
        is_any.then(|| self.look()).transpose()
    }

    /// Opens a store that is there, or that a workspace begins: elsewhere nobody has put anything into it.
    pub fn open_begun(&self) -> Result<Repository, Failure> {
        if !self.store.exists() && workspace::current()?.path.is_none() {
            self.look()?;
        }
        self.open()
    }

    /// Opens a store, making it where there is none. A full disk is no fault of the command line.
    /// It is brought in step with what the workspace declares.
    pub fn open(&self) -> Result<Repository, Failure> {
        let workspace = workspace::current()?;
        begun::note(&self.store);
        let mut store = Repository::open(&self.store).map_err(|found| match found.code {
            codes::STORE_FULL => Failure::run(*found),
            _ => Failure::start(*found),
        })?;
        workspace::declare(workspace, &mut store)?;
        Ok(store.with_key(seal_key()?))
    }
}

/// Where the store is, and how to write what it holds.
#[derive(Args)]
pub struct Looking {
    #[command(flatten)]
    pub store: StoreArgument,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// How a list is narrowed and written.
#[derive(Args)]
pub struct Listing {
    #[command(flatten)]
    store: StoreArgument,

    /// Only this endpoint
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,

    /// At most so many rows; 100 for people and all for programs unless given
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// One row of a list: its JSON and its cells.
pub trait Listed: Serialize {
    /// The heading of the table.
    const HEADING: &'static [&'static str];
    /// The noun, in the singular and the plural.
    const NOUN: (&'static str, &'static str);
    /// The row's cells.
    fn cells(&self) -> Vec<String>;
}

impl Listing {
    /// Opens the store, reads rows through `read`, and prints them.
    pub fn print<T: Listed>(
        self,
        filter: Filter,
        read: impl FnOnce(&Repository, &Filter) -> bindery_connector::Outcome<Vec<T>>,
        output: &mut Output,
    ) -> End {
        let repository = self.store.look()?;
        let limit = match self.format {
            Format::Human => Some(self.limit.unwrap_or(ROWS)),
            Format::Json => self.limit,
        };
        let filter = Filter {
            endpoint: self.endpoint,
            limit: limit.map(|limit| limit.saturating_add(1)),
            ..filter
        };
        let mut rows = read(&repository, &filter).map_err(|found| Failure::run(*found))?;
        let more = limit.is_some_and(|limit| rows.len() > limit);
        rows.truncate(limit.unwrap_or(usize::MAX));
        if self.format == Format::Json {
            writeln!(output, "{}", json(&rows)?)?;
            return Ok(Exit::Fine);
        }
        let mut table = Table::new(T::HEADING);
        for row in &rows {
            table.row(row.cells());
        }
        if !table.is_empty() {
            write!(output, "{}", table.render(0))?;
        }
        let (one, many) = T::NOUN;
        let count = counted(rows.len(), one, many);
        if more {
            output.say(&format!(
                "{QUIET}the first {count}; --limit shows more{QUIET:#}"
            ));
        } else {
            output.say(&format!("{QUIET}{count}{QUIET:#}"));
        }
        Ok(Exit::Fine)
    }
}

/// A value as one line of JSON.
pub fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Output(error.into()))
}

/// Text of a cell that may be absent.
pub fn cell(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

/// Names with their values, one a line; what has no value is left out.
pub fn facts<'a>(
    output: &mut Output,
    facts: impl IntoIterator<Item = (&'a str, Option<String>)>,
) -> Result<(), Failure> {
    let facts: Vec<_> = facts
        .into_iter()
        .filter_map(|(n, v)| v.map(|v| (n, v)))
        .collect();
    let width = facts
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    for (name, value) in facts {
        let fill = " ".repeat(width.saturating_sub(name.chars().count()));
        let value: String = value
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        writeln!(output, "  {QUIET}{name}{QUIET:#}{fill}  {value}")?;
    }
    Ok(())
}

/// Columns as facts: text without quotes, null left out.
pub fn column_facts(columns: &Columns) -> impl Iterator<Item = (&str, Option<String>)> {
    columns.iter().map(|(name, value)| {
        let text = match value {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        (name.as_str(), text)
    })
}

/// A heading for one thing shown.
pub fn heading(output: &mut Output, kind: &str, name: &str) -> Result<(), Failure> {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    writeln!(output, "{STRONG}{name}{STRONG:#}  {QUIET}{kind}{QUIET:#}")?;
    Ok(())
}

/// The number of a task, a request or a run.
pub fn numbered(text: &str) -> Result<i64, String> {
    match text.parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err("give a number from 1".to_owned()),
    }
}

/// The failure of looking for something that is not there.
pub fn nothing(kind: &str, name: &str) -> Failure {
    Failure::Usage {
        message: format!("the store holds no {kind} `{name}`"),
        help: format!("list them with `bindery {kind}s list`"),
    }
}
