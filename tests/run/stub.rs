//! A target made of a function: what the simulator does not speak, and every way to break an answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use tempfile::TempDir;

use crate::bindery::{Ended, command, root, run};

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The verb.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Asked {
    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(there, _)| there == name);
        found.map_or("", |(_, value)| value)
    }

    /// `GET /path`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What comes back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Headers besides the length.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What goes wrong on the way.
    pub trouble: Trouble,
}

/// What goes wrong while an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// The connection ends after half of the body.
    CutOff,
    /// The connection ends before the answer.
    Closed,
    /// The answer begins after this long.
    Late(Duration),
    /// The body comes byte by byte, this long apart.
    Slow(Duration),
}

/// A JSON answer.
pub fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status,
        headers: vec![("Content-Type".into(), "application/json".into())],
        body: body.as_bytes().to_vec(),
        trouble: Trouble::None,
    }
}

/// An answer of another type.
pub fn reply_of(content_type: &str, body: &[u8]) -> Reply {
    Reply {
        headers: vec![("Content-Type".into(), content_type.into())],
        body: body.to_vec(),
        ..reply(200, "")
    }
}

impl Reply {
    /// With a header more.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With something that goes wrong.
    pub fn but(mut self, trouble: Trouble) -> Self {
        self.trouble = trouble;
        self
    }
}

/// A running target.
pub struct Stub {
    /// Its origin.
    pub url: String,
    shared: Arc<Shared>,
}

type Answer = Box<dyn FnMut(&Asked) -> Reply + Send>;

struct Shared {
    asked: Mutex<Vec<Asked>>,
    answer: Mutex<Answer>,
}

impl Shared {
    fn serve(&self, mut stream: impl Read + Write) {
        let Some(request) = read(&mut stream) else {
            return;
        };
        self.asked.lock().unwrap().push(request.clone());
        let reply = (self.answer.lock().unwrap())(&request);
        let _ = write(stream, &reply);
    }
}

impl Stub {
    /// Answers each request by a function of it, one after the other.
    pub fn start(answer: impl FnMut(&Asked) -> Reply + Send + 'static) -> Self {
        Self::listen(Box::new(answer), None)
    }

    /// The same over TLS, for clients with a certificate of the tests' authority.
    pub fn start_tls(answer: impl FnMut(&Asked) -> Reply + Send + 'static) -> Self {
        Self::listen(Box::new(answer), Some(Arc::new(server())))
    }

    fn listen(answer: Answer, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            asked: Mutex::default(),
            answer: Mutex::new(answer),
        });
        let serving = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (shared, tls) = (serving.clone(), tls.clone());
                std::thread::spawn(move || match tls {
                    None => shared.serve(stream),
                    Some(tls) => {
                        let connection = ServerConnection::new(tls).unwrap();
                        shared.serve(StreamOwned::new(connection, stream));
                    }
                });
            }
        });
        Self { url, shared }
    }

    /// Answers otherwise from now on.
    pub fn answer(&self, answer: impl FnMut(&Asked) -> Reply + Send + 'static) {
        *self.shared.answer.lock().unwrap() = Box::new(answer);
    }

    /// Everything that was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// `GET /path` of everything that was asked so far.
    pub fn lines(&self) -> Vec<String> {
        self.asked().iter().map(Asked::line).collect()
    }
}

/// A file of `inputs/keys`.
pub fn key_file(name: &str) -> PathBuf {
    root().join("tests/run/inputs/keys").join(name)
}

fn server() -> ServerConfig {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let certificate = |name| CertificateDer::from_pem_file(key_file(name)).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate("tls/ca.pem")).unwrap();
    let clients = WebPkiClientVerifier::builder(Arc::new(roots));
    let key = PrivateKeyDer::from_pem_file(key_file("tls/server.key")).unwrap();
    ServerConfig::builder()
        .with_client_cert_verifier(clients.build().unwrap())
        .with_single_cert(vec![certificate("tls/server.pem")], key)
        .unwrap()
}

fn read(stream: &mut (impl Read + Write)) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, n)| n.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked {
        method,
        path,
        headers,
        body: String::from_utf8(body).ok()?,
    })
}

fn write(mut stream: impl Read + Write, reply: &Reply) -> std::io::Result<()> {
    match reply.trouble {
        Trouble::Closed => return Ok(()),
        Trouble::Late(wait) => std::thread::sleep(wait),
        _ => {}
    }
    let mut head = format!(
        "HTTP/1.1 {} Status\r\nConnection: close\r\nContent-Length: {}\r\n",
        reply.status,
        reply.body.len()
    );
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    let body = reply.body.as_slice();
    match reply.trouble {
        Trouble::CutOff => {
            stream.write_all(&body[..body.len() / 2])?;
            stream.flush()
        }
        Trouble::Slow(wait) => body.iter().try_for_each(|byte| {
            std::thread::sleep(wait);
            stream.write_all(&[*byte])?;
            stream.flush()
        }),
        _ => {
            stream.write_all(body)?;
            stream.flush()
        }
    }
}

/// A connector folder made for one test: accounts from `/people`, two of them.
pub struct Connector {
    /// Its folder; the store lies beside it.
    pub folder: TempDir,
}

/// What `/people` answers.
pub const PEOPLE: &str = r#"[{"id":"1","login":"ada"},{"id":"2","login":"grace"}]"#;

/// What the people's call sends unless a test wants another.
pub const BEARER: &str = r#"{"Authorization":"${access_token}"}"#;

impl Connector {
    /// A connector with these authentications; `{url}` stands for the target.
    pub fn new(authentications: &str, url: &str) -> Self {
        Self::with_headers(authentications, url, BEARER)
    }

    /// The same with other headers on the call.
    pub fn with_headers(authentications: &str, url: &str, headers: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connector = Self { folder };
        std::fs::create_dir(connector.path()).unwrap();
        let connection = format!(r#"{{"authentications":{{{authentications}}}}}"#);
        connector.put("ConnectionJSON.json", &connection.replace("{url}", url));
        let import = format!(
            r#"{{"accountParams":{{"connection":"main","call":{{"people":{{
            "http":{{"url":"{url}/people?b=2&a=1","httpMethod":"GET","httpHeaders":{headers}}},
            "listField":"","keyField":"accountID",
            "colsToPropsMap":{{"accountID":"id~#~char","name":"login~#~char"}}}}}}}}}}"#
        );
        connector.put("ImportAccountEntJSON.json", &import);
        connector.put("connector.toml", "display_name = \"Stub\"\n");
        connector
    }

    /// The connector's folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("stub")
    }

    /// The store.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("bindery.db")
    }

    /// Writes a file into the folder.
    pub fn put(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    /// A command about it: `{}` stands for the folder.
    pub fn command(&self, words: &[&str]) -> Command {
        let word = |path: &Path| path.to_str().unwrap().to_owned();
        let mut words: Vec<String> = words
            .iter()
            .map(|w| match *w {
                "{}" => word(&self.path()),
                other => other.to_owned(),
            })
            .collect();
        words.extend(["--store".to_owned(), word(&self.store())]);
        let mut command = command(&words);
        command
            .env_remove("BINDERY_KEY")
            .env_remove("BINDERY_KEY_FILE");
        command
    }

    /// Imports; shows every request.
    pub fn import(&self) -> Ended {
        run(self.command(&["import", "{}", "--verbose"]))
    }

    /// The names of the accounts in the store.
    pub fn accounts(&self) -> Vec<String> {
        let list = run(self.command(&["accounts", "list", "--format", "json"])).expect(0);
        let rows = list.json();
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    }
}
