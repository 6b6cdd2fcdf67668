//! `Iterable.findResult`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "findResult",
    parameters: "default: Object?, closure: Closure",
    result: "Object?",
    doc: "The first result of the closure that is not null, else the default.",
    examples: &[
        ("[1, 2, 3].findResult{ it > 1 ? it * 10 : null }", "20"),
        ("[1].findResult('d'){ null }", "d"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let last = args.len() - 1;
    args.closure(last)?;
    for item in walk(run, this)? {
        let result = invoke(run, args.value(last), &[item])?;
        if !result.is_null() {
            return Ok(result);
        }
    }
    Ok(if last == 1 {
        args.value(0).clone()
    } else {
        Value::Null
    })
}
