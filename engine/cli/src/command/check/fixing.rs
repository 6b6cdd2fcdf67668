//! `--fix` and `--diff`: mending what can be mended mechanically.
//!
//! A path is copied to a temporary folder and mended there in rounds, each read anew, until nothing
//! is left to mend. A round after which there are more errors than before is taken back. Only then are
//! the changed files written, each in one step, and only where they still hold what was read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bindery_definition::{MAX_ARCHIVE, Rewrite, Workspace, rewrite_archive};
use bindery_diagnostics::render::{diff, summarize};
use bindery_diagnostics::{Sources, fixes};

use crate::exit::Failure;
use crate::output::Output;
use crate::reason::reason;
use crate::table::counted;

use super::choice::Ignores;
use super::{Check, is_workspace};

/// The most rounds: overlapping fixes are few, and two fixes that undo each other must end.
const MAX_ROUNDS: usize = 20;

/// A copy of a path that may be changed.
struct Stage {
    /// Removed with the stage.
    _folder: tempfile::TempDir,
    /// The path as given.
    original: PathBuf,
    /// Files of the copy and what they held, by their path below the temporary folder.
    initial: BTreeMap<PathBuf, Vec<u8>>,
    path: PathBuf,
}

/// What stood before a round.
struct Before {
    files: BTreeMap<PathBuf, Vec<u8>>,
    texts: Texts,
    applied: usize,
}

/// Texts before and after, by the name of their file as given.
type Texts = BTreeMap<String, (String, String)>;

/// What mending a path gave.
struct Mended {
    stage: Stage,
    texts: Texts,
    applied: usize,
    /// Files that cannot be changed.
    left: BTreeSet<String>,
}

impl Check {
    /// Mends every path and writes it; says what was done.
    pub(super) fn fix(&self, workspace: &Workspace, output: &mut Output) -> Result<(), Failure> {
        let (mut applied, mut files) = (0, 0);
        for path in self.paths.iter().filter(|path| !is_workspace(path)) {
            let Some(mended) = self.mend(workspace, path)? else {
                continue;
            };
            files += mended.stage.write()?;
            applied += mended.applied;
            tell_left(&mended, output);
        }
        let findings = counted(applied, "finding", "findings");
        let files = counted(files, "file", "files");
        output.say(&format!("mended {findings} in {files}"));
        Ok(())
    }

    /// Shows what mending would change.
    pub(super) fn diff(&self, workspace: &Workspace, output: &mut Output) -> Result<(), Failure> {
        let mut applied = 0;
        for path in self.paths.iter().filter(|path| !is_workspace(path)) {
            let Some(mended) = self.mend(workspace, path)? else {
                continue;
            };
            for (name, (before, after)) in &mended.texts {
                write!(output, "{}", diff(name, before, after))?;
            }
            applied += mended.applied;
            tell_left(&mended, output);
        }
        let findings = counted(applied, "finding", "findings");
        output.say(&format!("`--fix` mends {findings}"));
        Ok(())
    }

    /// Mends a copy of a path; `None` where there is nothing to copy.
    fn mend(&self, workspace: &Workspace, path: &Path) -> Result<Option<Mended>, Failure> {
        let Some(stage) = Stage::new(path)? else {
            return Ok(None);
        };
        let mut mended = Mended {
            stage,
            texts: BTreeMap::new(),
            applied: 0,
            left: BTreeSet::new(),
        };
        let mut errors = usize::MAX;
        let mut last: Option<Before> = None;
        for _ in 0..MAX_ROUNDS {
            let loaded = self.load(&mended.stage.path)?;
            let mut ignores = Ignores::new(&workspace.check);
            let part = self.check(String::new(), loaded, workspace, &mut ignores)?;
            let now = summarize(&part.found, 1).errors;
            if now > errors {
                if let Some(before) = last {
                    mended.stage.restore(&before.files)?;
                    mended.texts = before.texts;
                    mended.applied = before.applied;
                }
                break;
            }
            errors = now;
            let round = fixes::apply(&part.found, &part.sources, |file| {
                mended.stage.shown(&file.name).is_some() && !mended.left.contains(&file.name)
            });
            if round.applied == 0 {
                break;
            }
            last = Some(Before {
                files: mended.stage.files()?,
                texts: mended.texts.clone(),
                applied: mended.applied,
            });
            if mended.change(&part.sources, &round.texts)? {
                mended.applied += round.applied;
            }
        }
        Ok(Some(mended))
    }
}

