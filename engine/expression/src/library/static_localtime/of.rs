//! `static LocalTime.of`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalTime",
    name: "of",
    parameters: "hour: Integer, minute: Integer, second: Integer?",
    result: "LocalTime",
    doc: "A time of day from numbers.",
    examples: &[("java.time.LocalTime.of(10, 20)", "10:20")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 3)?;
    let second = if args.len() == 3 { args.int(2)? } else { 0 };
    let part = |number: i32| i8::try_from(number).unwrap_or(-1);
    jiff::civil::Time::new(part(args.int(0)?), part(args.int(1)?), part(second), 0).map_or_else(
        |_| crate::temporal::refuse("there is no such time"),
        |time| Ok(Value::object(Object::LocalTime(time))),
    )
}
