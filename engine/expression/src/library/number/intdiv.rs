//! `Number.intdiv`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::{Number, number};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "intdiv",
    parameters: "other: Number",
    result: "Number",
    doc: "The whole quotient.",
    examples: &[("7.intdiv(2)", "3")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    let other = args.number(0)?;
    if !num.is_whole() || !other.is_whole() {
        return fail(Kind::Other, "`intdiv` works on whole numbers only");
    }
    if matches!(other.to_i64(), 0) {
        return crate::operator::by_zero("/ by zero");
    }
    Ok(match (&num, &other) {
        (Number::Integer(one), Number::Integer(two)) => Value::Integer(one.wrapping_div(*two)),
        (Number::Big(_), _) | (_, Number::Big(_)) => {
            Value::big_integer(num.to_big() / other.to_big())
        }
        _ => Value::Long(num.to_i64().wrapping_div(other.to_i64())),
    })
}
