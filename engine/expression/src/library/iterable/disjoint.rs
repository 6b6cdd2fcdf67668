//! `Iterable.disjoint`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::equal;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "disjoint",
    parameters: "other: Collection",
    result: "Boolean",
    doc: "Whether both have no member in common.",
    examples: &[("[1].disjoint([2])", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let others = walk(run, args.value(0))?;
    for item in items {
        run.charge(others.len())?;
        for other in &others {
            if equal(run, &item, other)? {
                return Ok(Value::Boolean(false));
            }
        }
    }
    Ok(Value::Boolean(true))
}
