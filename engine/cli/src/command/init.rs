//! `bindery init`: a workspace to begin with.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_definition::WORKSPACE_FILE;
use bindery_diagnostics::{Diagnostic, codes};
use clap::Args;

use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::writing::unwritable;

const AFTER_HELP: &str = "\
Examples:
  bindery init                           bindery.toml and .gitignore in the working folder
  bindery init identities                in a folder of its own

Nothing that is there is overwritten. `bindery connection add` puts the first connection in;
`bindery check bindery.toml` says what is wrong with the file.";

/// What a new workspace's settings say. A line that begins with `#` and no blank is an example: without
/// its `#` the file is still right.
const SETTINGS: &str = include_str!("init.toml");

/// What is not to be kept under version control.
const IGNORED: &str = "\
# The store, and what lies beside it while it is open.
bindery.db
bindery.db-*
bindery.db.key

# Secrets are named in bindery.toml, and stand in files that only you can read.
secrets/
";

/// Begin a workspace: bindery.toml, with an example of everything it may say
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Init {
    /// The folder; made where there is none
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
}

impl Init {
    /// Writes the files that are not there.
    pub fn run(self, output: &mut Output) -> End {
        let settings = self.folder.join(WORKSPACE_FILE);
        if settings.exists() {
            return Err(Failure::start(
                Diagnostic::new(
                    codes::NOT_EMPTY,
                    format!("`{}` is there already", settings.display()),
                )
                .with_help("edit it, or begin a workspace in another folder"),
            ));
        }
        fs::create_dir_all(&self.folder).map_err(|error| unwritable(&self.folder, &error))?;
        put(&settings, SETTINGS)?;
        writeln!(output, "wrote {}", settings.display())?;
        let ignored = self.folder.join(".gitignore");
        if ignored.exists() {
            output.say(&format!(
                "`{}` is there already and was left alone; keep bindery.db and secrets/ out of \
                 version control",
                ignored.display()
            ));
        } else {
            put(&ignored, IGNORED)?;
            writeln!(output, "wrote {}", ignored.display())?;
        }
        output.say("next: `bindery connection add NAME CONNECTOR`");
        Ok(Exit::Fine)
    }
}

/// Writes a file that is not there; one that came meanwhile stays.
fn put(path: &Path, text: &str) -> Result<(), Failure> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| unwritable(path, &error))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::SETTINGS;

    #[test]
    fn the_examples_of_a_new_workspace_are_right() {
        let folder = tempfile::tempdir().unwrap();
        let uncommented: String = SETTINGS
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(example) if !example.starts_with(' ') => format!("{example}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        for text in [SETTINGS, &uncommented] {
            std::fs::write(folder.path().join("bindery.toml"), text).unwrap();
            let workspace = crate::workspace::load(folder.path());
            assert!(
                workspace.diagnostics.is_empty(),
                "{:?}",
                workspace.diagnostics
            );
        }
        let workspace = crate::workspace::load(folder.path());
        assert_eq!(crate::workspace::jobs(&workspace).len(), 4);
    }
}
