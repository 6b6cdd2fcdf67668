//! How often and how a task is tried.

use std::time::Duration;

pub use bindery_definition::Resume;

/// How tasks are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPolicy {
    /// The most attempts, 10 by default; a task that has used them up is in error
    /// (`field-notes §4.6`).
    pub tries: u32,
    /// Where a further attempt goes on. A call in doubt is not repeated blindly even from the start.
    pub resume: Resume,
    /// The wait before the second attempt, 30 seconds by default; doubled for each further one.
    pub wait: Duration,
    /// The longest such wait, a quarter of an hour by default.
    pub longest: Duration,
    /// How long until a pending ticket is asked for again, 5 minutes by default.
    pub ticket_wait: Duration,
}

impl Default for TaskPolicy {
    fn default() -> Self {
        Self {
            tries: 10,
            resume: Resume::default(),
            wait: Duration::from_secs(30),
            longest: Duration::from_secs(900),
            ticket_wait: Duration::from_secs(300),
        }
    }
}

impl TaskPolicy {
    /// The wait after so many attempts.
    #[must_use]
    pub fn wait_after(&self, tries: u32) -> Duration {
        let doubled = 1_u32 << tries.saturating_sub(1).min(16);
        self.wait.saturating_mul(doubled).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_the_longest() {
        let policy = TaskPolicy::default();
        let waits: Vec<u64> = [0, 1, 2, 3, 6, 40]
            .map(|tries| policy.wait_after(tries).as_secs())
            .to_vec();
        assert_eq!(waits, [30, 30, 60, 120, 900, 900]);
    }
}
