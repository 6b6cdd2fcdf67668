//! `null.iterator`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "iterator",
    parameters: "",
    result: "Iterator",
    doc: "An iterator over nothing.",
    examples: &[("null.iterator().hasNext()", "false")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(crate::create::iterator(Vec::new()))
}
