//! `static Objects.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::java_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Objects",
    name: "toString",
    parameters: "value: Object, fallback: String?",
    result: "String",
    doc: "The text of a value, else a fallback for null.",
    examples: &[("Objects.toString(null, 'x')", "x")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.len() == 2 && args.value(0).is_null() {
        return Ok(args.value(1).clone());
    }
    Ok(Value::String(java_text(run, args.value(0))?))
}
