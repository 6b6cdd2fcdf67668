//! `Calendar.after`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "after",
    parameters: "other: Object",
    result: "Boolean",
    doc: "Whether it is after another calendar.",
    examples: &[("def c = Calendar.instance; c.after(c)", "false")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Ok(other) = crate::library::calendar_millis(args.value(0)) else {
        return Ok(Value::Boolean(false));
    };
    let order = crate::library::calendar_millis(this)?.cmp(&other);
    Ok(Value::Boolean(order.is_gt()))
}
