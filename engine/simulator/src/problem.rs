//! What is wrong with a description or with a request to start it: data, told late.

use std::fmt;

/// One thing wrong with a `simulator.json`, an option or a row handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: a JSON pointer into the description, or the name of an option.
    pub place: String,
    /// What is wrong: lower case, one clause.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
}

impl Problem {
    /// A problem at a place, without advice.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
            help: None,
        }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            write!(f, "{}", self.message)?;
        } else {
            write!(f, "{}: {}", self.place, self.message)?;
        }
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// Every problem that kept a simulator from being read, started or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatorError {
    /// The name of the description, as the caller gave it.
    pub name: String,
    /// All problems found, in the order of the description.
    pub problems: Vec<Problem>,
}

impl SimulatorError {
    /// An error of one problem.
    pub fn one(name: impl Into<String>, problem: Problem) -> Self {
        Self {
            name: name.into(),
            problems: vec![problem],
        }
    }
}

impl fmt::Display for SimulatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the simulator {} can't be used", self.name)?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SimulatorError {}
