//! `static Objects.requireNonNull`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Objects",
    name: "requireNonNull",
    parameters: "value: Object, message: String?",
    result: "Object",
    doc: "The value; null is an error.",
    examples: &[("Objects.requireNonNull(1)", "1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "a value is required");
    }
    Ok(args.value(0).clone())
}
