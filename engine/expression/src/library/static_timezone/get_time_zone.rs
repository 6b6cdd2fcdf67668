//! `static TimeZone.getTimeZone`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static TimeZone",
    name: "getTimeZone",
    parameters: "id: String",
    result: "TimeZone",
    doc: "The zone of a name; an unknown one is GMT.",
    examples: &[("TimeZone.getTimeZone('UTC').getID()", "UTC")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::object(Object::TimeZone(
        crate::date::zone_named(args.text(0)?).0,
    )))
}
