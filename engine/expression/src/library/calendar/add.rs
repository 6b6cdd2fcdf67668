//! `Calendar.add`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "add",
    parameters: "field: Integer, amount: Integer",
    result: "null",
    doc: "Moves a field.",
    examples: &[(
        "def c = new Date(0L).toCalendar(); c.add(Calendar.DATE, 1); c.time.format('dd')",
        "02",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let at = crate::library::calendar_zoned(this)?;
    crate::library::move_calendar(
        this,
        crate::date::add_to_field(&at, args.int(0)?, args.int(1)?)?,
    )?;
    Ok(Value::Null)
}
