//! `static OffsetDateTime.now`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static OffsetDateTime",
    name: "now",
    parameters: "zone: ZoneId?",
    result: "OffsetDateTime",
    doc: "The clock in a zone.",
    examples: &[],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let zone = if args.len() == 1 {
        crate::temporal::zone_of(args.value(0))?
    } else {
        run.state.context.zone().clone()
    };
    let at = crate::date::zoned(run.state.context.clock(), &zone)?;
    let at = at.with_time_zone(crate::temporal::fixed(at.offset()));
    Ok(Value::object(Object::OffsetDateTime(at)))
}
