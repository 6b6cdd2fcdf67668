//! `bindery schema`: JSON Schema of the attributes, for editors.

use std::io::Write;
use std::path::PathBuf;

use bindery_definition::{nearest, schema, schemas};
use bindery_model::catalogue::{ATTRIBUTES, find_attribute};
use clap::Args;

use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::writing::{unwritable, write_file};

const AFTER_HELP: &str = "\
Examples:
  bindery schema CreateAccountJSON
  bindery schema                         all of them, by name
  bindery schema --write .schemas        a file for each, as editors want them";

/// Print the JSON Schema of an attribute
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Schema {
    /// An attribute (`CreateAccountJSON`); without it, all of them
    attribute: Option<String>,

    /// Write ATTRIBUTE.schema.json files into this folder
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

impl Schema {
    /// Prints or writes.
    pub fn run(self, output: &mut Output) -> End {
        let wanted = match &self.attribute {
            Some(name) => Some(find_attribute(name).ok_or_else(|| unknown(name))?),
            None => None,
        };
        let Some(folder) = &self.write else {
            let document = wanted.map_or_else(schemas, schema);
            writeln!(output, "{document:#}")?;
            return Ok(Exit::Fine);
        };
        std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        for attribute in ATTRIBUTES {
            if wanted.is_none_or(|w| w.name == attribute.name) {
                let path = folder.join(format!("{}.schema.json", attribute.name));
                let text = format!("{:#}\n", schema(attribute));
                write_file(&path, text.as_bytes()).map_err(|error| unwritable(&path, &error))?;
                writeln!(output, "{}", path.display())?;
            }
        }
        Ok(Exit::Fine)
    }
}

fn unknown(name: &str) -> Failure {
    let help = nearest(name, ATTRIBUTES.iter().map(|a| a.name)).map_or_else(
        || "run `bindery schema` for all of them".to_owned(),
        |n| format!("did you mean `{n}`?"),
    );
    Failure::usage(format!("there is no attribute `{name}`"), help)
}
