//! `static Integer.reverse`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "reverse",
    parameters: "value: Integer",
    result: "Integer",
    doc: "The bits in reverse order.",
    examples: &[("Integer.reverse(0)", "0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(args.int(0)?.reverse_bits()))
}
