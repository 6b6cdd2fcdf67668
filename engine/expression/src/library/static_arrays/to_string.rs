//! `static Arrays.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "toString",
    parameters: "array: Object[]",
    result: "String",
    doc: "The text of an array.",
    examples: &[("Arrays.toString('a,b'.split(','))", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::String(to_text(run, args.value(0))?))
}
