//! `static NumberFormat.getCurrencyInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function, number_format_in};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static NumberFormat",
    name: "getCurrencyInstance",
    parameters: "locale: Locale?",
    result: "DecimalFormat",
    doc: "A format of amounts in dollars.",
    examples: &[("java.text.NumberFormat.getCurrencyInstance(Locale.US).format(1234.5)", "$1,234.50")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    number_format_in("¤#,##0.00", arguments)
}
