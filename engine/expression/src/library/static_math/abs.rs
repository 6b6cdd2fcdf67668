//! `static Math.abs`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::Number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "abs",
    parameters: "value: Number",
    result: "Number",
    doc: "Without its sign.",
    examples: &[("Math.abs(-2)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(match args.number(0)? {
        Number::Integer(value) => Value::Integer(value.wrapping_abs()),
        Number::Long(value) => Value::Long(value.wrapping_abs()),
        Number::Big(_) => {
            return fail(Kind::Unsupported, "`Math.abs` takes no BigInteger here");
        }
        other => Value::Double(other.to_f64().abs()),
    })
}
