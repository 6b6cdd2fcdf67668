//! Recording: a transport that writes down, without secrets, what goes over another one.

use std::fmt;
use std::fs;
use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use bindery_connector::mask::Masker;
use bindery_connector::ports::{
    BoxFuture, RequestSpec, ResponseData, Timestamp, Transport, TransportError,
};
use bindery_diagnostics::Diagnostic;
use serde_json::json;
use url::Url;

use super::clock::SteppedClock;
use super::exchange::{Asked, Came, body, headers};
use super::folder::{Recording, unwritten, words};

/// Writes every exchange into the folder of a recording.
pub struct Recorder {
    inner: Arc<dyn Transport>,
    masker: Arc<Masker>,
    clock: Arc<SteppedClock>,
    folder: PathBuf,
    started: Timestamp,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    asked: usize,
    /// Ended since the last request began.
    fresh: Vec<Ended>,
    /// Ended before that: every secret in them is known by now.
    settled: Vec<Ended>,
    trouble: Option<Box<Diagnostic>>,
}

struct Ended {
    number: usize,
    request: RequestSpec,
    result: Result<ResponseData, TransportError>,
    at: i64,
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Recorder {
    pub(super) fn new(
        recording: Recording,
        inner: Arc<dyn Transport>,
        masker: Arc<Masker>,
        clock: Arc<SteppedClock>,
    ) -> Self {
        Self {
            inner,
            masker,
            clock,
            folder: recording.folder,
            started: recording.started,
            state: Mutex::default(),
        }
    }

    /// Writes what is not written yet, when the run has ended. `R6001` when the recording is not
    /// complete.
    #[must_use]
    pub fn finish(&self) -> Option<Diagnostic> {
        self.settle();
        self.settle();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.trouble.as_deref().cloned()
    }

    /// Writes what has settled, and lets settle what is fresh.
    fn settle(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = mem::take(&mut state.fresh);
        for ended in mem::replace(&mut state.settled, fresh) {
            if state.trouble.is_none()
                && let Err(error) = self.write(&ended)
            {
                state.trouble = Some(unwritten(&self.folder, &words(&error)));
            }
        }
    }

    fn write(&self, ended: &Ended) -> std::io::Result<()> {
        let asked = Asked::of(&ended.request, &self.masker);
        let name = format!("{:04}-{}", ended.number, slug(&asked));
        let came = match &ended.result {
            Err(error) => Came::Failure(error.clone()),
            Ok(response) => {
                let body = body(response, &self.masker);
                let looks_like_json = matches!(body.trim_ascii_start().first(), Some(b'{' | b'['));
                let kind = if looks_like_json { "json" } else { "txt" };
                let file = (!body.is_empty()).then(|| format!("{name}.body.{kind}"));
                if let Some(file) = &file {
                    fs::write(self.folder.join(file), &body)?;
                }
                Came::Answer {
                    status: response.status,
                    headers: headers(response, &self.masker),
                    body: file,
                }
            }
        };
        let (word, came) = came.to_json();
        let json = json!({"request": asked.to_json(), word: came, "at_ms": ended.at});
        let text = serde_json::to_string_pretty(&json).unwrap_or_default() + "\n";
        fs::write(self.folder.join(format!("{name}.json")), text)
    }

    async fn pass_on(&self, request: &RequestSpec) -> Result<ResponseData, TransportError> {
        self.settle();
        let number = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.asked += 1;
            state.asked
        };
        let result = self.inner.send(request).await;
        let ended = Ended {
            number,
            request: request.clone(),
            result: result.clone(),
            at: self.clock.step() - self.started,
        };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.fresh.push(ended);
        drop(state);
        result
    }
}

impl Transport for Recorder {
    fn send<'a>(
        &'a self,
        request: &'a RequestSpec,
    ) -> BoxFuture<'a, Result<ResponseData, TransportError>> {
        Box::pin(self.pass_on(request))
    }
}

/// A word for a request: its verb and the last part of its path.
fn slug(asked: &Asked) -> String {
    let url = Url::parse(&asked.url).ok();
    let last = url
        .as_ref()
        .and_then(|url| url.path_segments()?.rfind(|part| !part.is_empty()))
        .unwrap_or("root");
    let word = format!("{}-{last}", asked.method).to_ascii_lowercase();
    let kept = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    word.chars().map(kept).take(40).collect()
}
