//! `static Objects.equals`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Objects",
    name: "equals",
    parameters: "a: Object, b: Object",
    result: "Boolean",
    doc: "Whether both are equal or null.",
    examples: &[("Objects.equals(null, null)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Boolean(
        Key::new(args.value(0).clone()) == Key::new(args.value(1).clone()),
    ))
}
