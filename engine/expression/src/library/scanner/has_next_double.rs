//! `Scanner.hasNextDouble`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function, token};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "hasNextDouble",
    parameters: "",
    result: "Boolean",
    doc: "Whether the next token is a number.",
    examples: &[("new Scanner('5').hasNextDouble()", "true"), ("new Scanner('a').hasNextDouble()", "false")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let fits = |token: &str| NumberType::Double.parse(&token.replace(',', "")).is_ok();
    Ok(Value::Boolean(token(run, this, false, fits)?.is_some()))
}
