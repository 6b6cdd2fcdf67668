//! `bindery pack`: a connector folder becomes a package again (design D10).

use std::io::Write;
use std::path::PathBuf;

use bindery_definition::pack;
use bindery_diagnostics::render::json;
use bindery_diagnostics::{Diagnostic, codes};
use clap::Args;

use crate::arguments::Format;
use crate::command::unpack::refused;
use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::paint::STRONG;
use crate::table::counted;
use crate::writing::{occupied, unwritable, write_file};

const AFTER_HELP: &str = "\
Examples:
  bindery pack bynder Bynder.zip
  bindery pack bynder Connection_bynder.json      the exported file alone

Left out: connector.toml, simulator.json, tests, README.md, and credentials that stand in
ConnectionJSON.json. The same folder gives the same bytes.";

/// Turn a connector folder into a package that can be imported
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Pack {
    /// A connector folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The package to write: a zip, or where it ends in `.json` the exported file alone
    #[arg(value_name = "PKG")]
    package: PathBuf,

    /// Pack credentials that stand in ConnectionJSON.json too
    #[arg(long)]
    keep_secrets: bool,

    /// Write although the package exists
    #[arg(long)]
    force: bool,

    /// How to write the report
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Pack {
    /// Packs.
    pub fn run(self, output: &mut Output) -> End {
        let packed = pack(&self.folder, self.keep_secrets).map_err(|refusal| refused(*refusal))?;
        let is_export = self
            .package
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("json"));
        let bytes = if is_export {
            let export = packed.export().map(<[u8]>::to_vec);
            export.ok_or_else(|| {
                Failure::usage(
                    format!("`{}` is more than one exported file", self.folder.display()),
                    "name the package with .zip at its end",
                )
            })?
        } else {
            packed.zip().map_err(|_| {
                Failure::start(
                    Diagnostic::new(
                        codes::FOLDER_EXPORT,
                        "`export.json` names an entry that no zip can hold, or names it twice",
                    )
                    .with_help("unpack the package again"),
                )
            })?
        };
        if self.package.is_dir() {
            return Err(occupied(&self.package, "is a folder"));
        }
        if self.package.exists() && !self.force {
            return Err(occupied(&self.package, "exists already"));
        }
        write_file(&self.package, &bytes).map_err(|error| unwritable(&self.package, &error))?;
        match self.format {
            Format::Human => {
                output.report(&packed.diagnostics, &packed.sources);
                writeln!(
                    output,
                    "{STRONG}{}{STRONG:#}: {} packed",
                    self.package.display(),
                    counted(packed.attributes, "attribute", "attributes"),
                )?;
            }
            Format::Json => {
                let names: Vec<_> = packed.entries.iter().map(|(name, _)| name).collect();
                let report = json(&packed.diagnostics, &packed.sources, 1);
                let report =
                    serde_json::to_value(report).map_err(|error| Failure::Output(error.into()))?;
                let document = serde_json::json!({
                    "package": self.package.display().to_string(),
                    "entries": names,
                    "attributes": packed.attributes,
                    "diagnostics": report.get("diagnostics"),
                });
                writeln!(output, "{document}")?;
            }
        }
        Ok(Exit::Fine)
    }
}
