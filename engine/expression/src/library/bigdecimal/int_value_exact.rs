//! `BigDecimal.intValueExact`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Decimal, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "intValueExact",
    parameters: "",
    result: "Integer",
    doc: "Its Integer, if it is one.",
    examples: &[("2.0.intValueExact()", "2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::BigDecimal(value) = this else {
        return mismatch();
    };
    let whole = value.to_integer();
    let exact = Decimal::new(whole.clone(), 0).compare(value).is_eq();
    match i32::try_from(whole) {
        Ok(number) if exact => Ok(Value::Integer(number)),
        _ => fail(Kind::Arithmetic, "the number is no Integer"),
    }
}
