//! `static Float.valueOf`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Float",
    name: "valueOf",
    parameters: "value: Object",
    result: "Float",
    doc: "The Float of a text or number.",
    examples: &[("Float.valueOf('2.5')", "2.5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Null => fail(Kind::NullPointer, "null is not a number"),
        value if value.as_str().is_some() => NumberType::Float.parse(args.text(0)?),
        _ => NumberType::Float.convert(&args.number(0)?),
    }
}
