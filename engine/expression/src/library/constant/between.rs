//! `Constant.between`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "between",
    parameters: "from: Temporal, to: Temporal",
    result: "Long",
    doc: "Whole units from one to the other.",
    examples: &[(
        "java.time.temporal.ChronoUnit.DAYS.between(java.time.LocalDate.parse('2024-01-31'), java.time.LocalDate.parse('2024-01-31').plusMonths(1))",
        "29",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let unit = crate::temporal::constant_name(this, "java.time.temporal.ChronoUnit")?;
    let (from, to) = (
        crate::temporal::Temporal::of(args.value(0))?,
        crate::temporal::Temporal::of(args.value(1))?,
    );
    Ok(Value::Long(crate::temporal::between(&from, &to, unit)?))
}
