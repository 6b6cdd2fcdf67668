//! `DecimalFormat.format`

use crate::error::Outcome;
use crate::library::{Arguments, Function, format_number, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "format",
    parameters: "value: Number",
    result: "String",
    doc: "The number by a pattern.",
    examples: &[("new java.text.DecimalFormat('#,##0.00').format(1234.5)", "1,234.50"), ("new java.text.DecimalFormat('0.0%').format(0.256)", "25.6%")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = format_number(&*number_pattern(this)?, args.value(0))?;
    run.text(text)
}
