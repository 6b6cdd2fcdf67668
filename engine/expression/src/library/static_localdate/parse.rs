//! `static LocalDate.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDate",
    name: "parse",
    parameters: "text: String, formatter: DateTimeFormatter?",
    result: "LocalDate",
    doc: "Reads a day, `2024-01-31` or by a formatter.",
    examples: &[
        ("java.time.LocalDate.parse('2024-01-31')", "2024-01-31"),
        (
            "java.time.LocalDate.parse('31.01.2024', java.time.format.DateTimeFormatter.ofPattern('dd.MM.yyyy'))",
            "2024-01-31",
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
    } else {
        crate::temporal::iso_date(text)
    };
    found.map_or_else(
        || fail(Kind::Other, "the text does not say when"),
        |found| Ok(Value::object(Object::LocalDate(found))),
    )
}
