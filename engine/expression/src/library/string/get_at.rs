//! `String.getAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "getAt",
    parameters: "index: Object",
    result: "String",
    doc: "The characters at an index or range.",
    examples: &[("'abc'.getAt(1)", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    crate::access::at(run, &Value::String(text), args.value(0))
}
