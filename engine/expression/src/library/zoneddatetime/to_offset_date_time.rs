//! `ZonedDateTime.toOffsetDateTime`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ZonedDateTime",
    name: "toOffsetDateTime",
    parameters: "",
    result: "OffsetDateTime",
    doc: "The same without its region.",
    examples: &[(
        "java.time.ZonedDateTime.parse('2024-01-31T10:20:30Z').toOffsetDateTime()",
        "2024-01-31T10:20:30Z",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match crate::temporal::Temporal::of(this)? {
        crate::temporal::Temporal::Zoned(zoned) => {
            let zone = crate::temporal::fixed(zoned.offset());
            Ok(Value::object(Object::OffsetDateTime(
                zoned.with_time_zone(zone),
            )))
        }
        _ => mismatch(),
    }
}
