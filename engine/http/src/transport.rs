//! Sending one request, with a ceiling on the answer's size and on the time it may take.
//!
//! A client has one connect timeout and one TLS profile, so clients are kept by both; a run uses one
//! or two.

use std::collections::BTreeMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bindery_connector::Outcome;
use bindery_connector::ports::{
    BoxFuture, RequestSpec, ResponseData, TlsProfile, Transport, TransportError, TransportFault,
};
use bindery_diagnostics::{Diagnostic, codes};
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Certificate, Client, Identity, Method, Proxy, Url, tls::Version};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::fault;

/// The most bytes that are set aside on the word of a target.
const CLAIM: u64 = 4 * 1024 * 1024;

/// How requests are sent, where a request does not say so itself.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long to wait for a connection; 10 seconds by default (`field-notes §1`, ConfigJSON).
    pub connect_timeout: Duration,
    /// How long to wait for a whole answer; 120 seconds by default.
    pub read_timeout: Duration,
    /// The largest body accepted, decompressed, in bytes; 256 MiB by default, so that a hostile or
    /// broken target cannot fill the memory.
    pub body_cap: usize,
    /// The proxy's URL; none by default. The environment is not asked.
    pub proxy: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(120),
            body_cap: 256 * 1024 * 1024,
            proxy: None,
        }
    }
}

/// Sends requests over HTTP/1.1, with TLS verified.
#[derive(Debug)]
pub struct HttpTransport {
    options: Options,
    clients: Mutex<BTreeMap<Key, Client>>,
    /// The room of a body that was read.
    spare: Mutex<Vec<u8>>,
}

/// What a client is made for: connect timeout, TLS profile, and whether it speaks TLS at all. The trusted
/// certificates of the machine are only read where somebody asks for them.
type Key = (Duration, Option<Arc<TlsProfile>>, bool);

impl HttpTransport {
    /// A transport with these options.
    ///
    /// # Errors
    /// `R1001` when the proxy's URL cannot be used.
    pub fn new(options: Options) -> Outcome<Self> {
        let key = (options.connect_timeout, None, false);
        let first = build_client(&options, &key)?;
        let clients = Mutex::new(BTreeMap::from([(key, first)]));
        Ok(Self {
            options,
            clients,
            spare: Mutex::default(),
        })
    }

    fn client(&self, key: Key) -> Result<Client, TransportError> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&key) {
            return Ok(client.clone());
        }
        let client = build_client(&self.options, &key)
            .map_err(|d| fault::unsent(TransportFault::Tls, &d.message))?;
        clients.insert(key, client.clone());
        Ok(client)
    }

    async fn exchange(&self, spec: &RequestSpec) -> Result<ResponseData, TransportError> {
        let read_timeout = spec.read_timeout.unwrap_or(self.options.read_timeout);
        let connect_timeout = spec
            .connect_timeout
            .unwrap_or(self.options.connect_timeout)
            .min(read_timeout);
        let request = build_request(spec, read_timeout)?;
        let speaks_tls = request.url().scheme() == "https" || self.options.proxy.is_some();
        let client = self.client((connect_timeout, spec.tls.clone(), speaks_tls))?;
        if Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread {
            // Where one thread does everything, kept connections learn only now whether the target
            // has closed them meanwhile: once it is heard, once they act on it. Elsewhere they have
            // learnt it, and a request that waits here waits for every other worker.
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        }
        let mut answer = client.execute(request).await.map_err(|e| fault::of(&e))?;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        // A length that the target claims is believed as far as a page of an import goes.
        let claimed = answer.content_length().unwrap_or(0).min(CLAIM);
        let spare = self.spare.lock();
        let mut body = mem::take(&mut *spare.unwrap_or_else(PoisonError::into_inner));
        body.reserve_exact(usize::try_from(claimed).unwrap_or(0));
        while let Some(chunk) = answer.chunk().await.map_err(|e| fault::of_body(&e))? {
            if body.len() + chunk.len() > self.options.body_cap {
                return Err(TransportError {
                    fault: TransportFault::TooLarge,
                    left: true,
                    detail: format!("the answer is larger than {} bytes", self.options.body_cap),
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(ResponseData {
            status,
            headers,
            body,
        })
    }
}

impl Transport for HttpTransport {
    fn send<'a>(
        &'a self,
        request: &'a RequestSpec,
    ) -> BoxFuture<'a, Result<ResponseData, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn give_back(&self, mut body: Vec<u8>) {
        if body.capacity() as u64 <= CLAIM {
            body.clear();
            *self.spare.lock().unwrap_or_else(PoisonError::into_inner) = body;
        }
    }
}

fn build_request(
    spec: &RequestSpec,
    timeout: Duration,
) -> Result<reqwest::Request, TransportError> {
    let bad = |what: &str| fault::unsent(TransportFault::BadUrl, what);
    let method = Method::from_bytes(spec.method.as_bytes())
        .map_err(|_| bad("the verb is not one that HTTP allows"))?;
    let url = Url::parse(&spec.url).map_err(|_| bad("the URL cannot be read"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(bad("the URL is not an http or https URL with a host"));
    }
    let mut request = reqwest::Request::new(method, url);
    for (name, value) in &spec.headers {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| bad("a header has a name that HTTP does not allow"))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            bad(&format!(
                "the header {name} has a value that HTTP does not allow"
            ))
        })?;
        request.headers_mut().append(name, value);
    }
    *request.timeout_mut() = Some(timeout);
    *request.body_mut() = spec.body.clone().map(Into::into);
    Ok(request)
}

