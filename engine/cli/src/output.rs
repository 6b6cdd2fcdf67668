//! Results go to standard output, everything else to standard error.
//!
//! Styles are written always and stripped where the stream is not a terminal or `NO_COLOR` is set.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::AutoStream;
use bindery_diagnostics::{Diagnostic, Sources};

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

    /// Whether results go to a person.
    pub fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Writes a line to standard error. A closed standard error is nobody's loss.
    pub fn say(&mut self, text: &str) {
        let _ = self.results.flush();
        let _ = writeln!(self.notices, "{text}");
    }

    /// Writes a finding to standard error.
    pub fn report(&mut self, diagnostic: &Diagnostic, _sources: &Sources) {
        self.say(&diagnostic.message.clone());
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
