//! `static Double.valueOf`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "valueOf",
    parameters: "value: Object",
    result: "Double",
    doc: "The Double of a text or number.",
    examples: &[("Double.valueOf('2.5')", "2.5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Null => fail(Kind::NullPointer, "null is not a number"),
        value if value.as_str().is_some() => NumberType::Double.parse(args.text(0)?),
        _ => NumberType::Double.convert(&args.number(0)?),
    }
}
