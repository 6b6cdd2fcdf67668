//! A stateful HTTP target described by data.
//!
//! A `simulator.json` says what the target's tables hold, which paths lead to them, in which
//! shapes rows are shown, who may call, how requests are refused and which facts about the real
//! target are undecided. This crate turns it into a server on loopback whose state one can read
//! and change from a test. It shares no code with the client side, as a stranger's server wouldn't.
//!
//! ```no_run
//! use bindery_simulator::{Fault, FaultKind, Options, Simulator};
//!
//! let simulator = Simulator::from_folder("connectors/acme".as_ref())?;
//! let running = simulator.start(Options::default())?;
//! running.set_fault(Fault::next(FaultKind::Error500, 1));
//! println!("{} {}", running.url(), running.token());
//! # Ok::<(), bindery_simulator::SimulatorError>(())
//! ```
//!
//! The format is described in `FORMAT.md` beside this crate.

mod access;
mod answer;
mod check;
mod clock;
pub mod description;
mod drift;
mod fault;
mod handler;
mod identifier;
mod limit;
mod listener;
mod operation;
mod path;
mod problem;
mod read;
mod request;
mod running;
mod seed;
mod shape;
mod simulator;
mod world;

pub use description::{Demo, DemoEntitlement, Description, Switch};
pub use drift::Drifted;
pub use fault::{Fault, FaultKind, Frequency};
pub use handler::Logged;
pub use problem::{Problem, SimulatorError};
pub use running::Running;
pub use simulator::{FILE_NAME, Options, Simulator};
