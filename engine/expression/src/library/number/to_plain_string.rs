//! `BigDecimal.toPlainString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "toPlainString",
    parameters: "",
    result: "String",
    doc: "The digits without an exponent.",
    examples: &[("1e3.toPlainString()", "1000")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::BigDecimal(decimal) = this else {
        return mismatch();
    };
    run.text(decimal.to_plain())
}
