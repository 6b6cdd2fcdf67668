//! `TimeZone.getOffset`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "TimeZone",
    name: "getOffset",
    parameters: "at: Long",
    result: "Integer",
    doc: "Milliseconds ahead of UTC at a time.",
    examples: &[("TimeZone.getTimeZone('UTC').getOffset(0L)", "0")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let crate::value::Object::TimeZone(id) = &**object else {
        return mismatch();
    };
    let zone = crate::date::zone_named(id).1;
    let at = crate::date::zoned(args.long(0)?, &zone)?;
    Ok(Value::Integer(at.offset().seconds() * 1_000))
}
