//! `Object.equals`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::equal;
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "equals",
    parameters: "other: Object",
    result: "Boolean",
    doc: "Whether the other is the same value; numbers of different classes never are.",
    examples: &[("'a'.equals('a')", "true"), ("1.equals(1L)", "false")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let other = args.value(0);
    match this {
        Value::List(_) | Value::Map(_) | Value::Range(_) => Ok(Value::Boolean(equal(run, this, other)?)),
        _ => Ok(Value::Boolean(
            Key::new(this.clone()) == Key::new(other.clone()),
        )),
    }
}
