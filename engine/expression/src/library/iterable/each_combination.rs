//! `Iterable.eachCombination`

use crate::call::{invoke, named};
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "eachCombination",
    parameters: "closure: Closure",
    result: "Iterable",
    doc: "Calls the closure with each choice of one member from every list.",
    examples: &[("def l = []; [[1, 2], [3]].eachCombination{ l << it }; l", "[[1, 3], [2, 3]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.closure(0)?;
    let combinations = named(run, this, "combinations", &[])?;
    for combination in walk(run, &combinations)? {
        invoke(run, args.value(0), &[combination])?;
    }
    Ok(this.clone())
}
