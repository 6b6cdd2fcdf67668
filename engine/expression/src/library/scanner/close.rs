//! `Scanner.close`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "close",
    parameters: "",
    result: "null",
    doc: "Does nothing.",
    examples: &[("new Scanner('a').close()", "null")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Null)
}
