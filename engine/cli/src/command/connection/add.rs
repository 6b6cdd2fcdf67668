//! `bindery connection add`: a section in `bindery.toml`, everything else of the file as it was.

use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_definition::{Loaded, load};
use bindery_diagnostics::{Diagnostic, codes};
use clap::Args;
use toml_edit::{ArrayOfTables, InlineTable, Item, Table, value};

use super::declared::Settings;
use crate::exit::{End, Exit, Failure};
use crate::output::Output;

/// What a connection is to say.
#[derive(Args)]
pub struct Add {
    /// Its name in this workspace
    name: String,

    /// A connector folder, a T2P zip, or an exported `Connection_….json`
    path: PathBuf,

    /// Which connection, where a package holds several
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,

    /// Your own ConnectionJSON, in place of an encrypted or another one
    #[arg(long, value_name = "FILE")]
    connection_json: Option<PathBuf>,

    /// Where the key files are that the definition names
    #[arg(long, value_name = "DIR")]
    key_files: Option<PathBuf>,

    /// Send every call of the connection to this origin
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Let requests go to this origin too
    #[arg(long = "allow-origin", value_name = "URL")]
    allow_origins: Vec<String>,

    /// Repeat a request that may be repeated at most so often
    #[arg(long, value_name = "N")]
    retries: Option<u32>,

    /// A parameter's value; a secret one as NAME=env:VAR, NAME=file:PATH or NAME=sealed:SECRET, which
    /// is written as it stands
    #[arg(long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
}

impl Add {
    /// Writes the section.
    pub fn run(self, output: &mut Output) -> End {
        let mut settings = Settings::open()?;
        if settings.workspace.connection(&self.name).is_some() {
            return Err(Failure::start(
                Diagnostic::new(
                    codes::DECLARED_TWICE,
                    format!("a connection `{}` is declared already", self.name),
                )
                .with_help(
                    "take another name, or remove it first with `bindery connection remove`",
                ),
            ));
        }
        let loaded = self.load()?;
        let parameters = self.parameters(&loaded, &settings)?;
        let table = self.table(&settings, &parameters);
        let item = settings
            .document
            .entry("connection")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Item::ArrayOfTables(tables) = item else {
            return Err(Failure::usage(
                "`connection` in bindery.toml is not written as `[[connection]]`",
                "write each connection as a `[[connection]]` section",
            ));
        };
        tables.push(table);
        settings.write()?;
        writeln!(output, "added the connection `{}`", self.name)?;
        let given = |name: &str| parameters.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
        let connection = loaded.select(self.connection.as_deref());
        let missing: Vec<String> = connection
            .iter()
            .flat_map(|c| c.definition.unfilled())
            .map(|p| p.name.clone())
            .filter(|name| !given(name))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            output.say(&format!(
                "these parameters have no value yet: {missing}; add them to its `parameters`"
            ));
        }
        output.say(&format!("next: `bindery connection test {}`", self.name));
        Ok(Exit::Fine)
    }

    fn load(&self) -> Result<Loaded, Failure> {
        let loaded = load(&self.path);
        if let Err(found) = loaded.select(self.connection.as_deref()) {
            if loaded.connections.is_empty() {
                return Err(Failure::Found {
                    diagnostics: loaded.all_diagnostics(),
                    sources: loaded.sources,
                    exit: Exit::CouldNotStart,
                });
            }
            return Err(Failure::start(*found));
        }
        Ok(loaded)
    }

    /// The parameters as they are to stand in the file; a secret one is named.
    fn parameters(
        &self,
        loaded: &Loaded,
        settings: &Settings,
    ) -> Result<Vec<(String, String)>, Failure> {
        let mut all = Vec::new();
        for given in &self.parameters {
            let Some((name, text)) = given.split_once('=') else {
                return Err(Failure::usage(
                    "a parameter is given without a `=`",
                    "give each as --param NAME=VALUE, NAME=env:VAR or NAME=file:PATH",
                ));
            };
            let name = name.trim();
            let named = ["env:", "file:", "sealed:"];
            let is_named = named.iter().any(|start| text.starts_with(start));
            let is_secret = loaded.connections.iter().any(|c| {
                let mut declared = c.manifest.parameters.iter();
                declared.any(|(n, entry)| entry.secret && n.eq_ignore_ascii_case(name))
            });
            if is_secret && !is_named {
                return Err(Failure::usage(
                    format!("the parameter `{name}` is secret and was written on the command line"),
                    format!("give it as --param {name}=env:VAR or --param {name}=file:PATH"),
                ));
            }
            let text = match text.strip_prefix("file:") {
                Some(path) => format!("file:{}", settings.relative(Path::new(path))),
                None => text.to_owned(),
            };
            all.push((name.to_owned(), text));
        }
        Ok(all)
    }

    fn table(&self, settings: &Settings, parameters: &[(String, String)]) -> Table {
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        let mut put = |key: &str, text: Option<String>| {
            if let Some(text) = text {
                table.insert(key, value(text));
            }
        };
        let path = |path: &PathBuf| settings.relative(path);
        put("name", Some(self.name.clone()));
        put("path", Some(path(&self.path)));
        put("connection", self.connection.clone());
        put("connection_json", self.connection_json.as_ref().map(path));
        put("key_files", self.key_files.as_ref().map(path));
        put("base_url", self.base_url.clone());
        if !self.allow_origins.is_empty() {
            let origins: toml_edit::Array = self.allow_origins.iter().collect();
            table.insert("allow_origins", value(origins));
        }
        if let Some(retries) = self.retries {
            table.insert("retries", value(i64::from(retries)));
        }
        if !parameters.is_empty() {
            let mut all = InlineTable::new();
            for (name, text) in parameters {
                all.insert(name.as_str(), text.as_str().into());
            }
            table.insert("parameters", value(all));
        }
        table
    }
}
