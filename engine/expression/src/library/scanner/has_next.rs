//! `Scanner.hasNext`

use crate::error::Outcome;
use crate::library::{Arguments, Function, token};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "hasNext",
    parameters: "",
    result: "Boolean",
    doc: "Whether there is another token.",
    examples: &[("new Scanner('a').hasNext()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let found = token(run, this, false, |_| true)?;
    Ok(Value::Boolean(found.is_some()))
}
