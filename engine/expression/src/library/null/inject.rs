//! `null.inject`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "inject",
    parameters: "initial: Object, closure: Closure",
    result: "Object?",
    doc: "The initial value.",
    examples: &[("null.inject(3){ a, b -> a }", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(args.value(0).clone())
}
