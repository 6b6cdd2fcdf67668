//! `Range.step`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Range",
    name: "step",
    parameters: "size: Integer, closure: Closure?",
    result: "List",
    doc: "Every so many members.",
    examples: &[("(1..5).step(2)", "[1, 3, 5]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let size = usize::try_from(args.int(0)?).unwrap_or(0).max(1);
    let picked: Vec<Value> = walk(run, this)?.into_iter().step_by(size).collect();
    if args.len() == 2 {
        for item in picked {
            invoke(run, args.value(1), &[item])?;
        }
        return Ok(Value::Null);
    }
    run.list(picked)
}
