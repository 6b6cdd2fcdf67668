//! `String.subSequence`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "subSequence",
    parameters: "begin: Integer, end: Integer",
    result: "String",
    doc: "The characters from a position to another, which is not included.",
    examples: &[("'abcd'.subSequence(1, 3)", "bc")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let text = to_text(run, this)?;
    crate::call::named(run, &Value::String(text), "substring", args.all())
}
