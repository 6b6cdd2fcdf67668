//! `bindery eval --jsonl`: a line in, a line out, whatever the line.
//!
//! A line that is not a case is answered like a failed one, with `B1001`; an over-long one is read to
//! its end and refused. Should an evaluation panic, which would be a fault of ours, the line is
//! answered with `R9001` and the next one is read.

use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bindery_diagnostics::codes;
use bindery_expression::Context;
use serde_json::{Map, Value, json};

use super::template::evaluate;
use crate::exit::{End, Exit};
use crate::output::Output;

/// The longest line that is read, in bytes: templates and contexts of the field are a thousandth.
const LONGEST_LINE: usize = 64 * 1024 * 1024;

/// Answers every line of standard input, in order.
pub fn run(now: i64, output: &mut Output) -> End {
    let mut input = io::stdin().lock();
    while let Some(line) = next_line(&mut input)? {
        let answer = match line {
            Line::TooLong => refused(Value::Null, "limit", codes::LIMIT, "the line is too long"),
            Line::Whole(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
            Line::Whole(bytes) => answer(&bytes, now),
        };
        serde_json::to_writer(&mut *output, &answer).map_err(io::Error::from)?;
        output.write_all(b"\n")?;
    }
    Ok(Exit::Fine)
}

enum Line {
    Whole(Vec<u8>),
    TooLong,
}

fn next_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let mut too_long = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            let line = if too_long {
                Line::TooLong
            } else {
                Line::Whole(bytes)
            };
            let nothing = matches!(&line, Line::Whole(bytes) if bytes.is_empty());
            return Ok((!nothing).then_some(line));
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let taken = end.unwrap_or(buffer.len());
        if bytes.len() + taken > LONGEST_LINE {
            too_long = true;
            bytes = Vec::new();
        }
        if !too_long {
            bytes.extend(buffer.iter().take(taken));
        }
        let used = end.map_or(taken, |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some(if too_long {
                Line::TooLong
            } else {
                Line::Whole(bytes)
            }));
        }
    }
}

fn answer(bytes: &[u8], now: i64) -> Value {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let case: Map<String, Value> = match serde_json::from_slice(bytes) {
        Ok(case) => case,
        Err(_) => {
            let message = "the line is not a JSON object, or nests more than 128 levels";
            return refused(Value::Null, "other", codes::JSON_SYNTAX, message);
        }
    };
    let id = case.get("id").cloned().unwrap_or(Value::Null);
    let Some(template) = case.get("template").and_then(Value::as_str) else {
        return refused(
            id,
            "other",
            codes::MISSING_KEY,
            "the line has no text under `template`",
        );
    };
    let empty = Value::Object(Map::new());
    let context = match case.get("context") {
        None | Some(Value::Null) => &empty,
        Some(context @ Value::Object(_)) => context,
        Some(_) => {
            return refused(
                id,
                "other",
                codes::WRONG_TYPE,
                "`context` is not a JSON object",
            );
        }
    };
    let context = Context::from_json(context).with_clock(now);
    match catch_unwind(AssertUnwindSafe(|| evaluate(template, &context))) {
        Ok(Ok(value)) => {
            let mut answer = json!({"id": id, "ok": true, "value": value.text});
            if let (Some(raw), Some(answer)) = (value.raw, answer.as_object_mut()) {
                answer.insert("raw".to_owned(), raw);
            }
            answer
        }
        Ok(Err(problems)) => match problems.into_iter().next() {
            Some(problem) => json!({"id": id, "ok": false, "error": {
                "kind": problem.kind.name(),
                "code": problem.code,
                "message": problem.message,
                "span": [problem.span.start, problem.span.end],
            }}),
            None => refused(id, "other", codes::FAULT, "an error without a description"),
        },
        Err(_) => refused(
            id,
            "other",
            codes::FAULT,
            "bindery has a fault; please report the line",
        ),
    }
}

fn refused(id: Value, kind: &str, code: bindery_diagnostics::Code, message: &str) -> Value {
    json!({"id": id, "ok": false, "error": {
        "kind": kind, "code": code.as_str(), "message": message, "span": [0, 0],
    }})
}
