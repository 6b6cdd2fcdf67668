//! `null.plus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "plus",
    parameters: "other: String",
    result: "String",
    doc: "The text after `null`.",
    examples: &[("null.plus('a')", "nulla")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::add(run, &Value::Null, args.value(0))
}
