//! `static Integer.parseInt`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "parseInt",
    parameters: "text: String, radix: Integer?",
    result: "Integer",
    doc: "The Integer that a text spells.",
    examples: &[("Integer.parseInt('12')", "12")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.value(0).is_null() {
        return fail(Kind::Other, "null is not a number");
    }
    match args.len() {
        1 => NumberType::Integer.parse(args.text(0)?),
        _ => NumberType::Integer.parse_in(args.text(0)?, args.int(1)?),
    }
}
