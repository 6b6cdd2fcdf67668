//! The wire: one request out, one answer back.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::BoxFuture;

/// A request ready to be sent: plain data.
///
/// Its `Debug` shows neither header values nor body, which may carry secrets; print it through the
/// run's masker.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestSpec {
    /// The verb, upper case.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// Headers in the order of the definition.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Option<Vec<u8>>,
    /// How long to wait for a connection.
    pub connect_timeout: Option<Duration>,
    /// How long to wait for the answer.
    pub read_timeout: Option<Duration>,
    /// What the target wants of TLS beyond the ordinary.
    pub tls: Option<Arc<TlsProfile>>,
}

/// What a target wants of TLS beyond the ordinary (`rest-dialect §1.11`). Its `Debug` shows no key.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TlsProfile {
    /// The client's private key and its certificates, as PEM.
    pub identity: Option<Vec<u8>>,
    /// Certificates to trust besides the machine's own, as DER.
    pub roots: Vec<Vec<u8>>,
    /// Nothing below TLS 1.3; else nothing below 1.2.
    pub at_least_1_3: bool,
}

impl fmt::Debug for TlsProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsProfile")
            .field("has_identity", &self.identity.is_some())
            .field("roots", &self.roots.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RequestSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestSpec")
            .field("method", &self.method)
            .field(
                "headers",
                &self.headers.iter().map(|(n, _)| n).collect::<Vec<_>>(),
            )
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .finish_non_exhaustive()
    }
}

/// An answer, its body complete.
#[derive(Clone, PartialEq, Eq)]
pub struct ResponseData {
    /// The status code.
    pub status: u16,
    /// Headers as received, names in the case they came in.
    pub headers: Vec<(String, String)>,
    /// The body, content encoding removed.
    pub body: Vec<u8>,
}

impl fmt::Debug for ResponseData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseData")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl ResponseData {
    /// The first header of this name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }
}

/// What went wrong on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportFault {
    /// The URL cannot be used.
    BadUrl,
    /// The host name is unknown.
    UnknownHost,
    /// No connection was accepted.
    Refused,
    /// TLS could not be agreed or the certificate is not trusted.
    Tls,
    /// Nothing came within the time allowed.
    Timeout,
    /// The connection ended before the answer was complete.
    Closed,
    /// The answer is larger than allowed.
    TooLarge,
    /// A recording is replayed, and its requests are others (`R6003`). The first line of the detail says
    /// what was asked, each further one is a note.
    Unrecorded,
    /// A recording is replayed and has no further answer (`R6004`). The detail is as of `Unrecorded`.
    PlayedOut,
    /// Anything else: a compression that cannot be undone, a client that cannot be set up.
    Other,
}

impl TransportFault {
    /// Whether sending the same request again cannot go better.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::BadUrl | Self::Tls | Self::TooLarge | Self::Unrecorded | Self::PlayedOut
        )
    }
}

/// A request that got no complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    /// What went wrong.
    pub fault: TransportFault,
    /// Whether the request may have reached the target: `false` only if it provably never left
    /// (design D13).
    pub left: bool,
    /// More in our own words, without secrets; may be empty.
    pub detail: String,
}

/// Sends requests. Redirects are returned as answers, never followed.
pub trait Transport: Send + Sync {
    /// Sends one request and reads the whole answer.
    fn send<'a>(
        &'a self,
        request: &'a RequestSpec,
    ) -> BoxFuture<'a, Result<ResponseData, TransportError>>;

    /// Gives back a body that has been read: the next may come in its place.
    fn give_back(&self, _body: Vec<u8>) {}
}
