//! `Range.containsWithinBounds`

use crate::call::named;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Range",
    name: "containsWithinBounds",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Whether a value lies between the ends, member or not.",
    examples: &[("(1..3).containsWithinBounds(2.5)", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let (from, to) = (
        named(run, this, "getFrom", &[])?,
        named(run, this, "getTo", &[])?,
    );
    let value = args.value(0);
    let within = crate::operator::compare(&from, value)?.is_le()
        && crate::operator::compare(value, &to)?.is_le();
    Ok(Value::Boolean(within))
}
