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
    let small = |index: usize| i8::try_from(args.int(index).ok()?).ok();
    let date = i16::try_from(args.int(0)?).ok().zip(small(1)).zip(small(2));
    match date.and_then(|((year, month), day)| jiff::civil::Date::new(year, month, day).ok()) {
        Some(date) => Ok(Value::object(Object::LocalDate(date))),
        None => fail(Kind::Other, "there is no such day"),
    }
}
