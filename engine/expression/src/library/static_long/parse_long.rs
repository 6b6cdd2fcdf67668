//! `static Long.parseLong`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "parseLong",
    parameters: "text: String, radix: Integer?",
    result: "Long",
    doc: "The Long that a text spells.",
    examples: &[("Long.parseLong('12')", "12"), ("Long.parseLong('ff', 16)", "255")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.value(0).is_null() {
        return fail(Kind::Other, "null is not a number");
    }
    match args.len() {
        1 => NumberType::Long.parse(args.text(0)?),
        _ => NumberType::Long.parse_in(args.text(0)?, args.int(1)?),
    }
}
