//! `Calendar.getTimeZone`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getTimeZone",
    parameters: "",
    result: "TimeZone",
    doc: "Its zone.",
    examples: &[("Calendar.getInstance().getTimeZone().getID()", "UTC")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Calendar { zone, .. } => {
                Ok(Value::object(Object::TimeZone(lock(zone).clone())))
            }
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
