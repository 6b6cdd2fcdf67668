//! `static LocalDate.of`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDate",
    name: "of",
    parameters: "year: Integer, month: Integer, day: Integer",
    result: "LocalDate",
    doc: "A day.",
    examples: &[(
        "java.time.LocalDate.of(2024, 1, 2).toString()",
        "2024-01-02",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let small = |number: i32| i8::try_from(number).ok();
    let month = match args.value(1) {
        month @ Value::Object(_) => crate::temporal::month_number(month)?,
        _ => args.int(1)?,
    };
    let year = i16::try_from(args.int(0)?).ok();
    let date = year.zip(small(month)).zip(small(args.int(2)?));
    match date.and_then(|((year, month), day)| jiff::civil::Date::new(year, month, day).ok()) {
        Some(date) => Ok(Value::object(Object::LocalDate(date))),
        None => fail(Kind::Other, "there is no such day"),
    }
}
