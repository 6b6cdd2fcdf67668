//! `LocalDate.getDayOfMonth`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "getDayOfMonth",
    parameters: "",
    result: "Integer",
    doc: "The day of the month.",
    examples: &[("java.time.LocalDate.of(2024, 1, 2).dayOfMonth", "2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::LocalDate(date) = &**object else {
        return mismatch();
    };
    Ok(Value::Integer(i32::from(date.day())))
}
