//! The connections of a workspace: listed, shown, taken out.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_definition::{ConnectionSettings, ParameterSource, WORKSPACE_FILE, Workspace, nearest};
use bindery_diagnostics::Severity;
use serde_json::{Map, Value, json};
use toml_edit::{DocumentMut, Item};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{facts, heading};
use crate::output::Output;
use crate::paint::QUIET;
use crate::reason::reason;
use crate::table::{Table, counted};
use crate::workspace;
use crate::writing::{unwritable, write_file};

/// The workspace's file, to be edited.
pub struct Settings {
    /// Its path.
    pub path: PathBuf,
    /// Its text, so that what is not touched stays.
    pub document: DocumentMut,
    /// What it says.
    pub workspace: &'static Workspace,
}

impl Settings {
    /// Opens the file that holds for the working folder.
    pub fn open() -> Result<Self, Failure> {
        let workspace = workspace::current()?;
        let Some(path) = workspace.path.clone() else {
            return Err(Failure::usage(
                "there is no bindery.toml here, nor in a folder above",
                "begin a workspace with `bindery init`",
            ));
        };
        let text = fs::read_to_string(&path).map_err(|error| {
            Failure::usage(
                format!("`{}` cannot be read: {}", path.display(), reason(&error)),
                "make it readable",
            )
        })?;
        let document = text.parse::<DocumentMut>().map_err(|_| {
            Failure::usage(
                "bindery.toml is not valid TOML",
                "see what is wrong with `bindery check bindery.toml`",
            )
        })?;
        Ok(Self {
            path,
            document,
            workspace,
        })
    }

    /// Writes the document, if what it says then is right.
    pub fn write(&self) -> Result<(), Failure> {
        let text = self.document.to_string();
        refuse_errors(&text)?;
        write_file(&self.path, text.as_bytes()).map_err(|error| unwritable(&self.path, &error))
    }

    /// A path of the command line as the file is to say it: relative to its folder where it lies in it.
    pub fn relative(&self, path: &Path) -> String {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = self.path.parent().unwrap_or(Path::new(""));
        match absolute.strip_prefix(folder) {
            Ok(inside) => inside.display().to_string(),
            Err(_) if path.is_relative() && self.is_here() => path.display().to_string(),
            Err(_) => absolute.display().to_string(),
        }
    }

    fn is_here(&self) -> bool {
        self.path.parent() == std::env::current_dir().ok().as_deref()
    }
}

/// Refuses a text of the file that has errors.
fn refuse_errors(text: &str) -> Result<(), Failure> {
    let read = Workspace::read(WORKSPACE_FILE, text);
    let mut found = read.diagnostics.iter();
    if !found.any(|d| d.severity == Severity::Error) {
        return Ok(());
    }
    Err(Failure::Found {
        diagnostics: read.diagnostics,
        sources: read.sources,
        exit: Exit::CouldNotStart,
    })
}

/// Where a parameter comes from; a value that stands in the file is not repeated.
fn origin(source: &ParameterSource) -> String {
    match source {
        ParameterSource::Written(_) => "written in bindery.toml".to_owned(),
        ParameterSource::Environment(variable) => format!("env:{variable}"),
        ParameterSource::File(path) => format!("file:{}", path.display()),
        ParameterSource::Sealed(name) => format!("sealed:{name}"),
    }
}

fn as_json(workspace: &Workspace, one: &ConnectionSettings) -> Value {
    let parameters: Map<String, Value> = one
        .parameters
        .iter()
        .map(|(name, source)| (name.clone(), origin(source).into()))
        .collect();
    json!({
        "name": one.name,
        "description": one.description,
        "path": one.path,
        "connection": one.connection,
        "connection_json": one.connection_json,
        "endpoint": workspace.endpoint_of_connection(&one.name),
        "base_url": one.base_url,
        "allow_origins": one.allow_origins,
        "key_files": one.key_files,
        "retries": one.retries,
        "timeouts": {"connect": one.timeouts.connect, "read": one.timeouts.read},
        "parameters": parameters,
    })
}

/// Lists them in the order of the file.
pub fn list(format: Format, output: &mut Output) -> End {
    let workspace = workspace::current()?;
    if format == Format::Json {
        let all = workspace.connections.iter();
        let all: Vec<Value> = all.map(|one| as_json(workspace, one)).collect();
        writeln!(output, "{}", json!(all))?;
        return Ok(Exit::Fine);
    }
    let mut table = Table::new(&["name", "connector", "endpoint", "parameters"]);
    for one in &workspace.connections {
        let names: Vec<&str> = one.parameters.keys().map(String::as_str).collect();
        table.row([
            one.name.clone(),
            one.path.display().to_string(),
            workspace.endpoint_of_connection(&one.name).to_owned(),
            names.join(", "),
        ]);
    }
    if !table.is_empty() {
        write!(output, "{}", table.render(0))?;
    }
    let count = counted(workspace.connections.len(), "connection", "connections");
    output.say(&format!("{QUIET}{count}{QUIET:#}"));
    Ok(Exit::Fine)
}

/// Shows one.
pub fn show(name: &str, format: Format, output: &mut Output) -> End {
    let workspace = workspace::current()?;
    let one = find(workspace, name)?;
    if format == Format::Json {
        writeln!(output, "{}", as_json(workspace, one))?;
        return Ok(Exit::Fine);
    }
    heading(output, "connection", name)?;
    let endpoint = workspace.endpoint_of_connection(name);
    let path = |path: &PathBuf| path.display().to_string();
    let seconds = |n: u64| format!("{n} s");
    facts(
        output,
        [
            ("description", one.description.clone()),
            ("connector", Some(path(&one.path))),
            ("connection", one.connection.clone()),
            ("ConnectionJSON", one.connection_json.as_ref().map(path)),
            (
                "security system",
                Some(workspace.system_of(endpoint).to_owned()),
            ),
            ("endpoint", Some(endpoint.to_owned())),
            ("base URL", one.base_url.clone()),
            ("key files", one.key_files.as_ref().map(path)),
            ("retries", one.retries.map(|n| n.to_string())),
            ("connect within", one.timeouts.connect.map(seconds)),
            ("answer within", one.timeouts.read.map(seconds)),
        ],
    )?;
    for allowed in &one.allow_origins {
        facts(output, [("may reach", Some(allowed.clone()))])?;
    }
    for (name, source) in &one.parameters {
        facts(output, [(name.as_str(), Some(origin(source)))])?;
    }
    Ok(Exit::Fine)
}

/// Takes one out, unless another section needs it.
pub fn remove(name: &str, output: &mut Output) -> End {
    let mut settings = Settings::open()?;
    find(settings.workspace, name)?;
    match settings.document.get_mut("connection") {
        Some(Item::ArrayOfTables(tables)) => {
            let is_it =
                |table: &toml_edit::Table| table.get("name").and_then(Item::as_str) == Some(name);
            let place = tables.iter().position(is_it);
            if let Some(place) = place {
                tables.remove(place);
            }
        }
        _ => {
            settings.document.remove("connection");
        }
    }
    settings.write()?;
    writeln!(output, "removed the connection `{name}`")?;
    Ok(Exit::Fine)
}

fn find<'w>(workspace: &'w Workspace, name: &str) -> Result<&'w ConnectionSettings, Failure> {
    workspace.connection(name).ok_or_else(|| {
        let known = workspace.connections.iter().map(|c| c.name.as_str());
        let help = nearest(name, known).map_or_else(
            || "list them with `bindery connection list`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Failure::usage(
            format!("bindery.toml declares no connection `{name}`"),
            help,
        )
    })
}
