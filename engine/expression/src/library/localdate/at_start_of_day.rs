//! `LocalDate.atStartOfDay`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "atStartOfDay",
    parameters: "zone: ZoneId?",
    result: "LocalDateTime",
    doc: "Its first moment, in a zone where one is given.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').atStartOfDay()",
        "2024-01-31T00:00",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Some(date) = crate::temporal::Temporal::of(this)?.date() else {
        return mismatch();
    };
    let local = date.at(0, 0, 0, 0);
    Ok(Value::object(if args.len() == 1 {
        Object::Zoned(crate::temporal::placed(
            local,
            &crate::temporal::zone_of(args.value(0))?,
        )?)
    } else {
        Object::LocalDateTime(local)
    }))
}
