//! `Object.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "toString",
    parameters: "",
    result: "String",
    doc: "The text of the value, as a GString shows it.",
    examples: &[("[1, 'a'].toString()", "[1, a]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    if matches!(this, Value::Map(map) if map.kind() == MapKind::Lazy) {
        return Ok(Value::String(crate::text::java_text(run, this)?));
    }
    Ok(Value::String(to_text(run, this)?))
}
