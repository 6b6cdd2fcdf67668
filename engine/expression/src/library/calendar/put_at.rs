//! `Calendar.putAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "putAt",
    parameters: "field: Integer, value: Integer",
    result: "null",
    doc: "Sets a field.",
    examples: &[("def c = new GregorianCalendar(2024, 0, 31); c[Calendar.YEAR] = 2020; c.get(Calendar.YEAR)", "2020")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 2, 2)?;
    crate::call::named(run, this, "set", arguments)
}
