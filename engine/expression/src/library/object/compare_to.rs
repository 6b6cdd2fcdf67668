//! `Object.compareTo`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::compare;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "compareTo",
    parameters: "other: Object",
    result: "Integer",
    doc: "Negative, zero or positive, by the order of the values.",
    examples: &[("1.compareTo(2)", "-1")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let other = args.value(0);
    if other.is_null() {
        return fail(Kind::NullPointer, "null has no order");
    }
    if let (Some(one), Some(two)) = (this.as_str(), other.as_str()) {
        return Ok(Value::Integer(crate::operator::text_difference(one, two)));
    }
    Ok(Value::Integer(compare(this, other)? as i32))
}
