//! `Object.each`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "each",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "Calls the closure with each member, or with the value itself.",
    examples: &[("def s = 0; 5.each{ s += it }; s", "5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.closure(0)?;
    for item in walk(run, this)? {
        invoke(run, args.value(0), &[item])?;
    }
    Ok(this.clone())
}