impl Mended {
    /// Writes changed texts into the copy; false where a file refused, and nothing of it counts.
    fn change(
        &mut self,
        sources: &Sources,
        texts: &BTreeMap<bindery_diagnostics::SourceId, String>,
    ) -> Result<bool, Failure> {
        let mut entries: BTreeMap<String, Rewrite> = BTreeMap::new();
        let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        let mut changed = Vec::new();
        for (id, after) in texts {
            let Some(file) = sources.get(*id) else {
                continue;
            };
            let rewrite = Rewrite {
                before: file.text.to_string(),
                after: after.clone(),
            };
            if let Some(entry) = self.stage.entry(&file.name) {
                entries.insert(entry.to_owned(), rewrite.clone());
            } else {
                let path = PathBuf::from(&file.name);
                let original = read(&path)?;
                match rewrite.apply(&original) {
                    Some(bytes) => files.push((path, bytes)),
                    None => {
                        self.left.insert(file.name.clone());
                        return Ok(false);
                    }
                }
            }
            changed.push((file.name.clone(), rewrite));
        }
        if !entries.is_empty() {
            let archive = read(&self.stage.path)?;
            match rewrite_archive("", &archive, &entries) {
                Ok(bytes) => files.push((self.stage.path.clone(), bytes)),
                Err(_) => {
                    self.left.extend(changed.into_iter().map(|(name, _)| name));
                    return Ok(false);
                }
            }
        }
        for (path, bytes) in files {
            put(&path, &bytes)?;
        }
        for (name, rewrite) in changed {
            let shown = self.stage.shown(&name).unwrap_or(name);
            let entry = self.texts.entry(shown);
            entry
                .or_insert_with(|| (rewrite.before, String::new()))
                .1
                .clone_from(&rewrite.after);
        }
        Ok(true)
    }
}

fn tell_left(mended: &Mended, output: &mut Output) {
    for name in &mended.left {
        let name = mended.stage.shown(name).unwrap_or_default();
        output.say(&format!(
            "`{name}` is not text in UTF-8 and was left as it is"
        ));
    }
}

impl Stage {
    /// Copies a file, or the JSON and TOML files of a folder; `None` where there is neither.
    fn new(original: &Path) -> Result<Option<Self>, Failure> {
        let Some(name) = original
            .canonicalize()
            .ok()
            .and_then(|path| path.file_name().map(std::ffi::OsStr::to_owned))
        else {
            return Ok(None);
        };
        let is_small =
            |path: &Path| fs::metadata(path).is_ok_and(|about| about.len() <= MAX_ARCHIVE);
        let folder = tempfile::tempdir().map_err(|e| unwritable(Path::new("."), &e))?;
        let path = folder.path().join(name);
        let mut stage = Self {
            _folder: folder,
            original: original.to_owned(),
            initial: BTreeMap::new(),
            path,
        };
        if original.is_dir() {
            fs::create_dir(&stage.path).map_err(|e| unwritable(&stage.path, &e))?;
            let entries = fs::read_dir(original).map_err(|e| unreadable(original, &e))?;
            for file in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                let wanted = file
                    .extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("json") || e == "toml");
                let wanted = wanted && file.is_file() && is_small(&file);
                if let (true, Some(name)) = (wanted, file.file_name()) {
                    put(&stage.path.join(name), &read(&file)?)?;
                }
            }
        } else if is_small(original) {
            put(&stage.path, &read(original)?)?;
        } else {
            return Ok(None);
        }
        stage.initial = stage.files()?;
        Ok(Some(stage))
    }

    /// What the files of the copy hold.
    fn files(&self) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failure> {
        let mut files = BTreeMap::new();
        if self.path.is_dir() {
            let entries = fs::read_dir(&self.path).map_err(|e| unreadable(&self.path, &e))?;
            for file in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                files.insert(file.clone(), read(&file)?);
            }
        } else {
            files.insert(self.path.clone(), read(&self.path)?);
        }
        Ok(files)
    }

    fn restore(&self, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Failure> {
        files.iter().try_for_each(|(path, bytes)| put(path, bytes))
    }

    /// The name of a source under the path as given; `None` for a file from elsewhere.
    fn shown(&self, name: &str) -> Option<String> {
        let rest = name.strip_prefix(&self.path.display().to_string())?;
        Some(format!("{}{rest}", self.original.display()))
    }

    /// The entry of the zip that a source is, where the path is a zip.
    fn entry<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(&self.path.display().to_string())?
            .strip_prefix('!')
    }

    /// Writes what changed back to the path as given; returns how many files that were.
    fn write(&self) -> Result<usize, Failure> {
        let mut written = 0;
        for (path, bytes) in self.files()? {
            let Some(before) = self.initial.get(&path).filter(|before| **before != bytes) else {
                continue;
            };
            let target = match path.strip_prefix(&self.path) {
                Ok(rest) if !rest.as_os_str().is_empty() => self.original.join(rest),
                _ => self.original.clone(),
            };
            let target = target.canonicalize().map_err(|e| unreadable(&target, &e))?;
            if read(&target)? != *before {
                return Err(Failure::usage(
                    format!("`{}` changed while it was checked", target.display()),
                    "run the command again",
                ));
            }
            replace(&target, &bytes).map_err(|e| unwritable(&target, &e))?;
            written += 1;
        }
        Ok(written)
    }
}

/// Writes a file in one step, its permissions kept.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    fs::set_permissions(file.path(), permissions)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|e| unwritable(path, &e))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|e| unreadable(path, &e))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(
        format!("`{}` cannot be read: {}", path.display(), reason(error)),
        "check the path and its permissions",
    )
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(
        format!("`{}` cannot be written: {}", path.display(), reason(error)),
        "check its permissions and the room on its disk",
    )
}
