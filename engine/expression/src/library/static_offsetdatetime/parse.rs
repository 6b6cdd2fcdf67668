//! `static OffsetDateTime.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static OffsetDateTime",
    name: "parse",
    parameters: "text: String, formatter: DateTimeFormatter?",
    result: "OffsetDateTime",
    doc: "Reads an ISO text with an offset.",
    examples: &[(
        "java.time.OffsetDateTime.parse('2024-03-05T10:20:30+01:00')",
        "2024-03-05T10:20:30+01:00",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = args.text(0)?;
    if args.len() == 2 {
        let read = crate::library::read_temporal(text, args.value(1))?;
        return match (read.date, read.time, read.offset) {
            (Some(date), Some(time), Some(offset)) => {
                let zone = crate::temporal::fixed(offset);
                let at = crate::temporal::placed(date.to_datetime(time), &zone)?;
                Ok(Value::object(Object::OffsetDateTime(at)))
            }
            _ => fail(Kind::Other, "the text names no moment"),
        };
    }
    crate::temporal::zoned(text, false).map_or_else(
        || fail(Kind::Other, "the text is no date with an offset"),
        |at| Ok(Value::object(Object::OffsetDateTime(at))),
    )
}
