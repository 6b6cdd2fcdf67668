//! `BigDecimal.max`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "max",
    parameters: "other: BigDecimal",
    result: "BigDecimal",
    doc: "The larger or smaller of both, as the name says.",
    examples: &[("2.5.max(3.5)", "3.5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::BigDecimal(value) = this else {
        return mismatch();
    };
    let other = match args.value(0) {
        Value::BigDecimal(other) => (**other).clone(),
        Value::Null => return fail(Kind::NullPointer, "there is no number to compare with"),
        other => match number(other).and_then(|number| number.to_decimal()) {
            Some(other) => other,
            None => return mismatch(),
        },
    };
    Ok(if value.compare(&other).is_ge() {
        this.clone()
    } else {
        Value::decimal(other)
    })
}
