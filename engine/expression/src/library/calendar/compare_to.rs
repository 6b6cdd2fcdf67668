//! `Calendar.compareTo`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "compareTo",
    parameters: "other: Calendar",
    result: "Integer",
    doc: "How it stands in time to another calendar.",
    examples: &[("def c = Calendar.instance; c.compareTo(c)", "0")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let other = crate::library::calendar_millis(args.value(0))?;
    let order = crate::library::calendar_millis(this)?.cmp(&other);
    Ok(Value::Integer(order as i32))
}
