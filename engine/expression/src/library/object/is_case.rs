//! `Object.isCase`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "isCase",
    parameters: "value: Object?",
    result: "Boolean",
    doc: "Whether a `case` of this label takes the value.",
    examples: &[("[1, 2].isCase(1)", "true"), ("String.isCase('a')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::call::is_case(run, this, args.value(0)).map(Value::Boolean)
}
