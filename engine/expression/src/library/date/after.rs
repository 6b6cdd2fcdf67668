//! `Date.after`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "after",
    parameters: "other: Date",
    result: "Boolean",
    doc: "Whether it is later.",
    examples: &[("new Date(0L).after(new Date(1L))", "false")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    match args.value(0) {
        Value::Date(other) => Ok(Value::Boolean(millis > other)),
        Value::Null => fail(Kind::NullPointer, "`after` cannot take null"),
        _ => mismatch(),
    }
}
