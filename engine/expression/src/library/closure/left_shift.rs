//! `Closure.leftShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Closure",
    name: "leftShift",
    parameters: "other: Closure",
    result: "Closure",
    doc: "A closure that gives this one what the other gives.",
    examples: &[("({ it * 2 }.leftShift{ it + 1 })(3)", "8")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_left(run, this, args.value(0))
}
