//! A plain HTTP client over loopback, with what the tests look at.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::sync::Once;

use bindery_simulator::{Options, Running, Simulator};
use serde_json::Value;

static PROVIDER: Once = Once::new();

pub fn bynder() -> Simulator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../connectors/bynder");
    Simulator::from_folder(&folder).unwrap_or_else(|error| panic!("{error}"))
}

pub fn start(simulator: &Simulator) -> Running {
    simulator.start(Options::default()).unwrap()
}

pub fn start_with(simulator: &Simulator, switch: &str, choice: &str) -> Running {
    let mut options = Options::default();
    options
        .switches
        .insert(switch.to_owned(), choice.to_owned());
    simulator.start(options).unwrap()
}

pub struct Client {
    http: reqwest::Client,
    base: String,
    authorization: Option<String>,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|_| panic!("not JSON ({}): {}", self.status, self.text))
    }

    pub fn items(&self) -> Vec<Value> {
        self.json().as_array().cloned().unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

impl Client {
    pub fn of(running: &Running) -> Self {
        Self::with(running, Some(format!("Bearer {}", running.token())))
    }

    pub fn with(running: &Running, authorization: Option<String>) -> Self {
        PROVIDER.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            http,
            base: running.url(),
            authorization,
        }
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Result<Reply, reqwest::Error> {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        let mut request = self.http.request(method.parse().unwrap(), url);
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        if let Some((media, text)) = body {
            request = request.header("Content-Type", media).body(text);
        }
        let response = request.send().await?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await?,
        })
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None).await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, None).await.unwrap()
    }

    pub async fn form(&self, path: &str, text: &str) -> Reply {
        let body = ("application/x-www-form-urlencoded", text.to_owned());
        self.send("POST", path, Some(body)).await.unwrap()
    }

    pub async fn json(&self, method: &str, path: &str, value: &Value) -> Reply {
        let body = ("application/json", value.to_string());
        self.send(method, path, Some(body)).await.unwrap()
    }
}
