//! `String.getBytes`

use crate::encoding::{Charset, byte_array};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "getBytes",
    parameters: "charset: String?",
    result: "byte[]",
    doc: "The bytes of the text in UTF-8 or another character set.",
    examples: &[
        ("'ab'.getBytes()", "[97, 98]"),
        ("'é'.getBytes('ISO-8859-1')", "[-23]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let text = to_text(run, this)?;
    let charset = args
        .get(0)
        .map_or(Ok(Charset::Utf8), |name| Charset::of(run, name))?;
    run.room_for_text(text.len().saturating_mul(2))?;
    byte_array(run, &charset.encode(&text))
}
