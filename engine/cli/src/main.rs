//! The `bindery` binary: arguments in, results on standard output, an exit code.
//!
//! Each command is one file under `command/`; what several of them need lies beside it. Nothing is
//! built before a command asks for it, so that `--help` answers at once.

mod arguments;
mod begun;
mod changes;
mod command;
mod declared;
mod exit;
mod fault;
mod following;
// For `bindery request`.
mod instant;
mod interrupt;
mod layout;
mod listener;
mod lookup;
mod metrics;
mod moment;
mod observing;
mod opening;
mod output;
mod page;
mod paint;
mod parameters;
mod parties;
mod person;
mod place;
mod planned;
mod reason;
mod reel;
mod report;
mod revision;
mod rows;
mod secrets;
mod spans;
mod stream;
mod system;
mod table;
mod user;
mod wiring;
mod workspace;
mod writing;

use std::process::ExitCode;

use clap::Parser;

/// Half of the time of an import goes into small allocations, at which this allocator is twice as
/// fast as the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    fault::install();
    let arguments = arguments::Arguments::parse();
    let mut output = output::Output::new();
    let end = arguments.command.run(&mut output);
    if !matches!(end, Ok(exit::Exit::Fine)) {
        begun::forget_blank();
    }
    exit::finish(end, &mut output)
}
