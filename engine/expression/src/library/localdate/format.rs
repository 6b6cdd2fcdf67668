//! `LocalDate.format`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "format",
    parameters: "formatter: DateTimeFormatter",
    result: "String",
    doc: "The day by a pattern.",
    examples: &[(
        "java.time.LocalDate.of(2024, 1, 2).format(java.time.format.DateTimeFormatter.ofPattern('dd/MM'))",
        "02/01",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Value::Object(given) = args.value(0) else {
        return mismatch();
    };
    let (Object::LocalDate(date), Object::Formatter(pattern)) = (&**object, &**given) else {
        return mismatch();
    };
    match date.to_zoned_datetime(jiff::tz::TimeZone::UTC) {
        Ok(at) => run.text(crate::date::format_zoned(&at, pattern)?),
        Err(_) => fail(Kind::Other, "there is no such day"),
    }
}
