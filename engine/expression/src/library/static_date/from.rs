//! `static Date.from`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Date",
    name: "from",
    parameters: "instant: Instant",
    result: "Date",
    doc: "The date of an instant.",
    examples: &[(
        "Date.from(java.time.Instant.ofEpochMilli(0))",
        "Thu Jan 01 00:00:00 UTC 1970",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "a date needs an instant");
    }
    match crate::temporal::Temporal::of(args.value(0))? {
        crate::temporal::Temporal::Instant(instant) => Ok(Value::Date(instant.as_millisecond())),
        _ => mismatch(),
    }
}
