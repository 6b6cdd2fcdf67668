//! `static Float.parseFloat`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Float",
    name: "parseFloat",
    parameters: "text: String",
    result: "Float",
    doc: "The Float that a text spells.",
    examples: &[("Float.parseFloat('2.5')", "2.5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    NumberType::Float.parse(args.text(0)?)
}
