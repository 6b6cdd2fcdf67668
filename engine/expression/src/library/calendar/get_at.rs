//! `Calendar.getAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getAt",
    parameters: "field: Integer",
    result: "Integer",
    doc: "A field.",
    examples: &[("new Date(0L).toCalendar()[Calendar.YEAR]", "1970")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::library::calendar_zoned(this)?;
    crate::date::field_of(&at, args.int(0)?)
}
