//! Authentications that sign each request (`rest-dialect §1.4, §1.6`).
//!
//! Neither protocol stands in the documentation. The key names of `BasicWithHmac` are those of Duo's
//! admin API, the sample of `SignedHeaders` is a client of Chef Infra Server, so those protocols are
//! spoken; both are experimental. A signature holds a time, so each attempt is signed anew.
//!
//! A request is rendered with [`MARK`] where the definition writes `${access_token}`; the signature
//! then takes its place.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bindery_diagnostics::{Diagnostic, codes};
use jiff::Timestamp as Instant;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ring::{digest, hmac};
use url::Url;

use super::key::{self, Algorithm};
use crate::Outcome;
use crate::ports::{RequestSpec, Timestamp};

/// What stands for a signature until there is one.
pub(crate) const MARK: &str = "<signature>";

/// What signs the requests of one authentication.
pub(crate) enum Signer {
    /// Duo: HMAC-SHA1 over date, verb, host, path and parameters.
    Hmac { integration: String, secret: String },
    /// Chef, protocol 1.3: RSA over verb, path, body hash, time and user.
    Headers { user: String, key: String },
}

impl Signer {
    /// Signs a request for this moment.
    ///
    /// # Errors
    /// `R2004` when the key of the authentication of this name cannot be used.
    pub fn sign(
        &self,
        name: &str,
        header: &str,
        request: &mut RequestSpec,
        now: Timestamp,
    ) -> Outcome<()> {
        let url = Url::parse(&request.url).map_err(|_| broken(name, "the URL cannot be read"))?;
        let now = Instant::from_millisecond(now).unwrap_or(Instant::UNIX_EPOCH);
        match self {
            Self::Hmac {
                integration,
                secret,
            } => {
                let date = now.strftime("%a, %d %b %Y %H:%M:%S -0000").to_string();
                let value = hmac_value(integration, secret, &date, request, &url);
                set(request, "Date", date);
                put_signature(request, header, &value);
            }
            Self::Headers { user, key } => {
                let time = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
                for (header, value) in chef_headers(name, user, key, &time, request, &url)? {
                    set(request, &header, value);
                }
                request.headers.retain(|(_, value)| !value.contains(MARK));
            }
        }
        Ok(())
    }
}

fn broken(name: &str, what: &str) -> Box<Diagnostic> {
    let message = format!("a request of {name} cannot be signed: {what}");
    Box::new(Diagnostic::new(codes::SIGNING_KEY, message))
}

/// `Basic base64(IKEY:hex(HMAC-SHA1(SKEY, canonical)))`.
fn hmac_value(
    integration: &str,
    secret: &str,
    date: &str,
    request: &RequestSpec,
    url: &Url,
) -> String {
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let canonical = [
        date,
        &request.method,
        &host,
        url.path(),
        &parameters(request, url),
    ]
    .join("\n");
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes());
    let signed = hmac::sign(&key, canonical.as_bytes());
    let hex: String = signed.as_ref().iter().map(|b| format!("{b:02x}")).collect();
    format!("Basic {}", BASE64.encode(format!("{integration}:{hex}")))
}

