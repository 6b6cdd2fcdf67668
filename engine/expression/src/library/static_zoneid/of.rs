//! `static ZoneId.of`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static ZoneId",
    name: "of",
    parameters: "id: String",
    result: "ZoneId",
    doc: "The zone of an id.",
    examples: &[("java.time.ZoneId.of('Europe/Berlin')", "Europe/Berlin")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = args.text(0)?;
    let known = text == "Z"
        || jiff::tz::TimeZone::get(text).is_ok()
        || ["GMT", "UTC", "UT", ""].iter().any(|prefix| {
            text.strip_prefix(prefix)
                .is_some_and(|rest| rest.len() > 1 && crate::date::offset_seconds(rest).is_some())
        });
    if !known {
        return crate::temporal::refuse("there is no such zone");
    }
    Ok(Value::object(Object::ZoneId(Text::from(text))))
}
