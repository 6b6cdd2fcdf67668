//! `Class.isInstance`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Class",
    name: "isInstance",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Whether a value is of the class.",
    examples: &[("String.isInstance('a')", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Class(class) = this else {
        return mismatch();
    };
    Ok(Value::Boolean(crate::convert::is_of(args.value(0), class)))
}
