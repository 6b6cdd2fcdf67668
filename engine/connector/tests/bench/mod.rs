//! A world for tests: a scripted target, a clock that does not wait, a random source that does
//! not change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_connector::ports::{
    BoxFuture, Clock, Event, Listener, Random, RequestSpec, ResponseData, Timestamp, Transport,
    TransportError,
};
use bindery_connector::{BaseUrl, Connector, ConnectorConfig};

/// What the scripted target answers.
pub type Script = Box<dyn FnMut(&RequestSpec) -> Result<ResponseData, TransportError> + Send>;

/// A target that answers by a script and remembers what it was asked.
pub struct Target {
    script: Mutex<Script>,
    pub asked: Mutex<Vec<RequestSpec>>,
}

impl Target {
    /// Answers each request by a function of it.
    pub fn new(
        script: impl FnMut(&RequestSpec) -> Result<ResponseData, TransportError> + Send + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            script: Mutex::new(Box::new(script)),
            asked: Mutex::default(),
        })
    }

    /// Answers in order; fails the test when asked more often.
    pub fn answering(answers: Vec<ResponseData>) -> Arc<Self> {
        let mut answers = VecDeque::from(answers);
        Self::new(move |request| {
            Ok(answers
                .pop_front()
                .unwrap_or_else(|| panic!("one request too many: {}", request.url)))
        })
    }

    /// `GET /path` of each request.
    pub fn lines(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .map(|r| {
                let path = r.url.splitn(4, '/').nth(3).unwrap_or_default();
                format!("{} /{path}", r.method)
            })
            .collect()
    }

    /// A header of the n-th request.
    pub fn header(&self, n: usize, name: &str) -> Option<String> {
        let asked = self.asked.lock().unwrap();
        let headers = &asked[n].headers;
        headers
            .iter()
            .find(|(h, _)| h.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.clone())
    }

    /// The body of the n-th request.
    pub fn body(&self, n: usize) -> String {
        let asked = self.asked.lock().unwrap();
        String::from_utf8(asked[n].body.clone().unwrap_or_default()).unwrap()
    }
}

impl Transport for Target {
    fn send<'a>(
        &'a self,
        request: &'a RequestSpec,
    ) -> BoxFuture<'a, Result<ResponseData, TransportError>> {
        self.asked.lock().unwrap().push(request.clone());
        let answer = (self.script.lock().unwrap())(request);
        Box::pin(async move {
            // Calls that run at the same time meet here, as they would on a wire.
            tokio::task::yield_now().await;
            answer
        })
    }
}

/// A clock that counts the time it was asked to wait instead of waiting.
#[derive(Default)]
pub struct Waited(pub Mutex<Vec<Duration>>);

impl Clock for Waited {
    fn now(&self) -> Timestamp {
        1_700_000_000_000
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(async {})
    }
}

/// A random source that does not change.
pub struct Zero;

impl Random for Zero {
    fn next(&self) -> u64 {
        0
    }
}

/// Keeps every event as one line.
#[derive(Default)]
pub struct Heard(pub Mutex<Vec<String>>);

impl Listener for Heard {
    fn hear(&self, event: &Event) {
        self.0.lock().unwrap().push(format!("{event:?}"));
    }
}

/// A connector with what surrounds it.
pub struct Bench {
    pub connector: Connector,
    pub clock: Arc<Waited>,
    pub heard: Arc<Heard>,
}

/// A connector made of attributes by their EIC names, against a scripted target at
/// `https://api.test`.
pub fn bench(attributes: &[(&str, &str)], target: &Arc<Target>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("connector.toml"), "name = \"acme\"\n").unwrap();
    for (name, text) in attributes {
        std::fs::write(folder.path().join(format!("{name}.json")), text).unwrap();
    }
    let loaded = bindery_definition::load(folder.path());
    let connection = loaded.select(None).unwrap();
    let clock = Arc::new(Waited::default());
    let heard = Arc::new(Heard::default());
    let connector = Connector::new(ConnectorConfig {
        definition: connection.definition.clone(),
        engine: bindery_expression::Engine::new(bindery_expression::Limits::default()),
        base_url: BaseUrl::OfAuthentication,
        allowed_origins: vec![],
        plain_http: false,
        plain_substitution: false,
        secrets: vec![],
        patience: None,
        transport: target.clone(),
        clock: clock.clone(),
        random: Arc::new(Zero),
        listener: heard.clone(),
    });
    Bench {
        connector,
        clock,
        heard,
    }
}

/// A JSON answer.
pub fn answer(status: u16, body: &str) -> ResponseData {
    ResponseData {
        status,
        headers: vec![("content-type".into(), "application/json".into())],
        body: body.into(),
    }
}
