//! Results go to standard output, everything else to standard error.
//!
//! Styles are written always and stripped where the stream is not a terminal or `NO_COLOR` is set.

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use bindery_diagnostics::render::{Style, human};
use bindery_diagnostics::{Diagnostic, Sources};

use crate::opening::Opened;

/// Findings are painted always; the stream takes the paint away where nobody would see it.
const STYLE: Style = Style {
    colour: true,
    width: 120,
};

/// Where a command writes.
pub struct Output {
    results: BufWriter<AutoStream<io::Stdout>>,
    notices: AutoStream<io::Stderr>,
}

impl Output {
    /// The process's own streams.
    pub fn new() -> Self {
        Self {
            results: BufWriter::new(anstream::stdout()),
            notices: anstream::stderr(),
        }
    }

    /// Writes a line to standard error. A closed standard error is nobody's loss.
    pub fn say(&mut self, text: &str) {
        let _ = self.results.flush();
        let _ = writeln!(self.notices, "{text}");
    }

    /// Writes findings to standard error, a blank line between them.
    pub fn report(&mut self, found: &[Diagnostic], sources: &Sources) {
        if !found.is_empty() {
            self.say(human(found, sources, STYLE).trim_end());
        }
    }

    /// Writes the errors of reading a connection to standard error: what is broken keeps only its own
    /// part from running.
    pub fn warn(&mut self, opened: &Opened) {
        let errors = opened.errors();
        if !errors.is_empty() {
            self.report(&errors, opened.sources());
        }
    }

    /// Writes findings to standard output, a blank line after each.
    pub fn show(&mut self, found: &[Diagnostic], sources: &Sources) -> io::Result<()> {
        self.write_all(human(found, sources, STYLE).as_bytes())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.results.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.results.flush()
    }
}
