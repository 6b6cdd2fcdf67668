//! `StringBuilder.setLength`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "setLength",
    parameters: "length: Integer",
    result: "null",
    doc: "Cuts the text off.",
    examples: &[("def b = new StringBuilder('abc'); b.setLength(1); b", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let length = usize::try_from(args.int(0)?).unwrap_or(0);
    crate::library::rewrite(run, this, |text| Some(text.chars().take(length).collect()))?;
    Ok(Value::Null)
}
