//! Recordings of real runs, without their secrets, and replaying them offline.
//!
//! A recording is a folder that a person can read:
//!
//! | file | holds |
//! |---|---|
//! | `cassette.json` | the connection, when the recording began, the seed of its randomness |
//! | `0001-get-users.json` | one exchange: the request, the answer's status and headers or what went wrong, when it ended |
//! | `0001-get-users.body.json` | the answer's body as it came (`.body.txt` where it is no JSON) |
//!
//! Secrets are masked before anything is written: by name in headers, URLs, forms and JSON, by value
//! everywhere (`•••`). What stays is kept to the byte. A token is known as one only once its answer
//! was read, so an exchange is written when later requests begin, never while it is still looked at.
//!
//! A replay answers by content: a request gets the first unused answer of those recorded for the same
//! verb, URL, headers and body, after masking; requests that run side by side may come in any order.
//! Its clock begins when the recording did and moves with the answers, as that of the recording itself
//! does; its randomness is that of the recording, and its waits take no time: it ends as the run that
//! was recorded.

mod clock;
mod difference;
mod exchange;
mod folder;
mod record;
mod replay;

pub use clock::{RecordedClock, Seeded, SteppedClock};
pub use folder::{Beginning, Cassette, Recording};
pub use record::Recorder;
pub use replay::Replayer;
