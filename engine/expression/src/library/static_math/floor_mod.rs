//! `static Math.floorMod`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "floorMod",
    parameters: "a: Integer, b: Integer",
    result: "Integer",
    doc: "The remainder with the sign of the divisor.",
    examples: &[("Math.floorMod(-1, 3)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    if args.long(1)? == 0 {
        return crate::operator::by_zero("/ by zero");
    }
    crate::library::exact(
        args,
        |a, b| Some(a.wrapping_rem(b).wrapping_add(b).wrapping_rem(b)),
        |a, b| Some(a.wrapping_rem(b).wrapping_add(b).wrapping_rem(b)),
    )
}
