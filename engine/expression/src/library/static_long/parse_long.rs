//! `static Long.parseLong`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "parseLong",
    parameters: "text: String",
    result: "Long",
    doc: "The Long that a text spells.",
    examples: &[("Long.parseLong('12')", "12")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.value(0).is_null() {
        return fail(Kind::Other, "null is not a number");
    }
    NumberType::Long.parse(args.text(0)?)
}
