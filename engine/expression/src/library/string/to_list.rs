//! `String.toList`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toList",
    parameters: "",
    result: "List",
    doc: "The characters as a list of strings.",
    examples: &[("'ab'.toList()", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    run.list(items)
}
