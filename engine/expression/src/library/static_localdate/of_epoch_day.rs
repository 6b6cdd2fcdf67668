//! `static LocalDate.ofEpochDay`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDate",
    name: "ofEpochDay",
    parameters: "day: Long",
    result: "LocalDate",
    doc: "The day so many days after 1970.",
    examples: &[("java.time.LocalDate.ofEpochDay(19753)", "2024-01-31")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::Temporal::Date(jiff::civil::Date::constant(1970, 1, 1))
        .moved(args.long(0)?, "DAYS")
}
