//! `String.format`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "format",
    parameters: "values: Object...",
    result: "String",
    doc: "`String.format` with the first value as the format, as Groovy calls a static.",
    examples: &[("'x'.format('%s-%s', 'a', 'b')", "a-b")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    crate::library::format(run, args.value(0), args.all().get(1..).unwrap_or_default())
}
