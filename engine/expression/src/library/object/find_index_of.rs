//! `Object.findIndexOf`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "findIndexOf",
    parameters: "closure: Closure",
    result: "Integer",
    doc: "The position of the first letter that the closure accepts, or -1.",
    examples: &[("'abc'.findIndexOf{ it == 'b' }", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.closure(0)?;
    for (index, item) in walk(run, this)?.into_iter().enumerate() {
        let accepted = invoke(run, args.value(0), &[item])?;
        if truth(run, &accepted) {
            return Ok(Value::Integer(index as i32));
        }
    }
    Ok(Value::Integer(-1))
}
