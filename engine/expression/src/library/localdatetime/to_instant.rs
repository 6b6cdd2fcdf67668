//! `LocalDateTime.toInstant`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDateTime",
    name: "toInstant",
    parameters: "offset: ZoneOffset",
    result: "Instant",
    doc: "The instant it is at an offset.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').toInstant(java.time.ZoneOffset.UTC)",
        "2024-01-31T10:20:30Z",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Some(local) = crate::temporal::Temporal::of(this)?.local() else {
        return mismatch();
    };
    let zone = crate::temporal::zone_of(args.value(0))?;
    Ok(Value::object(Object::Instant(
        crate::temporal::placed(local, &zone)?.timestamp(),
    )))
}
