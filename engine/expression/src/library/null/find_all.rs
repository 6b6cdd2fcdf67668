//! `null.findAll`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "findAll",
    parameters: "closure: Closure?",
    result: "List",
    doc: "An empty list.",
    examples: &[("null.findAll{ it }", "[]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    run.list(Vec::new())
}
