//! `static NumberFormat.getIntegerInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function, number_format_in, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static NumberFormat",
    name: "getIntegerInstance",
    parameters: "locale: Locale?",
    result: "DecimalFormat",
    doc: "A format of whole numbers.",
    examples: &[("java.text.NumberFormat.getIntegerInstance().format(2.5)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    let format = number_format_in("#,##0", arguments)?;
    number_pattern(&format)?.whole_only = true;
    Ok(format)
}
