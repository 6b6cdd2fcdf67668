//! `static LocalDateTime.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDateTime",
    name: "parse",
    parameters: "text: String, formatter: DateTimeFormatter?",
    result: "LocalDateTime",
    doc: "Reads a day and time.",
    examples: &[
        (
            "java.time.LocalDateTime.parse('2024-01-31T10:20:30')",
            "2024-01-31T10:20:30",
        ),
        (
            "java.time.LocalDateTime.parse('2024-01-31 10:20', java.time.format.DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm'))",
            "2024-01-31T10:20",
        ),
    ],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = args.text(0)?;
    let found = if args.len() == 2 {
        let read = crate::library::read_temporal(text, args.value(1))?;
        read.date
            .zip(read.time)
            .map(|(date, time)| date.to_datetime(time))
    } else {
        crate::temporal::iso_date_time(text)
    };
    found.map_or_else(
        || fail(Kind::Other, "the text does not say when"),
        |found| Ok(Value::object(Object::LocalDateTime(found))),
    )
}
