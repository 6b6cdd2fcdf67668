//! A connector that a test writes itself, and a target that answers what the test says.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bindery::{Ended, Store, command, run};

/// What the target answers to one path.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
}

impl Answer {
    /// JSON.
    pub fn json(body: &Value) -> Self {
        Self::text("application/json", &body.to_string())
    }

    /// A body of some type.
    pub fn text(content_type: &'static str, body: &str) -> Self {
        Self {
            status: 200,
            content_type,
            body: body.to_owned(),
        }
    }

    /// A failure.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::json(&json!({"message": "no"}))
        }
    }
}

#[derive(Default)]
struct Known {
    answers: BTreeMap<String, Answer>,
    asked: Vec<String>,
    /// What was sent, with the path.
    sent: Vec<(String, String)>,
    /// Requests of these paths wait until so many have come.
    gate: Option<(Which, usize)>,
    waiting: usize,
    /// How long every answer takes.
    latency: Duration,
    /// Requests under way now, and the most there were since the last look.
    under_way: usize,
    most: usize,
}

/// How long a request waits for others that never come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Some of the paths.
type Which = fn(&str) -> bool;

/// A target on loopback, and a connector for it.
pub struct Written {
    folder: TempDir,
    port: u16,
    known: Arc<(Mutex<Known>, Condvar)>,
    /// The store it imports into.
    pub store: Store,
}

impl Written {
    /// A target without answers and a connector without imports.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let known = Arc::new((Mutex::new(Known::default()), Condvar::new()));
        let shared = Arc::clone(&known);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let known = Arc::clone(&shared);
                thread::spawn(move || serve(stream, &known));
            }
        });
        let this = Self {
            folder: tempfile::tempdir().unwrap(),
            port,
            known,
            store: Store::new(),
        };
        let auth = json!({"authentications": {"target": {
            "authType": "Basic", "url": "https://target.example",
            "properties": {"userName": "robot", "password": "r0b0t"},
            "authError": [], "errorPath": "error.code", "retryFailureStatusCode": []}}});
        this.file("ConnectionJSON.json", &auth.to_string())
            .file("connector.toml", "name = \"written\"\n")
    }

    /// The connector's folder.
    pub fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The target's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A file of the connector.
    pub fn file(self, name: &str, text: &str) -> Self {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self
    }

    /// An attribute of the connector.
    pub fn attribute(self, name: &str, value: &Value) -> Self {
        self.file(&format!("{name}.json"), &value.to_string())
    }

    /// What the target answers to a GET of a path, from now on.
    pub fn answers(&self, path: &str, answer: Answer) -> &Self {
        let mut known = self.known.0.lock().unwrap();
        known.answers.insert(path.to_owned(), answer);
        self
    }

    /// The same, as JSON.
    pub fn has(&self, path: &str, body: &Value) -> &Self {
        self.answers(path, Answer::json(body))
    }

    /// From now on every answer takes so long.
    pub fn takes(&self, latency: Duration) -> &Self {
        self.known.0.lock().unwrap().latency = latency;
        self
    }

    /// From now on requests of some paths are answered once so many of them have come; one that the
    /// others leave alone fails.
    pub fn holds_until(&self, count: usize, of: Which) -> &Self {
        self.known.0.lock().unwrap().gate = Some((of, count));
        self
    }

    /// The paths that were asked for since the last look.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.known.0.lock().unwrap().asked)
    }

    /// The most requests that were under way at a time since the last look.
    pub fn most_at_once(&self) -> usize {
        std::mem::take(&mut self.known.0.lock().unwrap().most)
    }

    /// The bodies that were sent since the last look, each with its path.
    pub fn sent(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.known.0.lock().unwrap().sent)
    }

    /// A command about the connector; `{}` stands for it.
    pub fn command(&self, words: &[&str]) -> Ended {
        run(self.process(words, &self.store))
    }

    /// The same, not yet begun, over another store.
    pub fn process(&self, words: &[&str], store: &Store) -> Command {
        let mut all: Vec<String> = words
            .iter()
            .map(|w| match *w {
                "{}" => self.folder.path().display().to_string(),
                other => other.to_owned(),
            })
            .collect();
        let url = self.url();
        all.extend(["--base-url", &url, "--retries", "0", "--store"].map(ToOwned::to_owned));
        all.push(store.path().display().to_string());
        let mut command = command(&all);
        // Where a workspace's file is looked for.
        command.current_dir(self.folder.path());
        command
    }

    /// Imports, sure of the exit code; the report.
    pub fn import(&self, words: &[&str], code: i32) -> Value {
        let mut all = vec!["import", "{}", "--format", "json"];
        all.extend(words);
        self.command(&all).expect(code).json()
    }
}

fn serve(stream: TcpStream, (known, gate): &(Mutex<Known>, Condvar)) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    if reader.read_line(&mut line).unwrap_or(0) == 0 {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header).unwrap_or(0) == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let latency = {
        let mut known = known.lock().unwrap();
        known.under_way += 1;
        known.most = known.most.max(known.under_way);
        known.latency
    };
    thread::sleep(latency);
    let answer = {
        let mut known = known.lock().unwrap();
        known.under_way -= 1;
        known.asked.push(path.clone());
        let text = String::from_utf8_lossy(&body).into_owned();
        known.sent.push((path.clone(), text));
        let mut alone = false;
        if let Some((of, count)) = known.gate
            && of(&path)
        {
            known.waiting += 1;
            gate.notify_all();
            let closed = |known: &mut Known| known.waiting < count;
            let (opened, waited) = gate.wait_timeout_while(known, PATIENCE, closed).unwrap();
            known = opened;
            alone = waited.timed_out();
        }
        let bare = path.split('?').next().unwrap_or_default();
        let found = known.answers.get(&path).or_else(|| known.answers.get(bare));
        match found {
            Some(answer) if !alone => answer.clone(),
            _ => Answer::status(404),
        }
    };
    let mut text = format!(
        "HTTP/1.1 {} X\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n",
        answer.status,
        answer.content_type,
        answer.body.len()
    );
    text.push_str("\r\n");
    text.push_str(&answer.body);
    let _ = reader.get_mut().write_all(text.as_bytes());
}
