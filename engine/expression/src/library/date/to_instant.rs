//! `Date.toInstant`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "toInstant",
    parameters: "",
    result: "Instant",
    doc: "The date as an instant.",
    examples: &[(
        "new Date(0L).toInstant().toString()",
        "1970-01-01T00:00:00Z",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    Ok(Value::object(Object::Instant(
        crate::date::zoned(*millis, &jiff::tz::TimeZone::UTC)?.timestamp(),
    )))
}
