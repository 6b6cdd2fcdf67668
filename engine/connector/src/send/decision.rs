//! Whether a request may be sent again: the table of design D13.
//!
//! A request is repeated only if it provably never left, if its verb makes repeating harmless (GET,
//! PUT, DELETE, or a call that the connector marks idempotent), or if the target refused to act on
//! it (429, 503; a refused token is handled where tokens are, `rest-dialect §1.9`). Any other write
//! without an answer, or answered with 500, 502 or 504, is *in doubt*: nobody knows whether it
//! happened, and repeating it could do it twice.

use crate::ports::TransportError;

/// What became of one attempt.
#[derive(Debug, Clone, Copy)]
pub enum Attempt<'a> {
    /// The target answered with this status.
    Answered(u16),
    /// No complete answer came.
    Failed(&'a TransportError),
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Judge the answer.
    Accept,
    /// Wait, then send again: the target asked for patience.
    Wait,
    /// Wait a little, then send again.
    Retry,
    /// Give up: the request failed and did nothing.
    Fail,
    /// Give up: the request may have taken effect.
    InDoubt,
}

/// Decides on one attempt of a request.
#[must_use]
pub fn decide(method: &str, idempotent: bool, attempt: Attempt<'_>) -> Decision {
    let harmless = idempotent || matches!(method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE");
    match attempt {
        Attempt::Answered(429 | 503) => Decision::Wait,
        Attempt::Answered(500 | 502 | 504) if harmless => Decision::Retry,
        Attempt::Answered(500 | 502 | 504) => Decision::InDoubt,
        Attempt::Answered(_) => Decision::Accept,
        Attempt::Failed(error) if error.fault.is_final() => {
            if error.left && !harmless {
                Decision::InDoubt
            } else {
                Decision::Fail
            }
        }
        Attempt::Failed(error) if !error.left || harmless => Decision::Retry,
        Attempt::Failed(_) => Decision::InDoubt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::TransportFault;

    fn failed(method: &str, fault: TransportFault, left: bool) -> Decision {
        let error = TransportError {
            fault,
            left,
            detail: String::new(),
        };
        decide(method, false, Attempt::Failed(&error))
    }

    #[test]
    fn what_never_left_is_sent_again_whatever_the_verb() {
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            assert_eq!(
                failed(method, TransportFault::Refused, false),
                Decision::Retry
            );
        }
    }

    #[test]
    fn writes_without_an_answer_are_in_doubt() {
        for fault in [
            TransportFault::Timeout,
            TransportFault::Closed,
            TransportFault::TooLarge,
        ] {
            assert_eq!(failed("POST", fault, true), Decision::InDoubt);
            assert_eq!(failed("PATCH", fault, true), Decision::InDoubt);
        }
        assert_eq!(failed("PUT", TransportFault::Closed, true), Decision::Retry);
        for status in [500, 502, 504] {
            let decide = |method| decide(method, false, Attempt::Answered(status));
            assert_eq!(decide("POST"), Decision::InDoubt);
            assert_eq!(decide("GET"), Decision::Retry);
            assert_eq!(decide("DELETE"), Decision::Retry);
        }
    }

    #[test]
    fn a_call_marked_idempotent_may_be_repeated() {
        assert_eq!(
            decide("POST", true, Attempt::Answered(500)),
            Decision::Retry
        );
    }

    #[test]
    fn a_refusal_for_now_waits_and_any_other_answer_is_judged() {
        assert_eq!(
            decide("POST", false, Attempt::Answered(429)),
            Decision::Wait
        );
        assert_eq!(
            decide("POST", false, Attempt::Answered(503)),
            Decision::Wait
        );
        for status in [200, 202, 400, 401, 404, 501] {
            assert_eq!(
                decide("POST", false, Attempt::Answered(status)),
                Decision::Accept
            );
        }
    }

    #[test]
    fn what_cannot_get_better_fails_at_once() {
        assert_eq!(failed("GET", TransportFault::Tls, false), Decision::Fail);
        assert_eq!(failed("GET", TransportFault::BadUrl, false), Decision::Fail);
        assert_eq!(
            failed("GET", TransportFault::TooLarge, true),
            Decision::Fail
        );
    }
}
