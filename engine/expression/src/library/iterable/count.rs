//! `Iterable.count`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::{equal, truth};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "count",
    parameters: "what: Object?",
    result: "Integer",
    doc: "How many members equal a value, or how many a closure accepts.",
    examples: &[("[1, 2, 1].count(1)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let mut count = 0;
    for item in items {
        let hit = match args.all() {
            [] => true,
            [closure @ Value::Closure(_)] => {
                let accepted = invoke(run, closure, &[item])?;
                truth(run, &accepted)
            }
            _ => equal(run, &item, args.value(0))?,
        };
        count += i32::from(hit);
    }
    Ok(Value::Integer(count))
}
