//! `Object.inspect`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "inspect",
    parameters: "",
    result: "String",
    doc: "The value as Groovy source, strings in quotes.",
    examples: &[("['a', 1].inspect()", "['a', 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let mut out = String::new();
    crate::text::inspect(run, &mut out, this, 0)?;
    run.text(out)
}
