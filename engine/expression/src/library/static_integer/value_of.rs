//! `static Integer.valueOf`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "valueOf",
    parameters: "value: Object, radix: Integer?",
    result: "Integer",
    doc: "The Integer of a text or number.",
    examples: &[("Integer.valueOf('12')", "12")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    match args.value(0) {
        Value::Null => crate::operator::ambiguous("valueOf", this),
        Value::Integer(_) => Ok(args.value(0).clone()),
        Value::Character(letter) => Ok(Value::Integer(*letter as i32)),
        _ if args.len() == 2 => NumberType::Integer.parse_in(args.text(0)?, args.int(1)?),
        _ => NumberType::Integer.parse(args.text(0)?),
    }
}
