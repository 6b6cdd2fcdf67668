//! `static String.format`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static String",
    name: "format",
    parameters: "pattern: String, values: Object...",
    result: "String",
    doc: "Java's `String.format`.",
    examples: &[("String.format('%s-%03d', 'a', 7)", "a-007")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    crate::library::format(run, args.value(0), args.all().get(1..).unwrap_or_default())
}
