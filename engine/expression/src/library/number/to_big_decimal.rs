//! `Number.toBigDecimal`

use crate::call::mismatch;
use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "toBigDecimal",
    parameters: "",
    result: "BigDecimal",
    doc: "The number as a decimal.",
    examples: &[("5.toBigDecimal()", "5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match (this, number(this)) {
        (Value::Float(_) | Value::Double(_), _) => NumberType::BigDecimal.parse(&this.to_text()),
        (_, Some(number)) => NumberType::BigDecimal.convert(&number),
        _ => mismatch(),
    }
}
