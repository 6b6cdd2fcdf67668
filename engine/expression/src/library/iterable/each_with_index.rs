//! `Iterable.eachWithIndex`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "eachWithIndex",
    parameters: "closure: Closure",
    result: "Iterable",
    doc: "Calls the closure with each member and its position.",
    examples: &[(
        "def s = ''; ['a', 'b'].eachWithIndex{ v, i -> s += v + i }; s",
        "a0b1",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    for (index, item) in items.into_iter().enumerate() {
        invoke(run, args.value(0), &[item, Value::Integer(index as i32)])?;
    }
    Ok(this.clone())
}
