//! `String.inject`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "inject",
    parameters: "start: Object, closure: Closure",
    result: "Object",
    doc: "What the closure makes of the start and each letter.",
    examples: &[("'abc'.inject(''){ a, b -> b + a }", "cba")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    args.closure(1)?;
    let mut result = args.value(0).clone();
    for item in walk(run, this)? {
        result = invoke(run, args.value(1), &[result, item])?;
    }
    Ok(result)
}
