//! From a call of the definition to a request: plain data that can be printed and compared.
//!
//! A [`CallTemplate`] is compiled once; rendering it against the names of the moment gives a
//! [`RequestSpec`]. Nothing is sent here.

pub(crate) mod body;
pub(crate) mod encoding;
mod print;
pub(crate) mod template;

use std::sync::Arc;
use std::time::Duration;

use bindery_definition::{Body, HttpBlock, Ssl, Text};
use bindery_expression::{Context, Sink};
use serde_json::Value;
use url::Url;

use crate::Outcome;
use crate::origin::Origins;
use crate::ports::RequestSpec;
use crate::tls::TlsSettings;

use body::BodyTemplate;
use encoding::Encoding;
use template::{Compiler, Template};

pub use encoding::body_sink;
pub use print::{Style, print};

/// The verb of a call that gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DefaultMethod {
    /// Reads, and writes without a body.
    Get,
    /// Token requests, and writes with a body.
    Post,
}

/// A compiled request.
#[derive(Debug, Clone)]
pub(crate) struct CallTemplate {
    url: Template,
    method: Option<Template>,
    default_method: DefaultMethod,
    headers: Vec<(String, Template)>,
    content_type: Option<Template>,
    encoding: Encoding,
    body: BodyTemplate,
    /// The same body as pairs, for verbs that carry them in the URL.
    query: BodyTemplate,
    pub timeouts: RequestTimeouts,
    /// TLS options of its own.
    pub tls: Option<Arc<TlsSettings>>,
}

/// The time limits of a request (`ConfigJSON.connectionTimeoutConfig`).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RequestTimeouts {
    pub connect: Option<Duration>,
    pub read: Option<Duration>,
}

/// What a request is compiled from; provisioning calls and token requests have no `http` block.
pub(crate) struct Parts<'d> {
    pub url: &'d Text,
    pub method: Option<&'d Text>,
    pub headers: &'d [bindery_definition::Header],
    pub content_type: Option<&'d Text>,
    pub body: Option<&'d Body>,
    pub ssl: Option<&'d Ssl>,
    pub default_method: DefaultMethod,
}

impl<'d> Parts<'d> {
    pub fn of(http: &'d HttpBlock, default_method: DefaultMethod) -> Self {
        Self {
            url: &http.url,
            method: http.method.as_ref(),
            headers: &http.headers,
            content_type: http.content_type.as_ref(),
            body: http.body.as_ref(),
            ssl: http.ssl.as_ref(),
            default_method,
        }
    }
}

impl CallTemplate {
    pub fn compile(compiler: &mut Compiler<'_>, parts: &Parts<'_>) -> Self {
        let content_type = parts.content_type.and_then(Text::literal);
        let encoding = Encoding::read(content_type.as_deref());
        let headers = parts
            .headers
            .iter()
            .filter(|h| !h.name.as_str().is_empty() && !is_content_type_alias(h.name.as_str()))
            .map(|h| {
                let value = compiler.compile(&h.value, Sink::Header);
                (h.name.as_str().to_owned(), value)
            })
            .collect();
        Self {
            url: compiler.compile(parts.url, Sink::Url),
            method: compiler.compile_some(parts.method, Sink::Text),
            default_method: parts.default_method,
            headers,
            content_type: compiler.compile_some(parts.content_type, Sink::Header),
            encoding,
            body: BodyTemplate::compile(compiler, parts.body, encoding, false),
            query: BodyTemplate::compile(compiler, parts.body, encoding, true),
            timeouts: RequestTimeouts::default(),
            tls: TlsSettings::compile(compiler, parts.ssl),
        }
    }

    /// Whether any part reads a name.
    pub fn reads(&self, name: &str) -> bool {
        self.url.reads(name)
            || self.headers.iter().any(|(_, v)| v.reads(name))
            || self.body.reads(name)
    }

    /// What it is rendered from: URL, headers, body.
    pub fn templates(&self) -> Vec<&Template> {
        let mut all = vec![&self.url];
        all.extend(self.headers.iter().map(|(_, value)| value));
        self.body.templates(&mut all);
        all
    }

    /// Whether the URL reads a name.
    pub fn url_reads(&self, name: &str) -> bool {
        self.url.reads(name)
    }

    /// Whether the call sends a header of this name.
    pub fn has_header(&self, name: &str) -> bool {
        self.headers
            .iter()
            .any(|(n, _)| n.eq_ignore_ascii_case(name))
    }

    /// The URL alone, resolved and allowed.
    pub fn render_url(&self, context: &Context, origins: &Origins) -> Outcome<Url> {
        origins.resolve(trimmed(&self.url.text(context)?), None)
    }

