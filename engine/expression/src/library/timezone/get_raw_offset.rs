//! `TimeZone.getRawOffset`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "TimeZone",
    name: "getRawOffset",
    parameters: "",
    result: "Integer",
    doc: "Milliseconds ahead of UTC, outside of daylight saving time.",
    examples: &[("TimeZone.getTimeZone('America/New_York').rawOffset / 3600000", "-5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let crate::value::Object::TimeZone(id) = &**object else {
        return mismatch();
    };
    let zone = crate::date::zone_named(id).1;
    let clock = run.state.context.clock();
    let now = crate::date::zoned(clock, &zone)?;
    let half = crate::date::zoned(clock.saturating_add(184 * 86_400_000), &zone)?;
    let seconds = now.offset().seconds().min(half.offset().seconds());
    Ok(Value::Integer(seconds * 1_000))
}
