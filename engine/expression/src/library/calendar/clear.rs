//! `Calendar.clear`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "clear",
    parameters: "",
    result: "null",
    doc: "Goes to the start of 1970.",
    examples: &[("def c = Calendar.instance; c.clear(); c.time.format('yyyy-MM-dd HH:mm')", "1970-01-01 00:00")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let zone = crate::library::calendar_zoned(this)?.time_zone().clone();
    match zone.to_timestamp(jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0)) {
        Ok(start) => crate::library::move_calendar(this, start.as_millisecond())?,
        Err(_) => return mismatch(),
    }
    Ok(Value::Null)
}
