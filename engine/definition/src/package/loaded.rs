//! What was read from one path.

use std::cmp::Ordering;
use std::collections::HashMap;

use bindery_diagnostics::{Code, Diagnostic, Sources, codes};

use crate::parameters::Parameters;
use crate::read::{LEFT_OUT, MOST_OF_A_CODE};

use super::Connection;

/// Everything that was read from one path.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files, for excerpts.
    pub sources: Sources,
    /// The connections, in the order of the package.
    pub connections: Vec<Connection>,
    /// Findings about the package itself; those of a connection are its own.
    pub diagnostics: Vec<Diagnostic>,
    parameters: Parameters,
    counts: HashMap<Code, usize>,
    has_too_many: bool,
}

/// The most connections that are read of a path: a package has one, or some.
pub(super) const MAX_CONNECTIONS: usize = 1_000;

impl Loaded {
    /// Keeps a finding about the package, and says with the last that is kept of its code that more
    /// are left out.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        let count = self.counts.entry(finding.code).or_default();
        *count += 1;
        match (*count).cmp(&MOST_OF_A_CODE) {
            Ordering::Less => self.diagnostics.push(finding),
            Ordering::Equal => self.diagnostics.push(finding.with_note(LEFT_OUT)),
            Ordering::Greater => {}
        }
    }

    /// Keeps a connection, unless there are too many, which is told once.
    pub(super) fn add(&mut self, connection: Connection) {
        match self.connections.len().cmp(&MAX_CONNECTIONS) {
            Ordering::Less => self.connections.push(connection),
            _ if self.has_too_many => {}
            _ => {
                self.has_too_many = true;
                let message = format!("there are more than {MAX_CONNECTIONS} connections");
                self.diagnostics.push(
                    Diagnostic::new(codes::REFUSED_PACKAGE, message)
                        .at(connection.place, "not read from here on")
                        .with_help("no package holds as many; give the package itself"),
                );
            }
        }
    }

    /// Whether no further connection is read.
    pub(super) const fn is_full(&self) -> bool {
        self.has_too_many
    }

    pub(super) fn read(&mut self) {
        for connection in &mut self.connections {
            connection.read(&self.parameters);
        }
    }

    /// Fills parameters and reads the definitions anew. `connector.toml`'s defaults stand in for
    /// those that are not given.
    pub fn fill(&mut self, parameters: Parameters) {
        self.parameters = parameters;
        self.read();
    }

    /// The connection of a name, case-insensitively, or the only one.
    ///
    /// # Errors
    /// There is none of that name, or several and no name was given.
    pub fn select(&self, name: Option<&str>) -> Result<&Connection, Box<Diagnostic>> {
        let index = self.index(name)?;
        self.connections
            .get(index)
            .ok_or_else(|| Box::new(no_connection()))
    }

    fn index(&self, name: Option<&str>) -> Result<usize, Box<Diagnostic>> {
        let all = &self.connections;
        let found = match name {
            Some(name) => all
                .iter()
                .position(|c| c.name == name)
                .or_else(|| all.iter().position(|c| c.name.eq_ignore_ascii_case(name))),
            None if all.len() == 1 => Some(0),
            None => None,
        };
        found.ok_or_else(|| {
            let names: Vec<String> = all.iter().map(|c| format!("`{}`", c.name)).collect();
            let names = names.join(", ");
            Box::new(match name {
                _ if all.is_empty() => no_connection(),
                Some(name) => Diagnostic::new(
                    codes::NO_CONNECTION,
                    format!("there is no connection `{name}`"),
                )
                .with_help(format!("the package holds {names}")),
                None => Diagnostic::new(
                    codes::NO_CONNECTION,
                    "the package holds several connections",
                )
                .with_help(format!("pick one with --connection: {names}")),
            })
        })
    }

    /// Replaces ConnectionJSON (design D8) of the connection of a name, or of the only one, by the
    /// text of a file, and reads the definition anew.
    ///
    /// # Errors
    /// As [`Loaded::select`].
    pub fn set_connection_json(
        &mut self,
        connection: Option<&str>,
        file: &str,
        text: &str,
    ) -> Result<(), Box<Diagnostic>> {
        let index = self.index(connection)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = std::sync::Arc::<str>::from(text);
        let source = self.sources.add(file, std::sync::Arc::clone(&text));
        if let Some(connection) = self.connections.get_mut(index) {
            connection.set_file("ConnectionJSON", source, &text);
            connection.read(&self.parameters);
        }
        Ok(())
    }

    /// Every finding of reading: the package's, then each connection's.
    #[must_use]
    pub fn all_diagnostics(&self) -> Vec<Diagnostic> {
        let own = self.diagnostics.iter();
        own.chain(self.connections.iter().flat_map(Connection::diagnostics))
            .cloned()
            .collect()
    }
}

fn no_connection() -> Diagnostic {
    Diagnostic::new(codes::NO_CONNECTION, "there is no connection")
        .with_help("give a connector folder, a T2P zip, or an exported Connection_*.json")
}
