//! `bindery.toml`: the settings of a workspace, found in the working folder or one above it.
//!
//! Each section is read by a module of its own from the shared root table; what is wrong with any of
//! them is a finding with its place in the file, and the rest still counts.

mod connections;
mod endpoints;
mod jobs;
mod references;
mod security_systems;

use std::path::{Path, PathBuf};

use bindery_diagnostics::{Diagnostic, Sources};
use toml::de::DeTable;

use crate::check_settings::{self, CheckSettings};
use crate::package::read_text;
use crate::tables::{self, Tables};

pub use connections::{ConnectionSettings, ConnectionTimeouts, ParameterSource};
pub(crate) use endpoints::resume;
pub use endpoints::{EndpointSettings, Resume};
pub use jobs::{ImportPart, JobSettings};
pub use security_systems::SecuritySystemSettings;

/// The file's name.
pub const WORKSPACE_FILE: &str = "bindery.toml";

/// Sections that are known; those without a reader here belong to other commands.
const SECTIONS: &[&str] = &["check", "connection", "security_system", "endpoint", "job"];

/// What a workspace's file says; all defaults where there is none.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The file, where there is one.
    pub path: Option<PathBuf>,
    /// `[check]`.
    pub check: CheckSettings,
    /// `[[connection]]`.
    pub connections: Vec<ConnectionSettings>,
    /// `[[security_system]]`.
    pub security_systems: Vec<SecuritySystemSettings>,
    /// `[[job]]`.
    pub jobs: Vec<JobSettings>,
    /// `[[endpoint]]`.
    pub endpoints: Vec<EndpointSettings>,
    /// The file's text, for excerpts.
    pub sources: Sources,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Workspace {
    /// The file that holds for a folder: in it, or in the nearest folder above that has one.
    #[must_use]
    pub fn find(folder: &Path) -> Option<PathBuf> {
        folder
            .ancestors()
            .map(|folder| folder.join(WORKSPACE_FILE))
            .find(|path| path.is_file())
    }

    /// The settings that hold for a folder. Nothing fails: what cannot be read is a finding.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        let Some(path) = Self::find(folder) else {
            return Self::default();
        };
        let shown = path.strip_prefix(folder).unwrap_or(&path).display();
        let shown = shown.to_string();
        let mut workspace = match read_text(&path, &shown) {
            Ok(text) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                // A path in the working folder is shown as it is written.
                let own = std::env::current_dir().is_ok_and(|here| here == folder);
                Self::read_in(&shown, &text, if own { Path::new("") } else { folder })
            }
            Err(diagnostic) => Self {
                diagnostics: vec![*diagnostic],
                ..Self::default()
            },
        };
        workspace.path = Some(path);
        workspace
    }

    /// Reads the text of a file of this name.
    #[must_use]
    pub fn read(name: &str, text: &str) -> Self {
        Self::read_in(name, text, Path::new(""))
    }

    fn read_in(name: &str, text: &str, folder: &Path) -> Self {
        let mut workspace = Self::default();
        let source = workspace.sources.add(name, text);
        let mut diagnostics = Vec::new();
        tables::read(text, source, &mut diagnostics, |tables, root| {
            workspace.sections(tables, root, folder);
        });
        diagnostics.extend(references::check(&workspace));
        workspace.diagnostics = diagnostics;
        workspace
    }

    /// What it says of an endpoint.
    #[must_use]
    pub fn endpoint(&self, name: &str) -> Option<&EndpointSettings> {
        self.endpoints.iter().find(|e| e.name == name)
    }

    /// A declared connection.
    #[must_use]
    pub fn connection(&self, name: &str) -> Option<&ConnectionSettings> {
        self.connections.iter().find(|c| c.name == name)
    }

    /// A declared security system.
    #[must_use]
    pub fn security_system(&self, name: &str) -> Option<&SecuritySystemSettings> {
        self.security_systems.iter().find(|s| s.name == name)
    }

    /// The name of an endpoint's security system: what it says, else its own (design D15).
    #[must_use]
    pub fn system_of<'w>(&'w self, endpoint: &'w str) -> &'w str {
        let declared = self
            .endpoint(endpoint)
            .and_then(|e| e.security_system.as_ref());
        declared.map_or(endpoint, |(name, _)| name)
    }

    /// The name of the connection that imports an endpoint: what its security system says, else the
    /// system's own name.
    #[must_use]
    pub fn connection_of<'w>(&'w self, endpoint: &'w str) -> &'w str {
        let system = self.system_of(endpoint);
        let declared = self
            .security_system(system)
            .and_then(|s| s.connection.as_ref());
        declared.map_or(system, |(name, _)| name)
    }

    /// The name of the connection that provisions an endpoint.
    #[must_use]
    pub fn provisioning_connection_of<'w>(&'w self, endpoint: &'w str) -> &'w str {
        let system = self.security_system(self.system_of(endpoint));
        let declared = system.and_then(|s| s.provisioning_connection.as_ref());
        declared.map_or_else(|| self.connection_of(endpoint), |(name, _)| name)
    }

    /// The endpoint that a security system's import fills: the first that is declared for it, else the
    /// one of its name.
    #[must_use]
    pub fn endpoint_of_system<'w>(&'w self, system: &'w str) -> &'w str {
        let mut declared = self.endpoints.iter();
        declared
            .find(|e| self.system_of(&e.name) == system)
            .map_or(system, |e| &e.name)
    }

    /// The endpoint that a connection's import fills: that of the first security system which imports
    /// with it, else the one of its name (design D15).
    #[must_use]
    pub fn endpoint_of_connection<'w>(&'w self, connection: &'w str) -> &'w str {
        let uses = |s: &&SecuritySystemSettings| {
            s.connection
                .as_ref()
                .is_some_and(|(name, _)| name == connection)
                || s.provisioning_connection
                    .as_ref()
                    .is_some_and(|(name, _)| name == connection)
        };
        let system = self.security_systems.iter().find(uses);
        self.endpoint_of_system(system.map_or(connection, |s| &s.name))
    }

    fn sections(&mut self, tables: &mut Tables<'_>, root: &DeTable<'_>, folder: &Path) {
        tables.unknown(root, SECTIONS, WORKSPACE_FILE);
        self.check = check_settings::read(tables, root);
        self.connections = connections::read(tables, root, folder);
        self.security_systems = security_systems::read(tables, root);
        self.endpoints = endpoints::read(tables, root);
        self.jobs = jobs::read(tables, root);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use bindery_diagnostics::render::{Style, human};

    use super::*;

    #[test]
    fn the_file_of_the_nearest_folder_holds() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(
            root.path().join(WORKSPACE_FILE),
            "[check]\nselect = \"B1\"\n",
        )
        .unwrap();
        assert_eq!(Workspace::load(&deep).check.select, ["B1"]);
        std::fs::write(deep.join(WORKSPACE_FILE), "[check]\ndeny = \"warnings\"\n").unwrap();
        let nearest = Workspace::load(&deep);
        assert!(nearest.check.select.is_empty());
        assert_eq!(nearest.check.deny, ["warnings"]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_place() {
        let text = "colour = \"red\"\n\n[check]\nselct = [\"B1\"]\ndeny = [\"warnings\", \"B9\"]\n\
                    ignore = [\"B6005\", { code = \"missing-threshold\", reason = \" \" },\n  \
                    { code = \"B3002\", reason = \"the tenant's host comes with the run\" }]\n";
        let workspace = Workspace::read(WORKSPACE_FILE, text);
        assert_eq!(workspace.check.deny, ["warnings"]);
        assert_eq!(workspace.check.ignore.len(), 1);
        insta::assert_snapshot!(human(
            &workspace.diagnostics,
            &workspace.sources,
            Style::default()
        ));
    }
}
