//! `Number.times`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "times",
    parameters: "closure: Closure",
    result: "null",
    doc: "Calls the closure so many times with 0, 1, ….",
    examples: &[("def s = 0; 3.times{ s += it }; s", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    args.closure(0)?;
    for index in 0..num.to_i32().max(0) {
        run.charge(1)?;
        invoke(run, args.value(0), &[Value::Integer(index)])?;
    }
    Ok(Value::Null)
}
