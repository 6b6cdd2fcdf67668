//! `static NumberFormat.getInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function, number_format_in};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static NumberFormat",
    name: "getInstance",
    parameters: "locale: Locale?",
    result: "DecimalFormat",
    doc: "A format of numbers.",
    examples: &[("java.text.NumberFormat.getInstance().format(1234.5678)", "1,234.568")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    number_format_in("#,##0.###", arguments)
}
