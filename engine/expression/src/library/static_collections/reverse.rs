//! `static Collections.reverse`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "reverse",
    parameters: "list: List",
    result: "null",
    doc: "Turns a list around in place.",
    examples: &[("def a = [2, 1]; Collections.reverse(a); a", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::call::named(run, args.value(0), "reverse", &[Value::Boolean(true)])?;
    Ok(Value::Null)
}
