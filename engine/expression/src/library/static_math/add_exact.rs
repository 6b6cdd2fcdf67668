//! `static Math.addExact`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "addExact",
    parameters: "a: Integer, b: Integer",
    result: "Integer",
    doc: "The sum of two whole numbers; a sum that does not fit is an error.",
    examples: &[("Math.addExact(1, 2)", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    crate::library::exact(args, i32::checked_add, i64::checked_add)
}
