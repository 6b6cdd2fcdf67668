//! `String.toShort`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toShort",
    parameters: "",
    result: "Integer",
    doc: "The small whole number that the text spells.",
    examples: &[("'12'.toShort()", "12")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    NumberType::Short.parse(to_text(run, this)?.trim())
}
