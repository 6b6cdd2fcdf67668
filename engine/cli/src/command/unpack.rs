//! `bindery unpack`: a package becomes a connector folder, without loss (design D10).

use std::io::Write;
use std::path::PathBuf;

use bindery_definition::{Refusal, Unpacked, read_file, unpack};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::find_attribute;
use clap::Args;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::table::counted;
use crate::writing::{is_occupied, occupied, unwritable, write_folder};

const AFTER_HELP: &str = "\
Examples:
  bindery unpack Bynder.zip bynder
  bindery unpack Everything.zip crm --connection CRM
  bindery unpack Bynder.zip bynder --force      a new export over an older one

What is yours alone (connector.toml, simulator.json, tests, README.md) stays with --force.";

/// Turn a package into a connector folder, without loss
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Unpack {
    /// A T2P zip, or an exported `Connection_….json`
    #[arg(value_name = "PKG")]
    package: PathBuf,

    /// The folder to write; several connections get a folder each in it
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Give files to this connection only; the others are carried along
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,

    /// Write although the folder holds something
    #[arg(long)]
    force: bool,

    /// How to write the report
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Unpack {
    /// Unpacks.
    pub fn run(self, output: &mut Output) -> End {
        let name = self.package.display().to_string();
        let bytes = self.read()?;
        let unpacked = unpack(&name, &bytes, self.connection.as_deref())
            .map_err(|refusal| refused(*refusal))?;
        if is_occupied(&self.folder) && !(self.force && self.folder.is_dir()) {
            let what = if self.folder.is_dir() {
                "is a folder that holds something already"
            } else {
                "is a file"
            };
            return Err(occupied(&self.folder, what));
        }
        write_folder(&self.folder, &unpacked.files, is_replaced)
            .map_err(|error| unwritable(&self.folder, &error))?;
        match self.format {
            Format::Human => self.tell(&unpacked, output)?,
            Format::Json => writeln!(output, "{}", self.document(&unpacked))?,
        }
        Ok(Exit::Fine)
    }

    fn read(&self) -> Result<Vec<u8>, Failure> {
        if self.package.is_dir() {
            let message = format!("`{}` is a folder already", self.package.display());
            return Err(Failure::start(
                Diagnostic::new(codes::UNREADABLE, message)
                    .with_help("give a T2P zip, or an exported Connection_*.json"),
            ));
        }
        read_file(&self.package).map_err(|found| Failure::start(*found))
    }

    fn tell(&self, unpacked: &Unpacked, output: &mut Output) -> std::io::Result<()> {
        let folder = self.folder.display();
        for connection in &unpacked.connections {
            let place = if connection.folder == "." {
                folder.to_string()
            } else {
                format!("{folder}/{}", connection.folder)
            };
            writeln!(
                output,
                "{STRONG}{}{STRONG:#}: {} in {place}",
                connection.name,
                counted(connection.attributes, "attribute", "attributes"),
            )?;
            if !connection.encrypted.is_empty() {
                writeln!(
                    output,
                    "  {QUIET}encrypted, kept in export.json: {}{QUIET:#}",
                    connection.encrypted.join(", ")
                )?;
            }
            if !connection.clear.is_empty() {
                writeln!(
                    output,
                    "  credentials in clear text, which `bindery pack` leaves out, in ConnectionJSON: {}",
                    connection.clear.join(", ")
                )?;
                writeln!(
                    output,
                    "  {QUIET}write parameters such as @CLIENT_SECRET@ in their place before you share the folder{QUIET:#}"
                )?;
            }
        }
        if !unpacked.carried.is_empty() {
            writeln!(
                output,
                "{QUIET}carried along in export.json: {}{QUIET:#}",
                unpacked.carried.join(", ")
            )?;
        }
        Ok(())
    }

    fn document(&self, unpacked: &Unpacked) -> serde_json::Value {
        let connections: Vec<_> = unpacked
            .connections
            .iter()
            .map(|c| {
                serde_json::json!({
                    "name": c.name,
                    "folder": c.folder,
                    "attributes": c.attributes,
                    "encrypted": c.encrypted,
                    "clear": c.clear,
                })
            })
            .collect();
        let files: Vec<_> = unpacked.files.iter().map(|(path, _)| path).collect();
        serde_json::json!({
            "folder": self.folder.display().to_string(),
            "connections": connections,
            "carried": unpacked.carried,
            "files": files,
        })
    }
}

/// A package or folder that was refused, as the end of a command.
pub fn refused(refusal: Refusal) -> Failure {
    Failure::Found {
        diagnostics: refusal.diagnostics,
        sources: refusal.sources,
        exit: Exit::CouldNotStart,
    }
}

/// Whether a file of an older folder gives way: what came from a package does.
fn is_replaced(name: &str) -> bool {
    let stem = name.strip_suffix(".json");
    stem.is_some_and(|s| s == "export" || find_attribute(s).is_some())
}
