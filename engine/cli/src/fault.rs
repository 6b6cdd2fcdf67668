//! What is said when bindery itself is at fault.
//!
//! A panic on any input is a bug. Should one happen all the same, it is reported as `R9001` with the
//! place in our source, and without the values that may be in its message.

use std::panic;

use bindery_diagnostics::codes;

/// Makes a panic speak in our words.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
        eprintln!(
            "error[{}]: bindery has a fault{place}\n  help: please report it with the command and its input",
            codes::FAULT
        );
    }));
}
