//! Replaying: a transport that answers from a recording and never touches the network.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bindery_connector::mask::Masker;
use bindery_connector::ports::{
    BoxFuture, RequestSpec, ResponseData, Transport, TransportError, TransportFault,
};
use bindery_diagnostics::{Diagnostic, codes};

use super::clock::RecordedClock;
use super::difference::{difference, distance};
use super::exchange::{Asked, Came};
use super::folder::{Cassette, Entry};

/// Answers requests from a recording.
pub struct Replayer {
    cassette: Cassette,
    masker: Arc<Masker>,
    clock: Arc<RecordedClock>,
    /// Entries by what they answer, in their order.
    index: BTreeMap<Asked, Vec<usize>>,
    used: Mutex<Vec<bool>>,
}

impl fmt::Debug for Replayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replayer")
            .field("folder", &self.cassette.folder)
            .finish_non_exhaustive()
    }
}

impl Replayer {
    /// Replays a recording; the clock moves with its answers.
    #[must_use]
    pub fn new(cassette: Cassette, masker: Arc<Masker>, clock: Arc<RecordedClock>) -> Self {
        let mut index: BTreeMap<Asked, Vec<usize>> = BTreeMap::new();
        for (at, entry) in cassette.entries.iter().enumerate() {
            index.entry(entry.asked.clone()).or_default().push(at);
        }
        let used = Mutex::new(vec![false; cassette.entries.len()]);
        Self {
            cassette,
            masker,
            clock,
            index,
            used,
        }
    }

    /// `R6005` when answers are left that nothing asked for.
    #[must_use]
    pub fn left_over(&self) -> Option<Diagnostic> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let left = used.iter().filter(|used| !**used).count();
        let first = used.iter().position(|used| !used)?;
        let entry = self.cassette.entries.get(first)?;
        Some(
            Diagnostic::new(
                codes::LEFT_OVER,
                format!("recorded answers that nothing asked for: {left}"),
            )
            .with_note(format!("the first is {}", entry.name)),
        )
    }

    fn answer(&self, request: &RequestSpec) -> Result<ResponseData, TransportError> {
        let asked = Asked::of(request, &self.masker);
        let entry = self.find(&asked)?;
        let began = self.cassette.beginning.started;
        self.clock.advance(began.saturating_add(entry.at));
        match &entry.came {
            Came::Failure(error) => Err(error.clone()),
            Came::Answer {
                status,
                headers,
                body,
            } => {
                let body = self.cassette.body(body.as_deref());
                let body = body.map_err(|why| TransportError {
                    fault: TransportFault::PlayedOut,
                    left: false,
                    detail: format!("the recorded answer has lost its body\n{why}"),
                })?;
                Ok(ResponseData {
                    status: *status,
                    headers: headers.clone(),
                    body,
                })
            }
        }
    }

    /// The first unused answer to this request.
    fn find(&self, asked: &Asked) -> Result<&Entry, TransportError> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = &self.cassette.entries;
        let same = self.index.get(asked).map_or(&[][..], Vec::as_slice);
        for at in same {
            if let (Some(used), Some(entry)) = (used.get_mut(*at), entries.get(*at))
                && !*used
            {
                *used = true;
                return Ok(entry);
            }
        }
        let line = format!("{} {}", asked.method, asked.url);
        let unasked = entries.iter().zip(used.iter());
        let unasked = unasked.filter(|(_, used)| !**used).map(|(entry, _)| entry);
        let nearest = unasked.min_by_key(|entry| distance(&entry.asked, asked));
        let (fault, detail) = match (same.len(), nearest) {
            (0, Some(nearest)) => {
                let mut lines = vec!["the request differs from every recorded one".to_owned()];
                lines.push(format!("the nearest is {}", nearest.name));
                lines.extend(difference(&nearest.asked, asked));
                (TransportFault::Unrecorded, lines.join("\n"))
            }
            (0, None) => (
                TransportFault::PlayedOut,
                format!("every recorded answer has been used\n{line}"),
            ),
            (times, _) => (
                TransportFault::PlayedOut,
                format!(
                    "the recording has no further answer to this request\n{line}\nanswers recorded: {times}, all used"
                ),
            ),
        };
        Err(TransportError {
            fault,
            left: false,
            detail,
        })
    }
}

impl Transport for Replayer {
    fn send<'a>(
        &'a self,
        request: &'a RequestSpec,
    ) -> BoxFuture<'a, Result<ResponseData, TransportError>> {
        Box::pin(std::future::ready(self.answer(request)))
    }
}
