//! `Object.is`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "is",
    parameters: "other: Object",
    result: "Boolean",
    doc: "Whether both are the same object.",
    examples: &[("def a = [1]; a.is(a)", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let other = args.value(0);
    Ok(Value::Boolean(match (this, other) {
        (Value::List(one), Value::List(two)) => one.identity() == two.identity(),
        (Value::Map(one), Value::Map(two)) => one.identity() == two.identity(),
        _ => Key::new(this.clone()) == Key::new(other.clone()),
    }))
}
