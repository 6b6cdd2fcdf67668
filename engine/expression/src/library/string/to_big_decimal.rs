//! `String.toBigDecimal`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toBigDecimal",
    parameters: "",
    result: "BigDecimal",
    doc: "The decimal it spells.",
    examples: &[("'5.50'.toBigDecimal()", "5.50")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    NumberType::BigDecimal.parse(text.trim())
}
