//! `Entry.getValue`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Entry",
    name: "getValue",
    parameters: "",
    result: "Object?",
    doc: "The value.",
    examples: &[("[a: 1].find{ true }.getValue()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::access::property(run, this, "value")
}
