//! `LocalDate.atTime`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "atTime",
    parameters: "hour: Integer, minute: Integer, second: Integer?",
    result: "LocalDateTime",
    doc: "The day at a time.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').atTime(10, 20)",
        "2024-01-31T10:20",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 3)?;
    let Some(date) = crate::temporal::Temporal::of(this)?.date() else {
        return mismatch();
    };
    if args.len() == 1 {
        return match crate::temporal::Temporal::of(args.value(0))? {
            crate::temporal::Temporal::Time(time) => {
                Ok(Value::object(Object::LocalDateTime(date.to_datetime(time))))
            }
            _ => mismatch(),
        };
    }
    let second = if args.len() == 3 { args.int(2)? } else { 0 };
    let part = |number: i32| i8::try_from(number).unwrap_or(-1);
    jiff::civil::Time::new(part(args.int(0)?), part(args.int(1)?), part(second), 0).map_or_else(
        |_| crate::temporal::refuse("there is no such time"),
        |time| Ok(Value::object(Object::LocalDateTime(date.to_datetime(time)))),
    )
}
