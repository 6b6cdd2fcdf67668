//! `static Duration.between`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Duration",
    name: "between",
    parameters: "from: Temporal, to: Temporal",
    result: "Duration",
    doc: "The time from one to the other.",
    examples: &[(
        "java.time.Duration.between(java.time.LocalDateTime.parse('2024-01-31T10:20:30'), java.time.LocalDateTime.parse('2024-01-31T10:20:30').plusHours(5))",
        "PT5H",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let nanos = crate::temporal::between(
        &crate::temporal::Temporal::of(args.value(0))?,
        &crate::temporal::Temporal::of(args.value(1))?,
        "NANOS",
    )?;
    Ok(Value::object(Object::Duration(
        jiff::SignedDuration::from_nanos(nanos),
    )))
}
