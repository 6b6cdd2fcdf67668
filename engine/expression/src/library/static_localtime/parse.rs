//! `static LocalTime.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalTime",
    name: "parse",
    parameters: "text: String, formatter: DateTimeFormatter?",
    result: "LocalTime",
    doc: "Reads a time of day.",
    examples: &[("java.time.LocalTime.parse('10:20')", "10:20")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = args.text(0)?;
    let found = if args.len() == 2 {
        let read = crate::library::read_temporal(text, args.value(1))?;
        read.time
    } else {
        crate::temporal::iso_time(text)
    };
    found.map_or_else(
        || fail(Kind::Other, "the text does not say when"),
        |found| Ok(Value::object(Object::LocalTime(found))),
    )
}
