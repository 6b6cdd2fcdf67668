//! `bindery.toml`: the settings of a workspace, found in the working folder or one above it.
//!
//! Each section is read by a module of its own from the shared root table; what is wrong with any of
//! them is a finding with its place in the file, and the rest still counts.

use std::path::{Path, PathBuf};

use bindery_diagnostics::{Diagnostic, Sources};
use toml::de::DeTable;

use crate::check_settings::{self, CheckSettings};
use crate::endpoint_settings::{self, EndpointSettings};
use crate::package::read_text;
use crate::tables::{self, Tables};

/// The file's name.
pub const WORKSPACE_FILE: &str = "bindery.toml";

/// Sections that are known; those without a reader here belong to other commands.
const SECTIONS: &[&str] = &["check", "endpoint"];

/// What a workspace's file says; all defaults where there is none.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The file, where there is one.
    pub path: Option<PathBuf>,
    /// `[check]`.
    pub check: CheckSettings,
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
            Ok(text) => Self::read(&shown, &text),
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
        let mut workspace = Self::default();
        let source = workspace.sources.add(name, text);
        let mut diagnostics = Vec::new();
        tables::read(text, source, &mut diagnostics, |tables, root| {
            workspace.sections(tables, root);
        });
        workspace.diagnostics = diagnostics;
        workspace
    }

    /// What it says of an endpoint.
    #[must_use]
    pub fn endpoint(&self, name: &str) -> Option<&EndpointSettings> {
        self.endpoints.iter().find(|e| e.name == name)
    }

    fn sections(&mut self, tables: &mut Tables<'_>, root: &DeTable<'_>) {
        tables.unknown(root, SECTIONS, WORKSPACE_FILE);
        self.check = check_settings::read(tables, root);
        self.endpoints = endpoint_settings::read(tables, root);
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