    /// The URL of the first page: the call's own with the parameters of a GET.
    pub fn start_url(&self, context: &Context, origins: &Origins) -> Outcome<Url> {
        let mut url = self.render_url(context, origins)?;
        let (method, sends_body) = self.verb(context)?;
        if !sends_body && method == "GET" {
            set_query(&mut url, &self.query.pairs(context)?);
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// The whole request. A page's URL takes the place of the rendered one; verb, headers and body
    /// are the same on every page (`rest-dialect §2.16`).
    pub fn render(
        &self,
        context: &Context,
        origins: &Origins,
        page: Option<&PageSpot>,
    ) -> Outcome<RequestSpec> {
        let (method, sends_body) = self.verb(context)?;
        let url = match page {
            Some(page) => page.url.clone(),
            None => self.start_url(context, origins)?,
        };
        let mut headers = Vec::with_capacity(self.headers.len() + 1);
        for (name, value) in &self.headers {
            headers.push((name.clone(), value.text(context)?));
        }
        let body = if sends_body {
            self.body.render(context, self.encoding)?
        } else {
            None
        };
        if let Some(body) = &body
            && !self.has_header("content-type")
        {
            let given = self.content_type.as_ref().map(|t| t.text(context));
            let value = self
                .encoding
                .header(given.transpose()?.as_deref(), &body.boundary);
            headers.push(("Content-Type".to_owned(), value));
        }
        let body = body.map(|body| match page {
            Some(page) => page.set_in(body.bytes, self.encoding),
            None => body.bytes,
        });
        Ok(RequestSpec {
            method,
            url: url.into(),
            headers,
            body,
            connect_timeout: self.timeouts.connect,
            read_timeout: self.timeouts.read,
            tls: None,
        })
    }

    /// The verb on the wire, and whether it carries the body.
    pub fn verb(&self, context: &Context) -> Outcome<(String, bool)> {
        let written = match &self.method {
            Some(method) => method.text(context)?.trim().to_ascii_uppercase(),
            None if self.default_method == DefaultMethod::Post => "POST".to_owned(),
            None => "GET".to_owned(),
        };
        Ok(match written.strip_suffix("WITHBODY") {
            Some(verb) => (verb.to_owned(), true),
            None => {
                let sends = !matches!(written.as_str(), "GET" | "DELETE" | "HEAD" | "OPTIONS");
                (written, sends)
            }
        })
    }
}

/// Which page of a call is asked for.
pub(crate) struct PageSpot {
    /// Its URL.
    pub url: Url,
    /// Its paging parameters, which the URL holds already.
    pub params: Vec<(String, String)>,
}

impl PageSpot {
    /// A list that is asked for with a body that has fields of these names takes them there too
    /// (`rest-dialect §5.50`).
    fn set_in(&self, body: Vec<u8>, encoding: Encoding) -> Vec<u8> {
        if self.params.is_empty() {
            return body;
        }
        match encoding {
            Encoding::Form { plus } => self.set_in_form(body, plus),
            Encoding::Json => self.set_in_json(body),
            _ => body,
        }
    }

    fn set_in_json(&self, body: Vec<u8>) -> Vec<u8> {
        let Ok(Value::Object(mut members)) = serde_json::from_slice(&body) else {
            return body;
        };
        let mut changed = false;
        for (name, value) in &self.params {
            if let Some(member) = members.get_mut(name) {
                *member = match (&*member, serde_json::from_str(value)) {
                    (Value::Number(_), Ok(number @ Value::Number(_))) => number,
                    _ => Value::from(value.as_str()),
                };
                changed = true;
            }
        }
        if changed {
            Value::Object(members).to_string().into_bytes()
        } else {
            body
        }
    }

    fn set_in_form(&self, body: Vec<u8>, plus: bool) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(&body) else {
            return body;
        };
        let pairs = text.split('&').map(|pair| {
            let own = query_name(pair);
            match self.params.iter().find(|(name, _)| *name == own) {
                Some((_, value)) => {
                    let name = pair.split('=').next().unwrap_or_default();
                    format!("{name}={}", encoding::form_text(value, plus))
                }
                None => pair.to_owned(),
            }
        });
        pairs.collect::<Vec<_>>().join("&").into_bytes()
    }
}

/// The name of a pair of a query or a form, decoded.
fn query_name(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name);
    name.decode_utf8_lossy().into_owned()
}

/// A URL without the stray blanks around it, which rendering has encoded (`rest-dialect §0.3`).
fn trimmed(url: &str) -> &str {
    let mut url = url.trim();
    while let Some(rest) = url.strip_prefix("%20") {
        url = rest.trim_start();
    }
    while let Some(rest) = url.strip_suffix("%20") {
        url = rest.trim_end();
    }
    url
}

fn is_content_type_alias(name: &str) -> bool {
    name.eq_ignore_ascii_case("contentType")
}

/// Sets parameters, each in place of one of its name that is there already.
pub(crate) fn set_query(url: &mut Url, pairs: &[(String, String)]) {
    if pairs.is_empty() {
        return;
    }
    let kept = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| {
            let name = query_name(pair);
            !pair.is_empty() && !pairs.iter().any(|(n, _)| *n == name)
        })
        .map(ToOwned::to_owned);
    let added = pairs.iter().map(|(name, value)| {
        format!(
            "{}={}",
            encoding::form_text(name, false),
            encoding::form_text(value, false)
        )
    });
    let query: Vec<String> = kept.chain(added).collect();
    url.set_query(Some(&query.join("&")));
}