/// What RFC 3986 leaves unreserved stays as it is.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Query and form, sorted by name.
fn parameters(request: &RequestSpec, url: &Url) -> String {
    let form = request.headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("content-type") && value.contains("form-urlencoded")
    });
    let body = match (&request.body, form) {
        (Some(body), true) => String::from_utf8_lossy(body).into_owned(),
        _ => String::new(),
    };
    let again = |text: &str| {
        let text = text.replace('+', " ");
        let text = percent_decode_str(&text).decode_utf8_lossy();
        utf8_percent_encode(&text, UNRESERVED).to_string()
    };
    let mut pairs: Vec<(String, String)> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .chain(body.split('&'))
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (again(name), again(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
    pairs.join("&")
}

fn chef_headers(
    name: &str,
    user: &str,
    key: &str,
    time: &str,
    request: &RequestSpec,
    url: &Url,
) -> Outcome<Vec<(String, String)>> {
    let body = request.body.as_deref().unwrap_or_default();
    let hash = BASE64.encode(digest::digest(&digest::SHA256, body));
    let canonical = format!(
        "Method:{}\nPath:{}\nX-Ops-Content-Hash:{hash}\nX-Ops-Sign:version=1.3\n\
         X-Ops-Timestamp:{time}\nX-Ops-UserId:{user}\nX-Ops-Server-API-Version:{API_VERSION}",
        request.method,
        canonical_path(url.path()),
    );
    let signed =
        key::sign(Algorithm::Rs256, key, canonical.as_bytes()).map_err(|(what, help)| {
            Box::new(broken(name, &format!("of the key, {what}")).with_help(help))
        })?;
    let mut headers: Vec<(String, String)> = [
        ("X-Ops-Userid", user),
        ("X-Ops-Timestamp", time),
        ("X-Ops-Sign", "algorithm=sha256;version=1.3;"),
        ("X-Ops-Content-Hash", &hash),
        ("X-Ops-Server-API-Version", API_VERSION),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    let signed = BASE64.encode(signed);
    let pieces = signed.as_bytes().chunks(60).enumerate();
    headers.extend(pieces.map(|(n, piece)| {
        (
            format!("X-Ops-Authorization-{}", n + 1),
            String::from_utf8_lossy(piece).into_owned(),
        )
    }));
    Ok(headers)
}

/// The version of Chef's API that is asked for.
const API_VERSION: &str = "1";

/// One slash where there are several, none at the end.
fn canonical_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !out.ends_with('/') {
            out.push(c);
        }
    }
    if out.len() > 1 && out.ends_with('/') {
        out.pop();
    }
    out
}

/// Sets a header in place of one of its name.
fn set(request: &mut RequestSpec, name: &str, value: String) {
    request
        .headers
        .retain(|(there, _)| !there.eq_ignore_ascii_case(name));
    request.headers.push((name.to_owned(), value));
}

/// Puts the signature where the definition wants it, else into its own header.
fn put_signature(request: &mut RequestSpec, header: &str, value: &str) {
    let mut placed = false;
    for (_, text) in &mut request.headers {
        if text.contains(MARK) {
            *text = text.replace(MARK, value);
            placed = true;
        }
    }
    if !placed {
        set(request, header, value.to_owned());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn request(method: &str, url: &str) -> RequestSpec {
        RequestSpec {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: vec![("Authorization".to_owned(), MARK.to_owned())],
            body: None,
            connect_timeout: None,
            read_timeout: None,
            tls: None,
        }
    }

    /// The worked example of Duo's documentation.
    #[test]
    fn an_hmac_is_the_one_of_the_published_example() {
        let mut request = request(
            "POST",
            "https://api-XXXXXXXX.duosecurity.com/accounts/v1/account/list",
        );
        request.headers.push((
            "Content-Type".into(),
            "application/x-www-form-urlencoded".into(),
        ));
        request.body = Some(b"username=root&realname=First%20Last".to_vec());
        let url = Url::parse(&request.url).unwrap();
        let date = "Tue, 21 Aug 2012 17:29:18 -0000";
        let value = hmac_value(
            "DIWJ8X6AEYOR5OMC6TQ1",
            "Zh5eGmUq9zpfQnyUIu5OL9iWoMMv5ZNmk3zLJ4Ep",
            date,
            &request,
            &url,
        );
        let decoded = BASE64.decode(value.trim_start_matches("Basic ")).unwrap();
        assert_eq!(
            String::from_utf8(decoded).unwrap(),
            "DIWJ8X6AEYOR5OMC6TQ1:2d97d6166319781b5a3a07af39d366f491234edc"
        );
    }

    #[test]
    fn paths_are_canonical() {
        assert_eq!(canonical_path("//organizations//x/"), "/organizations/x");
        assert_eq!(canonical_path("/"), "/");
    }
}
