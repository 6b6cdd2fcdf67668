//! `static Math.incrementExact`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::Number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "incrementExact",
    parameters: "value: Number",
    result: "Number",
    doc: "One more, if it fits its type.",
    examples: &[("Math.incrementExact(5)", "6")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let result = match args.number(0)? {
        Number::Integer(value) => value.checked_add(1).map(Value::Integer),
        Number::Long(value) => value.checked_add(1).map(Value::Long),
        _ => return mismatch(),
    };
    result.map_or_else(
        || fail(Kind::Arithmetic, "the result does not fit its type"),
        Ok,
    )
}
