//! `static LocalDate.parse`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDate",
    name: "parse",
    parameters: "text: String, formatter: DateTimeFormatter?",
    result: "LocalDate",
    doc: "The day that a text spells.",
    examples: &[(
        "java.time.LocalDate.parse('2024-02-28').plusDays(2).toString()",
        "2024-03-01",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.len() == 2 {
        let Value::Object(object) = args.value(1) else {
            return mismatch();
        };
        let Object::Formatter(pattern) = &**object else {
            return mismatch();
        };
        let millis = crate::date::parse(
            args.text(0)?,
            pattern,
            &jiff::tz::TimeZone::UTC,
            run.state.context.clock(),
        )?;
        return Ok(Value::object(Object::LocalDate(
            crate::date::zoned(millis, &jiff::tz::TimeZone::UTC).date(),
        )));
    }
    match args.text(0)?.parse() {
        Ok(date) if args.text(0)?.len() == 10 => Ok(Value::object(Object::LocalDate(date))),
        _ => fail(Kind::Other, "the text is no date"),
    }
}
