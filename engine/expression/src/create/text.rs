//! `new String(…)`, `new StringBuilder(…)` and other makers of text.

use crate::encoding::Charset;
use crate::error::{Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{List, ListKind, Object, Value};

use super::object::{no_constructor, null_argument};

/// `new String(…)`
pub(super) fn string(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    match arguments {
        [] => run.text(""),
        [text] if text.as_str().is_some() => run.text(text.to_text()),
        [Value::Null] => crate::operator::ambiguous("new String", &Value::Null),
        [Value::Object(object)] => match &**object {
            Object::StringBuilder { .. } => {
                let text = crate::text::to_text(run, &arguments[0])?;
                run.text(text.to_string())
            }
            _ => no_constructor(class, arguments),
        },
        [Value::List(list), rest @ ..] if list.kind() == ListKind::Bytes => {
            text_of_bytes(run, list, rest)
        }
        [Value::List(list)] if list.kind() == ListKind::Chars => {
            text_of_chars(run, &run.items(list)?)
        }
        [
            Value::List(list),
            Value::Integer(from),
            Value::Integer(count),
        ] if list.kind() == ListKind::Chars => {
            let letters = run.items(list)?;
            match section(*from, *count).and_then(|section| letters.get(section)) {
                Some(letters) => text_of_chars(run, letters),
                None => fail(Kind::Index, "there are not as many characters"),
            }
        }
        _ => no_constructor(class, arguments),
    }
}

/// `new StringBuilder(…)` and those that grow a text like it.
pub(super) fn builder(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    let shared = class != "java.lang.StringBuilder";
    match arguments {
        [] | [Value::Integer(_)] => Ok(Value::object(Object::builder("", shared))),
        [Value::Null] => null_argument(class),
        [text] if text.as_str().is_some() => {
            run.room_for_text(text.as_str().unwrap_or_default().len())?;
            Ok(Value::object(Object::builder(text.to_text(), shared)))
        }
        _ => no_constructor(class, arguments),
    }
}

/// The positions of so many members from one on.
fn section(from: i32, count: i32) -> Option<std::ops::Range<usize>> {
    let (from, count) = (usize::try_from(from).ok()?, usize::try_from(count).ok()?);
    Some(from..from.checked_add(count)?)
}

fn text_of_chars(run: &Run<'_>, letters: &[Value]) -> Outcome<Value> {
    run.text(letters.iter().map(Value::to_text).collect::<String>())
}

/// `new String(bytes, from?, count?, charset?)`
fn text_of_bytes(run: &Run<'_>, list: &List, rest: &[Value]) -> Outcome<Value> {
    let bytes: Vec<u8> = run
        .items(list)?
        .iter()
        .filter_map(|byte| byte.as_i64().map(|byte| byte as u8))
        .collect();
    let (bytes, charset) = match rest {
        [] => (bytes.as_slice(), Charset::Utf8),
        [name] => (bytes.as_slice(), Charset::of(run, name)?),
        [Value::Integer(from), Value::Integer(count), rest @ ..] => {
            let Some(bytes) = section(*from, *count).and_then(|section| bytes.get(section)) else {
                return fail(Kind::Index, "there are not as many bytes");
            };
            let charset = rest
                .first()
                .map_or(Ok(Charset::Utf8), |it| Charset::of(run, it))?;
            (bytes, charset)
        }
        _ => {
            let mut arguments = vec![Value::List(list.clone())];
            arguments.extend_from_slice(rest);
            return no_constructor("java.lang.String", &arguments);
        }
    };
    run.text(charset.decode(bytes))
}

/// `new Scanner(text)`, `new StringTokenizer(text, delimiters?)`,
/// `new StringJoiner(separator, prefix?, suffix?)`
pub(super) fn splitter(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    let mut texts = Vec::new();
    for argument in arguments {
        if argument.is_null() {
            return null_argument(class);
        }
        if argument.as_str().is_none() {
            return no_constructor(class, arguments);
        }
        texts.push(crate::text::to_text(run, argument)?);
    }
    match (class, texts.as_slice()) {
        ("java.util.Scanner", [text]) => Ok(Value::object(Object::Scanner {
            text: text.clone(),
            at: 0.into(),
            delimiter: None.into(),
        })),
        ("java.util.StringTokenizer", [text, rest @ ..]) if rest.len() <= 1 => {
            let delimiters = rest.first().map_or(" \t\n\r\u{c}", |it| it.as_str());
            run.charge(text.len())?;
            let tokens = text.split(|letter| delimiters.contains(letter));
            let tokens = run.pieces(tokens.filter(|token| !token.is_empty()))?;
            Ok(super::iterator(tokens))
        }
        ("java.util.StringJoiner", [separator, rest @ ..])
            if rest.is_empty() || rest.len() == 2 =>
        {
            let around = |at: usize| rest.get(at).cloned().unwrap_or_default();
            Ok(Value::object(Object::Joiner {
                separator: separator.clone(),
                prefix: around(0),
                suffix: around(1),
                pieces: Vec::new().into(),
            }))
        }
        _ => no_constructor(class, arguments),
    }
}
