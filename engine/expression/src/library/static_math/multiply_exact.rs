//! `static Math.multiplyExact`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "multiplyExact",
    parameters: "a: Integer, b: Integer",
    result: "Integer",
    doc: "The product of two whole numbers; one that does not fit is an error.",
    examples: &[("Math.multiplyExact(3, 2)", "6")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    crate::library::exact(args, i32::checked_mul, i64::checked_mul)
}
