//! `static ZoneId.systemDefault`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static ZoneId",
    name: "systemDefault",
    parameters: "",
    result: "ZoneId",
    doc: "The zone of the context.",
    examples: &[("java.time.ZoneId.systemDefault()", "UTC")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let zone = run.state.context.zone();
    Ok(Value::object(Object::ZoneId(Text::from(
        zone.iana_name().unwrap_or("UTC"),
    ))))
}
