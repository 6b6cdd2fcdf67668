//! `Temporal.withHour`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "withHour",
    parameters: "value: Integer",
    result: "Temporal",
    doc: "With another hour.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').withHour(5)",
        "2024-01-31T05:20:30",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::temporal::Temporal::of(this)?;
    let Some(time) = at.time() else {
        return mismatch();
    };
    match time
        .with()
        .hour(i8::try_from(args.int(0)?).unwrap_or(-1))
        .build()
    {
        Ok(time) => at.with_time(time),
        Err(_) => crate::temporal::refuse("there is no such time"),
    }
}
