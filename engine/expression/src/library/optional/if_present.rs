//! `Optional.ifPresent`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "ifPresent",
    parameters: "closure: Closure",
    result: "null",
    doc: "Calls the closure with the value, if there is one.",
    examples: &[("def r = 0; Optional.of(1).ifPresent{ r = it }; r", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Optional(held) = &**object else {
        return mismatch();
    };
    args.closure(0)?;
    if let Some(value) = held {
        invoke(run, args.value(0), std::slice::from_ref(value))?;
    }
    Ok(Value::Null)
}
