//! `Temporal.withDayOfMonth`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "withDayOfMonth",
    parameters: "value: Integer",
    result: "Temporal",
    doc: "With another day.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').withDayOfMonth(5)",
        "2024-01-05",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::temporal::Temporal::of(this)?;
    let (Some(date), number) = (at.date(), args.int(0)?) else {
        return mismatch();
    };
    match date.with().day(i8::try_from(number).unwrap_or(-1)).build() {
        Ok(date) => at.with_date(date),
        Err(_) => crate::temporal::refuse("there is no such day"),
    }
}
