//! `static Instant.now`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Instant",
    name: "now",
    parameters: "",
    result: "Instant",
    doc: "The context's clock.",
    examples: &[],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Instant(
        crate::date::zoned(run.state.context.clock(), &jiff::tz::TimeZone::UTC)?.timestamp(),
    )))
}
