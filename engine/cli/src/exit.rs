//! How a command ends: its exit code, and what is said of a failure.
//!
//! The codes are a contract: 0 fine; 1 what was examined has errors, or transport, authentication
//! or an answer failed; 2 could not start; 3 refused by a guard after a readable answer. A command
//! stopped with Ctrl-C ends with 130, as shells expect.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use bindery_diagnostics::{Diagnostic, Sources};

use crate::output::Output;
use crate::paint::{BAD, STRONG};
use crate::reason::reason;

/// How a command that ran to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// What was examined has errors, or a call failed.
    Errors,
    /// Usage, or an input that cannot be read.
    CouldNotStart,
    /// A guard refused to apply what was read.
    Refused,
    /// Ctrl-C.
    Interrupted,
}

impl Exit {
    const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Errors => 1,
            Self::CouldNotStart => 2,
            Self::Refused => 3,
            Self::Interrupted => 130,
        }
    }
}

/// Why a command stopped before its end.
pub enum Failure {
    /// The command line asks for something that cannot be; a sentence and what to do.
    Usage {
        /// One clause.
        message: String,
        /// What to do.
        help: String,
    },
    /// A finding to show, the files it points into, and the exit code.
    Found {
        /// What to show.
        diagnostics: Vec<Diagnostic>,
        /// The files they point into.
        sources: Sources,
        /// The exit code.
        exit: Exit,
    },
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// A wrong command line.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            help: help.into(),
        }
    }

    /// A finding that stops a command before it could start.
    pub fn start(diagnostic: Diagnostic) -> Self {
        Self::Found {
            diagnostics: vec![diagnostic],
            sources: Sources::default(),
            exit: Exit::CouldNotStart,
        }
    }

    /// A finding that ends a command that had begun.
    pub fn run(diagnostic: Diagnostic) -> Self {
        Self::Found {
            diagnostics: vec![diagnostic],
            sources: Sources::default(),
            exit: Exit::Errors,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What every command returns.
pub type End = Result<Exit, Failure>;

/// Says what is left to say and turns the end into an exit code. A reader that went away, as in
/// `| head`, is not an error.
pub fn finish(end: End, output: &mut Output) -> ExitCode {
    let exit = match end {
        Ok(exit) => exit,
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Exit::Fine,
        Err(Failure::Output(error)) => {
            output.say(&format!(
                "error: the output cannot be written: {}",
                reason(&error)
            ));
            Exit::Errors
        }
        Err(Failure::Usage { message, help }) => {
            output.say(&format!(
                "{BAD}error{BAD:#}: {message}\n  {STRONG}help{STRONG:#}: {help}"
            ));
            Exit::CouldNotStart
        }
        Err(Failure::Found {
            diagnostics,
            sources,
            exit,
        }) => {
            output.report(&diagnostics, &sources);
            exit
        }
    };
    match output.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            output.say(&format!(
                "error: the output cannot be written: {}",
                reason(&error)
            ));
            ExitCode::from(Exit::Errors.code())
        }
        _ => ExitCode::from(exit.code()),
    }
}
