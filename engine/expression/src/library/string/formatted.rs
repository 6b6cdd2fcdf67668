//! `String.formatted`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "formatted",
    parameters: "values: Object...",
    result: "String",
    doc: "The text as a format.",
    examples: &[("'a %s'.formatted('b')", "a b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, usize::MAX)?;
    let text = to_text(run, this)?;
    crate::library::format(run, &Value::String(text), args.all())
}