fn build_client(options: &Options, (connect_timeout, tls, speaks_tls): &Key) -> Outcome<Client> {
    // A second installation fails because the first stands; either way a provider is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = || -> Outcome<reqwest::ClientBuilder> {
        let builder = Client::builder()
            .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(*connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        let builder = match tls {
            Some(tls) => with_profile(builder, tls)?,
            None => builder,
        };
        match &options.proxy {
            None => Ok(builder.no_proxy()),
            Some(url) => {
                let proxy = Proxy::all(url).map_err(|_| {
                    Diagnostic::new(codes::UNREACHABLE, "the proxy's URL cannot be used")
                        .with_help("give it as http://host:port")
                })?;
                Ok(builder.proxy(proxy))
            }
        }
    };
    // A machine without any trusted certificate can still speak plain http to loopback; https then
    // fails as an untrusted certificate when it is used.
    let roots = certificates(tls.as_deref())?;
    let of_machine = match speaks_tls {
        true => base()?.tls_certs_merge(roots.clone()).build().ok(),
        false => None,
    };
    let client = match of_machine {
        Some(client) => Ok(client),
        None => base()?.tls_certs_only(roots).build(),
    };
    client.map_err(|_| {
        Box::new(Diagnostic::new(
            codes::FAULT,
            "the HTTP client could not be set up",
        ))
    })
}

fn with_profile(
    builder: reqwest::ClientBuilder,
    tls: &TlsProfile,
) -> Outcome<reqwest::ClientBuilder> {
    let least = if tls.at_least_1_3 {
        Version::TLS_1_3
    } else {
        Version::TLS_1_2
    };
    let builder = builder.tls_version_min(least);
    match &tls.identity {
        Some(pem) => {
            let identity = Identity::from_pem(pem).map_err(|_| {
                unusable("the private key or certificate that `ssl` names cannot be used")
            })?;
            Ok(builder.identity(identity))
        }
        None => Ok(builder),
    }
}

fn certificates(tls: Option<&TlsProfile>) -> Outcome<Vec<Certificate>> {
    let roots = tls.map(|tls| tls.roots.as_slice()).unwrap_or_default();
    let read = roots.iter().map(|der| Certificate::from_der(der));
    read.collect::<Result<_, _>>()
        .map_err(|_| unusable("a certificate that `ssl` names cannot be used"))
}

fn unusable(what: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(codes::TLS_FILE, what))
}
