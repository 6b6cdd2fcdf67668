//! Rows of transport and authentication.

use std::time::Duration;

use super::{AS_BEFORE, End, Row, Shape, in_order, people};
use crate::stub::{Reply, Trouble, reply};

fn after(n: usize, times: usize, reply: Reply) -> Reply {
    if n < times { reply } else { people() }
}

/// A row of a call that reads all people at once.
const WHOLE: Row = Row {
    name: "",
    shape: Shape::Whole,
    fault: |_, _| people(),
    end: AS_BEFORE,
    shown: &[],
    asked: 0,
};

/// The rows.
pub const ROWS: &[Row] = &[
    Row {
        name: "a connection that is reset amid every body",
        fault: |_, _| people().but(Trouble::CutOff),
        end: End::Failed("R1002"),
        shown: &["ended before the answer was complete", "attempt 2 of 2"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "a connection that is reset amid one body",
        fault: |n, _| after(n, 1, people().but(Trouble::CutOff)),
        shown: &["no answer, waiting 0 s, attempt 2 of 2"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "a connection that closes without an answer",
        fault: |_, _| people().but(Trouble::Closed),
        end: End::Failed("R1002"),
        shown: &["the connection ended before the answer"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "a body that drips",
        fault: |_, _| people().but(Trouble::Slow(Duration::from_millis(100))),
        end: End::Failed("R1002"),
        shown: &["the answer did not end in time", "readTimeout"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "an answer that does not come",
        fault: |_, _| people().but(Trouble::Late(Duration::from_millis(1800))),
        end: End::Failed("R1002"),
        shown: &["nothing came in time", "readTimeout"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "401 once",
        fault: |n, _| after(n, 1, reply(401, "{}")),
        shown: &["token refused", "POST   /token"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "401 for ever",
        fault: |_, asked| {
            reply(
                401,
                &format!("{{\"message\":\"no {}\"}}", asked.header("authorization")),
            )
        },
        end: End::Failed("R2001"),
        shown: &["not even a fresh one", "the target says: no Bearer •••"],
        asked: 3,
        ..WHOLE
    },
    Row {
        name: "a token that expires amid a run",
        shape: Shape::Pages,
        fault: |n, asked| {
            if n == 1 {
                reply(401, "{}")
            } else {
                in_order(asked)
            }
        },
        shown: &["token refused", "POST   /token"],
        asked: 4,
        ..WHOLE
    },
    Row {
        name: "403",
        fault: |_, _| reply(403, r#"{"message":"not for robots"}"#),
        end: End::Failed("R1003"),
        shown: &["lack a permission", "the target says: not for robots"],
        asked: 1,
        ..WHOLE
    },
    Row {
        name: "404 on page 3",
        shape: Shape::Pages,
        fault: |n, asked| {
            if n == 2 {
                reply(404, r#"{"message":"no such page"}"#)
            } else {
                in_order(asked)
            }
        },
        end: End::Failed("R1003"),
        shown: &["no such page", "R3001"],
        asked: 3,
    },
    Row {
        name: "429 once, without Retry-After",
        fault: |n, _| after(n, 1, reply(429, "{}")),
        shown: &["429, waiting 0 s, attempt 2 of 2"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "429 once, with Retry-After in seconds",
        fault: |n, _| after(n, 1, reply(429, "{}").with("Retry-After", "1")),
        shown: &["429, waiting 1 s, attempt 2 of 2", "waited 1.0 s"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "503 once, with Retry-After as a date in the past",
        fault: |n, _| {
            let date = "Wed, 21 Oct 2015 07:28:00 GMT";
            after(n, 1, reply(503, "{}").with("Retry-After", date))
        },
        shown: &["503, waiting 0 s, attempt 2 of 2"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "429 for ever",
        fault: |_, _| reply(429, "{}"),
        end: End::Failed("R1006"),
        shown: &["its rate limit", "429, waiting 0 s, attempt 2 of 2"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "429 with more patience than there is",
        fault: |_, _| reply(429, "{}").with("Retry-After", "86400"),
        end: End::Failed("R1006"),
        shown: &["it asks to wait 86400 seconds"],
        asked: 1,
        ..WHOLE
    },
    Row {
        name: "500 once",
        fault: |n, _| after(n, 1, reply(500, "{}")),
        shown: &["500, waiting 0 s, attempt 2 of 2"],
        asked: 2,
        ..WHOLE
    },
    Row {
        name: "500 for ever",
        fault: |_, _| reply(500, r#"{"message":"out of order"}"#),
        end: End::Failed("R1003"),
        shown: &["the target answered 500", "out of order"],
        asked: 2,
        ..WHOLE
    },
];
