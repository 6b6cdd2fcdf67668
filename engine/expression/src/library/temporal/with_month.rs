//! `Temporal.withMonth`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "withMonth",
    parameters: "value: Integer",
    result: "Temporal",
    doc: "With another month.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').withMonth(5)",
        "2024-05-31",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::temporal::Temporal::of(this)?;
    let (Some(date), number) = (at.date(), args.int(0)?) else {
        return mismatch();
    };
    let first = jiff::civil::Date::new(date.year(), i8::try_from(number).unwrap_or(-1), 1);
    match first.and_then(|first| {
        first
            .with()
            .day(date.day().min(first.days_in_month()))
            .build()
    }) {
        Ok(date) => at.with_date(date),
        Err(_) => crate::temporal::refuse("there is no such month"),
    }
}
