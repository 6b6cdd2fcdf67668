//! `Closure.rightShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Closure",
    name: "rightShift",
    parameters: "other: Closure",
    result: "Closure",
    doc: "A closure that gives the other one what this gives.",
    examples: &[("({ it * 2 }.rightShift{ it + 1 })(3)", "7")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_right(run, this, args.value(0))
}
