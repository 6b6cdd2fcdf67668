//! `static LocalDateTime.of`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDateTime",
    name: "of",
    parameters: "year: Integer, month: Integer, day: Integer, hour: Integer, minute: Integer, second: Integer?, nano: Integer?",
    result: "LocalDateTime",
    doc: "A day and time from numbers, or from both.",
    examples: &[(
        "java.time.LocalDateTime.of(2024, 1, 31, 10, 20)",
        "2024-01-31T10:20",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 7)?;
    if let [date, time] = args.all() {
        return match (
            crate::temporal::Temporal::of(date)?,
            crate::temporal::Temporal::of(time)?,
        ) {
            (crate::temporal::Temporal::Date(date), crate::temporal::Temporal::Time(time)) => {
                Ok(Value::object(Object::LocalDateTime(date.to_datetime(time))))
            }
            _ => mismatch(),
        };
    }
    if args.len() < 5 {
        return mismatch();
    }
    let mut numbers = [0; 7];
    for (slot, index) in numbers.iter_mut().zip(0..args.len()) {
        *slot = args.int(index)?;
    }
    let [year, month, day, hour, minute, second, nano] = numbers;
    let part = |number: i32| i8::try_from(number).unwrap_or(-1);
    jiff::civil::DateTime::new(
        i16::try_from(year).unwrap_or(i16::MAX),
        part(month),
        part(day),
        part(hour),
        part(minute),
        part(second),
        nano,
    )
    .map_or_else(
        |_| crate::temporal::refuse("there is no such moment"),
        |at| Ok(Value::object(Object::LocalDateTime(at))),
    )
}
