//! `Map.toMapString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "toMapString",
    parameters: "",
    result: "String",
    doc: "The text of the map.",
    examples: &[("[a: 1].toMapString()", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::String(to_text(run, this)?))
}
