//! `Temporal.compareTo`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "compareTo",
    parameters: "other: Temporal",
    result: "Integer",
    doc: "Negative, zero or positive by the order of both.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').compareTo(java.time.LocalDateTime.parse('2024-01-31T10:20:30'))",
        "0",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let (one, two) = (
        crate::temporal::Temporal::of(this)?,
        crate::temporal::Temporal::of(args.value(0))?,
    );
    if let (Some(one), Some(two)) = (one.date(), two.date())
        && !matches!(
            crate::temporal::Temporal::of(this)?,
            crate::temporal::Temporal::Zoned(_) | crate::temporal::Temporal::Offset(_)
        )
        && one != two
    {
        // The first field that differs tells by how much.
        let difference = match one.year().cmp(&two.year()) {
            std::cmp::Ordering::Equal if one.month() == two.month() => {
                i32::from(one.day() - two.day())
            }
            std::cmp::Ordering::Equal => i32::from(one.month() - two.month()),
            _ => i32::from(one.year()) - i32::from(two.year()),
        };
        return Ok(Value::Integer(difference));
    }
    Ok(Value::Integer(one.order(&two)? as i32))
}
