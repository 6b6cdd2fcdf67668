//! `static Period.between`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Period",
    name: "between",
    parameters: "from: LocalDate, to: LocalDate",
    result: "Period",
    doc: "Years, months and days from one day to another.",
    examples: &[(
        "java.time.Period.between(java.time.LocalDate.parse('2024-01-31'), java.time.LocalDate.parse('2024-01-31').plusDays(40))",
        "P1M11D",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    match (
        crate::temporal::Temporal::of(args.value(0))?,
        crate::temporal::Temporal::of(args.value(1))?,
    ) {
        (crate::temporal::Temporal::Date(from), crate::temporal::Temporal::Date(to)) => {
            Ok(Value::object(crate::temporal::period(from, to)))
        }
        _ => mismatch(),
    }
}
