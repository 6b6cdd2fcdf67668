//! `static Double.parseDouble`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "parseDouble",
    parameters: "text: String",
    result: "Double",
    doc: "The Double that a text spells.",
    examples: &[("Double.parseDouble('2.50')", "2.5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "null is not a number");
    }
    NumberType::Double.parse(args.text(0)?)
}
