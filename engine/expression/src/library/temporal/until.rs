//! `Temporal.until`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "until",
    parameters: "end: Temporal, unit: ChronoUnit?",
    result: "Object",
    doc: "The time up to another, in a unit or as a Period.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').until(java.time.LocalDate.parse('2024-01-31').plusDays(40))",
        "P1M11D",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let (from, to) = (
        crate::temporal::Temporal::of(this)?,
        crate::temporal::Temporal::of(args.value(0))?,
    );
    if args.len() == 2 {
        let unit = crate::temporal::constant_name(args.value(1), "java.time.temporal.ChronoUnit")?;
        return Ok(Value::Long(crate::temporal::between(&from, &to, unit)?));
    }
    match (&from, to.date()) {
        (crate::temporal::Temporal::Date(from), Some(to)) => {
            Ok(Value::object(crate::temporal::period(*from, to)))
        }
        _ => mismatch(),
    }
}
