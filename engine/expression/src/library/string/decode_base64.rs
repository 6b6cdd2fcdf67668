//! `String.decodeBase64`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "decodeBase64",
    parameters: "",
    result: "byte[]",
    doc: "The bytes that a Base64 text stands for.",
    examples: &[("new String('YQ=='.decodeBase64())", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    crate::encoding::byte_array(run, &crate::encoding::from_base64(&text)?)
}
