//! `static Long.valueOf`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "valueOf",
    parameters: "value: Object, radix: Integer?",
    result: "Long",
    doc: "The Long of a text or number.",
    examples: &[("Long.valueOf('12')", "12")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    match args.value(0) {
        Value::Null => crate::operator::ambiguous("valueOf", this),
        Value::Integer(_) | Value::Long(_) => Ok(Value::Long(args.long(0)?)),
        _ if args.len() == 2 => NumberType::Long.parse_in(args.text(0)?, args.int(1)?),
        _ => NumberType::Long.parse(args.text(0)?),
    }
}
