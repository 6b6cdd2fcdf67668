//! `DecimalFormat.format`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "format",
    parameters: "value: Number",
    result: "String",
    doc: "The number by a pattern.",
    examples: &[(
        "new java.text.DecimalFormat('#,##0.00').format(1234.5)",
        "1,234.50",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::DecimalFormat(pattern) = &**object else {
        return mismatch();
    };
    let Some(decimal) = args.number(0)?.to_decimal() else {
        return mismatch();
    };
    run.text(crate::library::decimal_text(&decimal, pattern)?)
}
