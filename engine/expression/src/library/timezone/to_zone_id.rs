//! `TimeZone.toZoneId`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "TimeZone",
    name: "toZoneId",
    parameters: "",
    result: "ZoneId",
    doc: "The zone for java.time.",
    examples: &[("TimeZone.getDefault().toZoneId()", "UTC")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::TimeZone(id) => Ok(Value::object(Object::ZoneId(id.clone()))),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
