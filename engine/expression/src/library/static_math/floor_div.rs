//! `static Math.floorDiv`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "floorDiv",
    parameters: "a: Integer, b: Integer",
    result: "Integer",
    doc: "The quotient rounded down.",
    examples: &[("Math.floorDiv(-1, 3)", "-1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    if args.long(1)? == 0 {
        return crate::operator::by_zero("/ by zero");
    }
    fn floor(a: i64, b: i64) -> i64 {
        let quotient = a.wrapping_div(b);
        if a.wrapping_rem(b) != 0 && (a < 0) != (b < 0) {
            quotient - 1
        } else {
            quotient
        }
    }
    crate::library::exact(
        args,
        |a, b| Some(floor(i64::from(a), i64::from(b)) as i32),
        |a, b| Some(floor(a, b)),
    )
}
