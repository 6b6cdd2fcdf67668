//! `provisioningLimit`: after so many tasks of a type a pause (field-notes §1).
//!
//! The tasks of a type that begin within a window of `waitTimeMillis` are at most as many as the
//! limit says; the next one waits until the window is over. Types without a limit never wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bindery_definition::ProvisioningLimit;
use bindery_model::catalogue::Operation;

use crate::ports::{Clock, Timestamp};

/// The tasks begun so far, by type.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<HashMap<&'static str, Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    began: Timestamp,
    count: u64,
}

impl Pace {
    /// Waits until a task of this operation may begin.
    pub async fn admit(
        &self,
        limit: Option<&ProvisioningLimit>,
        operation: Operation,
        clock: &dyn Clock,
    ) {
        let Some((kind, most, wait)) = limit.and_then(|limit| rule(limit, operation)) else {
            return;
        };
        let mut now = clock.now();
        while let Some(remaining) = self.enter(kind, most, wait, now) {
            clock.sleep(remaining).await;
            let slept = Timestamp::try_from(remaining.as_millis()).unwrap_or(wait);
            now = clock.now().max(now.saturating_add(slept));
        }
    }

    /// Begins a task, or says how long to wait first.
    fn enter(
        &self,
        kind: &'static str,
        most: u64,
        wait: Timestamp,
        now: Timestamp,
    ) -> Option<Duration> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(kind).or_insert(Window {
            began: now,
            count: 0,
        });
        let age = now.saturating_sub(window.began);
        if age >= wait || age < 0 {
            *window = Window {
                began: now,
                count: 0,
            };
        }
        if window.count < most {
            window.count += 1;
            return None;
        }
        let remaining = u64::try_from(wait.saturating_sub(age)).unwrap_or(0);
        Some(Duration::from_millis(remaining.max(1)))
    }
}

/// The type of an operation, its limit and the window in milliseconds.
fn rule(limit: &ProvisioningLimit, operation: Operation) -> Option<(&'static str, u64, Timestamp)> {
    let kind = operation.task_type()?.as_str();
    let mut types = limit.types.iter();
    let (_, most) = types.find(|(name, _)| name.eq_ignore_ascii_case(kind))?;
    let wait = Timestamp::try_from(limit.wait_millis?).unwrap_or(Timestamp::MAX);
    // A limit of none would stop tasks for ever.
    (*most > 0 && wait > 0).then_some((kind, *most, wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_so_many_tasks_of_a_type() {
        let pace = Pace::default();
        let enter = |now| pace.enter("NEWACCOUNT", 2, 1_000, now);
        assert_eq!(enter(0), None);
        assert_eq!(enter(10), None);
        assert_eq!(enter(10), Some(Duration::from_millis(990)));
        assert_eq!(pace.enter("ADDACCESS", 2, 1_000, 10), None);
        assert_eq!(enter(1_000), None);
        assert_eq!(enter(1_500), None);
        assert_eq!(enter(1_999), Some(Duration::from_millis(1)));
    }

    #[test]
    fn only_a_type_with_a_limit_and_a_wait_is_limited() {
        let mut limit = ProvisioningLimit {
            types: [("newaccount".to_owned(), 5)].into_iter().collect(),
            wait_millis: Some(60_000),
        };
        assert_eq!(
            rule(&limit, Operation::CreateAccount),
            Some(("NEWACCOUNT", 5, 60_000))
        );
        assert_eq!(rule(&limit, Operation::AddAccess), None);
        assert_eq!(rule(&limit, Operation::CreateTicket), None);
        limit.wait_millis = None;
        assert_eq!(rule(&limit, Operation::CreateAccount), None);
    }
}
