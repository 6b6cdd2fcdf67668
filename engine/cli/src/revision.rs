//! `--against REV|DIR`: another version of a connector, from a folder or from its git repository.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::exit::Failure;
use crate::reason::reason;

/// The other version; what was taken out of a repository is gone with it.
pub struct Other {
    /// Where it is.
    pub path: PathBuf,
    _folder: Option<TempDir>,
}

/// Finds the other version: what is there as a file or folder is that; else it is a revision of the
/// repository that holds the connector.
pub fn find(against: &Path, connector: &Path) -> Result<Other, Failure> {
    if against.exists() {
        return Ok(Other {
            path: against.to_path_buf(),
            _folder: None,
        });
    }
    let shown = against.display().to_string();
    let connector = fs::canonicalize(connector).map_err(|error| {
        Failure::usage(
            format!(
                "`{}` cannot be read: {}",
                connector.display(),
                reason(&error)
            ),
            "check the path",
        )
    })?;
    let (Some(parent), Some(name)) = (connector.parent(), connector.file_name()) else {
        return Err(unknown(&shown));
    };
    // Names are those of the connector's folder, or of the folder of a package.
    let is_folder = connector.is_dir();
    let place = if is_folder { &connector } else { parent };
    let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
    let commit = format!("{shown}^{{commit}}");
    let commit = git(place, &[&verify[..], &[&commit]].concat()).ok_or_else(|| unknown(&shown))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let lost = || {
        let message = format!("the revision `{shown}` has no `{}`", name.to_string_lossy());
        Failure::usage(
            message,
            "name a revision in which the connector is at the same place",
        )
    };
    let name = name.to_str().ok_or_else(lost)?;
    let only = if is_folder { "." } else { name };
    let list = ["ls-tree", "-r", "-z", "--name-only", &commit, "--", only];
    let listed = git(place, &list);
    let listed = listed.filter(|names| !names.is_empty()).ok_or_else(lost)?;
    let folder = tempfile::tempdir().map_err(|e| unwritten(&e))?;
    let path = folder.path().join(name);
    let into = if is_folder { &path } else { folder.path() };
    for file in listed
        .split(|byte| *byte == 0)
        .filter(|file| !file.is_empty())
    {
        let file = std::str::from_utf8(file).map_err(|_| lost())?;
        let text = git(place, &["show", &format!("{commit}:./{file}")]).ok_or_else(lost)?;
        let written = into.join(file);
        fs::create_dir_all(written.parent().unwrap_or(into)).map_err(|e| unwritten(&e))?;
        fs::write(&written, text).map_err(|e| unwritten(&e))?;
    }
    Ok(Other {
        path,
        _folder: Some(folder),
    })
}

/// What git says to standard output; `None` where it fails, or is not there.
fn git(place: &Path, words: &[impl AsRef<OsStr>]) -> Option<Vec<u8>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(place).args(words);
    let output = command.output().ok()?;
    output.status.success().then_some(output.stdout)
}

fn unknown(shown: &str) -> Failure {
    Failure::usage(
        format!(
            "`{shown}` is no folder, and no revision of a git repository that holds the connector"
        ),
        "name a connector folder, or a revision as `git log` shows it",
    )
}

fn unwritten(error: &std::io::Error) -> Failure {
    Failure::usage(
        format!(
            "the other version cannot be written down: {}",
            reason(error)
        ),
        "make room where temporary files are kept, or name a folder",
    )
}
