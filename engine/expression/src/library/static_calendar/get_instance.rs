//! `static Calendar.getInstance`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Calendar",
    name: "getInstance",
    parameters: "zone: TimeZone?",
    result: "Calendar",
    doc: "A calendar at the context's clock.",
    examples: &[("Calendar.getInstance().get(Calendar.SECOND) >= 0", "true")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    match args.value(0) {
        Value::Null => Ok(crate::date::calendar(run)),
        Value::Object(object) => match &**object {
            Object::TimeZone(id) => Ok(Value::object(Object::Calendar {
                millis: run.state.context.clock().into(),
                zone: id.clone().into(),
            })),
            _ => Ok(crate::date::calendar(run)),
        },
        _ => mismatch(),
    }
}
