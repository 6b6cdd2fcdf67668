//! `SimpleDateFormat.setTimeZone`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "setTimeZone",
    parameters: "zone: TimeZone",
    result: "null",
    doc: "The zone to format and parse in.",
    examples: &[(
        "def f = new java.text.SimpleDateFormat('HH'); f.setTimeZone(TimeZone.getTimeZone('Asia/Tokyo')); f.format(new Date(0L))",
        "09",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::DateFormat { zone, .. } = &**object else {
        return mismatch();
    };
    let Value::Object(given) = args.value(0) else {
        return mismatch();
    };
    let Object::TimeZone(id) = &**given else {
        return mismatch();
    };
    *lock(zone) = Some(id.clone());
    Ok(Value::Null)
}
