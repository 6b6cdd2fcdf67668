//! `static TimeZone.getDefault`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static TimeZone",
    name: "getDefault",
    parameters: "",
    result: "TimeZone",
    doc: "The zone of the context.",
    examples: &[("TimeZone.getDefault().getID()", "UTC")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let id = run.state.context.zone().iana_name().unwrap_or("UTC");
    Ok(Value::object(Object::TimeZone(Text::from(id))))
}
