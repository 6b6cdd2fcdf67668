//! `StringBuilder.append`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "append",
    parameters: "value: Object",
    result: "StringBuilder",
    doc: "Adds the text of a value at the end.",
    examples: &[("new StringBuilder('a').append(1).toString()", "a1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = match args.value(0) {
        // Java writes collections its own way.
        value @ (Value::Map(_) | Value::List(_)) => {
            Value::String(crate::text::java_text(run, value)?)
        }
        value => value.clone(),
    };
    crate::operator::shift_left(run, this, &value)
}
