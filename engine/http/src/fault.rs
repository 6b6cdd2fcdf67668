//! What went wrong on the wire, in our own words, and whether the request may have left.
//!
//! A request provably never left when no connection was made: the name was unknown, nobody
//! listened, TLS was not agreed. Anything later may have reached the target, also a reused
//! connection that was closed before it answered (design D13).

use std::error::Error;
use std::io;

use bindery_connector::ports::{TransportError, TransportFault};

/// A request that never left.
pub fn unsent(fault: TransportFault, detail: &str) -> TransportError {
    TransportError {
        fault,
        left: false,
        detail: detail.to_owned(),
    }
}

/// A failure before the answer's head was complete.
pub fn of(error: &reqwest::Error) -> TransportError {
    if error.is_builder() {
        return unsent(
            TransportFault::BadUrl,
            "the request cannot be put on the wire",
        );
    }
    let left = !error.is_connect();
    let (fault, detail) = if error.is_timeout() {
        (TransportFault::Timeout, "nothing came in time")
    } else if error.is_dns() {
        (TransportFault::UnknownHost, "the host name is unknown")
    } else if any_source::<rustls::Error>(error, |_| true) {
        (TransportFault::Tls, tls_detail(error))
    } else if error.is_connect() && closed_at_once(error) {
        (
            TransportFault::Closed,
            "the target closed the connection before TLS was agreed",
        )
    } else if error.is_connect() {
        (TransportFault::Refused, "no connection was accepted")
    } else {
        (
            TransportFault::Closed,
            "the connection ended before the answer",
        )
    };
    TransportError {
        fault,
        left,
        detail: detail.to_owned(),
    }
}

/// A failure while the answer's body was read.
pub fn of_body(error: &reqwest::Error) -> TransportError {
    let (fault, detail) = if error.is_timeout() {
        (TransportFault::Timeout, "the answer did not end in time")
    } else if any_source::<io::Error>(error, |e| {
        matches!(
            e.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
        )
    }) {
        (
            TransportFault::Other,
            "the answer's compression cannot be undone",
        )
    } else {
        (
            TransportFault::Closed,
            "the connection ended before the answer was complete",
        )
    };
    TransportError {
        fault,
        left: true,
        detail: detail.to_owned(),
    }
}

/// Whether something listened and hung up while TLS was being agreed: often a port that speaks none.
fn closed_at_once(error: &reqwest::Error) -> bool {
    let is_https = error.url().is_some_and(|url| url.scheme() == "https");
    is_https
        && any_source::<io::Error>(error, |e| {
            matches!(
                e.kind(),
                io::ErrorKind::UnexpectedEof
                    | io::ErrorKind::ConnectionReset
                    | io::ErrorKind::BrokenPipe
            )
        })
}

fn tls_detail(error: &reqwest::Error) -> &'static str {
    if any_source::<rustls::Error>(error, |e| matches!(e, rustls::Error::InvalidCertificate(_))) {
        "the target's certificate is not trusted"
    } else {
        "the target and bindery could not agree on TLS"
    }
}

/// Whether an error of this type, for which the test holds, is among the causes. I/O errors carry
/// their cause inside, sometimes several deep, so that is looked into as well.
fn any_source<E: Error + 'static>(error: &reqwest::Error, test: impl Fn(&E) -> bool) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = error.source();
    while let Some(cause) = next {
        if cause.downcast_ref::<E>().is_some_and(&test) {
            return true;
        }
        next = match cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    false
}
