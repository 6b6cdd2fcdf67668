//! `List.putAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "putAt",
    parameters: "index: Integer, value: Object",
    result: "null",
    doc: "Puts a value at an index.",
    examples: &[("def a = [1]; a.putAt(1, 2); a", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    crate::access::set_at(run, this, args.value(0), args.value(1).clone())?;
    Ok(Value::Null)
}
