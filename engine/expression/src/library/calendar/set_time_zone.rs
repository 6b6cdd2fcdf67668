//! `Calendar.setTimeZone`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "setTimeZone",
    parameters: "zone: TimeZone",
    result: "null",
    doc: "Sets the zone that fields are counted in.",
    examples: &[("def c = Calendar.instance; c.timeZone = TimeZone.getTimeZone('GMT+2'); c.get(Calendar.HOUR_OF_DAY)", "14")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let (Value::Object(object), Value::Object(other)) = (this, args.value(0)) else {
        return mismatch();
    };
    let (Object::Calendar { zone, .. }, Object::TimeZone(id)) = (&**object, &**other) else {
        return mismatch();
    };
    *lock(zone) = id.clone();
    Ok(Value::Null)
}
