//! `--record DIR` and `--replay DIR`: which wire, clock and randomness a run has.
//!
//! A recording holds the seed of its randomness, so that a replay sends the same identifiers. What must
//! stay secret, as a generated password, is drawn from the system all the same: nothing that is written
//! tells it, and a replay draws another one, which is the same once it is masked.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bindery_connector::Connector;
use bindery_connector::ports::{BoxFuture, Clock, Random, Timestamp};
use bindery_diagnostics::Diagnostic;
use bindery_http::cassette::{
    Beginning, Cassette, RecordedClock, Recorder, Recording, Replayer, Seeded, SteppedClock,
};
use clap::Args;

use crate::exit::Failure;
use crate::system::{SystemClock, SystemRandom};

/// Whether a run is recorded or replayed.
#[derive(Args, Default)]
pub struct ReelArguments {
    /// Record every request and answer into a new folder, secrets masked
    #[arg(long, value_name = "DIR", conflicts_with = "replay")]
    record: Option<PathBuf>,

    /// Answer every request from a recording, offline
    #[arg(long, value_name = "DIR")]
    replay: Option<PathBuf>,
}

impl ReelArguments {
    /// What a replay puts in the place of secrets that nobody gives; nothing is sent.
    pub const fn stand_in(&self) -> Option<&'static str> {
        match self.replay {
            Some(_) => Some("stands-in-for-a-secret"),
            None => None,
        }
    }
}

/// The clock and the randomness of a run, and what is put over its wire.
pub struct Reel {
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    film: Film,
}

enum Film {
    None,
    Blank(Recording, Arc<SteppedClock>),
    Exposed(Cassette, Arc<RecordedClock>),
}

/// A clock that stands.
struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

/// Randomness that follows from a seed, but for what must stay secret.
struct Repeatable {
    seeded: Seeded,
    system: SystemRandom,
}

impl Repeatable {
    fn new(seed: u64) -> Self {
        Self {
            seeded: Seeded::new(seed),
            system: SystemRandom::new(),
        }
    }
}

impl Random for Repeatable {
    fn next(&self) -> u64 {
        self.seeded.next()
    }

    fn secret(&self) -> u64 {
        self.system.next()
    }
}

/// What is recorded or replayed while the run goes on.
pub enum Running {
    Live,
    Recorded(Arc<Recorder>),
    Replayed(Arc<Replayer>),
}

impl Reel {
    /// Neither recorded nor replayed.
    pub fn live() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom::new()),
            film: Film::None,
        }
    }

    /// At this moment, with the same randomness every time: what is rendered twice reads the same.
    pub fn still(now: Timestamp) -> Self {
        Self {
            clock: Arc::new(Still(now)),
            random: Arc::new(Seeded::new(1)),
            film: Film::None,
        }
    }

    /// Makes the folder of a recording, or opens one.
    pub fn load(arguments: &ReelArguments, connection: &str) -> Result<Self, Failure> {
        if let Some(folder) = &arguments.replay {
            let cassette = Cassette::open(folder).map_err(|found| Failure::start(*found))?;
            let clock = Arc::new(RecordedClock::at(cassette.beginning.started));
            return Ok(Self {
                clock: clock.clone(),
                random: Arc::new(Repeatable::new(cassette.beginning.seed)),
                film: Film::Exposed(cassette, clock),
            });
        }
        let Some(folder) = &arguments.record else {
            return Ok(Self::live());
        };
        let clock = Arc::new(SteppedClock::new(Arc::new(SystemClock)));
        let beginning = Beginning {
            connection: connection.to_owned(),
            started: clock.now(),
            seed: SystemRandom::new().next(),
        };
        let recording = Recording::create(folder, &beginning);
        let recording = recording.map_err(|found| Failure::start(*found))?;
        Ok(Self {
            clock: clock.clone(),
            random: Arc::new(Repeatable::new(beginning.seed)),
            film: Film::Blank(recording, clock),
        })
    }

    /// Whether what the run learns is real: tokens of a replay are not to be kept.
    pub const fn is_real(&self) -> bool {
        !matches!(self.film, Film::Exposed(..))
    }

    /// Puts the reel over a connector's wire.
    pub fn over(self, connector: Connector) -> (Connector, Running) {
        let mut running = Running::Live;
        let connector = match self.film {
            Film::None => connector,
            Film::Blank(recording, clock) => connector.through(|wire, masker| {
                let recorder = Arc::new(recording.over(wire, masker, clock));
                running = Running::Recorded(recorder.clone());
                recorder
            }),
            Film::Exposed(cassette, clock) => connector.through(|_, masker| {
                let replayer = Arc::new(Replayer::new(cassette, masker, clock));
                running = Running::Replayed(replayer.clone());
                replayer
            }),
        };
        (connector, running)
    }
}

impl Running {
    /// Ends it with the run; says what is not as it should be. A run that failed leaves answers unasked
    /// for as a matter of course.
    pub fn finish(&self, went_well: bool) -> Option<Diagnostic> {
        match self {
            Self::Live => None,
            Self::Recorded(recorder) => recorder.finish(),
            Self::Replayed(replayer) => replayer.left_over().filter(|_| went_well),
        }
    }
}
