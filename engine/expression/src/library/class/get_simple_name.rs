//! `Class.getSimpleName`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Class",
    name: "getSimpleName",
    parameters: "",
    result: "String",
    doc: "The name without its package.",
    examples: &[("'a'.getClass().getSimpleName()", "String")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::access::property(run, this, "simpleName")
}
