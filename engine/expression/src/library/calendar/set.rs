//! `Calendar.set`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "set",
    parameters: "field: Integer, value: Integer",
    result: "null",
    doc: "Sets one field, or year, month and day.",
    examples: &[(
        "def c = Calendar.getInstance(); c.set(2024, 0, 15); c.time.format('yyyy-MM-dd')",
        "2024-01-15",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 6)?;
    let at = crate::library::calendar_zoned(this)?;
    let mut numbers = Vec::new();
    for index in 0..args.len() {
        numbers.push(args.int(index)?);
    }
    let fields: &[i32] = match numbers.len() {
        2 => &[],
        3 => &[1, 2, 5],
        5 => &[1, 2, 5, 11, 12],
        6 => &[1, 2, 5, 11, 12, 13],
        _ => return mismatch(),
    };
    let changes: Vec<(i32, i32)> = match (fields, numbers.as_slice()) {
        ([], [field, value]) => vec![(*field, *value)],
        _ => fields
            .iter()
            .copied()
            .zip(numbers.iter().copied())
            .collect(),
    };
    let millis = crate::date::with_calendar_fields(&at, &changes)?;
    crate::library::move_calendar(this, millis)?;
    Ok(Value::Null)
}
