//! `Object.every`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "every",
    parameters: "closure: Closure?",
    result: "Boolean",
    doc: "Whether the closure accepts every member.",
    examples: &[("'aa'.every{ it == 'a' }", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    for item in walk(run, this)? {
        let accepted = if args.len() == 0 {
            item
        } else {
            invoke(run, args.value(0), &[item])?
        };
        if !truth(run, &accepted) {
            return Ok(Value::Boolean(false));
        }
    }
    Ok(Value::Boolean(true))
}
