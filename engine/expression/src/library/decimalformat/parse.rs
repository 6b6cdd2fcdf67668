//! `DecimalFormat.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "parse",
    parameters: "text: String",
    result: "Number",
    doc: "The number at the start of a text: a Long, or a Double.",
    examples: &[("new java.text.DecimalFormat('#,##0.00').parse('1,234.50')", "1234.5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "null is no number");
    }
    run.charge(args.text(0)?.len())?;
    number_pattern(this)?.read(args.text(0)?)
}
