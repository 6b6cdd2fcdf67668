//! `String.toFloat`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toFloat",
    parameters: "",
    result: "Float",
    doc: "The Float it spells.",
    examples: &[("'5'.toFloat()", "5.0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    NumberType::Float.parse(text.trim())
}
