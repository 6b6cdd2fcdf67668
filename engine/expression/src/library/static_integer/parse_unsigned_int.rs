//! `static Integer.parseUnsignedInt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "parseUnsignedInt",
    parameters: "text: String",
    result: "Integer",
    doc: "An Integer from digits without a sign.",
    examples: &[("Integer.parseUnsignedInt('5')", "5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = args.text(0)?;
    text.strip_prefix('+')
        .unwrap_or(text)
        .parse::<u32>()
        .map_or_else(
            |_| crate::convert::not_a_number(text),
            |value| Ok(Value::Integer(value as i32)),
        )
}
