//! `Object.asType`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "asType",
    parameters: "class: Class",
    result: "Object?",
    doc: "The value as one of another class, as `as` makes it.",
    examples: &[("'5'.asType(Integer) + 1", "6")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Class(name) => crate::convert::as_class(run, this, name),
        _ => mismatch(),
    }
}
