//! Who holds a lease: a process, named so that it can be told whether it is gone.
//!
//! A process number alone is used again; together with the start of the process and the boot of the
//! machine it is not. Only a process of the same machine, boot and process namespace can be judged;
//! of any other the holder is presumed alive, and its lease runs out by time.

use std::fmt;
use std::fs;

/// A process that holds, or held, a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The process number.
    pub pid: u32,
    /// When it started, in ticks since boot; empty where that can't be known.
    start: String,
    /// The machine, its boot and its process namespace; empty where that can't be known.
    realm: String,
}

impl Holder {
    /// This process.
    pub(crate) fn current() -> Self {
        let pid = std::process::id();
        Self {
            pid,
            start: start_of(pid).unwrap_or_default(),
            realm: realm().unwrap_or_default(),
        }
    }

    /// Reads what `Display` wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        Some(Self {
            pid: parts.next()?.parse().ok()?,
            start: parts.next()?.to_owned(),
            realm: parts.next()?.to_owned(),
        })
    }

    /// Whether the process has provably ended.
    pub(crate) fn is_gone(&self) -> bool {
        !self.start.is_empty()
            && !self.realm.is_empty()
            && realm().is_some_and(|here| here == self.realm)
            && start_of(self.pid).is_none_or(|start| start != self.start)
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.pid, self.start, self.realm)
    }
}

/// The start of a living process, from the 22nd field of its `stat`; a zombie has ended.
fn start_of(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field, the command in parentheses, may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace();
    let state = fields.next()?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    fields.nth(18).map(str::to_owned)
}

fn realm() -> Option<String> {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let namespace = fs::read_link("/proc/self/ns/pid").ok()?;
    Some(format!("{} {}", boot.trim(), namespace.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_not_gone_and_a_former_one_of_its_number_is() {
        let here = Holder::current();
        assert!(!here.is_gone());
        assert_eq!(Holder::parse(&here.to_string()), Some(here.clone()));
        if !here.realm.is_empty() {
            let former = Holder {
                start: "1".into(),
                ..here.clone()
            };
            assert!(former.is_gone());
        }
        let elsewhere = Holder {
            start: "1".into(),
            realm: "other".into(),
            ..here
        };
        assert!(!elsewhere.is_gone());
    }
}
