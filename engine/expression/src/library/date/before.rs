//! `Date.before`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "before",
    parameters: "other: Date",
    result: "Boolean",
    doc: "Whether it is earlier.",
    examples: &[("new Date(0L).before(new Date(1L))", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    match args.value(0) {
        Value::Date(other) => Ok(Value::Boolean(millis < other)),
        Value::Null => fail(Kind::NullPointer, "`before` cannot take null"),
        _ => mismatch(),
    }
}
