//! Rows of what an answer holds, and of pages.

use super::{AS_BEFORE, End, Row, Shape, people};
use crate::stub::{PEOPLE, reply, reply_of};

const WHOLE: Row = Row {
    name: "",
    shape: Shape::Whole,
    fault: |_, _| people(),
    end: AS_BEFORE,
    shown: &[],
    asked: 1,
};

/// The rows.
pub const ROWS: &[Row] = &[
    Row {
        name: "HTML instead of JSON",
        fault: |_, _| {
            let body = b"<!doctype html><title>Sign in</title><p>Please sign in";
            reply_of("text/html", body)
        },
        end: End::Failed("R1004"),
        shown: &["HTML"],
        ..WHOLE
    },
    Row {
        name: "truncated JSON",
        fault: |_, _| reply(200, &PEOPLE[..30]),
        end: End::Failed("R1004"),
        shown: &["cut short"],
        ..WHOLE
    },
    Row {
        name: "invalid UTF-8",
        fault: |_, _| {
            let mut reply = reply(200, r#"[{"id":"1","login":"ad@"}]"#);
            reply.body[21] = 0xff;
            reply
        },
        end: End::Failed("R1004"),
        shown: &["not valid UTF-8 at byte 21"],
        ..WHOLE
    },
    Row {
        name: "JSON under a wrong content type",
        fault: |_, _| reply_of("text/plain", PEOPLE.as_bytes()),
        ..WHOLE
    },
    Row {
        name: "a picture",
        fault: |_, _| reply_of("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        end: End::Failed("R1004"),
        ..WHOLE
    },
    Row {
        name: "an empty body",
        fault: |_, _| reply(200, ""),
        end: End::Refused("R3002"),
        ..WHOLE
    },
    Row {
        name: "an empty list",
        fault: |_, _| reply(200, "[]"),
        end: End::Refused("R3002"),
        ..WHOLE
    },
    Row {
        name: "a null list",
        shape: Shape::Next,
        fault: |_, _| reply(200, r#"{"people":null}"#),
        end: End::Refused("R3002"),
        ..WHOLE
    },
    Row {
        name: "an object where a list is expected",
        shape: Shape::Next,
        fault: |_, _| reply(200, r#"{"people":{"error":"maintenance"}}"#),
        end: End::Refused("R3002"),
        shown: &["1 record has no value in its key column"],
        ..WHOLE
    },
    Row {
        name: "records without the key field",
        fault: |_, _| {
            reply(
                200,
                r#"[{"ID":"1","login":"ada"},{"ID":"2","login":"grace"}]"#,
            )
        },
        end: End::Refused("R3002"),
        shown: &["2 records have no value in their key column"],
        ..WHOLE
    },
    Row {
        name: "a record without the key field",
        fault: |_, _| reply(200, r#"[{"id":"1","login":"ada"},{"login":"grace"}]"#),
        end: End::Complete(&[("ada", "active"), ("grace", "suspended-from-import")]),
        shown: &["1 record has no value in its key column"],
        ..WHOLE
    },
    Row {
        name: "duplicate keys",
        fault: |_, _| {
            let body =
                r#"[{"id":"1","login":"ada"},{"id":"2","login":"g"},{"id":"2","login":"grace"}]"#;
            reply(200, body)
        },
        shown: &["3 read"],
        ..WHOLE
    },
    Row {
        name: "a page that repeats",
        shape: Shape::Pages,
        fault: |_, _| reply(200, r#"[{"id":"1","login":"ada"}]"#),
        end: End::Refused("R3004"),
        shown: &["the page repeats records of earlier pages"],
        asked: 2,
    },
    Row {
        name: "pages without end",
        shape: Shape::Pages,
        fault: |n, _| reply(200, &format!(r#"[{{"id":"{n}","login":"user{n}"}}]"#)),
        end: End::Refused("R3007"),
        asked: 20,
        ..WHOLE
    },
    Row {
        name: "a single record of 10 MB",
        fault: |_, _| {
            let text = "x".repeat(10_000_000);
            let body = format!(
                r#"[{{"id":"1","login":"ada","about":"{text}"}},{{"id":"2","login":"grace"}}]"#
            );
            reply(200, &body)
        },
        ..WHOLE
    },
];
