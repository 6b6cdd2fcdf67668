//! `Date.format`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "format",
    parameters: "pattern: String, zone: TimeZone?",
    result: "String",
    doc: "The date by a pattern.",
    examples: &[("new Date(0L).format('yyyy-MM-dd')", "1970-01-01")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "a date format needs a pattern");
    }
    let zone = match args.value(1) {
        Value::Object(object) => match &**object {
            Object::TimeZone(id) => crate::date::zone_named(id).1,
            _ => return mismatch(),
        },
        _ => run.state.context.zone().clone(),
    };
    run.charge(32)?;
    run.text(crate::date::format(*millis, args.text(0)?, &zone)?)
}
