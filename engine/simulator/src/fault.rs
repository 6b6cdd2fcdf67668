//! Faults: what a target does wrong on purpose, by rate or by count, the same for the same seed.

use std::fmt;
use std::str::FromStr;

use crate::identifier::source;
use crate::problem::Problem;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// 500, and nothing was done.
    Error500,
    /// 503, and nothing was done.
    Error503,
    /// 429, and nothing was done.
    Error429,
    /// The answer's body ends in the middle.
    Truncate,
    /// An HTML page with the status 200 in place of the answer.
    Html,
    /// A list without rows.
    Empty,
    /// The connection closes before anything is done.
    Drop,
    /// The operation is done, then the connection closes without an answer.
    DropAfter,
    /// The answer comes late.
    Slow,
    /// The token that was presented is expired from now on.
    ExpireToken,
    /// 401 for this request.
    Unauthorized,
}

const NAMES: [(&str, FaultKind); 11] = [
    ("error-500", FaultKind::Error500),
    ("error-503", FaultKind::Error503),
    ("error-429", FaultKind::Error429),
    ("truncate", FaultKind::Truncate),
    ("html", FaultKind::Html),
    ("empty", FaultKind::Empty),
    ("drop", FaultKind::Drop),
    ("drop-after", FaultKind::DropAfter),
    ("slow", FaultKind::Slow),
    ("expire-token", FaultKind::ExpireToken),
    ("unauthorized", FaultKind::Unauthorized),
];

impl FaultKind {
    /// Its name on a command line.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How often a fault happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Frequency {
    /// By chance, 0 to 1.
    Rate(f64),
    /// The next so many matching requests.
    Next(u32),
    /// The one matching request with this number, counted from 1.
    Nth(u32),
}

/// One fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often.
    pub frequency: Frequency,
    /// The name of the only route it happens on. Without one it happens on every route but those
    /// that hand out tokens.
    pub route: Option<String>,
}

impl Fault {
    /// A fault by chance.
    pub fn rate(kind: FaultKind, rate: f64) -> Self {
        Self::new(kind, Frequency::Rate(rate))
    }

    /// A fault on the next `count` requests.
    pub fn next(kind: FaultKind, count: u32) -> Self {
        Self::new(kind, Frequency::Next(count))
    }

    /// A fault on the `number`th request from now, counted from 1.
    pub fn nth(kind: FaultKind, number: u32) -> Self {
        Self::new(kind, Frequency::Nth(number))
    }

    fn new(kind: FaultKind, frequency: Frequency) -> Self {
        Self {
            kind,
            frequency,
            route: None,
        }
    }

    /// The same fault on one route only.
    #[must_use]
    pub fn on(mut self, route: impl Into<String>) -> Self {
        self.route = Some(route.into());
        self
    }
}

impl FromStr for Fault {
    type Err = Problem;

    /// `NAME=RATE` with a rate from 0 to 1, `NAME=3x` for the next three requests, `NAME=#3` for
    /// the third; `NAME:ROUTE=…` for one route.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let place = format!("fault {text}");
        let wrong = |message: &str| Problem::new(place.clone(), message);
        let (left, value) = text
            .split_once('=')
            .ok_or_else(|| wrong("a fault is written NAME=RATE"))?;
        let (name, route) = match left.split_once(':') {
            Some((name, route)) => (name, Some(route.trim().to_owned())),
            None => (left, None),
        };
        let kind = NAMES
            .iter()
            .find(|(known, _)| *known == name.trim())
            .map(|(_, kind)| *kind)
            .ok_or_else(|| {
                let names: Vec<&str> = FaultKind::names().collect();
                wrong("there is no such fault").help(format!("the faults are {}", names.join(", ")))
            })?;
        let value = value.trim();
        let frequency = if let Some(number) = value.strip_prefix('#') {
            number.parse().ok().filter(|n| *n > 0).map(Frequency::Nth)
        } else if let Some(count) = value.strip_suffix('x') {
            count.parse().ok().map(Frequency::Next)
        } else {
            value
                .parse()
                .ok()
                .filter(|rate| (0.0..=1.0).contains(rate))
                .map(Frequency::Rate)
        };
        Ok(Self {
            kind,
            frequency: frequency.ok_or_else(|| {
                wrong("this is not a frequency")
                    .help("write a rate from 0 to 1, a count such as 3x, or a position such as #3")
            })?,
            route,
        })
    }
}

/// The faults in force.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    set: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    random: fastrand::Rng,
    seen: u32,
}

impl Faults {
    pub(crate) fn new(seed: u64, faults: &[Fault]) -> Self {
        let mut armed = Self {
            seed,
            set: Vec::new(),
        };
        for fault in faults {
            armed.add(fault.clone());
        }
        armed
    }

    /// Adds a fault; one of the same kind, route and manner is replaced.
    pub(crate) fn add(&mut self, fault: Fault) {
        self.set
            .retain(|armed| armed.fault.kind != fault.kind || armed.fault.route != fault.route);
        let purpose = format!("fault {}", fault.kind);
        self.set.push(Armed {
            random: source(self.seed, &purpose, self.set.len() as u64),
            fault,
            seen: 0,
        });
    }

    pub(crate) fn clear(&mut self) {
        self.set.clear();
    }

    /// The faults that happen to this request. `fits` says which kinds can happen at all.
    pub(crate) fn strike(
        &mut self,
        route: &str,
        hands_out_tokens: bool,
        fits: impl Fn(FaultKind) -> bool,
    ) -> Vec<FaultKind> {
        let mut struck = Vec::new();
        for armed in &mut self.set {
            let here = match &armed.fault.route {
                Some(only) => only == route,
                None => !hands_out_tokens,
            };
            if !here || !fits(armed.fault.kind) {
                continue;
            }
            armed.seen = armed.seen.saturating_add(1);
            let happens = match armed.fault.frequency {
                Frequency::Rate(rate) => armed.random.f64() < rate,
                Frequency::Next(count) => armed.seen <= count,
                Frequency::Nth(number) => armed.seen == number,
            };
            if happens {
                struck.push(armed.fault.kind);
            }
        }
        struck
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn faults_are_read_from_text() {
        let fault: Fault = "truncate:listUsers=#2".parse().unwrap();
        assert_eq!(fault, Fault::nth(FaultKind::Truncate, 2).on("listUsers"));
        assert_eq!(
            "error-500=0.25".parse(),
            Ok(Fault::rate(FaultKind::Error500, 0.25))
        );
        assert_eq!("drop=3x".parse(), Ok(Fault::next(FaultKind::Drop, 3)));
        for wrong in [
            "drop", "drop=2", "drop=x", "drop=#0", "fire=0.1", "=", "drop=-1",
        ] {
            assert!(wrong.parse::<Fault>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn rates_are_the_same_for_the_same_seed() {
        let run = |seed| -> Vec<bool> {
            let mut faults = Faults::new(seed, &[Fault::rate(FaultKind::Html, 0.3)]);
            (0..50)
                .map(|_| !faults.strike("list", false, |_| true).is_empty())
                .collect()
        };
        assert_eq!(run(5), run(5));
        assert_ne!(run(5), run(6));
        assert!(run(5).contains(&true) && run(5).contains(&false));
    }
}
