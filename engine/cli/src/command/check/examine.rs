//! Reading paths and finding what is wrong with them.

use std::path::{Path, PathBuf};

use bindery_definition::{CheckSettings, Loaded, Workspace, load};
use bindery_diagnostics::render::{Batch, Summary, summarize};
use bindery_diagnostics::{Diagnostic, Sources};
use bindery_lint::{self as lint, CheckOptions};

use crate::exit::Failure;
use crate::opening::fill;
use crate::parameters;

use super::choice::{Ignores, any, fails};
use super::{Check, is_workspace};

/// The findings of one path.
pub(super) struct Checked {
    /// The path as given, or the workspace's file.
    pub name: String,
    /// What was found, ignores taken out.
    pub found: Vec<Diagnostic>,
    /// The files that were read.
    pub sources: Sources,
    /// How many of them count as examined.
    pub files: usize,
    /// Names of the connections in it.
    pub connections: Vec<String>,
    /// What fails besides errors.
    deny: Vec<String>,
}

impl Checked {
    /// Whether a finding fails the check.
    pub fn fails(&self, finding: &Diagnostic) -> bool {
        fails(finding, &self.deny)
    }

    pub fn batch(&self) -> Batch<'_> {
        Batch {
            found: &self.found,
            sources: &self.sources,
        }
    }
}

/// The findings of all paths.
pub(super) struct Examined {
    pub parts: Vec<Checked>,
    /// Whether a path held nothing that could be checked.
    pub unreadable: bool,
}

impl Examined {
    /// Whether a finding fails the check.
    pub fn fails(&self) -> bool {
        self.parts
            .iter()
            .any(|part| part.found.iter().any(|d| part.fails(d)))
    }

    /// Counts over all paths.
    pub fn total(&self) -> Summary {
        let mut total = summarize(&[], 0);
        for one in &self.parts {
            let part = summarize(&one.found, one.files);
            total.files += part.files;
            total.errors += part.errors;
            total.warnings += part.warnings;
            total.infos += part.infos;
        }
        total
    }
}

impl Check {
    /// Examines paths under the settings of a workspace.
    pub(super) fn examine(
        &self,
        workspace: &Workspace,
        paths: &[PathBuf],
    ) -> Result<Examined, Failure> {
        let mut ignores = Ignores::new(&workspace.check);
        let mut examined = Examined {
            parts: Vec::new(),
            unreadable: false,
        };
        for path in paths.iter().filter(|path| !is_workspace(path)) {
            let loaded = self.load(path)?;
            examined.unreadable |= loaded.connections.is_empty();
            let name = path.display().to_string();
            let part = self.check(name, loaded, workspace, &mut ignores)?;
            examined.parts.push(part);
        }
        let mut found = workspace.diagnostics.clone();
        if !self.selects(workspace) {
            found.extend(ignores.unused());
        }
        found.retain(|d| self.is_wanted(d, workspace));
        let is_asked = paths.iter().any(|path| is_workspace(path));
        if is_asked || !found.is_empty() {
            examined.parts.push(Checked {
                name: workspace
                    .path
                    .as_ref()
                    .map_or_else(String::new, |p| p.display().to_string()),
                found,
                sources: workspace.sources.clone(),
                files: 1,
                connections: Vec::new(),
                deny: self.denied(workspace, None),
            });
        }
        Ok(examined)
    }

    /// Reads a path and puts in what the operator brings.
    pub(super) fn load(&self, path: &Path) -> Result<Loaded, Failure> {
        let mut loaded = load(path);
        if !loaded.connections.is_empty() {
            let json = self.connection_json.as_deref();
            fill(
                &mut loaded,
                None,
                json,
                &parameters::read(&self.parameters)?,
            )?;
        }
        Ok(loaded)
    }

    /// Finds what is wrong with what was read.
    pub(super) fn check(
        &self,
        name: String,
        mut loaded: Loaded,
        workspace: &Workspace,
        ignores: &mut Ignores<'_>,
    ) -> Result<Checked, Failure> {
        let options = CheckOptions {
            has_base_url: self.base_url.is_some(),
            samples: self.read_samples(&mut loaded)?,
            ..CheckOptions::default()
        };
        let mut found = lint::check(&loaded, &options);
        let own = loaded.connections.first().map(|c| &c.manifest.check);
        // Why there is nothing to check is said in any case.
        if let Some(own) = own {
            let mut own_ignores = Ignores::new(own);
            own_ignores.apply(&mut found);
            ignores.apply(&mut found);
            if !self.selects(workspace) && own.select.is_empty() {
                found.extend(own_ignores.unused());
            }
            found.retain(|d| {
                let own = own.select.is_empty() || any(&own.select, d.code);
                own && self.is_wanted(d, workspace)
            });
        }
        Ok(Checked {
            name,
            found,
            deny: self.denied(workspace, own),
            connections: loaded.connections.iter().map(|c| c.name.clone()).collect(),
            // A source without text only names what a finding is about.
            files: loaded
                .sources
                .iter()
                .filter(|(_, file)| !file.text.is_empty())
                .count()
                .max(1),
            sources: loaded.sources,
        })
    }

    /// Whether only some codes are asked for: then nothing can be said of what is ignored.
    fn selects(&self, workspace: &Workspace) -> bool {
        !self.select.is_empty() || !workspace.check.select.is_empty()
    }

    fn is_wanted(&self, finding: &Diagnostic, workspace: &Workspace) -> bool {
        let select = if self.select.is_empty() {
            &workspace.check.select
        } else {
            &self.select
        };
        (select.is_empty() || any(select, finding.code)) && !any(&self.ignore, finding.code)
    }

    fn denied(&self, workspace: &Workspace, own: Option<&CheckSettings>) -> Vec<String> {
        let own = own.map_or(&[][..], |settings| &settings.deny);
        let all = self.deny.iter().chain(&workspace.check.deny).chain(own);
        all.cloned().collect()
    }
}
