//! `static Math.toIntExact`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "toIntExact",
    parameters: "value: Long",
    result: "Integer",
    doc: "A Long as an Integer; one that does not fit is an error.",
    examples: &[("Math.toIntExact(5L)", "5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match i32::try_from(args.long(0)?) {
        Ok(value) => Ok(Value::Integer(value)),
        Err(_) => fail(Kind::Arithmetic, "the number does not fit an Integer"),
    }
}
