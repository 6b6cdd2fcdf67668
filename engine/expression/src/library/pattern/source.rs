//! `Pattern.pattern`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Pattern",
    name: "pattern",
    parameters: "",
    result: "String",
    doc: "The source.",
    examples: &[("(~/a/).pattern()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::String(to_text(run, this)?))
}
